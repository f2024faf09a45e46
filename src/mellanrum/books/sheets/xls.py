"""Looking through an old Excel file (BIFF8 in a compound file) before it is read, as `package` does with a new one."""

import struct
from collections.abc import Iterator

from mellanrum.books.sheets.compound import BrokenCompound, streams
from mellanrum.books.sheets.grid import Broken, Cells
from mellanrum.books.sheets.limits import Limits, Refused, check_extent

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x809, 0x0A, 0x85, 0x2F
_FORMULA, _BOOLERR = 0x06, 0x205
_SEVERAL = {0xBD, 0xBE}  # several cells of a row in one record: numbers, blanks
_CELLS = {_FORMULA, _BOOLERR, 0x201, 0x203, 0x204, 0x27E, 0xFD, 0xD6, *_SEVERAL}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Record = tuple[int, int, bytes]
"""Where a record begins in its stream, its kind, its content."""


def scan_xls(data: bytes, file: str, limits: Limits) -> dict[str, Cells]:
    """Return, by sheet name, the cells whose formula gives no value.

    Refused where the file is damaged, encrypted, too large, or another kind of compound file.
    """
    try:
        found = streams(data)
        if "EncryptedPackage" in found:
            raise Refused("sheet.protected", file)
        book = found.get("Workbook") or found.get("Book")
        if book is None:
            raise Refused("sheet.unknown_kind", file)
        return _scan(book, file, limits)
    except (BrokenCompound, struct.error, UnicodeDecodeError, IndexError) as error:
        raise Refused("sheet.broken_file", file) from error


def _records(book: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield at, kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _scan(book: bytes, file: str, limits: Limits) -> dict[str, Cells]:
    names: dict[int, str] = {}
    sheets: dict[int, dict[tuple[int, int], Broken]] = {}
    begun: list[int] = []
    height = width = 0
    for at, kind, content in _records(book):
        if kind == _FILEPASS:
            raise Refused("sheet.protected", file)
        if kind == _BOF:
            begun.append(at)
            height = width = 0
        elif kind == _EOF and begun:
            begun.pop()
        elif kind == _BOUNDSHEET:
            names[struct.unpack_from("<I", content)[0]] = _name(content[6:])
        elif kind in _CELLS and begun:
            row, last = _extent(kind, content)
            height, width = max(height, row + 1), max(width, last + 1)
            check_extent(height, width, file, names.get(begun[0]), limits)
            if broken := _broken(kind, content):
                sheets.setdefault(begun[0], {})[row, last] = broken
        if len(names) > limits.sheets:
            raise Refused("sheet.too_large_unpacked", file, limit=limits.unpacked_bytes)
    return {name: sheets.get(at, {}) for at, name in names.items()}


def _name(content: bytes) -> str:
    length, wide = content[0], content[1] & 1
    return content[2 : 2 + 2 * length].decode("utf-16-le") if wide else content[2 : 2 + length].decode("latin-1")


def _extent(kind: int, content: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", content)
    return row, struct.unpack_from("<H", content, len(content) - 2)[0] if kind in _SEVERAL else column


def _broken(kind: int, content: bytes) -> Broken | None:
    if kind == _BOOLERR and content[7]:
        return Broken(_ERRORS.get(content[6], "#"))
    if kind == _FORMULA and content[6] == 2 and content[12:14] == b"\xff\xff":
        return Broken(_ERRORS.get(content[8], "#"))
    return None
