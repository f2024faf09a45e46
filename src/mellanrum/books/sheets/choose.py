"""Choosing the sheet and the row of headings, by the map or by what is recognised, and saying so."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mellanrum.books.sheets.cells import column_name, column_number
from mellanrum.books.sheets.columns import ColumnMap
from mellanrum.books.sheets.grid import Grid
from mellanrum.books.sheets.headings import Layout, guess_layout
from mellanrum.findings import Finding, Place, finding

Enough = Callable[[Layout], bool]
"""Whether a layout has the columns that are needed."""

_LOOKED_THROUGH = 60  # rows among which the headings are looked for


def choose_layout(
    grids: Sequence[Grid], columns: ColumnMap, enough: Enough, *, budget: bool = False
) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Choose the table to read.

    A sheet the map names is read, hidden or not; else the first visible one with the needed columns. Returns None and
    an error (`sheet.no_such_sheet`, `sheet.no_headings`, `sheet.no_column`) where there is none. Notes say which
    sheets were passed over (`sheet.hidden_sheets`, `sheet.other_sheets`) and which columns were guessed
    (`sheet.columns_guessed`).
    """
    named = [grid for grid in grids if columns.sheet is None or grid.sheet == columns.sheet]
    tried = [grid for grid in named if not grid.is_empty and (columns.sheet is not None or not grid.hidden)]
    file = grids[0].file if grids else ""
    if not tried:
        sheets = ", ".join(grid.sheet or "" for grid in grids)
        code = "sheet.no_such_sheet" if columns.sheet and not named else "sheet.no_cells"
        return None, (finding(code, Place(file=file), sheet=columns.sheet or "", sheets=sheets),)
    stated = bool(columns.columns.stated() or columns.columns.months)
    find = _mapped if stated else _guesser(budget=budget)
    refused: list[Finding] = []
    for grid in tried:
        layout, faults = find(grid, columns, enough)
        if layout is not None:
            notes = [*_passed_over(grids, grid), *([] if stated else [_guessed(layout)])]
            return layout, tuple(notes)
        refused = refused or faults
    return None, (*refused, *_hidden(grids, None))


def _guesser(*, budget: bool) -> Callable[[Grid, ColumnMap, Enough], tuple[Layout | None, list[Finding]]]:
    def find(grid: Grid, columns: ColumnMap, enough: Enough) -> tuple[Layout | None, list[Finding]]:
        layouts = (guess_layout(grid, row, budget=budget) for row in _header_rows(grid, columns))
        found = next((layout for layout in layouts if enough(layout)), None)
        code = "sheet.no_budget_headings" if budget else "sheet.no_headings"
        return found, [] if found else [finding(code, Place(file=grid.file, sheet=grid.sheet))]

    return find


def _header_rows(grid: Grid, columns: ColumnMap) -> Iterable[int]:
    if columns.header_row is not None:
        return [columns.header_row - 1]
    return range(min(len(grid.rows), _LOOKED_THROUGH))


def _mapped(grid: Grid, columns: ColumnMap, enough: Enough) -> tuple[Layout | None, list[Finding]]:
    wanted = columns.columns.stated() | {str(at): name for at, name in enumerate(columns.columns.months)}
    found = [(row, _places(grid, row, wanted)) for row in _header_rows(grid, columns)]
    row, places = max(found, key=lambda item: len(item[1]), default=(0, {}))
    if not places and columns.header_row is None:
        row = -1  # no headings at all: columns by their letters, from the first row on
    places |= {name: at for name, at in _by_letters(grid, wanted).items() if name not in places}
    missing = [heading for name, heading in wanted.items() if name not in places]
    if missing:
        return None, [_no_column(grid, row, heading) for heading in missing]
    months = {int(name): column for name, column in places.items() if name.isdecimal()}
    singles = {name: column for name, column in places.items() if not name.isdecimal()}
    layout = Layout(grid, row, singles, months)
    if not enough(layout):
        return None, [finding("sheet.map_too_little", Place(file=grid.file, sheet=grid.sheet))]
    return layout, []


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


def _guessed(layout: Layout) -> Finding:
    columns = {**layout.columns, **{f"months.{at + 1}": column for at, column in sorted(layout.months.items())}}
    told = ", ".join(f"{name} = {_told(layout, column)}" for name, column in columns.items())
    return finding("sheet.columns_guessed", layout.grid.place(layout.header), columns=told)


def _told(layout: Layout, column: int) -> str:
    return layout.grid.text(layout.header, column) or column_name(column)
