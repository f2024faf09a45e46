"""From found tables and what they are to the numbers of a tick sheet, with all that is wrong on the way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.findings import Finding, Place, finding
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.sheets.found import FoundRow, FoundTable
from mellanrum.tallies.sheets.layout import Block, MonthRow
from mellanrum.tallies.sheets.mapping import ACROSS, MONTH, PLACES, SKIP
from mellanrum.tallies.sheets.vocabulary import MAN, OTHER, TOTAL, UNSPLIT, WOMAN

_SAID = {
    "text": "ticksheet.text",
    "negative": "ticksheet.negative",
    "decimal": "ticksheet.decimal",
    "formula": "ticksheet.formula",
    "large": "ticksheet.large",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a found table is: its target, and which row and column of that each of its own is ("" or SKIP: none)."""

    target: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether anything is to be read of it."""
        return self.target not in {"", SKIP}


@dataclass(slots=True)
class Numbers:
    """The numbers of a tick sheet: tables by cell, the month's totals by key and sex, the month by municipality."""

    cells: Counter[Cell] = field(default_factory=Counter)
    month: Counter[tuple[str, Sex]] = field(default_factory=Counter)
    places: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the tick sheet has: its tables by (event, table), and the month's rows by key."""

    blocks: Mapping[tuple[str, str], Block]
    month: Mapping[str, MonthRow]


def numbers_of(
    tables: Sequence[FoundTable], chosen: Sequence[Chosen], shape: Shape, file: str
) -> tuple[Numbers, tuple[Finding, ...]]:
    """Read found tables as what they are chosen to be. Rows that are the same answer are added.

    Findings, each with its cell: `ticksheet.text`, `.negative`, `.decimal`, `.formula`, `.large` (errors: a number that
    cannot be read), `.total_inside`, `.total_differs`, `.parts_differ` (warnings: a sum that is not the sum),
    `.across_missing` (a crossing where only one of the two answers is told).
    """
    numbers, found = Numbers(), []
    for table, choice in zip(tables, chosen, strict=True):
        if choice.is_read:
            found += [*_faults(table, choice, file), *_sums(table, choice, shape, file)]
            found += _add(numbers, table, choice, shape, file)
    return numbers, tuple(found)


def _used(table: FoundTable, choice: Chosen) -> Iterator[tuple[FoundRow, str]]:
    return ((row, key) for row, key in zip(table.rows, choice.rows, strict=True) if key not in {"", SKIP})


def _columns(choice: Chosen) -> list[tuple[int, str]]:
    return [(at, key) for at, key in enumerate(choice.columns) if key not in {"", SKIP}]


def _faults(table: FoundTable, choice: Chosen, file: str) -> Iterator[Finding]:
    for row, _ in _used(table, choice):
        for column, _ in _columns(choice):
            if isinstance(fault := row.numbers[column], str):
                yield finding(_SAID[fault], table.place(file, row, column))


def _sums(table: FoundTable, choice: Chosen, shape: Shape, file: str) -> Iterator[Finding]:
    """Check the row of sums. Tables whose rows add up to something else than those counted have none to check."""
    if table.total is None:
        return
    if table.is_inside:
        place = Place(file=file, sheet=table.sheet, line=table.total.line)
        yield finding("ticksheet.total_inside", place, title=table.title or table.total.label)
    if _adds_up(choice.target, shape):
        for column, _ in _columns(choice):
            yield from _sum(table, table.total, column, file)


def _adds_up(target: str, shape: Shape) -> bool:
    if target == MONTH:
        return False
    block = shape.blocks.get(_pair(target))
    return target.startswith(f"{PLACES}/") or (block is not None and block.kind == "each")


def _sum(table: FoundTable, total: FoundRow, column: int, file: str) -> Iterator[Finding]:
    stated = total.numbers[column]
    expected = sum(number for row in table.rows if isinstance(number := row.numbers[column], int))
    if isinstance(stated, int) and stated != expected:
        yield _differs("ticksheet.total_differs", table.place(file, total, column), stated, expected)


def _differs(code: str, place: Place, stated: int, expected: int) -> Finding:
    return finding(code, place, stated=Decimal(stated), expected=Decimal(expected), says=stated, makes=expected)


def _pair(target: str) -> tuple[str, str]:
    event, _, table = target.partition("/")
    return event, table


def _add(numbers: Numbers, table: FoundTable, choice: Chosen, shape: Shape, file: str) -> Iterator[Finding]:
    for row, key in _used(table, choice):
        told = {name: _number(row, column) for column, name in _columns(choice) if not name.startswith(ACROSS)}
        over = {name: _number(row, column) for column, name in _columns(choice) if name.startswith(ACROSS)}
        yield from _parts(table, row, choice, told, file)
        if choice.target == MONTH:
            _add_month(numbers, shape.month[key], told)
        elif choice.target.startswith(f"{PLACES}/"):
            numbers.places[choice.target.partition("/")[2], key] += sum(told.values())
        else:
            yield from _add_cells(
                numbers, shape.blocks[_pair(choice.target)], key, (told, over), _line(table, row, file)
            )


def _line(table: FoundTable, row: FoundRow, file: str) -> Place:
    return Place(file=file, sheet=table.sheet, line=row.line)


def _number(row: FoundRow, column: int) -> int:
    number = row.numbers[column]
    return number if isinstance(number, int) else 0


def _parts(table: FoundTable, row: FoundRow, choice: Chosen, told: Mapping[str, int], file: str) -> Iterator[Finding]:
    """Check the column of totals beside women and men: less than them, or other than all the columns there are."""
    if TOTAL not in told:
        return
    column = choice.columns.index(TOTAL)
    parts = sum(number for name, number in told.items() if name != TOTAL)
    is_whole = OTHER in told or UNSPLIT in told
    if (
        isinstance(row.numbers[column], int)
        and len(told) > 1
        and (told[TOTAL] < parts or (is_whole and told[TOTAL] != parts))
    ):
        yield _differs("ticksheet.parts_differ", table.place(file, row, column), told[TOTAL], parts)


def _rest(told: Mapping[str, int]) -> int:
    """Return how many are neither women nor men: what is told, else what is left of the total."""
    if OTHER in told or UNSPLIT in told:
        return told.get(OTHER, 0) + told.get(UNSPLIT, 0)
    return max(0, told.get(TOTAL, 0) - told.get(WOMAN, 0) - told.get(MAN, 0))


def _add_month(numbers: Numbers, row: MonthRow, told: Mapping[str, int]) -> None:
    split = {Sex.WOMAN: told.get(WOMAN, 0), Sex.MAN: told.get(MAN, 0), Sex.OTHER: _rest(told)}
    if len(row.columns) == 1:
        numbers.month[row.key, row.columns[0]] += sum(split.values())
        return
    for sex, number in split.items():
        numbers.month[row.key, sex] += number


def _add_cells(
    numbers: Numbers, block: Block, key: str, told: tuple[Mapping[str, int], Mapping[str, int]], place: Place
) -> Iterator[Finding]:
    answer, _, across = key.partition("/")
    split, over = told
    for name, number in over.items():
        numbers.cells[Cell(block.event, block.key, answer, name.removeprefix(ACROSS), Sex.UNSPLIT)] += number
    if block.is_crossed and not across:
        if any(split.values()) and not over:
            yield finding("ticksheet.across_missing", place, table=block.rule.label)
        return
    for slot, number in _slots(block, split).items():
        numbers.cells[Cell(block.event, block.key, answer, across, slot)] += number


def _slots(block: Block, told: Mapping[str, int]) -> Mapping[Sex, int]:
    women, men, rest = told.get(WOMAN, 0), told.get(MAN, 0), _rest(told)
    if len(block.slots) == 1:
        return {block.slots[0]: women + men + rest}
    return {Sex.WOMAN: women, Sex.MAN: men, Sex.UNSPLIT: rest}
