"""Results in the long format as a table that is read like any other: its words are known, so nothing is asked."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mellanrum.findings import Finding, Place, finding
from mellanrum.surveys.exchange import ALL, COLUMNS, WITHOUT_SURVEY, LongRow, reported_of, rows_from_text
from mellanrum.surveys.importing.found import MOST_ROWS, Cell, FoundRow, FoundTable
from mellanrum.surveys.importing.vocabulary import ANSWER, COUNTS, GROUP, NUMBER, NUMBERS, QUESTION, SEX
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ASKED, HANDED_IN, OFFERED, VALID, Reported
from mellanrum.surveys.results import CLEARLY_POSITIVE, NEGATIVE, NEITHER, POSITIVE
from mellanrum.surveys.sex import STATED

HEADINGS: Mapping[str, str] = {
    GROUP: "Grupp",
    QUESTION: "Fråga",
    SEX: "Kön",
    ANSWER: "Svar",
    NUMBER: "Antal",
    HANDED_IN: "Inlämnade",
    OFFERED: "Utdelade",
    ASKED: "Fick frågan",
    VALID: "Giltiga svar",
    NEGATIVE: "Negativa",
    NEITHER: "Varken",
    POSITIVE: "Positiva",
    CLEARLY_POSITIVE: "Klart positiva",
}
"""What the columns of the table are called, by what they mean."""
_LETTERS: Mapping[str, str] = {GROUP: "E", QUESTION: "F", SEX: "G", ANSWER: "H"}
_NUMBER_LETTER = "I"

At = tuple[str, str, str]
"""Group, question and sex."""


def is_long(text: str) -> bool:
    """Tell whether a text is a file in the long format, by its first row."""
    first = text.removeprefix("\ufeff").partition("\n")[0].strip()
    return first in {";".join(COLUMNS), ";".join(WITHOUT_SURVEY)}


def long_tables(
    text: str, file: str, questionnaire: Questionnaire, year: int
) -> tuple[tuple[FoundTable, ...], tuple[Finding, ...]]:
    """Make a table of the rows that are of a questionnaire's year, added up; none where something is wrong.

    Findings, errors: those of `rows_from_text`, surveys.long_versions (what is not asked alike is not added),
    surveys.import_nothing, surveys.import_too_much.
    """
    rows, faults = rows_from_text(text, file)
    if faults:
        return (), faults
    lines = {
        line: row for line, row in enumerate(rows, 2) if (row.questionnaire, row.year) == (questionnaire.key, year)
    }
    versions = {row.version for row in lines.values()}
    if len(versions) > 1:
        return (), (finding("surveys.long_versions", Place(file=file), versions=len(versions)),)
    made = tuple(_rows(lines, file, questionnaire, year))
    if not made:
        return (), (finding("surveys.import_nothing", Place(file=file)),)
    if len(made) > MOST_ROWS:
        return (), (finding("surveys.import_too_much", Place(file=file), tables=1, rows=len(made)),)
    letters = tuple(_LETTERS.get(meaning, _NUMBER_LETTER) for meaning in HEADINGS)
    return (FoundTable("", "", tuple(HEADINGS.values()), letters, made),), ()


def _rows(lines: Mapping[int, LongRow], file: str, questionnaire: Questionnaire, year: int) -> Iterator[FoundRow]:
    """Give a row of each question, group and sex, and one of each answer."""
    first: dict[At, int] = {}
    for line, row in lines.items():
        first.setdefault((row.group, row.question, row.sex), line)
    for told in reported_of(lines.values(), questionnaire, year, "").rows:
        if told.sex is None or told.sex in STATED:
            at = (told.group, told.question, ALL if told.sex is None else told.sex.value)
            for cells in _cells(told, at):
                yield FoundRow(tuple(cells.get(meaning, "") for meaning in HEADINGS), Place(file=file, line=first[at]))


def _cells(told: Reported, at: At) -> Iterator[Mapping[str, Cell]]:
    of: dict[str, Cell] = dict(zip((GROUP, QUESTION, SEX), at, strict=True))
    numbers = {**told.counts, **told.numbers}
    if numbers:
        yield {**of, **{what: Decimal(number) for what, number in numbers.items() if what in (*COUNTS, *NUMBERS)}}
    for answer, number in told.answers.items():
        yield {**of, ANSWER: answer, NUMBER: Decimal(number)}
