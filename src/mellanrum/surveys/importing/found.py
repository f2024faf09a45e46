"""The tables of results found in a file: headings and rows as they stand, and where each cell is."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from mellanrum.findings import Place
from mellanrum.findings.sheet import Grid, width_of
from mellanrum.numbers import to_decimal
from mellanrum.surveys.importing.numbers_in import number_in

MOST_ROWS, MOST_COLUMNS, MOST_TABLES = 5_000, 60, 60
_LONGEST = 300
_FEWEST_HEADINGS = 2
_HUNDRED = Decimal(100)

Cell = str | Decimal
"""What stands in a cell: a number, or text; "" where nothing does."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row: its cells, and where it stands: file, sheet and line."""

    cells: tuple[Cell, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a file: the sheet's name, what stands above it, the headings, and the rows under them."""

    sheet: str
    title: str
    headings: tuple[str, ...]
    letters: tuple[str, ...]
    rows: tuple[FoundRow, ...]

    def place(self, row: FoundRow, column: int) -> Place:
        """Return where a cell stands, as the user's own program names it."""
        place = row.place
        return Place(file=place.file, sheet=place.sheet, line=place.line, cell=f"{self.letters[column]}{place.line}")


def tables_in(grids: Sequence[Grid]) -> tuple[FoundTable, ...]:
    """Find the tables in the sheets that are not hidden: a row of headings, and rows with numbers under it."""
    return tuple(table for grid in grids if not grid.hidden for table in _of(grid))


def per_cent_of(cell: Cell) -> Decimal | None:
    """Return a share that is written with its sign, "96 %", as 0.96; None for anything else."""
    if isinstance(cell, Decimal) or not cell.endswith("%"):
        return None
    found = number_in(cell.removesuffix("%"))
    return None if found is None else found / _HUNDRED


def typed_table(headings: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> FoundTable:
    """Make a table of what was typed on a page, read as the cells of a file are; rows count from 1."""
    found = tuple(FoundRow(tuple(map(_cell, row)), Place(line=line)) for line, row in enumerate(rows, 1))
    letters = tuple(ascii_uppercase[at] for at in range(len(headings)))
    return FoundTable("", title, tuple(headings), letters, found)


def found_to_text(tables: Sequence[FoundTable]) -> str:
    """Write found tables as JSON: so they ride in the page between the steps, and are kept nowhere else."""
    return json.dumps([_plain(table) for table in tables], separators=(",", ":"), ensure_ascii=False)


def found_from_text(text: str) -> tuple[FoundTable, ...]:
    """Read what `found_to_text` wrote, whoever wrote it. ValueError for anything else, or more than is taken."""
    try:
        tables = tuple(map(_table, _list(json.loads(text))))
    except (KeyError, TypeError, AttributeError, RecursionError, IndexError) as error:
        raise ValueError("not found tables") from error
    if len(tables) > MOST_TABLES or sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise ValueError("too many tables")
    return tables


def _of(grid: Grid) -> Iterator[FoundTable]:
    width, title, at = min(width_of(grid), MOST_COLUMNS), "", 0
    while at < len(grid.rows):
        cells = _cells(grid, at, width)
        if all(cell == "" for cell in cells):
            at += 1
        elif _is_heading(grid, at, width):
            rows = tuple(_rows(grid, at + 1, width))
            letters = tuple(_letters(grid, at, column) for column in range(width))
            yield FoundTable(grid.sheet or "", title, tuple(map(str, cells)), letters, rows)
            title, at = "", at + 1 + len(rows)
        else:
            title, at = str(next(cell for cell in cells if cell != "")), at + 1


def _is_heading(grid: Grid, at: int, width: int) -> bool:
    """Whether a row is of text alone, and the first row under it has a number."""
    cells = [cell for cell in _cells(grid, at, width) if cell != ""]
    below = _cells(grid, at + 1, width) if at + 1 < len(grid.rows) else ()
    is_text = len(cells) >= _FEWEST_HEADINGS and not any(map(_is_number, cells))
    return is_text and any(map(_is_number, below))


def _rows(grid: Grid, first: int, width: int) -> Iterator[FoundRow]:
    """Give the rows of a table: to the first empty one, or the next row of headings."""
    for at in range(first, len(grid.rows)):
        cells = _cells(grid, at, width)
        if not any(cell != "" for cell in cells) or (at > first and _is_heading(grid, at, width)):
            return
        place = grid.place(at)
        yield FoundRow(cells, Place(file=place.file, sheet=place.sheet, line=place.line))


def _cells(grid: Grid, row: int, width: int) -> tuple[Cell, ...]:
    return tuple(_cell(grid.at(row, column)) for column in range(width))


def _cell(value: object) -> Cell:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return "#"  # a formula that failed: it is told of where a number was expected
    number = number_in(value)
    return value[:_LONGEST] if number is None else number


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, Decimal) or per_cent_of(cell) is not None


def _letters(grid: Grid, row: int, column: int) -> str:
    return (grid.place(row, column).cell or "").rstrip("0123456789")


def _plain(table: FoundTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "title": table.title,
        "headings": list(table.headings),
        "letters": list(table.letters),
        "rows": [
            [row.place.file, row.place.sheet, row.place.line, [_plain_cell(cell) for cell in row.cells]]
            for row in table.rows
        ],
    }


def _plain_cell(cell: Cell) -> str | list[str]:
    return [str(cell)] if isinstance(cell, Decimal) else cell


def _table(plain: dict[str, Any]) -> FoundTable:
    headings, letters = tuple(map(_text, plain["headings"])), tuple(map(_text, plain["letters"]))
    if len(headings) > MOST_COLUMNS or len(letters) != len(headings) or not plain["rows"]:
        raise ValueError("not a table")
    rows = tuple(_row(row, len(headings)) for row in plain["rows"])
    return FoundTable(_text(plain["sheet"]), _text(plain["title"]), headings, letters, rows)


def _list(plain: Any) -> list[Any]:  # noqa: ANN401 - whatever the page sent
    if not isinstance(plain, list):
        raise TypeError("not a list")
    return plain


def _row(plain: list[Any], width: int) -> FoundRow:
    file, sheet, line, cells = plain
    if type(line) is not int or len(cells) != width:
        raise ValueError("not a row")
    place = Place(file=None if file is None else _text(file), sheet=None if sheet is None else _text(sheet), line=line)
    return FoundRow(tuple(map(_read_cell, cells)), place)


def _read_cell(plain: Any) -> Cell:  # noqa: ANN401 - as above
    if isinstance(plain, list):
        found = to_decimal(_text(plain[0]))
        if found is None:
            raise ValueError("not a number")
        return found
    return _text(plain)


def _text(plain: Any) -> str:  # noqa: ANN401 - as above
    if not isinstance(plain, str) or len(plain) > _LONGEST:
        raise ValueError("not a text")
    return plain
