"""Charts for pages: an SVG that scales, on light or dark paper, wide or for a telephone, its letters as outlines."""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from mellanrum.documents.chart_style import COLOURS, GRID, INK, NARROW, PAPER, QUIET, WIDE
from mellanrum.documents.drawing import content_name, default_folder, keep_text, vega_svg
from mellanrum.documents.model import Chart
from mellanrum.documents.outlines import outline, width_of_text
from mellanrum.numbers import Language

Theme = Literal["light", "dark"]

DARK_PAPER = "#14191b"
# As in print, at least 3:1 against the paper and told apart with every kind of colour vision.
DARK_COLOURS = ("#318fa5", "#e8a33c", "#8c76e5", "#7beede", "#e2ffbb", "#927148")
DARK_INK, DARK_QUIET, DARK_GRID = "#e6ecee", "#9fb0b5", "#2f3a3f"
_DARK = {
    INK: DARK_INK,
    QUIET: DARK_QUIET,
    GRID: DARK_GRID,
    PAPER: DARK_PAPER,
    **dict(zip(COLOURS, DARK_COLOURS, strict=True)),
}
_SVG = "http://www.w3.org/2000/svg"
_STYLED_BY = ("drawing_for_web.py", "outlines.py")
_ABOUT_LETTERS = frozenset({"text-anchor", "font-family", "font-size", "font-weight", "font-style"})

register_namespace("", _SVG)


def draw_for_web(
    chart: Chart, lang: Language = "sv", theme: Theme = "light", *, narrow: bool = False, folder: Path | None = None
) -> str:
    """Draw a chart as an SVG file for a page: no size of its own but its shape, nothing behind it, no typeface needed.

    The narrow one is laid out for a telephone: at 340 pixels its letters are as large as those of the wide one at
    640. What the chart says in words is the page's to say: the file holds no text. Drawings are kept in `folder`, as
    those of `draw_charts` are.
    """
    width = "narrow" if narrow else "wide"
    kept = (folder or default_folder()) / f"{content_name(chart, lang)}-{_style()}-{theme}-{width}.svg"
    try:
        return kept.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        drawn = drawn_for_web(chart, lang, theme, narrow=narrow)
        keep_text(kept, drawn)
        return drawn


def drawn_for_web(chart: Chart, lang: Language = "sv", theme: Theme = "light", *, narrow: bool = False) -> str:
    """Draw a chart as `draw_for_web` does, and keep nothing: what is counted leaves no earlier states on a disk."""
    return _for_web(vega_svg(chart, lang, NARROW if narrow else WIDE), theme)


@cache
def _style() -> str:
    texts = (resources.files("mellanrum.documents").joinpath(name).read_bytes() for name in _STYLED_BY)
    return hashlib.sha256(b"".join(texts)).hexdigest()[:16]


def _for_web(svg: str, theme: Theme) -> str:
    root = fromstring(svg)  # noqa: S314 - drawn by ourselves a moment ago
    for name in ("width", "height", "class"):
        root.attrib.pop(name, None)
    root.remove(root[0])  # the paper: what is behind the chart is the page
    for parent in list(root.iter()):
        for at, child in enumerate(parent):
            if child.tag == f"{{{_SVG}}}text":
                parent[at] = _outlined(child)
    for element in root.iter():
        _clean(element, _DARK if theme == "dark" else {})
    return tostring(root, encoding="unicode")


def _outlined(text: Element) -> Element:
    """Make the path of a text's letters, where and as the text stood."""
    size = float(text.get("font-size", "13px").removesuffix("px"))
    lines = [(text.text or "", 0.0)]
    for part in text:
        lines.append((part.text or "", lines[-1][1] + float(part.get("dy", "0"))))
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    data = "".join(outline(line, size, (-before * width_of_text(line, size), y)) for line, y in lines)
    kept = {name: value for name, value in text.attrib.items() if name not in _ABOUT_LETTERS}
    return Element(f"{{{_SVG}}}path", {**kept, "d": data})


def _clean(element: Element, colours: dict[str, str]) -> None:
    """Change the colours to the theme's, and leave out what describes parts in English: the page says it in words."""
    for name in [name for name in element.attrib if name.startswith("aria-") or name in {"role", "class"}]:
        del element.attrib[name]
    for name in ("fill", "stroke"):
        colour = element.get(name)
        if colour in colours:
            element.set(name, colours[colour])
