"""Results in the long format: a row for each number, which anybody can add up over associations and read back."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from mellanrum.findings import Finding, Place, finding
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ASKED, COUNTS, HANDED_IN, OFFERED, VALID, Reported, ReportedSurvey, merged
from mellanrum.surveys.results import GROUPINGS
from mellanrum.surveys.rules import WITHHELD
from mellanrum.surveys.sex import Sex

WITHOUT_SURVEY = ("association", "questionnaire", "version", "year", "group", "question", "sex", "answer", "number")
"""The columns that a file must have. Forms handed in and offered have no question; `sex` is "all" or a sex."""
COLUMNS = (*WITHOUT_SURVEY, "survey")
"""The columns of the file, in their order. `survey` tells apart what is asked alike in a year, as two events."""
ALL = "all"
GROUPED = frozenset({*GROUPINGS, VALID, ASKED})
"""In place of an answer: how many answered so, gave a valid answer, were asked. So protected results are told."""
HIDDEN = ".."
"""What stands in place of a number that is hidden."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, order=True)
class LongRow:
    """A number, with everything that says what it is of. `number` None is hidden; `survey` "" is all of them, added."""

    association: str
    questionnaire: str
    version: str
    year: int
    group: str
    question: str
    sex: str
    answer: str
    number: int | None = None
    survey: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose numbers rows are: association, questionnaire with its version, year, and the survey by its key."""

    association: str
    questionnaire: str
    version: str
    year: int
    survey: str = ""

    def row(self, group: str, question: str, sex: str, answer: str, number: int | None) -> LongRow:
        """Make a row of theirs."""
        of = (self.association, self.questionnaire, self.version, self.year)
        return LongRow(*of, group, question, sex, answer, number, self.survey)


def added_up(rows: Iterable[LongRow], association: str = "") -> tuple[LongRow, ...]:
    """Add numbers of several associations, and of their surveys, up: what is hidden for one is hidden in the sum.

    A number counts as nil for who has no row of it.
    """
    found: dict[LongRow, int | None] = {}
    for row in rows:
        place = replace(row, association=association, number=None, survey="")
        before = found.get(place, 0)
        found[place] = None if before is None or row.number is None else before + row.number
    return tuple(sorted((replace(place, number=number) for place, number in found.items()), key=_place))


def reported_of(rows: Iterable[LongRow], questionnaire: Questionnaire, year: int, source: str) -> ReportedSurvey:
    """Make a reported survey of a year from rows, which are added up; hidden numbers, and their questions, are left.

    A question with a hidden answer of all or of a sex has no base to take shares of. Where answers are told by group
    (GROUPED) the valid ones are the base, and only what is hidden is left.
    """
    listed = added_up(row for row in rows if row.year == year and row.questionnaire == questionnaire.key)
    exact = (row for row in listed if row.answer not in GROUPED)
    hidden = {(row.group, row.question, row.sex) for row in exact if row.number is None}
    forms = {(row.group, row.answer): row.number for row in listed if not row.question and row.sex == ALL}
    found = [
        _told(row, row.number)
        for row in listed
        if row.question
        and row.number is not None
        and row.answer != WITHHELD
        and (row.group, row.question, row.sex) not in hidden
        and questionnaire.question(row.group, row.question)
    ]
    return ReportedSurvey(questionnaire.key, year, source, tuple(_with_base(each, forms) for each in merged(found)))


def _told(row: LongRow, number: int) -> Reported:
    sex = None if row.sex == ALL else Sex(row.sex)
    if row.answer in COUNTS:
        return Reported(row.group, row.question, sex, counts={row.answer: number})
    if row.answer in GROUPINGS:
        return Reported(row.group, row.question, sex, numbers={row.answer: number})
    return Reported(row.group, row.question, sex, answers={row.answer: number})


def _with_base(row: Reported, forms: dict[tuple[str, str], int | None]) -> Reported:
    counts = {**row.counts, **({ASKED: sum(row.answers.values())} if row.answers else {})}
    for what in (HANDED_IN, OFFERED):
        number = forms.get((row.group, what))
        if number is not None and row.sex is None:
            counts[what] = number
    return replace(row, counts=counts)


def rows_to_text(rows: Iterable[LongRow]) -> str:
    """Write rows as a file: semicolons, a heading, the columns of COLUMNS; ".." is a hidden number."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=_place):
        writer.writerow([_safe(row.association), *_plain(row)])
    return out.getvalue()


def rows_from_text(text: str, file: str = "") -> tuple[tuple[LongRow, ...], tuple[Finding, ...]]:
    """Read a file in the long format; one without `survey` too. Returns the rows that can be read, and every fault.

    Findings, errors: surveys.long_heading (no such file), surveys.long_row (a row with another number of columns, or
    a year, sex or number that is none).
    """
    lines = _lines(text.removeprefix("\ufeff"))
    if not lines or tuple(lines[0]) not in {COLUMNS, WITHOUT_SURVEY}:
        return (), (finding("surveys.long_heading", Place(file=file, line=1), columns=";".join(COLUMNS)),)
    rows: list[LongRow] = []
    faults: list[Finding] = []
    for line, cells in enumerate(lines[1:], 2):
        row = _read(cells) if len(cells) == len(lines[0]) else None
        if row is None:
            faults.append(finding("surveys.long_row", Place(file=file, line=line)))
        else:
            rows.append(row)
    return tuple(rows), tuple(faults)


def _lines(text: str) -> list[list[str]]:
    """Part a text in rows and cells; what cannot be parted is a row without cells, and the last."""
    found: list[list[str]] = []
    try:
        found.extend(csv.reader(StringIO(text, newline=""), delimiter=";"))
    except csv.Error:
        found.append([])
    return found


def _plain(row: LongRow) -> Iterator[str]:
    yield from (row.questionnaire, row.version, str(row.year), row.group, row.question, row.sex, row.answer)
    yield from (HIDDEN if row.number is None else str(row.number), row.survey)


def _read(cells: Sequence[str]) -> LongRow | None:
    association, questionnaire, version, year, group, question, sex, answer, number = cells[:9]
    is_number = number == HIDDEN or (number.isascii() and number.isdigit() and int(number) <= LARGEST)
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    if not (is_number and is_year) or sex not in {ALL, *Sex}:
        return None
    told = None if number == HIDDEN else int(number)
    of = (_unsafe(association), questionnaire, version, int(year))
    return LongRow(*of, group, question, sex, answer, told, *cells[9:])


def _safe(text: str) -> str:
    """Return a name so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _unsafe(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def _place(row: LongRow) -> tuple[str, ...]:
    return (row.association, *(str(part) for part in _plain(row)))
