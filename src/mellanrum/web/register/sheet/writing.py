"""The empty tick sheet as a workbook: to print, or to fill in and read back."""

from collections.abc import Sequence
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mellanrum.books.sheets import put_text
from mellanrum.tallies.sheets.mapping import ACROSS, Target, title_of
from mellanrum.web.parts.templatetags.parts import lang, say

_LINE = Border(bottom=Side(style="hair"), left=Side(style="hair"), right=Side(style="hair"), top=Side(style="hair"))
_BOLD = Font(bold=True)
_WIDTHS = {"A": 58, "B": 14, "C": 14, "D": 14}
_SPLIT = ("Women", "Men", "Not split")
_MONTH = ("Women", "Men", "Other or not stated")
_WHOLE = ("In all",)


def write_empty(targets: Sequence[Target], name: str) -> bytes:
    """Write every table of a tick sheet with empty cells, under a heading that says what it is for."""
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = "Pinnblad"
    for letters, width in _WIDTHS.items():
        sheet.column_dimensions[letters].width = width
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _put(sheet, 1, 1, name, bold=True)
    row = 3
    for target in targets:
        row = _table(sheet, row, target)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet: Worksheet, top: int, target: Target) -> int:
    headings = _headings(target)
    _put(sheet, top, 1, title_of(target, lang()), bold=True)
    for at, heading in enumerate(headings, 2):
        _put(sheet, top, at, say(heading), bold=True)
    row = top
    for key, label in target.rows:
        if _is_written(key, target):
            row += 1
            _put(sheet, row, 1, " × ".join(say(part) for part in label.split(" × ")))
            for at in range(2, len(headings) + 2):
                sheet.cell(row, at).border = _LINE
    return row + 2


def _headings(target: Target) -> tuple[str, ...]:
    if target.key == "month":
        return _MONTH
    return _SPLIT if any(key == "woman" for key, _ in target.columns) else _WHOLE


def _is_written(key: str, target: Target) -> bool:
    """Leave out the halves of a crossed answer: the sheet has the pairs."""
    is_crossed = any(column.startswith(ACROSS) for column, _ in target.columns)
    return "/" in key or not is_crossed


def _put(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    cell = cast("Cell", sheet.cell(row, column))
    put_text(cell, text)
    cell.border = _LINE
    if bold:
        cell.font = _BOLD
