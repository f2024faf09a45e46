"""The statement of investments: only in a report of years that have some."""

from mellanrum.documents.economic.cells import number
from mellanrum.documents.economic.main_tables import IN_KRONOR, both_years, year_columns
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import Column, ColumnKind, Row, RowKind, Section, Table
from mellanrum.findings import words
from mellanrum.statements.tables import Line, lines

HEADING = "Investments"
SUM = "sum"


def investments_sections(telling: Telling) -> tuple[Section, ...]:
    """Write what was invested this year and last year; no section where nothing was."""
    rows = lines(telling.book, "investments")
    if not any(_shows(row) for row in rows if row.key == SUM):
        return ()
    columns = (Column("label", words("Item"), ColumnKind.TEXT), *year_columns(telling))
    shown = tuple(_row(row) for row in rows if row.key == SUM or _shows(row))
    table = Table("investments_table", both_years(telling, HEADING), columns, shown, words(IN_KRONOR))
    return (Section("investments", words(HEADING), (table,)),)


def _shows(row: Line) -> bool:
    """Tell whether a krona or more stands on the row: öre between depreciation and book values are no investment."""
    return any(figure is not None and figure.rounded for figure in (row.current, row.previous))


def _row(row: Line) -> Row:
    kind = RowKind.SUM if row.key == SUM else RowKind.NORMAL
    return Row((words(row.label), number(row.current), number(row.previous)), kind)
