"""Small builders for the elements of a Word file. Lengths are in twips (a twentieth of a point) unless said."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

from mellanrum.documents.characters import STAND_IN

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Element = Any  # lxml's elements, which carry no types


_W = nsmap["w"]


def el(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element `w:tag` with attributes of the same namespace, and children; a None is left out."""
    named = {f"{{{_W}}}{name}": str(value) for name, value in attributes.items()}
    made = oxml_parser.makeelement(f"{{{_W}}}{tag}", named, {"w": _W})
    made.extend([child for child in children if child is not None])
    return made


def text(content: str) -> Element:
    """Make a text element that keeps its spaces."""
    made = el("t")
    made.text = _NOT_IN_XML.sub(STAND_IN, content)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def run(content: str, *properties: Element) -> Element:
    """Make a run of text; line breaks in it become breaks."""
    parts: list[Element] = []
    for at, line in enumerate(content.split("\n")):
        parts += [el("br"), text(line)] if at else [text(line)]
    return el("r", el("rPr", *properties) if properties else None, *parts)


def tab() -> Element:
    """Make a run that is a tabulator."""
    return el("r", el("tab"))


def to_margin() -> Element:
    """Make a run that leaps to the right margin, however wide the page is."""
    return el("r", el("ptab", relativeTo="margin", alignment="right", leader="none"))


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """Make a paragraph in a style, by the style's id."""
    return el("p", el("pPr", el("pStyle", val=style), *properties), *content)


def field(instruction: str, shown: str, *properties: Element) -> list[Element]:
    """Make the runs of a field, with what it shows until Word computes it."""
    code = el("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", code),
        el("r", el("fldChar", fldCharType="separate")),
        run(shown, *properties),
        el("r", el("fldChar", fldCharType="end")),
    ]


def bookmark_name(place: str) -> str:
    """Name a bookmark: Word allows forty letters, digits and underscores."""
    return "_m" + hashlib.sha256(place.encode()).hexdigest()[:16]


def link(place: str, *content: Element, tooltip: str = "") -> Element:
    """Make a link to a bookmarked place; the tooltip is what a screen reader says of it."""
    attributes = {"anchor": bookmark_name(place), "history": "1"} | ({"tooltip": tooltip} if tooltip else {})
    return el("hyperlink", *content, **attributes)
