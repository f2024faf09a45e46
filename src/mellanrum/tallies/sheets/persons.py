"""Whether a spreadsheet has a row for each person. Then nothing of it is read: it is refused, with where and why."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise

from mellanrum.findings import Finding, Place
from mellanrum.findings.sheet import Grid, cells_of, first_of, is_birthday, normal, places_of, width_of, written
from mellanrum.tallies.sheets.vocabulary import is_of_persons, is_sum

_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{2})(\d{2})(\d{2})[-+ ]?(?:\d{4}|[A-Z]\d{3}|TF\d\d)(?!\d)")
_WORD = "[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ]?[a-zåäöéü]+)?"
_NAME = re.compile(rf"{_WORD},?(?: (?:{_WORD}|[A-ZÅÄÖÉ]\.?)){{1,3}}")
_INITIALS = re.compile(r"[A-ZÅÄÖ]{2,3}|(?:[A-ZÅÄÖ]\.[ ]?){2,3}")
_SEXES = frozenset({"k", "m", "kv", "kvinna", "man", "f", "flicka", "pojke", "annat"})
_AGE = frozenset({"ålder", "age", "ålder vid start"})
_MARKS = frozenset({"x", "1", "0", "", "ja", "nej", "j", "n"})
_DAY = re.compile(r"(?:19|20)\d\d-?\d\d-?(?!01)\d\d|\d{1,2}/\d{1,2}(?: -?\d\d)?")
_IN_A_ROW = 5  # so many of a kind under each other are a column of persons
_MOST_TICKS = 15  # so many rows of ones without a sum under them are persons, not answers
_TWO = 2
_FEWEST_AGES, _MOST_AGE = 13, 100

Grids = Sequence[Grid]


def person_findings(grids: Grids, known: Callable[[str], bool]) -> tuple[Finding, ...]:
    """Say where a spreadsheet seems to have a row for each person; nothing where it has none.

    `known` tells whether a label is an answer that is counted: a table of such labels is a tick sheet, however many
    ones are in it. What stands in the cells is never repeated. Findings `ticksheet.person_number`, `.person_heading`,
    `.person_column_sexes`, `_initials`, `_names`, `_days`, `_ages`, and `.person_rows` (ones without a sum): errors.
    """
    return tuple(said for grid in grids for said in _of(grid, known))


def _of(grid: Grid, known: Callable[[str], bool]) -> Iterator[Finding]:
    yield from first_of("ticksheet.person_number", places_of(grid, _is_person_number))
    yield from first_of("ticksheet.person_heading", places_of(grid, _is_heading))
    for code, is_like in _KINDS.items():
        unknown = partial(_is_unknown, is_like, known)
        yield from first_of(code, _columns(grid, unknown))
    yield from first_of("ticksheet.person_column_ages", _ages(grid))
    yield from first_of("ticksheet.person_rows", _ticks(grid, known))


def _is_person_number(value: object) -> bool:
    numbers = _NUMBER.findall(written(value).upper())
    return any(is_birthday(int(month), int(day)) for _, month, day in numbers)


def _is_heading(value: object) -> bool:
    return isinstance(value, str) and is_of_persons(value)


def _columns(grid: Grid, is_like: Callable[[object], bool]) -> Iterator[Place]:
    """Find so many cells of a kind under each other, nothing else between them, and not just two by turns.

    A table that has a row for women and one for men under each answer has them by turns.
    """
    for column in range(width_of(grid)):
        run: list[object] = []
        for row in range(len(grid.rows)):
            value = grid.at(row, column)
            run = [*run, value] if is_like(value) else []
            if len(run) >= _IN_A_ROW and not _by_turns(run):
                yield grid.place(row - len(run) + 1, column)
                break


def _by_turns(run: Sequence[object]) -> bool:
    return len(set(run)) == _TWO and all(value != after for value, after in pairwise(run))


def _is_unknown(is_like: Callable[[object], bool], known: Callable[[str], bool], value: object) -> bool:
    return is_like(value) and not (isinstance(value, str) and known(value))


def _is_sex(value: object) -> bool:
    return isinstance(value, str) and normal(value) in _SEXES


def _is_initials(value: object) -> bool:
    return isinstance(value, str) and bool(_INITIALS.fullmatch(value.strip())) and not is_sum(value)


def _is_day(value: object) -> bool:
    """Tell whether a cell is a day; the first of a month is a month's heading in a tick sheet."""
    if isinstance(value, date):
        return value.day != 1
    return isinstance(value, str) and bool(_DAY.fullmatch(value))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value.strip()))


_KINDS: dict[str, Callable[[object], bool]] = {
    "ticksheet.person_column_sexes": _is_sex,
    "ticksheet.person_column_initials": _is_initials,
    "ticksheet.person_column_names": _is_name,
    "ticksheet.person_column_days": _is_day,
}


def _ages(grid: Grid) -> Iterator[Place]:
    """Find a column headed by age with ages under it.

    A tick sheet by single years has them to the left of its counts, and each once.
    """
    for row, column, value in cells_of(grid):
        if isinstance(value, str) and normal(value) in _AGE:
            under = [grid.at(at, column) for at in range(row + 1, row + 1 + _IN_A_ROW)]
            if all(map(_is_age, under)) and (column or len(set(under)) < len(under)):
                yield grid.place(row, column)


def _is_age(value: object) -> bool:
    return isinstance(value, Decimal) and value == int(value) and _FEWEST_AGES <= value <= _MOST_AGE


def _ticks(grid: Grid, known: Callable[[str], bool]) -> Iterator[Place]:
    """Find many rows under each other that hold nothing but ones, noughts and crosses, and no sum after them."""
    run: list[int] = []
    for row in range(len(grid.rows) + 1):
        if row < len(grid.rows) and _is_ticked(grid, row):
            run.append(row)
            continue
        if len(run) > _MOST_TICKS and not _has_sum(grid, row) and not _are_answers(grid, run, known):
            yield grid.place(run[0])
        run = []


def _is_ticked(grid: Grid, row: int) -> bool:
    marks = [grid.at(row, column) for column in range(1, grid_width(grid, row))]
    return any(mark != "" for mark in marks) and all(_is_mark(mark) for mark in marks)


def _is_mark(value: object) -> bool:
    if isinstance(value, Decimal):
        return value in {0, 1}
    return isinstance(value, str) and normal(value) in _MARKS


def _has_sum(grid: Grid, row: int) -> bool:
    return any(
        isinstance(value := grid.at(at, column), str) and is_sum(value)
        for at in (row, row + 1)
        for column in range(grid_width(grid, at))
    )


def _are_answers(grid: Grid, rows: Sequence[int], known: Callable[[str], bool]) -> bool:
    labels = [str(grid.at(row, 0)) for row in rows]
    return 2 * sum(known(label) for label in labels) >= len(labels)


def grid_width(grid: Grid, row: int) -> int:
    """Return how many columns a row has."""
    return len(grid.rows[row]) if 0 <= row < len(grid.rows) else 0
