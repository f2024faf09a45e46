"""Pictures in a Word file, each with its text for those who cannot see it."""

from io import BytesIO

from docx.document import Document
from docx.shared import Length, Pt

from mellanrum.documents.logo import SVG, drawn_size
from mellanrum.documents.model import Logo
from mellanrum.documents.word.xml import Element, el

_SHARP = 4  # pixels for each point of a logo that is drawn as a picture: some 290 to the inch


def picture_run(document: Document, content: bytes, alt: str, name: str, width: Length) -> Element:
    """Make a run that shows a PNG or JPEG, as wide as said and in its own shape."""
    inline = document.part.new_pic_inline(BytesIO(content), width=width)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice moves the picture in from the margin
    inline.docPr.set("descr", alt)
    inline.docPr.set("name", name)
    return el("r", el("drawing", inline))


def logo_run(document: Document, logo: Logo | None) -> Element | None:
    """Make a run that shows the logo; an SVG is drawn, since not every program that reads Word files can."""
    if logo is None:
        return None
    width, _ = drawn_size(logo)
    content = _drawn(logo.content, width) if logo.media_type == SVG else logo.content
    return picture_run(document, content, logo.alt, logo.alt, Pt(width))


def _drawn(content: bytes, width: float) -> bytes:
    import vl_convert  # noqa: PLC0415 - half a second, paid only when there is something to draw

    svg = content.decode("utf-8-sig")
    first = vl_convert.svg_to_png(svg)
    pixels = int.from_bytes(first[16:20])
    return vl_convert.svg_to_png(svg, scale=max(_SHARP * width / pixels, 0.01))
