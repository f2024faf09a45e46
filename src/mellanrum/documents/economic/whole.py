"""The economic part as it is made: its sections in the outline's order, and what there is to say of that order."""

from dataclasses import replace
from datetime import date

from mellanrum.documents.economic.report import DRAFT, EconomicPart, economic_report
from mellanrum.documents.model import Report, Section
from mellanrum.documents.outline import Outline, arrange, standard_outline
from mellanrum.findings import Finding


def arranged(
    part: EconomicPart, outline: Outline | None = None, day: date | None = None
) -> tuple[Report, tuple[Finding, ...]]:
    """Make the report in the order of an outline, the usual one where none is given.

    `day` says which rules hold for what must stand in it, the year's last day where none is given. The findings are
    those of the outline; what the checks found goes in with `part`.
    """
    report = economic_report(part)
    held_on = day or part.basis.books.period.end
    sections, found = arrange(report.sections, outline or standard_outline(held_on), held_on)
    return replace(report, sections=_with_draft(sections, report.sections)), found


def _with_draft(placed: tuple[Section, ...], written: tuple[Section, ...]) -> tuple[Section, ...]:
    """An outline of one's own need not think of drafts: what stops a report from being signed is always in it."""
    if any(section.key == DRAFT for section in placed):
        return placed
    return (*(section for section in written if section.key == DRAFT), *placed)
