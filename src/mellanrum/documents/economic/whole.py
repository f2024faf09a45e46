"""The economic part as it is made: its sections in the outline's order, and what there is to say of that order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mellanrum.documents.economic.operations import unplaced_comments
from mellanrum.documents.economic.report import EconomicPart, economic_report
from mellanrum.documents.model import Report, Section
from mellanrum.documents.outline import DRAFT, SIGNATURES, Outline, arrange, standard_outline
from mellanrum.findings import Finding, Place, finding


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
    unplaced = tuple(_unplaced(part))
    return replace(report, sections=_with_unasked(sections, report.sections)), (*found, *unplaced)


def _with_unasked(placed: tuple[Section, ...], written: tuple[Section, ...]) -> tuple[Section, ...]:
    """Put in what an outline of one's own need not think of: what stops a report from being signed, and signatures."""
    keys = {section.key for section in placed}
    unasked = {section.key: (section,) for section in written if section.key not in keys}
    return (*unasked.get(DRAFT, ()), *placed, *unasked.get(SIGNATURES, ()))


def _unplaced(part: EconomicPart) -> Iterator[Finding]:
    for key in unplaced_comments(part.telling()):
        yield finding("documents.comment_without_area", Place(key=key), area=key)
