"""The logo: what is taken, what is refused and why, and that both writers draw it."""

import base64
import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from mellanrum.documents.check import check
from mellanrum.documents.logo import JPEG, PNG, SVG, drawn_size, kind_of
from mellanrum.documents.logo_check import check_logo
from mellanrum.documents.model import Logo, Report, Section
from mellanrum.documents.pdf import page_pictures, write_pdf
from mellanrum.documents.word import write_word
from support import needs
from support.verapdf import verapdf

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 40">'
CIRCLE = '<circle cx="20" cy="20" r="16" fill="#0b5d66"/>'
MARK = f"{HEAD}{CIRCLE}</svg>".encode()


def png(width: int = 40, height: int = 20) -> bytes:
    rows = (b"\0" + b"\x0b\x5d\x66" * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def svg(inside: str) -> bytes:
    return f"{HEAD}{CIRCLE}{inside}</svg>".encode()


def codes(content: bytes, media_type: str = "") -> list[str]:
    return [found.code.removeprefix("documents.logo_") for found in check_logo(content, media_type)]


# A grey square of 16 by 16 pixels, baseline, in JFIF.
JPEG_BYTES = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////////////////////////////////////"
    "//////wAALCAAQABABAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z"
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(png(), PNG), (MARK, SVG), (JPEG_BYTES, JPEG), (b"\xef\xbb\xbf<?xml version='1.0'?>" + MARK, SVG)],
)
def test_logo_that_is_taken(content: bytes, kind: str) -> None:
    assert (kind_of(content), codes(content, kind), codes(content)) == (kind, [], [])


@pytest.mark.parametrize(
    ("content", "media_type", "wanted"),
    [
        (b"", "", ["unknown_kind"]),
        (b"GIF89a", "image/gif", ["unknown_kind"]),
        (b"%PDF-1.7", "image/png", ["unknown_kind"]),
        (b"<html><svg/></html>", "", ["unknown_kind"]),
        (b"<svg/>", "", ["unknown_kind"]),
        (MARK.decode().encode("utf-16"), "", ["unknown_kind"]),
        (png() + b"\0" * 1_000_000, "", ["too_large"]),
        (png(), "image/svg+xml", ["other_kind"]),
        (MARK, "image/png; charset=utf-8", ["other_kind"]),
        (png(8, 40), "", ["pixels"]),
        (png()[:16] + struct.pack(">II", 60_000, 60_000) + png()[24:], "", ["pixels"]),
        (png()[:20], "", ["without_size"]),
        (png()[:40], "", ["unreadable"]),
        (b"\xff\xd8\xff\xe0", "", ["without_size"]),
        (JPEG_BYTES[:60], "", ["without_size"]),
        (JPEG_BYTES[:100], "", ["unreadable"]),
        (MARK.replace(b"viewBox", b"data-box"), "", ["without_size"]),
        (MARK.replace(b"0 0 80 40", b"0 0 80 0"), "", ["without_size"]),
    ],
)
def test_logo_that_is_refused(content: bytes, media_type: str, wanted: list[str]) -> None:
    assert codes(content, media_type) == wanted


@pytest.mark.parametrize(
    ("inside", "part"),
    [
        ("<script>alert(1)</script>", "scripts or animations"),
        ('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>', "scripts or animations"),
        ('<g onclick="alert(1)"/>', "scripts or animations"),
        ('<g ONLOAD="alert(1)"/>', "scripts or animations"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', "scripts or animations"),
        ("<foreignObject><p>Hej</p></foreignObject>", "parts that are not drawn"),
        ('<x:iframe xmlns:x="http://www.w3.org/1999/xhtml"/>', "parts that are not drawn"),
        ('<iframe xmlns=""/>', "parts that are not drawn"),
        ("<filter/>", "parts that are not drawn"),
        ('<image href="https://example.org/a.png"/>', "references to other places"),
        ('<image xlink:href="//example.org/a.png"/>', "references to other places"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "references to other places"),
        ('<g xml:base="https://example.org/"/>', "references to other places"),
        ('<use href="other.svg#a"/>', "references to other places"),
        ('<g style="fill:url(https://example.org/a)"/>', "references to other places"),
        ("<g fill=\"url( 'https://example.org/a')\"/>", "references to other places"),
        (r'<g style="fill:\75rl(https://example.org/a)"/>', "references to other places"),
        ("<style>@IMPORT 'https://example.org/a.css';</style>", "references to other places"),
        ("<style>g { background: <![CDATA[url(https://example.org/a)]]> }</style>", "references to other places"),
        ('<g id="a"><use href="#a"/></g>', "more parts than a mark needs"),
        ("<g>" * 200 + "</g>" * 200, "more parts than a mark needs"),
    ],
)
def test_svg_that_is_not_safe(inside: str, part: str) -> None:
    [found] = check_logo(svg(inside))

    assert (found.code, found.parameters["part"].message_id) == ("documents.logo_unsafe", part)  # type: ignore[union-attr]  # as declared


def test_svg_whose_parts_multiply() -> None:
    doubled = "".join(f'<g id="a{at}"><use href="#a{at - 1}"/><use href="#a{at - 1}"/></g>' for at in range(1, 40))

    [found] = check_logo(svg(f'<g id="a0">{CIRCLE}</g>{doubled}'))

    assert found.code == "documents.logo_unsafe"


def picture_inside(content: bytes) -> str:
    return f'<image id="a" width="4" height="4" href="data:image/png;base64,{base64.b64encode(content).decode()}"/>'


def test_svg_with_a_picture_inside_is_taken() -> None:
    assert codes(svg(picture_inside(png()))) == []


@pytest.mark.parametrize(
    "inside",
    [
        picture_inside(b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 30_000, 30_000)),
        picture_inside(png(100, 100)) + '<use href="#a"/>' * 2000,
        picture_inside(b"GIF89a"),
        picture_inside(b"")[:-3] + 'A"/>',
    ],
)
def test_svg_whose_pictures_unfold_to_more_than_a_mark_needs(inside: str) -> None:
    [found] = check_logo(svg(inside))

    assert found.parameters["part"].message_id == "more parts than a mark needs"  # type: ignore[union-attr]  # as declared


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        "<?xml-stylesheet href='https://example.org/a.css'?>",
        '<?xml version="1.0" encoding="utf-7"?>',
    ],
)
def test_svg_that_hides_something(before: str) -> None:
    assert codes(before.encode() + MARK) == ["unknown_kind"]


def test_svg_of_a_drawing_program_is_taken() -> None:
    inside = (
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
        "<style>.st0{fill:url(#a);}</style></defs>"
        '<rect class="st0" width="4" height="4" fill="url(#a)"/><use xlink:href="#a"/>'
    )
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'

    assert codes(b"<?xml version='1.0' encoding='UTF-8'?>\n" + doctype + svg(inside)) == []


def test_svg_with_letters_as_text_is_taken_with_a_word() -> None:
    assert codes(svg('<text x="1" y="9">Förbundet</text>')) == ["text"]


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (png(40, 20), PNG, (128, 64)),
        (png(400, 20), PNG, (220, 11)),
        (png(20, 400), PNG, (3.2, 64)),
        (MARK, SVG, (128, 64)),
        (JPEG_BYTES, JPEG, (64, 64)),
        (MARK.replace(b'viewBox="0 0 80 40"', b'width="20mm" height="40mm"'), SVG, (32, 64)),
    ],
)
def test_logo_is_bounded_and_keeps_its_shape(content: bytes, kind: str, size: tuple[float, float]) -> None:
    assert drawn_size(Logo(content, kind, "")) == pytest.approx(size)


def bare(report: Report, content: bytes, kind: str) -> Report:
    return replace(report, sections=(Section("a", "A"),), logo=Logo(content, kind, "Exempelförbundets märke"))


@pytest.mark.parametrize(("content", "kind"), [(png(), PNG), (MARK, SVG), (JPEG_BYTES, JPEG)])
def test_word_cover_shows_the_logo_with_its_text(report: Report, content: bytes, kind: str) -> None:
    document = docx.Document(io.BytesIO(write_word(bare(report, content, kind), {})))

    [inline] = document.element.body.iter(qn("wp:inline"))
    [extent], [said] = inline.iter(qn("wp:extent")), inline.iter(qn("wp:docPr"))
    assert said.get("descr") == "Exempelförbundets märke"
    assert (extent.cx, extent.cy) == tuple(Pt(side) for side in drawn_size(Logo(content, kind, "")))


@pytest.mark.parametrize(("content", "kind"), [(png(), PNG), (MARK, SVG), (JPEG_BYTES, JPEG)])
def test_pdf_with_the_logo_keeps_the_standards(report: Report, tmp_path: Path, content: bytes, kind: str) -> None:
    needs("verapdf")
    made = tmp_path / "logo.pdf"
    made.write_bytes(write_pdf(bare(report, content, kind), {}))

    assert verapdf([made], "ua1", "2a") == {made: []}


@pytest.mark.parametrize(("content", "kind"), [(png(), PNG), (MARK, SVG)])
def test_pdf_cover_is_another_with_the_logo(report: Report, content: bytes, kind: str) -> None:
    with_logo, *_ = page_pictures(bare(report, content, kind), {})
    without, *_ = page_pictures(replace(bare(report, content, kind), logo=None), {})

    assert with_logo != without


def test_logo_without_text_is_found(report: Report) -> None:
    silent = replace(bare(report, MARK, SVG), logo=Logo(MARK, SVG, " "))

    assert [found.code for found in check(silent)] == ["documents.logo_without_text"]
