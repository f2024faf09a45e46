"""Workbooks made by hand for tests: old Excel files and OpenDocument ones that no part of the project writes."""

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

Written = str | int | float | None
Rows = Sequence[Sequence[Written]]

_SECTOR = 512
_FREE, _END, _IN_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ERRORS = {"#DIV/0!": 7, "#REF!": 23, "#N/A": 42}


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


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """Make an OpenDocument spreadsheet; a text that begins with # is a formula that failed."""
    return ods_of(
        "".join(
            f"<table:table table:name={quoteattr(name)}>{_ods_rows(rows)}</table:table>"
            for name, rows in sheets.items()
        )
    )


def ods_of(tables: str, *, manifest: str = "") -> bytes:
    """Make an OpenDocument spreadsheet of the XML of its tables."""
    uri = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{uri}:{name}:1.0"' for name in ("office", "table", "text"))
    content = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f'<manifest xmlns="{uri}:manifest:1.0">{manifest}</manifest>')
        package.writestr("content.xml", f"<office:document-content {spaces}>{content}</office:document-content>")
    return out.getvalue()


def _ods_rows(rows: Rows) -> str:
    return "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)


def _ods_cell(value: Written) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        failed = ' table:formula="of:=1/0" office:string-value=""' if value.startswith("#") else ""
        text = f"<text:p>{escape(value)}</text:p>"
        return f'<table:table-cell office:value-type="string"{failed}>{text}</table:table-cell>'
    text = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}">{text}</table:table-cell>'


def xls(sheets: Mapping[str, Rows], *, hidden: Iterable[str] = (), small: bool = False, locked: bool = False) -> bytes:
    """Make an Excel 97 file (BIFF8); `small`: in the container's small sectors, `locked`: encrypted."""
    return compound({"Workbook": _biff(sheets, set(hidden), padded=not small, locked=locked)})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _biff(sheets: Mapping[str, Rows], hidden: set[str], *, padded: bool, locked: bool) -> bytes:
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    begin += _record(0x2F, bytes(54)) if locked else b""
    begin += _record(0x5C, b" " * 4100) if padded else b""
    bodies = [_biff_sheet(rows) for rows in sheets.values()]
    names = [struct.pack("<BBBB", name in hidden, 0, len(name), 1) + name.encode("utf-16-le") for name in sheets]
    at = len(begin) + sum(8 + len(name) for name in names) + 4
    globals_ = begin
    for name, body in zip(names, bodies, strict=True):
        globals_ += _record(0x85, struct.pack("<I", at) + name)
        at += len(body)
    return globals_ + _record(0x0A, b"") + b"".join(bodies)


def _biff_sheet(rows: Rows) -> bytes:
    cells = [_biff_cell(row, at, value) for row, cells in enumerate(rows) for at, value in enumerate(cells)]
    return _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + _record(0x0A, b"")


def _biff_cell(row: int, column: int, value: Written) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if value is None:
        return b""
    if isinstance(value, str) and value in _ERRORS:
        return _record(0x205, at + bytes([_ERRORS[value], 1]))
    if isinstance(value, str):
        return _record(0x204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x203, at + struct.pack("<d", value))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Make a compound file: streams under 4096 bytes go into its small sectors, one sector of FAT holds all."""
    small = {name: content for name, content in streams.items() if len(content) < 4096}
    entries, sectors, fat = [_entry("Root Entry", 5, _END, 0)], b"", [_IN_FAT]
    mini, mini_fat = b"", list[int]()
    for name, content in streams.items():
        if name in small:
            entries.append(_entry(name, 2, _chain(mini_fat, content, 64), len(content)))
            mini += _padded(content, 64)
        else:
            entries.append(_entry(name, 2, _chain(fat, content, _SECTOR), len(content)))
            sectors += _padded(content, _SECTOR)
    if small:
        entries[0] = _entry("Root Entry", 5, _chain(fat, mini, _SECTOR), len(mini))
        sectors += _padded(mini, _SECTOR)
    table = _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), _SECTOR, b"\xff")
    first_mini = _chain(fat, table, _SECTOR) if small else _END
    sectors += table if small else b""
    directory = _padded(b"".join(entries), _SECTOR)
    first_entry = _chain(fat, directory, _SECTOR)
    sectors += directory
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, first_entry, 0, 4096, first_mini, int(bool(small)), _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))) + sectors


def _padded(content: bytes, size: int, with_: bytes = b"\0") -> bytes:
    return content + with_ * (-len(content) % size)


def _chain(fat: list[int], content: bytes, size: int) -> int:
    first, count = len(fat), -(-len(content) // size)
    fat += [*range(first + 1, first + count), _END]
    return first


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = _padded(written, 64) + struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, 1 if kind == 5 else _FREE)
    return head + bytes(36) + struct.pack("<III", start, size, 0)
