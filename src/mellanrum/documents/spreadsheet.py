"""Tables of the report as spreadsheets: numbers as numbers, and no text that becomes a formula."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain, count
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from mellanrum.books.sheets import put_text, safe_cell
from mellanrum.books.sheets.cells import column_name
from mellanrum.documents.layout import SUMS, full_cells, head_rows, is_right
from mellanrum.documents.model import Cell, Form, Number, Row, RowKind, Table
from mellanrum.documents.shown import cell_text, places_of, scaled
from mellanrum.numbers import Language, round_half_away

_FORMATS = {
    Form.AMOUNT: "#,##0",
    Form.THOUSANDS: "#,##0",
    Form.EXACT: "#,##0.00",
    Form.COUNT: "#,##0",
    Form.SHARE: "0.0%",
    Form.PERCENT: "0.0",
    Form.RATIO: "0.00",
    Form.MEAN: "0.0",
}
_LONGEST_NAME = 31  # characters of a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = frozenset({"history", "historik"})  # Excel keeps these names for itself
_NARROWEST, _WIDEST = 9, 60  # characters of a column
_ABOUT_WIDTH = 100
_LINE = Side(style="thin")
_LINK = Font(color="0563C1", underline="single")


def write_xlsx(tables: Sequence[Table], title: str, about: Sequence[str] = (), lang: Language = "sv") -> bytes:
    """Write tables as the sheets of a workbook, after a sheet that says what it is: `title`, and lines about it.

    Where there are several, that sheet lists them and leads to each: most captions are too long for the name of one.
    Amounts are whole kronor as the report shows them, shares have the format of per cent, and what a cell shows as
    "–" is empty. Text is written so that none of it becomes a formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    captions = [table.caption or table.key for table in tables]
    first, *names = _sheet_names([title, *captions])
    front = book.create_sheet(first)
    _about_sheet(front, title, about)
    if len(tables) > 1:
        _list_sheets(front, dict(zip(names, captions, strict=True)))
    for name, table in zip(names, tables, strict=True):
        _table_sheet(book.create_sheet(name), table, lang)
    book.properties.title, book.properties.creator = _NOT_IN_NAMES.sub(" ", title), ""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(table: Table, lang: Language = "sv") -> bytes:
    """Write a table as CSV as Swedish spreadsheet programs expect it: UTF-8 with mark, semicolons, decimal commas.

    A minus is the hyphen of the keyboard, that it may be read as a number. Groups of columns are written out in each
    head. The notes under the table are left out: a program that reads CSV would take them for rows.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(_trimmed(head)) for head in _heads(table)])
    for row in table.rows:
        writer.writerow([_plain(cell, lang) for cell in full_cells(row, table)])
    return out.getvalue().encode("utf-8-sig")


def _heads(table: Table) -> Iterator[str]:
    for at, column in enumerate(table.columns):
        unit = f"({table.unit})" if at == 0 and table.unit else ""
        yield " ".join(part for part in (column.group, column.header, unit) if part)


def _plain(cell: Cell, lang: Language) -> str:
    if not isinstance(cell, Number):
        return safe_cell(_trimmed(cell_text(cell, lang)))
    if cell.value is None:
        return ""
    number = f"{_in_unit(cell):f}".replace(".", ",")
    return f"{number}%" if cell.form is Form.SHARE else number


def _trimmed(text: str) -> str:
    # Some programs skip leading blanks before they look for the sign of a formula.
    return text.strip()


def _in_unit(number: Number) -> Decimal:
    """Round a number as it is shown, in the unit it is shown in."""
    value = scaled(number.value or Decimal(0), number.form)
    return round_half_away(value, Decimal(1).scaleb(-places_of(number.form)))


def _about_sheet(sheet: Worksheet, title: str, about: Sequence[str]) -> None:
    for at, text in enumerate((title, *about), 1):
        cell = _cell(sheet, at, 1)
        put_text(cell, text)
        cell.font = Font(bold=at == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = _ABOUT_WIDTH


def _list_sheets(sheet: Worksheet, captions: Mapping[str, str]) -> None:
    """List the other sheets by name, under what is there, each with its caption as a link."""
    for at, (name, caption) in enumerate(captions.items(), sheet.max_row + 2):
        cell = _cell(sheet, at, 1)
        put_text(cell, caption)
        quoted = name.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
        cell.font = _LINK


def _table_sheet(sheet: Worksheet, table: Table, lang: Language) -> None:
    if table.caption:
        put_text(_cell(sheet, 1, 1), table.caption)
        _cell(sheet, 1, 1).font = Font(bold=True)
    first = _put_head(sheet, table, 3)
    for at, row in enumerate(table.rows, first):
        _put_row(sheet, at, row, table, lang)
    for at, note in enumerate(table.notes, first + len(table.rows) + 1):
        put_text(_cell(sheet, at, 1), note)
    for at in range(len(table.columns)):
        sheet.column_dimensions[column_name(at)].width = _width(table, at, lang)
    sheet.freeze_panes = f"B{first}"
    sheet.print_title_rows = f"{first - len(head_rows(table))}:{first - 1}"


def _put_head(sheet: Worksheet, table: Table, line: int) -> int:
    """Write the head, one row or two, and return the row after it."""
    for at, row in enumerate(head_rows(table), line):
        for head in row:
            cell = _cell(sheet, at + head.down - 1, head.column + 1)
            put_text(cell, " ".join(part for part in (head.text, head.unit and f"({head.unit})") if part))
            right = is_right(table.columns[head.column]) and head.across == 1
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="right" if right else "left", wrap_text=True, vertical="bottom")
    past = line + len(head_rows(table))
    for at in range(1, len(table.columns) + 1):
        _cell(sheet, past - 1, at).border = Border(bottom=_LINE)
    return past


def _put_row(sheet: Worksheet, line: int, row: Row, table: Table, lang: Language) -> None:
    strong = row.kind in SUMS or row.kind in {RowKind.SUBHEADING, RowKind.GROUP}
    for at, value in enumerate(full_cells(row, table), 1):
        cell = _cell(sheet, line, at)
        _put(cell, value, lang)
        cell.font = Font(bold=strong)
        if row.kind in SUMS:
            cell.border = Border(top=_LINE)
    if row.kind is RowKind.INDENTED:
        _cell(sheet, line, 1).alignment = Alignment(indent=1)


def _put(cell: SheetCell, value: Cell, lang: Language) -> None:
    if not isinstance(value, Number):
        put_text(cell, cell_text(value, lang))
    elif value.value is not None:
        shown = _in_unit(value)
        cell.value = shown / 100 if value.form is Form.SHARE else shown
        cell.number_format = _FORMATS[value.form]


def _cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    return cast("SheetCell", sheet.cell(row, column))  # never a merged one: nothing is merged here


def _width(table: Table, index: int, lang: Language) -> int:
    texts = [cell_text(full_cells(row, table)[index], lang) for row in table.rows if row.kind is not RowKind.SUBHEADING]
    words = [*texts, *table.columns[index].header.split()]
    return max(_NARROWEST, min(_WIDEST, max(map(len, words), default=0) + 2))


def _sheet_names(wanted: Sequence[str]) -> Iterator[str]:
    """Make names that every program takes: no forbidden signs, short, and no two alike whatever the case."""
    used: set[str] = set(_RESERVED)
    for text in wanted:
        whole = _NOT_IN_NAMES.sub(" ", text).strip(" '")[:_LONGEST_NAME].strip(" '") or "-"
        numbered = (_shortened(whole, f" {number}") for number in count(2))
        name = next(one for one in chain((whole,), numbered) if one.casefold() not in used)
        used.add(name.casefold())
        yield name


def _shortened(name: str, mark: str) -> str:
    return name[: _LONGEST_NAME - len(mark)].rstrip(" '") + mark
