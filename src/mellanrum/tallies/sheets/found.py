"""The tables found in a spreadsheet: headings, rows and numbers, with where each stands; nothing else of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mellanrum.findings import Place

LARGEST = 100_000
"""The largest number that a tick sheet takes."""
MOST_ROWS = 2_000
MOST_COLUMNS = 30
MOST_TABLES = 200
_LONGEST = 120
FAULTS = ("text", "negative", "decimal", "formula", "large")
"""Why a cell that should hold a number cannot be read."""

Number = int | str | None
"""A number, one of FAULTS, or nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what stands over it ("" where nothing does) and its letters."""

    text: str
    letters: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row: its label, its number in the sheet (from 1), and what stands in each column."""

    label: str
    line: int
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a spreadsheet. `total` is its row of sums; `is_inside` says that more rows come after that."""

    sheet: str | None
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[FoundRow, ...]
    total: FoundRow | None = None
    is_inside: bool = False

    def place(self, file: str, row: FoundRow, column: int) -> Place:
        """Return where a number stands, as the user's own program names it."""
        return Place(file=file, sheet=self.sheet, cell=f"{self.headings[column].letters}{row.line}")


def found_to_text(tables: Sequence[FoundTable]) -> str:
    """Write found tables as JSON: so they ride in the page between the steps, and are kept nowhere else."""
    return json.dumps([_plain(table) for table in tables], separators=(",", ":"), ensure_ascii=False)


def found_from_text(text: str) -> tuple[FoundTable, ...]:
    """Read what `found_to_text` wrote, whoever wrote it. ValueError for anything else, or more than is taken."""
    try:
        tables = tuple(_table(plain) for plain in _list(json.loads(text)))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not found tables") from error
    if len(tables) > MOST_TABLES or sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise ValueError("too many tables")
    return tables


def _plain(table: FoundTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "title": table.title,
        "headings": [[heading.text, heading.letters] for heading in table.headings],
        "rows": [_plain_row(row) for row in table.rows],
        "total": None if table.total is None else _plain_row(table.total),
        "is_inside": table.is_inside,
    }


def _plain_row(row: FoundRow) -> list[Any]:
    return [row.label, row.line, list(row.numbers)]


def _table(plain: Mapping[str, Any]) -> FoundTable:
    headings = tuple(Heading(_text(text), _text(letters)) for text, letters in _list(plain["headings"]))
    if len(headings) > MOST_COLUMNS:
        raise ValueError("too many columns")
    total = plain["total"]
    return FoundTable(
        None if plain["sheet"] is None else _text(plain["sheet"]),
        _text(plain["title"]),
        headings,
        tuple(_row(row, len(headings)) for row in _list(plain["rows"])),
        None if total is None else _row(total, len(headings)),
        plain["is_inside"] is True,
    )


def _row(plain: Any, width: int) -> FoundRow:  # noqa: ANN401 - whatever the page sent
    label, line, numbers = plain
    if type(line) is not int or len(numbers) != width:
        raise ValueError("not a row")
    return FoundRow(_text(label), line, tuple(_number(number) for number in _list(numbers)))


def _number(plain: Any) -> Number:  # noqa: ANN401 - as above
    if plain is None or (type(plain) is int and 0 <= plain <= LARGEST):
        return plain
    if plain in FAULTS:
        return str(plain)
    raise ValueError("not a number")


def _text(plain: Any) -> str:  # noqa: ANN401 - as above
    if not isinstance(plain, str) or len(plain) > _LONGEST:
        raise ValueError("not a text")
    return plain


def _list(plain: Any) -> list[Any]:  # noqa: ANN401 - as above
    if not isinstance(plain, list):
        raise TypeError("not a list")
    return plain


def shortened(text: str) -> str:
    """Cut a text to what is kept of it."""
    return text[:_LONGEST]
