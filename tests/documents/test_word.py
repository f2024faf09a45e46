"""The report as Word: its text, its structure, and what LibreOffice makes of it."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from mellanrum.documents.drawing import Drawing
from mellanrum.documents.fonts import font_folder
from mellanrum.documents.model import Report
from mellanrum.documents.word import write_word
from support import golden, needs
from support.libreoffice import docx_to_pdf
from support.verapdf import verapdf

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="session")
def word(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    return write_word(report, drawings)


def lines(word: bytes) -> Iterator[str]:
    """Each paragraph with its style, each row of a table with its cells."""
    for part in docx.Document(io.BytesIO(word)).iter_inner_content():
        if isinstance(part, WordParagraph):
            yield f"{part.style.name if part.style else ''}: {part.text}"
        else:
            yield from rows(part)


def rows(table: WordTable) -> Iterator[str]:
    for row in table._tbl.tr_lst:
        mark = "=" if row.find(f".//{qn('w:tblHeader')}") is not None else "|"
        cells = ("".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.tc_lst)
        yield f"{mark} {' | '.join(cells)}"


def test_word_text(word: bytes) -> None:
    golden(GOLDEN / "sample.docx.txt", "\n".join(lines(word)) + "\n")


def test_word_is_the_same_each_time(report: Report, drawings: Mapping[str, Drawing], word: bytes) -> None:
    assert write_word(report, drawings) == word


def test_word_knows_no_clock(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_says_what_it_is(word: bytes) -> None:
    core = docx.Document(io.BytesIO(word)).core_properties

    assert (core.title, core.author, core.language) == (
        "Årsredovisning 2025",
        "Samordningsförbundet Exempelförbundet",
        "sv-SE",
    )
    assert core.created is not None
    assert core.created.date() == core.modified.date() if core.modified else False


def test_word_of_an_association_without_name_and_number(report: Report, drawings: Mapping[str, Drawing]) -> None:
    made = write_word(replace(report, association="", orgnr=""), drawings)

    assert [line for line in lines(made) if "Org.nr" in line] == []


def test_word_is_swedish_throughout(word: bytes) -> None:
    document = docx.Document(io.BytesIO(word))
    tongues = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    tongues |= {lang.get(qn("w:val")) for lang in document.settings.element.iter(qn("w:themeFontLang"))}

    assert tongues == {"sv-SE"}


def test_word_contents_and_captions_are_fields(word: bytes) -> None:
    body = docx.Document(io.BytesIO(word)).element.body
    codes = [code.text.split()[0] for code in body.iter(qn("w:instrText"))]
    begun, ended = (
        sum(mark.get(qn("w:fldCharType")) == kind for mark in body.iter(qn("w:fldChar"))) for kind in ("begin", "end")
    )

    assert (codes.count("TOC"), codes.count("PAGEREF"), codes.count("SEQ")) == (1, 13, 13)
    assert begun == ended


def test_word_links_lead_somewhere(word: bytes) -> None:
    body = docx.Document(io.BytesIO(word)).element.body
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}

    assert links - set(places) == set()
    assert len(places) == len(set(places))


def test_word_charts_have_their_text(word: bytes, report: Report) -> None:
    body = docx.Document(io.BytesIO(word)).element.body

    assert [shape.get("descr") for shape in body.iter(qn("wp:docPr"))] == [chart.alt for chart in report.charts()]


def test_word_has_its_typeface_along(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        table = parse_xml(package.read("word/fontTable.xml"))
        related = parse_xml(package.read("word/_rels/fontTable.xml.rels"))
        paths = {relation.get("Id"): f"word/{relation.get('Target')}" for relation in related}
        faces = {
            face.tag.removeprefix(qn("w:embed")): plain(
                package.read(paths[face.get(qn("r:id"))]), face.get(qn("w:fontKey"))
            )
            for face in table.iter(*(qn(f"w:embed{name}") for name in ("Regular", "Bold", "Italic")))
        }

    assert faces == {
        name: (font_folder() / f"SourceSans3-{file}.ttf").read_bytes()
        for name, file in (("Regular", "Regular"), ("Bold", "Bold"), ("Italic", "It"))
    }


def plain(face: bytes, key: str) -> bytes:
    """Undo the mixing of a font, in the words of the standard: each byte with the key's digits from the end."""
    digits = key.strip("{}").replace("-", "")
    mask = [int(digits[at : at + 2], 16) for at in range(30, -2, -2)]
    return bytes(byte ^ mask[at % 16] for at, byte in enumerate(face[:32])) + face[32:]


def test_word_says_that_fonts_are_embedded(word: bytes) -> None:
    settings = docx.Document(io.BytesIO(word)).settings.element

    assert settings.find(qn("w:embedTrueTypeFonts")) is not None


def test_word_is_small_enough_to_send(word: bytes) -> None:
    assert len(word) < 1_500_000


def test_word_numbers_stand_on_one_line(word: bytes) -> None:
    for cell in docx.Document(io.BytesIO(word)).element.body.iter(qn("w:tc")):
        right = cell.find(f".//{qn('w:jc')}[@{qn('w:val')}='right']") is not None
        in_head = cell.getparent().find(f".//{qn('w:tblHeader')}") is not None
        assert (cell.find(f".//{qn('w:noWrap')}") is not None) == (right and not in_head)


def test_word_rows_are_not_parted(word: bytes) -> None:
    for table in docx.Document(io.BytesIO(word)).tables:
        for row in table._tbl.tr_lst:
            assert row.find(f".//{qn('w:cantSplit')}") is not None


def test_word_becomes_accessible_pdf(word: bytes, tmp_path: Path) -> None:
    needs("libreoffice")
    needs("verapdf")
    source = tmp_path / "sample.docx"
    source.write_bytes(word)

    pdf = docx_to_pdf(source, tmp_path)

    assert b"SourceSans3-Regular" in pdf.read_bytes()  # from the file itself: the machine does not have it
    # LibreOffice 7.4 writes the order of links on a page as a string where the standard wants a name, in every file
    # with a link. That is mended here, so that all the rest is judged.
    pdf.write_bytes(pdf.read_bytes().replace(b"/Tabs(S)", b"/Tabs /S"))
    assert verapdf([pdf], "ua1") == {pdf: []}


def test_word_without_sections(report: Report) -> None:
    assert list(lines(write_word(replace(report, sections=()), {})))[-1] == "TOC Heading: Innehåll"
