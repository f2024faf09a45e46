"""Tables of a publication as tables of a document and as charts: for pages, spreadsheets and drawings alike."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from mellanrum.documents.model import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Form,
    Number,
    Row,
    RowKind,
    Series,
    Table,
)
from mellanrum.web.publishing.grid import DOCUMENT_LANGUAGE, Grid, GridCell

HIDDEN = ".."
"""What stands for a number that is not shown."""
MOST_BARS = 14


def table_of(grid: Grid) -> Table:
    """Set a table out for a spreadsheet."""
    columns = (
        Column(f"c{at}", each.head, _kind(is_share=each.is_share), each.group) for at, each in enumerate(grid.columns)
    )
    rows = tuple(Row((row.label, *map(cell_of, row.cells)), row.kind) for row in grid.rows)
    label = Column("label", grid.header, ColumnKind.TEXT)
    return Table(grid.table.key, grid.table.title, (label, *columns), rows, notes=tuple(notes_of(grid)))


def _kind(*, is_share: bool) -> ColumnKind:
    return ColumnKind.SHARE if is_share else ColumnKind.AMOUNT


def cell_of(cell: GridCell) -> Cell:
    """Write a number, a share, two dots for what is hidden, and nothing where there is nothing."""
    if cell.number is None:
        return HIDDEN if cell.key else ""
    if cell.is_share:
        return Number(Decimal(cell.number) / Decimal(cell.base), Form.PERCENT) if cell.base else ""
    return Number(Decimal(cell.number), Form.COUNT)


def notes_of(grid: Grid) -> Iterator[str]:
    """Say what the numbers and the dots are, where that is needed, and that numbers may be more than their total."""
    if grid.table.about:
        yield grid.table.about
    if grid.is_several:
        yield _("Several answers can be of the same participation, so together they may be more than the total.")
    if any(cell.number is None and cell.key for row in grid.rows for cell in row.cells):
        yield about_dots()


def about_dots() -> str:
    """Say what two dots stand for."""
    return _("“..” is too few to show, or hidden to protect another number.")


def about_rounding() -> str:
    """Say that numbers are not exact."""
    return _("Small numbers are rounded, the same way in every table.")


def chart_of(grid: Grid) -> Chart | None:
    """Draw the numbers of a table that has a single variable beside sex; nothing stands for one that is hidden.

    Its words are Swedish, as the table's.
    """
    with override(DOCUMENT_LANGUAGE):
        return _drawn(grid)


def _drawn(grid: Grid) -> Chart | None:
    at = _whole_column(grid)
    rows = [row for row in grid.rows if row.kind is RowKind.NORMAL and row.cells]
    if at is None or len(rows) < 2 or any(row.kind is RowKind.SUBHEADING for row in grid.rows):
        return None
    drawn = [(_short(row.label), number) for row in rows if (number := row.cells[at].number)][:MOST_BARS]
    if len(drawn) < 2:
        return None
    hidden = [row.label for row in rows if row.cells[at].number is None]
    title = grid.table.title
    numbers = tuple(Number(Decimal(number), Form.COUNT) for _label, number in drawn)
    labels = tuple(label for label, _number in drawn)
    return Chart(
        grid.table.key,
        title,
        _alt(title, drawn, hidden),
        ChartKind.LIMIT,
        labels,
        (Series(title, numbers),),
        show_table=False,
    )


def _whole_column(grid: Grid) -> int | None:
    """Find the column of all; the only one of numbers where there is no other."""
    of_numbers = [at for at, column in enumerate(grid.columns) if not column.is_share]
    if len(of_numbers) == 1:
        return of_numbers[0]
    named = [at for at in of_numbers if (grid.columns[at].group or grid.columns[at].head) == _("All")]
    return named[0] if named else None


def _short(label: str) -> str:
    """Leave out what stands in brackets: the table has the whole label, and beside a bar there is little room."""
    return label.partition(" (")[0]


def _alt(title: str, drawn: list[tuple[str, int]], hidden: list[str]) -> str:
    """Say in words what the bars show: every number, for which is the longest cannot be told where some are hidden."""
    listed = "; ".join(f"{label} {number}" for label, number in drawn)
    told = _("Bars: %(what)s. %(listed)s.") % {"what": title, "listed": listed}
    if not hidden:
        return told
    rest = _("Not shown: %(names)s.") % {"names": "; ".join(hidden)}
    return f"{told} {rest}"
