"""A table before it is read: which kind it seems to be, what its columns are called, and what each was taken for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mellanrum.books.sheets.cells import column_name
from mellanrum.books.sheets.choose import choose_table
from mellanrum.books.sheets.columns import NO_COLUMNS, ColumnMap, Columns
from mellanrum.books.sheets.grid import Grid
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.writing import Kind
from mellanrum.books.sheets.year import year_of

_LOOKED_THROUGH = 60  # rows among which the headings are looked for
_BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Look:
    """How a table was understood, for a person to say yes to or to correct.

    `columns` is a map that reads it just so, with its sheet, row of headings and year as far as they are told;
    `headings` names every column, by its letters where it has no heading; `rows` are those under the headings;
    `is_understood` says whether the columns that are needed were found.
    """

    columns: ColumnMap
    headings: tuple[str, ...]
    sheets: tuple[str, ...]
    rows: int
    is_understood: bool


def kind_of_table(grids: Sequence[Grid], file: str) -> Kind:
    """Tell a trial balance from a budget by its headings; where both would do, by what the file calls itself."""
    balance, _ = choose_table(grids, file, NO_COLUMNS)
    plan, _ = choose_table(grids, file, NO_COLUMNS, budget=True)
    if balance is None and plan is None:
        return "budget" if _BUDGET in file.casefold() else "trial_balance"
    if balance is not None and (plan is None or not _says_budget(plan)):
        return "trial_balance"
    return "budget"


def _says_budget(layout: Layout) -> bool:
    """Tell whether the file, the sheet or what stands above the headings says that the whole is a budget."""
    grid = layout.grid
    above = (grid.text(row, column) for row in range(max(layout.header, 0)) for column in range(grid.width(row)))
    return any(_BUDGET in text.casefold() for text in (grid.file, grid.sheet or "", *above))


def look_at(grids: Sequence[Grid], file: str, wanted: ColumnMap = NO_COLUMNS, *, budget: bool = False) -> Look | None:
    """Look at the table that would be read with the map `wanted`; None where no sheet holds anything.

    Where the needed columns are not found, the fullest row of the first sheet stands for the headings.
    """
    layout, _ = choose_table(grids, file, wanted, budget=budget)
    sheets = tuple(grid.sheet for grid in grids if grid.sheet and not grid.is_empty)
    if layout is not None:
        return _look(layout, wanted, sheets, is_understood=True)
    grid = next((grid for grid in grids if not grid.is_empty and wanted.sheet in {None, grid.sheet}), None)
    if grid is None:
        return None
    row = wanted.header_row - 1 if wanted.header_row else _fullest(grid)
    return _look(Layout(grid, row, {}), wanted, sheets, is_understood=False)


def _look(layout: Layout, wanted: ColumnMap, sheets: tuple[str, ...], *, is_understood: bool) -> Look:
    grid, header = layout.grid, layout.header
    period, _ = year_of(layout, wanted, None)
    told = {
        "sheet": grid.sheet,
        "header_row": header + 1 if header >= 0 else None,
        "year": period.year if period else None,
        "columns": _columns(layout),
    }
    width = max(map(len, grid.rows), default=0) if header < 0 else grid.width(header)
    headings = tuple(_heading(grid, header, column) for column in range(width))
    return Look(wanted.model_copy(update=told), headings, sheets, len(grid.rows) - header - 1, is_understood)


def _columns(layout: Layout) -> Columns:
    """Say in headings where each thing stands; nothing where the months do not begin with the year's first."""
    if sorted(layout.months) != list(range(len(layout.months))):
        return Columns()
    named: Mapping[str, str] = {
        name: _heading(layout.grid, layout.header, column) for name, column in layout.columns.items()
    }
    months = tuple(_heading(layout.grid, layout.header, layout.months[at]) for at in sorted(layout.months))
    return Columns.model_validate({**named, "months": months})


def _heading(grid: Grid, header: int, column: int) -> str:
    """Return what a map calls a column: its heading, or its letters where it has none or not the first such."""
    text = grid.text(header, column)
    before = (grid.text(header, other).casefold() for other in range(column))
    return text if text and text.casefold() not in before else column_name(column)


def _fullest(grid: Grid) -> int:
    """Return the row, among the first, with most cells of text; the first of those that have equally many."""
    rows = range(min(len(grid.rows), _LOOKED_THROUGH))
    return max(rows, key=lambda row: sum(_is_text(grid, row, at) for at in range(grid.width(row))))


def _is_text(grid: Grid, row: int, column: int) -> bool:
    value = grid.at(row, column)
    return isinstance(value, str) and bool(value)
