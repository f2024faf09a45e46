"""Finding the tables of a tick sheet in a spreadsheet, wherever they stand and whatever they are called."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase

from mellanrum.findings.sheet import Grid
from mellanrum.tallies.sheets.found import MOST_COLUMNS, FoundRow, FoundTable, Heading, shortened
from mellanrum.tallies.sheets.grid import is_empty_at, label_at, number_of, text_at
from mellanrum.tallies.sheets.vocabulary import column_of, is_sum

IsTitle = Callable[[str], bool]
_LETTERS = len(ascii_uppercase)


def tables_in(grids: Sequence[Grid], is_title: IsTitle) -> tuple[FoundTable, ...]:
    """Find every table in the sheets that the user sees: a label in each row, numbers beside it, headings above.

    `is_title` tells whether a row of text alone is the name of a table, rather than an answer without numbers.
    """
    shown = (grid for grid in grids if not grid.hidden)
    return tuple(
        table for grid in shown for strip in _strips(grid) for table in _Reader(grid, strip, is_title).tables()
    )


def _strips(grid: Grid) -> Iterator[range]:
    """Part a sheet where a column is empty all the way down; labels go with the numbers to the right of them."""
    width = max((len(cells) for cells in grid.rows), default=0)
    start = 0
    for column in range(width + 1):
        if column < width and any(not is_empty_at(grid, row, column) for row in range(len(grid.rows))):
            continue
        if column > start and _has_numbers(grid, range(start, column)):
            yield range(start, column)
            start = column + 1
    if start < width:
        yield range(start, width)


def _has_numbers(grid: Grid, columns: range) -> bool:
    return any(
        isinstance(grid.at(row, column), Decimal)
        for row in range(len(grid.rows))
        for column in columns
        if column != columns.start
    )


@dataclass
class _Reader:
    """Reads a strip of a sheet from the top: what it knows when it comes to a row."""

    grid: Grid
    strip: range
    is_title: IsTitle
    title: str = ""
    named: int = 0
    columns: tuple[int, ...] = ()
    label: int = 0
    headings: tuple[Heading, ...] = ()
    rows: list[FoundRow] = field(default_factory=list)
    total: FoundRow | None = None
    is_inside: bool = False

    def tables(self) -> Iterator[FoundTable]:
        """Give the tables in their order."""
        after_blank = True
        for row in range(len(self.grid.rows)):
            cells = [column for column in self.strip if not is_empty_at(self.grid, row, column)]
            if not cells:
                yield from self._closed()
            elif self._is_heading(row, cells):
                yield from self._closed()
                self._head(row, cells)
            elif self._is_name(row, cells, after_blank=after_blank):
                yield from self._closed()
                self.title, self.named = shortened(text_at(self.grid, row, cells[0])), row
            else:
                self._read(row)
            after_blank = not cells
        yield from self._closed()

    def _closed(self) -> Iterator[FoundTable]:
        if any(number is not None for row in self.rows for number in row.numbers):
            yield self._table()
        if self.rows:
            self.title = ""
        self.rows, self.total, self.is_inside = [], None, False

    def _table(self) -> FoundTable:
        """Put the table together, without the columns that hold nothing and are called nothing."""
        used = [
            at
            for at, heading in enumerate(self.headings)
            if heading.text or any(row.numbers[at] is not None for row in self.rows)
        ]
        rows = tuple(_with(row, used) for row in self.rows)
        total = None if self.total is None else _with(self.total, used)
        headings = tuple(self.headings[at] for at in used)
        return FoundTable(self.grid.sheet, self.title, headings, rows, total, self.is_inside)

    def _is_heading(self, row: int, cells: Sequence[int]) -> bool:
        """Whether a row is text alone, more than one, or a name of a column, with numbers somewhere under it."""
        if any(not text_at(self.grid, row, column) for column in cells):
            return False
        named = any(column_of(text_at(self.grid, row, column)) for column in cells if column != self.strip.start)
        return named or (len(cells) > 1 and bool(self._numbered(row, cells)))

    def _is_name(self, row: int, cells: Sequence[int], *, after_blank: bool) -> bool:
        text = text_at(self.grid, row, cells[0])
        if len(cells) > 1 or not text:
            return False
        return after_blank or self.is_title(text) or self._heads_next(row)

    def _heads_next(self, row: int) -> bool:
        below = row + 1
        cells = [column for column in self.strip if not is_empty_at(self.grid, below, column)]
        return len(cells) > 1 and self._is_heading(below, cells)

    def _head(self, row: int, cells: Sequence[int]) -> None:
        first = min((*self._numbered(row, cells), self.strip.stop), default=self.strip.stop)
        before = [column for column in cells if column < first] or [self.strip.start]
        texts = [c for c in range(self.strip.start, first) if any(text_at(self.grid, at, c) for at in self._under(row))]
        self.label = texts[-1] if texts else before[0]
        self.columns = tuple(range(first, self.strip.stop))[:MOST_COLUMNS]
        over = text_at(self.grid, row, before[0]) if before[0] < first else ""
        if over and (self.is_title(over) or not self.title or self.named < row - 1):
            self.title = shortened(over)
        self.headings = tuple(self._heading(row, column) for column in self.columns)

    def _heading(self, row: int, column: int) -> Heading:
        return Heading(shortened(label_at(self.grid, row, column)), letters_of(column))

    def _numbered(self, row: int, cells: Sequence[int]) -> list[int]:
        """List the columns of a heading's row that hold numbers under it, or are named so that they should."""
        under = self._under(row)
        return [
            column
            for column in cells
            if column != self.strip.start
            and (
                column_of(text_at(self.grid, row, column))
                or any(isinstance(number_of(self.grid.at(at, column)), int) for at in under)
            )
        ]

    def _under(self, row: int) -> range:
        """Return the rows under a heading, to the next empty one."""
        end = row + 1
        while end < len(self.grid.rows) and any(not is_empty_at(self.grid, end, column) for column in self.strip):
            end += 1
        return range(row + 1, end)

    def _read(self, row: int) -> None:
        if not self.columns:
            self._without_heading()
        numbers = tuple(number_of(self.grid.at(row, column)) for column in self.columns)
        label = shortened(label_at(self.grid, row, self.label))
        found = FoundRow(label, row + 1, numbers)
        if is_sum(label):
            self.total = found
            return
        self.is_inside = self.is_inside or self.total is not None
        self.rows.append(found)

    def _without_heading(self) -> None:
        self.label, self.columns = self.strip.start, tuple(self.strip[1:])[:MOST_COLUMNS]
        self.headings = tuple(Heading("", letters_of(column)) for column in self.columns)


def _with(row: FoundRow, columns: Sequence[int]) -> FoundRow:
    return FoundRow(row.label, row.line, tuple(row.numbers[at] for at in columns))


def letters_of(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B … Z, AA."""
    letters = ""
    at = column + 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        letters = ascii_uppercase[rest] + letters
    return letters
