"""Workbooks for tests."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

Written = str | int | float | None
Rows = Sequence[Sequence[Written]]


def xlsx(sheets: Mapping[str, Rows], *, hidden: Iterable[str] = ()) -> bytes:
    """Make a workbook as openpyxl does; a text such as "=1+1" becomes a formula without a value."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
