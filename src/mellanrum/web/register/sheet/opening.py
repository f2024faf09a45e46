"""A tick sheet's spreadsheet as it comes: opened in memory, looked through, and kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from mellanrum.books.sheets import Limits, open_grids
from mellanrum.findings import Finding, Place, finding, has_error
from mellanrum.tallies.sheets.found import MOST_ROWS, MOST_TABLES, FoundTable
from mellanrum.tallies.sheets.laid import Laid
from mellanrum.tallies.sheets.looking import letters_of, tables_in
from mellanrum.tallies.sheets.mapping import Target, is_known, is_name
from mellanrum.tallies.sheets.persons import person_findings

LIMITS = Limits(file_bytes=5_000_000, unpacked_bytes=40_000_000, rows=5_000, columns=200, cells=200_000, sheets=60)
"""A tick sheet is small; what is larger is something else."""

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds: its tables, and what is to be said of it. With an error there are no tables."""

    tables: tuple[FoundTable, ...]
    found: tuple[Finding, ...]


def look_in(data: bytes, file: str, targets: Sequence[Target]) -> Looked:
    """Open a file and find its tables. One with a row for each person is refused: nothing of it is read."""
    grids, refused = open_grids(data, file, LIMITS)
    if refused:
        return Looked((), refused)
    known = is_known(targets)
    if persons := person_findings(grids, known):
        return Looked((), persons)
    tables = tables_in(grids, is_name(targets))
    hidden = [finding("ticksheet.hidden", Place(file=file, sheet=grid.sheet)) for grid in grids if grid.hidden]
    found = (*_extent(tables, file), *hidden, *_merged(tables, _ranges(data), file))
    return Looked(() if has_error(found) else tables, found)


def persons_in(tables: Sequence[FoundTable], targets: Sequence[Target]) -> tuple[Finding, ...]:
    """Say where tables that came back from a page have a row for each person: they may have been changed there."""
    return person_findings([Laid(table) for table in tables], is_known(targets))


def _extent(tables: Sequence[FoundTable], file: str) -> tuple[Finding, ...]:
    rows = sum(len(table.rows) for table in tables)
    if not tables:
        return (finding("ticksheet.nothing", Place(file=file)),)
    if len(tables) > MOST_TABLES or rows > MOST_ROWS:
        return (finding("ticksheet.too_much", Place(file=file), tables=len(tables), rows=rows),)
    return ()


def _ranges(data: bytes) -> Mapping[str | None, Sequence[Range]]:
    """Return the merged cells of a workbook by sheet; delimited text has none."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return {name: book.get_sheet_by_name(name).merged_cell_ranges or () for name in book.sheet_names}
    except CalamineError:
        return {}


def _merged(
    tables: Sequence[FoundTable], ranges: Mapping[str | None, Sequence[Range]], file: str
) -> tuple[Finding, ...]:
    """Say where cells are merged among the numbers of a table."""
    return tuple(
        finding("ticksheet.merged", Place(file=file, sheet=table.sheet, cell=f"{letters_of(left)}{top + 1}"))
        for table in tables
        for (top, left), (bottom, right) in ranges.get(table.sheet, ())
        if _holds(table, range(top, bottom + 1), {letters_of(column) for column in range(left, right + 1)})
    )


def _holds(table: FoundTable, rows: range, letters: set[str]) -> bool:
    columns = {heading.letters for heading in table.headings}
    return bool(letters & columns) and any(row.line - 1 in rows for row in table.rows)
