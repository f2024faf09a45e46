"""All relations in one tuple, and the review that puts them to a report."""

from dataclasses import dataclass

from mellanrum.findings import Finding
from mellanrum.numbers import Language
from mellanrum.review.limits import Limits, shipped_limits
from mellanrum.review.of_notes import CONTRIBUTIONS, NOTES, OPERATIONS
from mellanrum.review.of_overview import ACROSS, FINANCED, OVERVIEW, SHARES
from mellanrum.review.of_statements import BALANCE_REQUIREMENT, BALANCE_SHEET, CASH_FLOW, INCOME_STATEMENT
from mellanrum.review.relation import Relation
from mellanrum.review.skipping import Skip, tell_empty, tell_skipped
from mellanrum.review.stated import StatedFigures

RELATIONS: tuple[Relation, ...] = (
    *INCOME_STATEMENT,
    *BALANCE_SHEET,
    *CASH_FLOW,
    *NOTES,
    *CONTRIBUTIONS,
    *OPERATIONS,
    *OVERVIEW,
    *FINANCED,
    *SHARES,
    *BALANCE_REQUIREMENT,
    *ACROSS,
)


@dataclass(frozen=True, slots=True)
class Description:
    """A relation as the documentation lists it.

    `text` is the relation in the notation, `needs` the patterns of its figures, `years` the columns it is checked in
    (0 the report's year), `reference` its paragraph.
    """

    code: str
    text: str
    needs: tuple[str, ...]
    years: tuple[int, ...]
    reference: str


def describe() -> tuple[Description, ...]:
    """List the relations in the order they are checked."""
    return tuple(Description(one.code, one.rule.text, one.rule.needs, one.years, one.reference) for one in RELATIONS)


def review(
    stated: StatedFigures, year: int, limits: Limits | None = None, lang: Language = "sv"
) -> tuple[Finding, ...]:
    """Put every relation to a report of a year, in every column the relation is about.

    Returns all findings in the order of the relations, those a reader checks first before those that rest on them:
    errors and warnings under the relations' codes; "review.explained" where another figure explains a difference.
    Nothing is skipped in silence: after them comes a finding for each thing that is missing, with every relation that
    it stops ("review.skipped", "review.nil_base", "review.audit_missing"), and one for the years nothing is stated for
    ("review.no_year"). `limits` are those that come with the program unless given; `lang` is that of the labels.
    """
    within = limits or shipped_limits()
    columns = {at: year + at for one in RELATIONS for at in one.years}
    empty = sorted(at for at in columns.values() if at not in stated.years)
    found: list[Finding] = []
    skips: list[Skip] = []
    for one in RELATIONS:
        for at in (columns[at] for at in one.years if columns[at] not in empty):
            outcome = one.judge(stated, at, within, lang)
            found += outcome.findings
            skips += [Skip(one, at, outcome.missing)] if outcome.missing else []
    return (*found, *tell_skipped(skips, stated, lang), *tell_empty(empty, lang))
