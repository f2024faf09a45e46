"""The typeface inside the Word file, so that the report looks the same to those who do not have it installed.

The licence lets the fonts be embedded. What Word calls bold is the family's Bold: its Semibold is another family there.
"""

from functools import cache
from hashlib import sha256
from uuid import UUID

from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from mellanrum.documents.fonts import FAMILY, font_folder
from mellanrum.documents.word.xml import el

FOLDER = "word/fonts/"
_FACES = {"Regular": "SourceSans3-Regular.ttf", "Bold": "SourceSans3-Bold.ttf", "Italic": "SourceSans3-It.ttf"}
_INSTEAD = "Calibri,Carlito,Arial,Liberation Sans"  # for a reader that leaves embedded fonts alone
_PANOSE = "020B0503030403020204"  # what kind of typeface it is, as the fonts themselves say
_PART = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_HIDDEN = 32  # bytes of a font that Word wants mixed with a key


def embed_fonts(document: Document) -> None:
    """Name the typeface in the font table, and relate its faces; `face` has their bytes when the file is packed."""
    package = document.part.package
    table = next(part for part in package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    embedded = []
    for name, file in _FACES.items():
        part = Part(PackURI(f"/{_path(file)}"), _PART, b"", package)
        embedded.append(_embedded(name, table.relate_to(part, _RELATION), _key(file)))
    fonts = parse_xml(table.blob)
    fonts.append(
        el(
            "font",
            el("altName", val=_INSTEAD),
            el("panose1", val=_PANOSE),
            el("charset", val="00"),
            el("family", val="swiss"),
            el("pitch", val="variable"),
            *embedded,
            name=FAMILY,
        )
    )
    table._blob = serialize_part_xml(fonts)  # noqa: SLF001 - python-docx knows this part as bytes alone
    _say_embedded(document)


def face(path: str) -> bytes:
    """Return the bytes of an embedded face by its path in the file; KeyError where there is none."""
    return _faces()[path]


@cache
def _faces() -> dict[str, bytes]:
    return {_path(file): _mixed((font_folder() / file).read_bytes(), _key(file)) for file in _FACES.values()}


def _path(file: str) -> str:
    return f"{FOLDER}{file.removesuffix('.ttf')}.odttf"


def _key(file: str) -> UUID:
    return UUID(bytes=sha256(file.encode()).digest()[:16])


def _mixed(font: bytes, key: UUID) -> bytes:
    """Mix the first bytes with the key, last byte first (ECMA-376 part 1, 17.8.1). Done again, it undoes."""
    mask = key.bytes[::-1] * (_HIDDEN // 16)
    return bytes(a ^ b for a, b in zip(font[:_HIDDEN], mask, strict=True)) + font[_HIDDEN:]


def _embedded(name: str, relation: str, key: UUID) -> object:
    made = parse_xml(f'<w:embed{name} {nsdecls("w", "r")} r:id="{relation}"/>')
    made.set(qn("w:fontKey"), f"{{{str(key).upper()}}}")
    return made


def _say_embedded(document: Document) -> None:
    settings = document.settings.element
    settings.find(qn("w:zoom")).addnext(el("embedTrueTypeFonts"))
