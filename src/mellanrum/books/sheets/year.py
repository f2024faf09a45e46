"""Which financial year a table is of: said, or told from its headings, its sheet or its file name."""

from collections.abc import Iterator

from mellanrum.books.sheets.columns import ColumnMap
from mellanrum.books.sheets.headings import Layout, years_in
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding

_FIRST = 2000  # an account or a postal code may look like an earlier year


def year_of(layout: Layout, columns: ColumnMap, period: Period | None) -> tuple[Period | None, tuple[Finding, ...]]:
    """Tell the financial year of a table.

    `period` holds where it is given, then the map's year; else the one year that the headings, the sheet, the lines
    above the headings or the file name tell, in that order, with a note (`sheet.year_guessed`). Returns None and
    `sheet.no_year` where none does; `sheet.other_year` warns where a heading names another year than is given.
    """
    place = Place(file=layout.grid.file, sheet=layout.grid.sheet)
    given = period or (Period.of_year(columns.year) if columns.year else None)
    if given:
        if layout.year and layout.year != given.year:
            return given, (finding("sheet.other_year", place, stated_year=layout.year, year=given.year),)
        return given, ()
    for where, text in _said(layout):
        years = {year for year in years_in(text) if year >= _FIRST}
        if len(years) == 1:
            (year,) = years
            return Period.of_year(year), (finding("sheet.year_guessed", place, year=year, where=where),)
    return None, (finding("sheet.no_year", place),)


def _said(layout: Layout) -> Iterator[tuple[str, str]]:
    """Give what a user calls the places that may name the year, and their texts."""
    grid = layout.grid
    if layout.year:
        yield grid.place(layout.header).cell or "", str(layout.year)
    yield grid.sheet or "", grid.sheet or ""
    for row in range(max(layout.header, 0)):
        yield grid.place(row).cell or "", " ".join(grid.text(row, column) for column in range(grid.width(row)))
    yield grid.file, grid.file.replace("\\", "/").rpartition("/")[2]
