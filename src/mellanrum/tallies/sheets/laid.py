"""Found tables laid out as sheets again: what came back from a page is looked through as what came from a file was."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mellanrum.findings import Place
from mellanrum.tallies.sheets.found import FoundRow, FoundTable, Number

_ABOVE = 2
"""Rows above the first label: the title, and the headings."""


@dataclass(frozen=True)
class Laid:
    """A table as a sheet of its own: title, headings, a row for each label, and the row of sums last."""

    table: FoundTable

    @property
    def sheet(self) -> str | None:
        """The name of the sheet that the table was found in."""
        return self.table.sheet

    @property
    def hidden(self) -> bool:
        """Never: what is hidden is not found."""
        return False

    @cached_property
    def rows(self) -> Sequence[Sequence[object]]:
        """Its cells, numbers as exact ones."""
        headings = ("", *(heading.text for heading in self.table.headings))
        return ((self.table.title,), headings, *((row.label, *map(_cell, row.numbers)) for row in self._lines))

    def at(self, row: int, column: int) -> object:
        """Return a cell's value; "" where it is empty, or outside."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""

    def place(self, row: int, column: int | None = None) -> Place:
        """Return where a row or a cell stands in the file; of the title and the headings the sheet alone."""
        if row < _ABOVE:
            return Place(sheet=self.sheet)
        line = self._lines[row - _ABOVE].line
        if not column:
            return Place(sheet=self.sheet, line=line)
        return Place(sheet=self.sheet, cell=f"{self.table.headings[column - 1].letters}{line}")

    @cached_property
    def _lines(self) -> tuple[FoundRow, ...]:
        return (*self.table.rows, *((self.table.total,) if self.table.total else ()))


def _cell(number: Number) -> object:
    return Decimal(number) if isinstance(number, int) else number or ""
