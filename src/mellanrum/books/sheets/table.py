"""Writing tables as xlsx or CSV that the readers here, and people's spreadsheet programs, read back as they were."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Literal, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from mellanrum.books.sheets.cells import column_name, put_text, safe_cell

Format = Literal["xlsx", "csv"]
Written = str | int | Decimal | None

_AMOUNT = "#,##0.00"
_TEXT = "@"
_LARGEST = Decimal(10) ** 13  # a spreadsheet's number holds no more with öre; larger amounts are written as text
_TEXT_WIDTH, _NAME_WIDTH, _AMOUNT_WIDTH = 14, 32, 16
_EMPTY_ROWS = 500  # rows of an empty table whose cells already have their format


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds amounts."""

    heading: str
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to write: rows above the headings, the headings, the rows under them."""

    sheet: str
    above: Sequence[Sequence[Written]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Written]]


def write_tables(tables: Sequence[Table], form: Format) -> bytes:
    """Write tables as the sheets of a workbook, or the first of them as CSV.

    CSV is UTF-8 with a byte order mark, semicolons and decimal commas, as Swedish spreadsheet programs expect. Text
    is written so that none of it becomes a formula.
    """
    return _xlsx(tables) if form == "xlsx" else _csv(tables[0])


def _csv(table: Table) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in table.above:
        writer.writerow([_plain(value) for value in row])
    writer.writerow([safe_cell(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Written) -> str:
    if isinstance(value, str):
        return safe_cell(value)
    return "" if value is None else f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _xlsx(tables: Iterable[Table]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _sheet(book.create_sheet(table.sheet), table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, table: Table) -> None:
    for number, values in enumerate(table.above, 1):
        for at, value in enumerate(values, 1):
            _put(_cell(sheet, number, at), value)
    head = len(table.above) + 1
    for at, column in enumerate(table.columns, 1):
        cell = _cell(sheet, head, at)
        put_text(cell, column.heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="right" if column.is_amount else "left", wrap_text=True, vertical="top")
        sheet.column_dimensions[column_name(at - 1)].width = _width(column)
    for number, values in enumerate(table.rows, head + 1):
        for at, value in enumerate(values, 1):
            _put(_cell(sheet, number, at), value)
    if not table.rows:
        _format_empty(sheet, table, head)
    sheet.freeze_panes = f"A{head + 1}"


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # never a merged one: nothing is merged here


def _put(cell: Cell, value: Written) -> None:
    if isinstance(value, Decimal) and abs(value) < _LARGEST:
        cell.value = value
        cell.number_format = _AMOUNT
    elif isinstance(value, int):
        cell.value = value
    elif value is not None:
        put_text(cell, value if isinstance(value, str) else f"{value:f}")
        cell.number_format = _TEXT


def _format_empty(sheet: Worksheet, table: Table, head: int) -> None:
    for number in range(head + 1, head + 1 + _EMPTY_ROWS):
        for at, column in enumerate(table.columns, 1):
            sheet.cell(number, at).number_format = _AMOUNT if column.is_amount else _TEXT


def _width(column: Column) -> int:
    if column.is_amount:
        return _AMOUNT_WIDTH
    return _NAME_WIDTH if column.heading.endswith(("namn", "Benämning")) else _TEXT_WIDTH
