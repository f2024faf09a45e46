"""The one list of a Word report: a dash before each item."""

from docx.document import Document
from docx.oxml.ns import qn

from mellanrum.documents.word.styles import ACCENT
from mellanrum.documents.word.xml import Element, el

_LIST = 1


def set_list(document: Document) -> None:
    """Make the document's only list definition, and tie the style List Bullet to it."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    level = el(
        "lvl",
        el("start", val=1),
        el("numFmt", val="bullet"),
        el("lvlText", val="–"),
        el("lvlJc", val="left"),
        el("pPr", el("ind", left=200, hanging=200)),
        el("rPr", el("color", val=ACCENT)),
        ilvl=0,
    )
    numbering.append(el("abstractNum", el("multiLevelType", val="singleLevel"), level, abstractNumId=_LIST))
    numbering.append(el("num", el("abstractNumId", val=_LIST), numId=_LIST))
    styles = document.styles.element.iter(qn("w:style"))
    style = next(style for style in styles if style.get(qn("w:styleId")) == "ListBullet")
    style.get_or_add_pPr().insert_element_before(_number(), "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _number() -> Element:
    return el("numPr", el("ilvl", val=0), el("numId", val=_LIST))
