"""Surveys beside the other rooms: their families of figures, and their files, which the room of books opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mellanrum.books.sheets import Limits, open_grids
from mellanrum.figures import Family
from mellanrum.findings import Finding, Place, finding
from mellanrum.surveys.families import INDICATORS, NATIONAL, indicators_family, surveys_family
from mellanrum.surveys.importing.found import MOST_ROWS, MOST_TABLES, FoundTable, tables_in
from mellanrum.surveys.importing.long import is_long, long_tables
from mellanrum.surveys.importing.persons import respondent_findings
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import TotalsRule
from mellanrum.surveys.series import YearResults
from mellanrum.surveys.totals import Totals

LIMITS = Limits(file_bytes=5_000_000, unpacked_bytes=40_000_000, rows=6_000, columns=200, cells=300_000, sheets=60)
"""A file of results is small; what is larger is something else."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a file of results holds: its tables, and what is to be said of it. With an error there are no tables."""

    tables: tuple[FoundTable, ...]
    found: tuple[Finding, ...]


def survey_families(
    indicators: Sequence[YearResults] = (),
    national: Sequence[YearResults] = (),
    surveys: Mapping[str, Sequence[YearResults]] | None = None,
    totals: Iterable[tuple[Totals, TotalsRule]] = (),
) -> tuple[Family, ...]:
    """Return the families of figures that surveys offer: `indicators.*`, `national_indicators.*` and `surveys.*`."""
    return (
        indicators_family(indicators, INDICATORS),
        indicators_family(national, NATIONAL),
        surveys_family(surveys or {}, totals),
    )


def look_at_long(data: bytes, file: str, questionnaire: Questionnaire, year: int) -> LookedAt | None:
    """Look at a file in the long format for a questionnaire's year; None where it is in no such format.

    Findings: those of `long_tables`.
    """
    text = data.decode("utf-8-sig", errors="replace")
    return LookedAt(*long_tables(text, file, questionnaire, year)) if is_long(text) else None


def look_at_results(data: bytes, file: str, questionnaires: Sequence[Questionnaire]) -> LookedAt:
    """Open a file of results and find its tables. One with a row for each person is refused: nothing of it is read.

    Findings: those of opening (sheet.*), of `respondent_findings`, surveys.import_nothing, surveys.import_too_much.
    """
    grids, refused = open_grids(data, file, LIMITS)
    if refused:
        return LookedAt((), refused)
    if persons := respondent_findings(grids, questionnaires):
        return LookedAt((), persons)
    tables = tables_in(grids)
    rows = sum(len(table.rows) for table in tables)
    if not tables:
        return LookedAt((), (finding("surveys.import_nothing", Place(file=file)),))
    if len(tables) > MOST_TABLES or rows > MOST_ROWS:
        return LookedAt((), (finding("surveys.import_too_much", Place(file=file), tables=len(tables), rows=rows),))
    return LookedAt(tables, ())
