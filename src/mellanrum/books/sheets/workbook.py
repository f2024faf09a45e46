"""Opening a table's file, whatever it is: a workbook (xlsx, xlsm) or delimited text."""

from collections.abc import Mapping
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mellanrum.books.sheets.grid import Cells, Grid
from mellanrum.books.sheets.limits import LIMITS, Limits, Refused, check_extent
from mellanrum.books.sheets.package import scan_package
from mellanrum.books.sheets.text import read_text
from mellanrum.findings import Finding

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what old Excel files, and encrypted new ones, are packed in
_ENCRYPTED, *_OLD = (name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "Book"))


def open_grids(data: bytes, file: str, limits: Limits = LIMITS) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Open `data`, the content of a file called `file`, and give its sheets in their order, hidden ones too.

    What it is follows from the content, not from the name. Delimited text gives one sheet without name; the macros of
    an xlsm file are left alone. Returns no sheets and one finding (`sheet.…`) where the file is empty, too large
    packed or unpacked, broken, protected by a password, a workbook of another kind, or no table at all.
    """
    try:
        return _open(data, file, limits), ()
    except Refused as refused:
        return (), (refused.said,)


def _open(data: bytes, file: str, limits: Limits) -> tuple[Grid, ...]:
    if not data:
        raise Refused("sheet.empty_file", file)
    if len(data) > limits.file_bytes:
        raise Refused("sheet.too_large", file, size=len(data), limit=limits.file_bytes)
    if data.startswith(_COMPOUND):
        raise _compound(data, file)
    if data.startswith(_ZIP):
        return _workbook(data, file, limits)
    return (read_text(data, file, limits),)


def _compound(data: bytes, file: str) -> Refused:
    if _ENCRYPTED in data:
        return Refused("sheet.protected", file)
    if any(name in data for name in _OLD):
        return Refused("sheet.other_workbook", file, kind="Excel 97–2003 (.xls)")
    return Refused("sheet.unknown_kind", file)


def _workbook(data: bytes, file: str, limits: Limits) -> tuple[Grid, ...]:
    broken = scan_package(data, file, limits)
    try:
        return _sheets(data, file, broken, limits)
    except (CalamineError, ValueError, OSError) as error:
        raise Refused("sheet.broken_file", file) from error
    except BaseException as error:
        # A fault inside the reader comes as an exception that is not an Exception; it means a broken file.
        if type(error).__name__ == "PanicException":
            raise Refused("sheet.broken_file", file) from error
        raise


def _sheets(data: bytes, file: str, broken: Mapping[str, Cells], limits: Limits) -> tuple[Grid, ...]:
    found = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            check_extent(sheet.total_height, sheet.total_width, file, about.name, limits)
            hidden = about.visible is not SheetVisibleEnum.Visible
            rows = sheet.to_python(skip_empty_area=False)
            found.append(Grid(file, about.name, rows, hidden, broken=broken.get(about.name, {})))
    return tuple(found)
