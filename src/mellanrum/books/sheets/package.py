"""The zip package of an xlsx file: checked by unpacking it once, its sheets looked through on the way.

The reader of workbooks gives a failed or never computed formula as an empty cell, and takes as much room as the
farthest cell asks for. Both are found here, before it opens the file.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from io import BytesIO

from mellanrum.books.sheets.grid import Cells
from mellanrum.books.sheets.limits import Limits, Refused, check_extent
from mellanrum.books.sheets.xml_scan import NotWellFormed, PartScan

_PIECE = 1 << 16
_FAULTS = (zipfile.BadZipFile, NotWellFormed, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
# Parts by which the reader of workbooks would take the package for one of another kind, whatever else it holds.
_OTHER_KINDS = {"xl/workbook.bin": "Excel (.xlsb)", "content.xml": "OpenDocument (.ods)"}


@dataclass(slots=True)
class _Package:
    archive: zipfile.ZipFile
    file: str
    limits: Limits
    unpacked: int = 0

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Give the real content of a part piece by piece: the size it declares is not believed."""
        undeclared = copy(part)
        undeclared.file_size = self.limits.unpacked_bytes + 2 * _PIECE  # farther than is read
        with self.archive.open(undeclared) as stream:
            while piece := stream.read(_PIECE):
                self.unpacked += len(piece)
                if self.unpacked > self.limits.unpacked_bytes:
                    raise self.too_large()
                yield piece

    def too_large(self) -> Refused:
        """Give the refusal of a package that unpacks to more than is read."""
        return Refused("sheet.too_large_unpacked", self.file, limit=self.limits.unpacked_bytes)


def scan_package(data: bytes, file: str, limits: Limits) -> Mapping[str, Cells]:
    """Unpack every part of an xlsx file, bounded, and look through its sheets, wherever in the package they stand.

    Returns, by sheet name, the cells whose formula gives no value. Refused where the package is broken, encrypted,
    too large, or of another kind.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _scan(_Package(archive, file, limits))
    except (*_FAULTS, zlib.error) as error:
        raise Refused("sheet.broken_file", file) from error


def _scan(package: _Package) -> Mapping[str, Cells]:
    parts = {part.filename.lower().replace("\\", "/"): part for part in package.archive.infolist()}
    _check(package, parts)
    scans: dict[str, PartScan] = {}
    for name, part in parts.items():
        scans[name] = scan = PartScan(package.pieces(part))
        check_extent(scan.height, scan.width, package.file, None, package.limits)
    if len(scans[_BOOK].listed) > package.limits.sheets:
        raise package.too_large()
    links = scans[_LINKS].listed if _LINKS in scans else ()
    targets = {link.get("Id", ""): _part(link.get("Target", "").lower()) for link in links}
    sheets = {sheet.get("name", ""): targets.get(sheet.get("id", ""), "") for sheet in scans[_BOOK].listed}
    return {sheet: scans[name].broken for sheet, name in sheets.items() if name in scans}


def _check(package: _Package, parts: Mapping[str, zipfile.ZipInfo]) -> None:
    whole, limits = package.archive.infolist(), package.limits
    if len(whole) > limits.parts or sum(part.file_size for part in whole) > limits.unpacked_bytes:
        raise package.too_large()
    if other := next((kind for name, kind in _OTHER_KINDS.items() if name in parts), None):
        raise Refused("sheet.other_workbook", package.file, kind=other)
    if any(part.flag_bits & 1 for part in whole):
        raise Refused("sheet.protected", package.file)
    if _BOOK not in parts:
        raise Refused("sheet.unknown_kind", package.file)
    if len(parts) < len(whole):
        raise Refused("sheet.broken_file", package.file)  # a part that is there twice: readers differ on which to take


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
