"""The report as a web page: the same sections, tables and charts as in the documents, with figures that open."""

from collections.abc import Iterator

from django.template.loader import render_to_string

from mellanrum.documents.model import Report, Section, TraceList
from mellanrum.web.access.standing import Standing
from mellanrum.web.reports.models import MadeReport


def page_of(standing: Standing, made: MadeReport, report: Report) -> str:
    """Write a report as the inside of a page. Where the documents have an appendix of traces, figures open instead."""
    context = {
        "standing": standing,
        "report": report,
        "sections": tuple(_shown(report.sections)),
        "made": made,
        "year": made.year,
        "in_document": True,
    }
    return render_to_string("reports/document.html", context)


def _shown(sections: tuple[Section, ...]) -> Iterator[Section]:
    return (section for section in sections if not _is_traces(section))


def _is_traces(section: Section) -> bool:
    return any(isinstance(block, TraceList) for block in section.blocks) or any(map(_is_traces, section.subsections))
