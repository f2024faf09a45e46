"""A sheet as it stands in a file: cells by row and column, and where each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from mellanrum.books.sheets.cells import cell_name, plain_text
from mellanrum.findings import Place
from mellanrum.numbers import round_half_away

_ORE = Decimal("0.01")
_NOISE = Decimal("0.0001")  # what binary fractions may be off: 0.1 + 0.2 is 0.30000000000000004
_LARGEST = 1e13  # from here a binary fraction no longer holds öre
_FAULTS = frozenset(
    {
        *("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#REFERENS!", "#SAKNAS!", "#DIVISION/0!", "#VÄRDEFEL!", "#NAMN?", "#OGILTIGT!", "#SKÄRNING!"),
    }
)  # as programs in English and in Swedish write them


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a value: a formula that failed (`text` says how, "#REF!"), or was never computed (empty)."""

    text: str = ""


Raw = object
Value = str | Decimal | date | Broken
Cells = Mapping[tuple[int, int], Broken]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows and columns count from 0 here and from 1, as in the file, in what a user sees.

    `sheet` is its name, None for delimited text; `lines` says on which line of a text file each row begins; `broken`
    holds the cells whose formula gives no value.
    """

    file: str
    sheet: str | None
    rows: Sequence[Sequence[Raw]]
    hidden: bool = False
    lines: Sequence[int] = ()
    broken: Cells = field(default_factory=dict)

    def at(self, row: int, column: int) -> Value:
        """Return the value of a cell: text without surplus spaces, an exact number, a day; "" where it is empty."""
        if (row, column) in self.broken:
            return self.broken[row, column]
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return _value(cells[column]) if column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """Return a cell as text: a whole number without decimals, a day as ISO 8601, "" where it has no value."""
        value = self.at(row, column)
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return "" if isinstance(value, Broken) else str(value)

    def width(self, row: int) -> int:
        """Return how many columns a row reaches over."""
        return len(self.rows[row]) if 0 <= row < len(self.rows) else 0

    def place(self, row: int, column: int | None = None) -> Place:
        """Return where a row or a cell stands, as the user's own program names it."""
        line = self.lines[row] if row < len(self.lines) else row + 1
        return Place(file=self.file, sheet=self.sheet, line=line, cell=cell_name(row, column or 0))

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not self.broken and all(_value(cell) == "" for cells in self.rows for cell in cells)


def _value(raw: Raw) -> Value:
    if isinstance(raw, str):
        return _text(raw)
    if isinstance(raw, bool):
        return "SANT" if raw else "FALSKT"
    if isinstance(raw, int | float):
        return _number(raw)
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else str(raw)


def _text(raw: str) -> str | Broken:
    text = " ".join(plain_text(raw).split())
    failed = text.startswith(("#", "Err:5")) and (text.upper() in _FAULTS or text.startswith("Err:5"))
    return Broken(text) if failed else text


def _number(raw: float) -> Decimal | str:
    if not isfinite(raw) or abs(raw) >= _LARGEST:
        return repr(raw)
    if raw == int(raw):
        return Decimal(int(raw))
    written = repr(raw)
    exact = Decimal(written)
    if len(written.partition(".")[2]) <= 2:
        return exact
    ore = round_half_away(exact, _ORE)
    return ore if abs(ore - exact) < _NOISE else exact
