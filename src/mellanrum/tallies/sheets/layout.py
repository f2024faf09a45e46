"""The tick sheet as it looks on paper: which rows and columns each table has, and which counter each of them fills."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.labels import NOT_KNOWN, answer_label
from mellanrum.tallies.rules import ASKED, MISSING, SUM, Question, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, STATED, Sex

SPECIAL: Mapping[str, str] = {
    MISSING: NOT_KNOWN,
    ASKED: "Answers in all",
    SUM: "Sum",
}
"""The message ids of what every question has beside its own answers."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the answer, the one it is crossed with ("" where it is not), and their message ids."""

    answer: str
    across: str
    label: str
    across_label: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A table of the tick sheet: its rule, its rows in order, the slots of sex that are its columns.

    `kind` says how its rows add up: "each" (every one is in one row), "several" (those in all stand under ASKED),
    "number" (sum, how many it is a sum of, and those not stated) or "loose" (rows that add up to nothing). `whole` says
    that everybody is in it: a question that is asked of some only has tables that are smaller than their event.
    """

    event: str
    rule: TableRule
    rows: tuple[Row, ...]
    slots: tuple[Sex, ...]
    kind: str
    whole: bool = True

    @property
    def key(self) -> str:
        """The key of its table."""
        return self.rule.key

    @property
    def is_crossed(self) -> bool:
        """Whether its rows are pairs of answers."""
        return len(self.rule.questions) > 1

    def cell(self, row: Row, slot: Sex) -> Cell:
        """Return the counter that a row and a column fill."""
        return Cell(self.event, self.key, row.answer, row.across, slot)

    def cells(self) -> Iterator[Cell]:
        """Go through every counter of the table."""
        return (self.cell(row, slot) for row in self.rows for slot in self.slots)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A row of the month's totals: an event or a counter, and the columns it has.

    `is_event` rows tie with their tables; `level` ones tell how many there are when the month ends.
    """

    key: str
    label: str
    columns: tuple[Sex, ...]
    is_event: bool
    level: bool = False
    months: int = 0


def blocks_of(scheme: Scheme, event: str) -> tuple[Block, ...]:
    """List the tables of an event, in their order."""
    return tuple(_block(rule, event, scheme) for rule in scheme.tables_of(event))


def month_rows(scheme: Scheme, *, by_head_count: bool = False) -> tuple[MonthRow, ...]:
    """List the rows of the month's totals: events and counters; of an intervention by head counts the counters only."""
    events = () if by_head_count else tuple(_event_row(key, scheme) for key in scheme.events)
    counters = tuple(
        MonthRow(rule.key, rule.label, STATED if rule.by_sex else (Sex.UNSPLIT,), is_event=False, level=rule.level)
        for rule in scheme.counters
    )
    return (*events, *counters)


def by_municipality(scheme: Scheme) -> tuple[str, ...]:
    """List the events that are counted by municipality each month: those whose form asks for it."""
    return tuple(key for key, rule in scheme.events.items() if "municipality" in rule.asks)


def _event_row(key: str, scheme: Scheme) -> MonthRow:
    prefix, _, months = key.rpartition("_")
    later = int(months) if prefix == "follow_up" and months.isdigit() else 0
    return MonthRow(key, scheme.events[key].label, STATED, is_event=True, months=later)


def _block(rule: TableRule, event: str, scheme: Scheme) -> Block:
    questions = [scheme.questions[key] for key in rule.questions]
    slots = SLOTS if rule.by_sex else (Sex.UNSPLIT,)
    rows = _number_rows() if questions[0].kind == "number" else tuple(_rows(questions, scheme))
    whole = all(_of_everybody(question, scheme) for question in questions)
    return Block(event, rule, rows, slots, _kind(questions), whole)


def _of_everybody(question: Question, scheme: Scheme) -> bool:
    before = question.of
    return question.only_if is None and (before is None or _of_everybody(scheme.questions[before], scheme))


def _kind(questions: list[Question]) -> str:
    kinds = {question.kind for question in questions}
    if "number" in kinds:
        return "number"
    if "several" in kinds:
        return "loose" if len(questions) > 1 else "several"
    return "each"


def _number_rows() -> tuple[Row, ...]:
    return tuple(Row(key, "", SPECIAL[key]) for key in (ASKED, SUM, MISSING))


def _rows(questions: list[Question], scheme: Scheme) -> Iterator[Row]:
    first = questions[0]
    for answer, across in product(scheme.answers(first.key), _across(questions, scheme)):
        second = answer_label(questions[1].key, across, scheme) if across else ""
        yield Row(answer, across, answer_label(first.key, answer, scheme), second)
    if first.kind == "several" and len(questions) == 1:
        yield Row(ASKED, "", SPECIAL[ASKED])


def _across(questions: list[Question], scheme: Scheme) -> tuple[str, ...]:
    return scheme.answers(questions[1].key) if len(questions) > 1 else ("",)
