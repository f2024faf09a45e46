"""The styles of a Word report: one typeface, three sizes of heading, the colours of the PDF."""

from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mellanrum.documents.fonts import FAMILY
from mellanrum.documents.word.xml import Element, el
from mellanrum.numbers import Language

INK, QUIET, ACCENT, OCHRE = "1B2326", "5A666B", "0B5D66", "9A5B00"
HAIRLINE = "B9C3C6"
TEXT_WIDTH = Mm(158)
LINK = "Hyperlink"
LANGUAGES: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}


class _Look(NamedTuple):
    """A style: sizes and spaces in points; the mark "keep" holds a paragraph on the page of the next."""

    name: str
    base: str
    size: float
    colour: str
    before: float
    after: float
    marks: str


_NORMAL = _Look("Normal", "", 10.5, INK, 0, 6, "")
_STYLES = (
    _Look("Title", "Normal", 36, INK, 0, 12, "bold"),
    _Look("Heading 1", "Normal", 22, ACCENT, 40, 12, "bold keep"),
    _Look("Heading 2", "Normal", 14, ACCENT, 28, 8, "bold keep"),
    _Look("Heading 3", "Normal", 11.5, INK, 20, 6, "bold keep"),
    _Look("Heading 4", "Normal", 10.5, INK, 16, 4, "bold keep"),
    _Look("Heading 5", "Normal", 10.5, QUIET, 16, 4, "bold keep"),
    _Look("Heading 6", "Normal", 10.5, QUIET, 16, 4, "bold keep"),
    _Look("Body Text", "Normal", 10.5, INK, 0, 6, ""),
    _Look("List Bullet", "Normal", 10.5, INK, 0, 4, ""),
    _Look("Caption", "Normal", 9.5, QUIET, 18, 6, "keep"),
    _Look("Header", "Normal", 8.5, QUIET, 0, 0, ""),
    _Look("Footer", "Normal", 8.5, QUIET, 0, 0, ""),
    _Look("TOC Heading", "Normal", 22, ACCENT, 0, 16, "bold keep"),
    _Look("toc 1", "Normal", 10.5, INK, 8, 0, "bold"),
    _Look("toc 2", "Normal", 10.5, INK, 3, 0, ""),
    _Look("Cover Association", "Normal", 14, ACCENT, 48, 128, "bold"),
    _Look("Cover Line", "Normal", 11.5, INK, 0, 6, ""),
    _Look("Cover Bar", "Normal", 4, INK, 0, 28, ""),
    _Look("Cover Notice", "Normal", 11.5, OCHRE, 24, 0, "bold"),
    _Look("Table Text", "Normal", 9.5, INK, 0, 0, ""),
    _Look("Table Small", "Table Text", 8.5, INK, 0, 0, ""),
    _Look("Table Note", "Normal", 8.5, QUIET, 6, 6, ""),
    _Look("Chart", "Normal", 9.5, INK, 0, 6, ""),
    _Look("Notice Heading", "Normal", 10.5, OCHRE, 12, 2, "bold keep"),
    _Look("Notice", "Normal", 10.5, INK, 0, 4, ""),
    _Look("Signing Line", "Normal", 10.5, INK, 0, 0, ""),
    _Look("Trace Heading", "Normal", 9.5, INK, 20, 0, "bold keep"),
    _Look("Trace Rule", "Normal", 9.5, QUIET, 0, 4, "keep"),
    _Look("Trace Line", "Normal", 9.5, INK, 0, 2, ""),
)


def style_id(name: str) -> str:
    """Return the id of a style, as python-docx makes it from the name."""
    return name.title().replace("Toc ", "TOC ").replace(" ", "")


def set_styles(document: Document, lang: Language) -> None:
    """Give a new document the report's typeface, language and styles."""
    _forget_template(document)
    _set_defaults(document, lang)
    _shape(document.styles["Normal"], _NORMAL)
    known = {style.name for style in document.styles}
    for look in _STYLES:
        style = document.styles[look.name] if look.name in known else _new_style(document, look.name)
        style.base_style = document.styles[look.base]
        _shape(style, look)
    _set_details(document)


def _forget_template(document: Document) -> None:
    """Remove what the template brings that the report does not use: most styles, and all typefaces and languages."""
    ours = {style_id(look.name) for look in _STYLES}
    for style in list(document.styles.element.iter(qn("w:style"))):
        if style.get(qn("w:default")) != "1" and style.get(qn("w:styleId")) not in ours:
            document.styles.element.remove(style)
            continue
        for tag in ("w:rPr", "w:pPr", "w:link"):
            for found in style.findall(qn(tag)):
                style.remove(found)


def _set_defaults(document: Document, lang: Language) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for old in list(defaults):
        defaults.remove(old)
    tag = LANGUAGES[lang]
    fonts = el("rFonts", ascii=FAMILY, hAnsi=FAMILY, eastAsia=FAMILY, cs=FAMILY)
    language = el("lang", val=tag, eastAsia=tag, bidi="ar-SA")
    defaults.append(el("rPrDefault", el("rPr", fonts, el("sz", val=21), el("szCs", val=21), language)))
    defaults.append(el("pPrDefault", el("pPr", el("spacing", line=245, lineRule="auto"))))


def _new_style(document: Document, name: str) -> Any:  # noqa: ANN401 - python-docx's kinds of style in one
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
    made.element.set(qn("w:styleId"), style_id(name))
    made.quick_style = True
    return made


def _shape(style: Any, look: _Look) -> None:  # noqa: ANN401 - as above
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), "bold" in look.marks, False
    style.font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(look.before), Pt(look.after), "keep" in look.marks
    shape.widow_control = True


def _set_details(document: Document) -> None:
    styles: Any = document.styles
    for name in ("Title", "Heading 1", "Heading 2", "Caption"):
        styles[name].paragraph_format.line_spacing = 1.0
    for name in ("Table Text", "Table Small"):
        shape = styles[name].paragraph_format
        shape.line_spacing, shape.space_before, shape.space_after = 0.94, Pt(1.4), Pt(1.4)
    for name, width in (("toc 1", Mm(120)), ("toc 2", Mm(120))):
        styles[name].paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    styles["toc 2"].paragraph_format.left_indent = Pt(16)
    for name in ("Header", "Footer"):
        tabs = styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for name in ("Trace Heading", "Trace Line"):
        styles[name].paragraph_format.line_spacing = 0.94
        styles[name].paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for name in ("Body Text", "List Bullet", "Notice", "Notice Heading"):
        styles[name].paragraph_format.right_indent = Mm(38)
    bullet = styles["List Bullet"].paragraph_format
    bullet.left_indent, bullet.first_line_indent = Pt(10), Pt(-10)
    bar = styles["Cover Bar"]
    bar.paragraph_format.line_spacing, bar.paragraph_format.right_indent = Pt(4), TEXT_WIDTH - Pt(72)
    shade = el("shd", val="clear", color="auto", fill=ACCENT)
    bar.element.get_or_add_pPr().insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc")
    # No bar beside a notice, as the PDF has: LibreOffice draws a paragraph's border as content without a tag.
    styles["Notice"].paragraph_format.left_indent = Pt(10)
    styles.element.append(_link_style())


def _link_style() -> Element:
    shape = el("rPr", el("u", val="dotted", color=ACCENT))
    name, base = el("name", val="Hyperlink"), el("basedOn", val="DefaultParagraphFont")
    return el("style", name, base, el("uiPriority", val=99), shape, type="character", styleId=LINK)
