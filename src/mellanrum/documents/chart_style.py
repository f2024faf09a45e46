"""How charts look: colours, type, the Swedish way of writing numbers on an axis."""

from dataclasses import dataclass
from typing import Any

from mellanrum.documents.fonts import FAMILY
from mellanrum.numbers import Language

INK = "#1b2326"
QUIET = "#5a666b"
GRID = "#dde3e5"
PAPER = "#ffffff"

# At least 3:1 against the paper, and told apart with every kind of colour vision (CIE76 difference over 25).
COLOURS = ("#0b5d66", "#c07a0a", "#6741aa", "#3fa28f", "#27281e", "#76532f")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (10, 4), (4, 2))
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")

HEIGHT = 250
TYPE = 13


@dataclass(frozen=True, slots=True)
class Room:
    """How wide a chart is drawn, and what there is room for in that width.

    `characters` are those of all labels beside each other, `label` those of one that stands before its bar, `legend`
    those of a line of the legend; `bars` are as many as have room for a number each, `one_row` the same where they
    are not grouped.
    """

    width: int
    characters: int
    label: int
    legend: int
    bars: int
    one_row: int
    widest_bar: int


WIDE = Room(640, characters=84, label=34, legend=90, bars=14, one_row=9, widest_bar=56)
"""Over the whole width of a page, where a unit is 0.7 points, or of a screen."""
NARROW = Room(340, characters=44, label=14, legend=44, bars=6, one_row=6, widest_bar=30)
"""On a telephone of 360 pixels, at its own size."""

_LOCALES = {
    "sv": {"decimal": ",", "thousands": "\u00a0"},
    "en": {"decimal": ".", "thousands": ","},
}


def number_locale(lang: Language) -> dict[str, Any]:
    """Return the number locale for the axes, in the form d3-format asks for; the minus is a true one."""
    return {**_LOCALES[lang], "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212", "percent": "\u00a0%"}


def configuration() -> dict[str, Any]:
    """Return the configuration of every chart: few lines, plain type, no frames."""
    labels = {"labelFontSize": TYPE, "labelColor": INK}
    return {
        "font": f"'{FAMILY}'",  # quoted: a name with a numeral in it is not a plain CSS name
        "background": PAPER,
        "view": {"stroke": None},
        "padding": {"left": 2, "top": 4, "right": 6, "bottom": 2},
        "axis": {
            **labels,
            "ticks": False,
            "labelPadding": 6,
            "labelLimit": 260,
            "domainColor": QUIET,
            "gridColor": GRID,
        },
        "legend": {**labels, "symbolSize": 130, "labelLimit": 300, "columnPadding": 20, "offset": 10, "title": None},
        "title": {"anchor": "start", "frame": "bounds", "fontSize": TYPE, "fontWeight": "normal", "color": QUIET},
        "text": {"fontSize": TYPE, "color": INK},
    }
