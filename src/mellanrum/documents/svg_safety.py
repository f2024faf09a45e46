"""What an SVG from outside must not hold: it is shown on a web page, and set in documents."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring

from mellanrum.documents.pixels import pixels_of

SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"})
_PLAIN = _SHAPES | {
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "use",
    "symbol",
    "switch",
    "image",
    "style",
    "title",
    "desc",
    "metadata",
}
_EDITORS = (  # what drawing programs leave in their files; no browser does anything with it
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns",
    "http://web.resource.org/cc/",
    "http://ns.adobe.com/",
)
_SCRIPTS = frozenset(
    {"script", "handler", "listener", "animate", "animatemotion", "animatetransform", "animatecolor", "set", "discard"}
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_URL = re.compile(r"url\(\s*['\"]?\s*(.)", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)")
_MOST_ELEMENTS, _DEEPEST = 100_000, 100
_PIXELS_OF_ONE = 200  # a picture inside weighs as an element for each of so many: some 4000 by 4000 pixels in all

Root = Element | None


def parse_svg(content: bytes) -> Root:
    """Read an SVG; None where it is not one, or is written so that what it holds cannot be known."""
    try:
        text = content.decode("utf-8-sig")
        if _hides_something(text):
            return None
        root = fromstring(text.strip(), XMLParser())  # noqa: S314 - entities of its own were refused just above
    except (UnicodeDecodeError, ParseError, ValueError):
        return None
    return root if root.tag == f"{{{SVG}}}svg" else None


def _hides_something(text: str) -> bool:
    """Tell whether a text declares entities or another character set, or asks for a style sheet from elsewhere."""
    declared = re.match(r"\s*<\?xml[^>]*encoding\s*=\s*['\"]([^'\"]*)", text)
    another = declared is not None and declared[1].lower() not in {"utf-8", "us-ascii"}
    instruction = re.search(r"<\?(?!xml\s)", text)
    return another or instruction is not None or "<!ENTITY" in text or re.search(r"<!DOCTYPE[^>]*\[", text) is not None


def unsafe_parts(root: Element) -> tuple[str, ...]:
    """List what must not be in the SVG, as message ids, each once: empty where it is safe to show."""
    found = (part for element in root.iter() for part in (*_of_element(element), *_of_attributes(element)))
    return tuple(dict.fromkeys((*found, *(("more parts than a mark needs",) if _is_heavy(root) else ()))))


def has_text(root: Element) -> bool:
    """Tell whether letters stand as text, which looks different where its typeface is missing."""
    return any(element.tag == f"{{{SVG}}}text" for element in root.iter())


def _of_element(element: Element) -> Iterator[str]:
    space, _, name = element.tag.rpartition("}")
    if name.lower() in _SCRIPTS:
        yield "scripts or animations"
    elif name == "foreignObject" or not (name in _PLAIN if space == f"{{{SVG}" else space[1:].startswith(_EDITORS)):
        yield "parts that are not drawn"
    if name == "style":
        yield from _of_style("".join(element.itertext()))


def _of_attributes(element: Element) -> Iterator[str]:
    for full, value in element.attrib.items():
        name = full.rpartition("}")[2].lower()
        if name.startswith("on"):
            yield "scripts or animations"
        if name in {"href", "src", "base"} and not value.startswith("#") and not _PICTURE.fullmatch(value):
            yield "references to other places"
        if name != "href":
            yield from _of_style(value)


def _of_style(text: str) -> Iterator[str]:
    led = any(first != "#" for first in _URL.findall(text))
    # In a style sheet a backslash can spell a forbidden word in another way.
    if led or "@import" in text.lower() or "\\" in text or "image-set" in text.lower():
        yield "references to other places"


def _is_heavy(root: Element) -> bool:
    """Tell whether drawing it would take more than a mark is worth: parts may be used again by other parts."""
    by_id = {element.get("id", ""): element for element in root.iter()}
    return _Weights(by_id).of(root, 0) > _MOST_ELEMENTS


class _Weights:
    def __init__(self, by_id: dict[str, Element]) -> None:
        self._by_id = by_id
        self._known: dict[int, float] = {}

    def of(self, element: Element, depth: int) -> float:
        """Count the elements drawn for one, with those it refers to; without end where it refers to itself."""
        if id(element) not in self._known:
            self._known[id(element)] = float("inf")
            drawn = (*element, *self._referred(element))
            self._known[id(element)] = (
                float("inf")
                if depth > _DEEPEST
                else _own_weight(element) + sum(self.of(part, depth + 1) for part in drawn)
            )
        return self._known[id(element)]

    def _referred(self, element: Element) -> Iterator[Element]:
        for name, value in element.attrib.items():
            places = [value[1:]] if name.endswith("href") and value.startswith("#") else _REFERENCE.findall(value)
            yield from (self._by_id[place] for place in places if place in self._by_id)


def _own_weight(element: Element) -> float:
    """Weigh an element by itself; a picture inside by what it unfolds to, without end where that cannot be told."""
    pictures = (value for value in element.attrib.values() if _PICTURE.fullmatch(value))
    return 1 + sum(map(_picture_weight, pictures))


def _picture_weight(url: str) -> float:
    try:
        size = pixels_of(b64decode(url.partition(",")[2]))
    except NotBase64:
        size = None
    return size[0] * size[1] / _PIXELS_OF_ONE if size else float("inf")
