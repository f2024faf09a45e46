"""The zip package of an xlsx or ods file: checked by unpacking it once, its sheets looked through on the way.

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
from mellanrum.books.sheets.xml_scan import Manifest, Names, NotWellFormed, OdsContent, Scan, XlsxSheet

Scans = Mapping[str, Cells]
"""By sheet name: the cells whose formula gives no value."""

_PIECE = 1 << 16
_FAULTS = (zipfile.BadZipFile, NotWellFormed, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"


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


def scan_package(data: bytes, file: str, limits: Limits) -> Scans:
    """Unpack every part of an xlsx or ods file, bounded, and look through its sheets.

    Returns the cells whose formula gives no value, by sheet. Refused where the package is broken, encrypted, too
    large, or of another kind.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _scan(_Package(archive, file, limits))
    except (*_FAULTS, zlib.error) as error:
        raise Refused("sheet.broken_file", file) from error


def _scan(package: _Package) -> Scans:
    parts = package.archive.infolist()
    limits = package.limits
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise package.too_large()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("sheet.protected", package.file)
    by_name = {part.filename.lower().replace("\\", "/"): part for part in parts}
    if _BOOK in by_name:
        return _xlsx(package, parts)
    if "content.xml" in by_name:
        return _ods(package, parts)
    raise Refused("sheet.unknown_kind", package.file)


def _xlsx(package: _Package, parts: list[zipfile.ZipInfo]) -> Scans:
    book, links = Names("sheet"), Names("Relationship")
    sheets: dict[str, XlsxSheet] = {}
    for part in parts:
        name = part.filename.lower().replace("\\", "/")
        scan: Scan = {_BOOK: book, _LINKS: links}.get(name) or sheets.setdefault(name, XlsxSheet())
        scan.read(package.pieces(part))
        if isinstance(scan, XlsxSheet):
            check_extent(scan.height, scan.width, package.file, None, package.limits)
    if len(book.found) > package.limits.sheets:
        raise package.too_large()
    targets = {link.get("Id", ""): link.get("Target", "").lower() for link in links.found}
    named = {sheet.get("name", ""): _part(targets.get(sheet.get("id", ""), "")) for sheet in book.found}
    return {sheet: sheets[name].broken for sheet, name in named.items() if name in sheets}


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _ods(package: _Package, parts: list[zipfile.ZipInfo]) -> Scans:
    content, manifest = OdsContent(), Manifest()
    for part in parts:
        {"content.xml": content, "META-INF/manifest.xml": manifest}.get(part.filename, Scan()).read(
            package.pieces(part)
        )
    if manifest.encrypted:
        raise Refused("sheet.protected", package.file)
    if len(content.extents) > package.limits.sheets:
        raise package.too_large()
    for name, (height, width) in content.extents.items():
        check_extent(height, width, package.file, name, package.limits)
    return content.broken
