"""From the tables of a file to reported results: each cell by its column's meaning, each fault at its cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mellanrum.findings import Finding, Place, finding
from mellanrum.findings.sheet import normal
from mellanrum.surveys.importing.found import Cell, FoundRow, FoundTable, per_cent_of
from mellanrum.surveys.importing.mapping import (
    Column,
    ResultsMapping,
    answer_named,
    column_of,
    group_named,
    question_named,
    sex_named,
)
from mellanrum.surveys.importing.vocabulary import (
    ANSWER,
    COUNTS,
    GROUP,
    INDICATOR,
    NOTHING,
    NUMBERS,
    PLACES,
    QUESTION,
    SEX,
    SHARE,
    SHARE_OF,
    SHARES,
    SKIP,
)
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import MEAN, Reported, ReportedSurvey, merged, reported_findings
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex

LARGEST = 1_000_000
"""The largest number a file of results holds."""
_HUNDRED = Decimal(100)
_FILLED = (GROUP, QUESTION, INDICATOR)
"""What is written once above several rows, so that an empty cell means what stands over it."""


class _Unknown:
    """What a word means that nothing is known of; its fault is told."""


_UNKNOWN = _Unknown()


@dataclass
class _Row:
    """A row while it is read: what it is of, and its numbers by sex."""

    table: FoundTable
    row: FoundRow
    columns: Sequence[Column]
    cells: Mapping[str, tuple[int, Cell]]
    faults: list[Finding] = field(default_factory=list)

    def fault(self, code: str, column: int) -> None:
        cell = self.row.cells[column]
        self.faults.append(finding(code, self.table.place(self.row, column), written=str(cell)[:60]))

    def place(self, meaning: str = QUESTION) -> Place:
        return self.table.place(self.row, self.cells[meaning][0] if meaning in self.cells else 0)


def read_results(
    tables: Sequence[FoundTable], mapping: ResultsMapping, questionnaire: Questionnaire, *, year: int, source: str
) -> tuple[ReportedSurvey, tuple[Finding, ...]]:
    """Read results through a mapping. Returns what can be read, and every fault with file, sheet and cell.

    Findings, errors: surveys.import_nothing, surveys.import_no_question, surveys.import_no_group,
    surveys.import_column_twice, surveys.import_group, surveys.import_question, surveys.import_sex,
    surveys.import_answer, surveys.import_number, surveys.import_share; and, warnings, those of `reported_findings`.
    """
    rows: list[Reported] = []
    faults: list[Finding] = []
    for table in tables:
        found, said = _of_table(table, mapping, questionnaire)
        rows += found
        faults += said
    survey = ReportedSurvey(questionnaire.key, year, source, tuple(rows))
    if not rows and not faults:
        faults.append(finding("surveys.import_nothing"))
    return survey, (*faults, *reported_findings(survey, questionnaire))


def _of_table(
    table: FoundTable, mapping: ResultsMapping, questionnaire: Questionnaire
) -> tuple[tuple[Reported, ...], tuple[Finding, ...]]:
    columns = [column_of(heading, mapping) for heading in table.headings]
    meanings = {column.meaning for column in columns}
    if meanings <= {SKIP, *PLACES}:
        return (), ()
    place = Place(file=table.rows[0].place.file, sheet=table.sheet or None, line=table.rows[0].place.line)
    if not meanings & {QUESTION, INDICATOR}:
        return (), (finding("surveys.import_no_question", place),)
    if twice := tuple(_twice(table, columns)):
        return (), twice
    above = next(filter(None, (group_named(text, mapping, questionnaire) for text in (table.title, table.sheet))), None)
    if GROUP not in meanings and above is None and len(questionnaire.groups) > 1:
        return (), (finding("surveys.import_no_group", place),)
    rows = _filled(table, columns)
    per_cent = _is_per_cent(rows)
    found: list[Reported] = []
    for row in rows:
        found += _read(row, above, mapping, questionnaire, per_cent=per_cent)
    faults = tuple(fault for row in rows for fault in row.faults)
    is_by_answer = ANSWER in meanings
    return (merged(found) if is_by_answer else tuple(found)), faults


def _twice(table: FoundTable, columns: Sequence[Column]) -> Iterator[Finding]:
    """Say which columns mean what a column before them does."""
    seen: set[Column] = set()
    for at, column in enumerate(columns):
        if column in seen and column.meaning != SKIP:
            written = table.headings[at]
            yield finding("surveys.import_column_twice", table.place(table.rows[0], at), written=written)
        seen.add(column)


def _filled(table: FoundTable, columns: Sequence[Column]) -> list[_Row]:
    """Give each row what stands over its empty cells, where that is how tables are written."""
    over: dict[str, tuple[int, Cell]] = {}
    found = []
    for row in table.rows:
        own = {
            column.meaning: (at, row.cells[at])
            for at, column in enumerate(columns)
            if column.meaning in PLACES and row.cells[at] != ""
        }
        if GROUP in own or INDICATOR in own:
            over.pop(QUESTION, None)
        over |= {meaning: told for meaning, told in own.items() if meaning in _FILLED}
        found.append(_Row(table, row, columns, {**over, **own}))
    return found


def _is_per_cent(rows: Iterable[_Row]) -> bool:
    """Tell whether shares without a sign are written in per cent: one of them is over 1."""
    return any(
        isinstance(cell, Decimal) and cell > 1
        for row in rows
        for column, cell in zip(row.columns, row.row.cells, strict=True)
        if column.meaning in SHARES
    )


def _read(
    row: _Row, above: str | None, mapping: ResultsMapping, questionnaire: Questionnaire, *, per_cent: bool
) -> Iterator[Reported]:
    question = _question(row, above, mapping, questionnaire)
    sex = _sex(row, mapping)
    if question is None or isinstance(sex, _Unknown):
        return
    answer = _answer(row, question, mapping, questionnaire)
    if isinstance(answer, _Unknown):
        return
    of = [column.sex if column.is_of_sex else sex for column in row.columns]
    for stated in dict.fromkeys(of):
        told = Reported(question.group, question.key, stated, place=row.place())
        for at, column in enumerate(row.columns):
            if of[at] == stated and column.meaning not in {SKIP, *PLACES}:
                told = _with(told, row, at, column.meaning, answer, per_cent=per_cent)
        if told.counts or told.numbers or told.answers or told.shares or told.mean is not None:
            yield told


def _with(told: Reported, row: _Row, at: int, meaning: str, answer: str, *, per_cent: bool) -> Reported:  # noqa: PLR0913 - a cell, and all that says what it is
    """Return what is reported with what a cell says beside it."""
    if meaning in SHARES:
        share = _share(row, at, per_cent=per_cent)
        key = answer if meaning == SHARE else meaning.removeprefix(SHARE_OF)
        return told if share is None or not key else replace(told, shares={**told.shares, key: share})
    if meaning == MEAN:
        return replace(told, mean=_decimal(row, at, "surveys.import_number"))
    number = _whole(row, at)
    if number is None:
        return told
    if meaning in COUNTS:
        return replace(told, counts={**told.counts, meaning: number})
    if meaning in NUMBERS:
        return replace(told, numbers={**told.numbers, meaning: number})
    return replace(told, answers={**told.answers, answer: number}) if answer else told


def _question(
    row: _Row, above: str | None, mapping: ResultsMapping, questionnaire: Questionnaire
) -> QuestionRule | None:
    """Return the question a row is of: by its group and number, or as the only one of its group for an indicator."""
    group = above or (questionnaire.groups[0].key if len(questionnaire.groups) == 1 else None)
    if GROUP in row.cells:
        at, cell = row.cells[GROUP]
        group = group_named(str(cell), mapping, questionnaire)
        if group is None:
            row.fault("surveys.import_group", at)
            return None
    found = _in_group(row, group or "", mapping, questionnaire)
    if found is None:
        row.fault("surveys.import_question", row.cells.get(QUESTION, row.cells.get(INDICATOR, (0, "")))[0])
    return found


def _in_group(row: _Row, group: str, mapping: ResultsMapping, questionnaire: Questionnaire) -> QuestionRule | None:
    if QUESTION in row.cells:
        return question_named(row.cells[QUESTION][1], group, mapping, questionnaire)
    indicator = str(row.cells.get(INDICATOR, (0, ""))[1]).removeprefix("Indikator").strip()
    serving = [each for each in questionnaire.serving(indicator) if each.group == group]
    return serving[0] if len(serving) == 1 else None


def _sex(row: _Row, mapping: ResultsMapping) -> "Sex | _Unknown | None":
    if SEX not in row.cells:
        return None
    at, cell = row.cells[SEX]
    found = sex_named(str(cell), mapping)
    if found is None or isinstance(found, Sex):
        return found
    row.fault("surveys.import_sex", at)
    return _UNKNOWN


def _answer(
    row: _Row, question: QuestionRule, mapping: ResultsMapping, questionnaire: Questionnaire
) -> "str | _Unknown":
    if ANSWER not in row.cells:
        return ""
    at, cell = row.cells[ANSWER]
    found = answer_named(cell, question, mapping, questionnaire)
    if found is not None:
        return found
    row.fault("surveys.import_answer", at)
    return _UNKNOWN


def _whole(row: _Row, at: int) -> int | None:
    found = _decimal(row, at, "surveys.import_number")
    if found is None:
        return None
    if found != int(found) or not 0 <= found <= LARGEST:
        row.fault("surveys.import_number", at)
        return None
    return int(found)


def _share(row: _Row, at: int, *, per_cent: bool) -> Decimal | None:
    written = per_cent_of(row.row.cells[at])
    found = _decimal(row, at, "surveys.import_share") if written is None else written
    if found is None:
        return None
    share = found / _HUNDRED if per_cent and written is None else found
    if 0 <= share <= 1:
        return share
    row.fault("surveys.import_share", at)
    return None


def _decimal(row: _Row, at: int, code: str) -> Decimal | None:
    cell = row.row.cells[at]
    if isinstance(cell, Decimal):
        return cell
    if normal(cell) not in NOTHING:
        row.fault(code, at)
    return None
