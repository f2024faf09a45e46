"""Choosing the sheet and the row of headings, by the map or by what is recognised, and saying so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mellanrum.books.sheets.cells import column_name, column_number
from mellanrum.books.sheets.columns import ColumnMap
from mellanrum.books.sheets.grid import Grid
from mellanrum.books.sheets.headings import Layout, guess_layout
from mellanrum.books.sheets.limits import Limits
from mellanrum.books.sheets.workbook import open_grids
from mellanrum.findings import Finding, Place, finding

Chosen = tuple[Layout | None, tuple[Finding, ...]]

BUDGETED = frozenset({"account", "cost_centre", "project", "area"})
"""What a row of a budget may be the budget of."""

_BALANCES = {"change", "closing", "debit", "credit"}
_LOOKED_THROUGH = 60  # rows among which the headings are looked for


def find_table(data: bytes, file: str, columns: ColumnMap, limits: Limits, *, budget: bool = False) -> Chosen:
    """Open a file and choose the table to read: a trial balance or a budget.

    A sheet the map names is read, hidden or not; else the first visible one with the needed columns. Returns None and
    an error (why the file cannot be opened, `sheet.no_such_sheet`, `sheet.no_headings`, `sheet.no_column`) where there
    is none. Notes say which sheets were passed over (`sheet.hidden_sheets`, `sheet.other_sheets`) and which columns
    were guessed (`sheet.columns_guessed`).
    """
    grids, refused = open_grids(data, file, limits)
    return (None, refused) if refused else choose_table(grids, file, columns, budget=budget)


def choose_table(grids: Sequence[Grid], file: str, columns: ColumnMap, *, budget: bool = False) -> Chosen:
    """Choose the table to read among the sheets of an opened file, as `find_table` does."""
    named = [grid for grid in grids if columns.sheet is None or grid.sheet == columns.sheet]
    tried = [grid for grid in named if not grid.is_empty and (columns.sheet is not None or not grid.hidden)]
    if not tried:
        sheets = ", ".join(grid.sheet or "" for grid in grids)
        code = "sheet.no_such_sheet" if columns.sheet and not named else "sheet.no_cells"
        return None, (finding(code, Place(file=file), sheet=columns.sheet or "", sheets=sheets),)
    find = _mapped if columns.columns.stated() or columns.columns.months else _guessed
    refused: tuple[Finding, ...] = ()
    for grid in tried:
        layout, said = find(grid, columns, budget=budget)
        if layout is not None:
            return layout, (*_passed_over(grids, grid), *said)
        refused = refused or said
    return None, (*refused, *_hidden(grids, None))


def _is_enough(layout: Layout, *, budget: bool) -> bool:
    if budget:
        return bool(BUDGETED & set(layout.columns) and ({"amount", "budget"} & set(layout.columns) or layout.months))
    return "account" in layout.columns and bool(_BALANCES & set(layout.columns) or layout.months)


def _guessed(grid: Grid, columns: ColumnMap, *, budget: bool) -> Chosen:
    for row in _header_rows(grid, columns):
        layout = guess_layout(grid, row, budget=budget)
        if _is_enough(layout, budget=budget):
            return layout, (_columns_told(layout),)
    code = "sheet.no_budget_headings" if budget else "sheet.no_headings"
    return None, (finding(code, Place(file=grid.file, sheet=grid.sheet)),)


def _header_rows(grid: Grid, columns: ColumnMap) -> Iterable[int]:
    if columns.header_row is not None:
        return [columns.header_row - 1]
    return range(min(len(grid.rows), _LOOKED_THROUGH))


def _mapped(grid: Grid, columns: ColumnMap, *, budget: bool) -> Chosen:
    wanted = columns.columns.stated() | {str(at): name for at, name in enumerate(columns.columns.months)}
    found = [(row, _places(grid, row, wanted)) for row in _header_rows(grid, columns)]
    row, places = max(found, key=lambda item: len(item[1]), default=(0, {}))
    if not places and columns.header_row is None:
        row = -1  # no headings at all: columns by their letters, from the first row on
    places |= {name: at for name, at in _by_letters(grid, wanted).items() if name not in places}
    missing = [heading for name, heading in wanted.items() if name not in places]
    if missing:
        return None, tuple(_no_column(grid, row, heading) for heading in missing)
    months = {int(name): column for name, column in places.items() if name.isdecimal()}
    singles = {name: column for name, column in places.items() if not name.isdecimal()}
    layout = Layout(grid, row, singles, months)
    if not _is_enough(layout, budget=budget):
        return None, (finding("sheet.map_too_little", Place(file=grid.file, sheet=grid.sheet)),)
    return layout, ()


def _places(grid: Grid, row: int, wanted: Mapping[str, str]) -> dict[str, int]:
    headings: dict[str, int] = {}
    for column in range(grid.width(row)):
        headings.setdefault(grid.text(row, column).casefold(), column)
    found = {name: headings.get(" ".join(heading.casefold().split())) for name, heading in wanted.items()}
    return {name: column for name, column in found.items() if column is not None}


def _by_letters(grid: Grid, wanted: Mapping[str, str]) -> dict[str, int]:
    width = max(map(len, grid.rows), default=0)
    found = {name: column_number(letters) for name, letters in wanted.items()}
    return {name: column for name, column in found.items() if column is not None and column < width}


def _no_column(grid: Grid, row: int, heading: str) -> Finding:
    there = ", ".join(filter(None, (grid.text(row, column) for column in range(grid.width(row)))))
    return finding("sheet.no_column", grid.place(max(row, 0)), heading=heading, headings=there)


def _passed_over(grids: Sequence[Grid], read: Grid) -> Iterator[Finding]:
    yield from _hidden(grids, read)
    others = [grid.sheet or "" for grid in grids if grid is not read and not grid.hidden and not grid.is_empty]
    if others:
        place = Place(file=read.file, sheet=read.sheet)
        yield finding("sheet.other_sheets", place, sheet=read.sheet or "", others=", ".join(others))


def _hidden(grids: Sequence[Grid], read: Grid | None) -> Iterator[Finding]:
    hidden = [grid.sheet or "" for grid in grids if grid is not read and grid.hidden]
    if hidden:
        yield finding("sheet.hidden_sheets", Place(file=grids[0].file), sheets=", ".join(hidden))


def _columns_told(layout: Layout) -> Finding:
    columns = {**layout.columns, **{f"months.{at + 1}": column for at, column in sorted(layout.months.items())}}
    headings = {name: layout.grid.text(layout.header, column) for name, column in columns.items()}
    told = ", ".join(f"{name} = {headings[name] or column_name(column)}" for name, column in columns.items())
    return finding("sheet.columns_guessed", layout.grid.place(layout.header), columns=told)
