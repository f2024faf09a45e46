"""What stands before the report's own sections in Word: cover and contents."""

from collections.abc import Iterator

from mellanrum.documents.model import Report, Section
from mellanrum.documents.word.styles import QUIET
from mellanrum.documents.word.xml import Element, bookmark_name, el, field, link, paragraph, run, tab
from mellanrum.findings import words

_LEVELS = 2
_LOW = 3200  # twips from the title to what stands low on the cover


def cover(report: Report, logo: Element | None = None) -> Iterator[Element]:
    """Make the paragraphs of the cover, to the end of its page; `logo` is the run that shows the report's logo."""
    if logo is not None:
        yield paragraph("CoverLine", logo)
    yield paragraph("CoverAssociation", run(report.association))
    yield paragraph("CoverBar")
    yield paragraph("Title", run(report.title), properties=[el("spacing", before=0, after=_LOW)])
    for line in report.cover_lines:
        yield paragraph("CoverLine", run(line))
    if report.orgnr:
        number = f"{words('Reg. no.', report.language)} {report.orgnr}"
        yield paragraph("CoverLine", run(number, el("color", val=QUIET)))
    if report.demo_notice:
        yield paragraph("CoverNotice", run(report.demo_notice))


def contents(report: Report) -> Iterator[Element]:
    """Make the contents: a field that Word can renew, filled in beforehand but for the pages, which Word knows."""
    title = words("Contents", report.language)
    yield paragraph("TOCHeading", run(title), properties=[el("pageBreakBefore")])
    entries = list(_entries(report.sections, 1))
    for at, (section, level) in enumerate(entries):
        begin = _begin() if at == 0 else []
        end = [el("r", el("fldChar", fldCharType="end"))] if at + 1 == len(entries) else []
        page = field(f"PAGEREF {bookmark_name(section.key)} \\h", "")
        entry = link(section.key, run(section.heading), tab(), *page, tooltip=section.heading)
        yield paragraph(f"TOC{level}", *begin, entry, *end)


def _begin() -> list[Element]:
    opening = field(f'TOC \\o "1-{_LEVELS}" \\h \\z \\u', "")
    return opening[:3]


def _entries(sections: tuple[Section, ...], level: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, level
        if level < _LEVELS:
            yield from _entries(section.subsections, level + 1)
