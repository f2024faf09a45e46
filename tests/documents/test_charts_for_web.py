"""Charts on pages: they scale, need no typeface, and stand out from light and dark paper."""

import itertools
import re
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
import vl_convert

from documents.sample import sample_report
from mellanrum.documents.chart_style import COLOURS, GRID, INK, NARROW, PAPER, QUIET, WIDE
from mellanrum.documents.drawing_for_web import (
    DARK_COLOURS,
    DARK_INK,
    DARK_PAPER,
    DARK_QUIET,
    Theme,
    draw_for_web,
)
from mellanrum.documents.fonts import font_folder
from mellanrum.documents.model import Chart, Report
from mellanrum.documents.outlines import outline, width_of_text

CHARTS = {chart.key: chart for chart in sample_report().charts()}
# How colours are seen: Machado, Oliveira and Fernandes (2009), each kind of colour vision at its strongest.
VISIONS = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

Light = Sequence[float]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("web")


def light(colour: str) -> Light:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(seen: Light) -> float:
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(light(one)), luminance(light(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, vision: str) -> Light:
    return [min(1, max(0, sum(a * b for a, b in zip(row, light(colour), strict=True)))) for row in VISIONS[vision]]


def lab(seen_light: Light) -> Light:
    red, green, blue = seen_light
    places = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        luminance(seen_light),
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (place ** (1 / 3) if place > 0.008856 else 7.787 * place + 16 / 116 for place in places)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, vision: str) -> float:
    sides = zip(lab(seen(one, vision)), lab(seen(other, vision)), strict=True)
    return float(sum((a - b) ** 2 for a, b in sides) ** 0.5)


@pytest.mark.parametrize(("colours", "paper"), [(COLOURS, PAPER), (DARK_COLOURS, DARK_PAPER)], ids=["light", "dark"])
def test_colours_stand_out_from_the_paper(colours: tuple[str, ...], paper: str) -> None:
    assert len(colours) == 6
    assert min(contrast(colour, paper) for colour in colours) >= 3


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("colours", [COLOURS, DARK_COLOURS], ids=["light", "dark"])
def test_colours_are_told_apart_with_every_vision(colours: tuple[str, ...], vision: str) -> None:
    assert min(apart(one, other, vision) for one, other in itertools.combinations(colours, 2)) > 25


def test_dark_letters_can_be_read() -> None:
    assert min(contrast(colour, DARK_PAPER) for colour in (DARK_INK, DARK_QUIET)) >= 4.5


@pytest.mark.parametrize("key", CHARTS)
@pytest.mark.parametrize("narrow", [False, True])
def test_chart_scales_and_has_nothing_behind(folder: Path, key: str, narrow: bool) -> None:
    svg = draw_for_web(CHARTS[key], narrow=narrow, folder=folder)

    head = re.match(r"<svg [^>]*>", svg)
    assert head is not None
    assert re.search(r'viewBox="0 0 (\d+) \d+"', head[0])[1] == str((NARROW if narrow else WIDE).width)  # type: ignore[index]  # as drawn
    assert re.search(r" (width|height)=", head[0]) is None
    assert re.search(r"<rect|<text|font|aria-|role=|class=|<script|href", svg) is None


@pytest.mark.parametrize("key", CHARTS)
def test_dark_chart_has_no_colour_of_the_light_one(folder: Path, key: str) -> None:
    dark = draw_for_web(CHARTS[key], "sv", "dark", folder=folder)

    used = set(re.findall(r"#[0-9a-f]{6}", dark))
    assert used & {INK, QUIET, GRID, PAPER, *COLOURS} == set()
    assert DARK_INK in used


def test_chart_is_the_same_each_time_and_kept(tmp_path: Path, folder: Path) -> None:
    chart = CHARTS["result_chart"]
    drawn = draw_for_web(chart, folder=tmp_path)
    [kept] = tmp_path.iterdir()

    assert drawn == kept.read_text("utf-8") == draw_for_web(chart, folder=folder)

    kept.write_text("<svg/>", "utf-8")
    assert draw_for_web(chart, folder=tmp_path) == "<svg/>"


def test_each_look_is_kept_for_itself(tmp_path: Path) -> None:
    themes: tuple[Theme, Theme] = ("light", "dark")

    drawn = {
        draw_for_web(CHARTS["cost_chart"], lang, theme, narrow=narrow, folder=tmp_path)
        for lang in ("sv", "en")
        for theme in themes
        for narrow in (False, True)
    }

    assert len(drawn) == len(list(tmp_path.iterdir())) == 8


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert draw_for_web(CHARTS["cost_chart"], folder=tmp_path / "file" / "charts").startswith("<svg")


def test_every_chart_of_the_sample_differs(report: Report, folder: Path) -> None:
    assert len({draw_for_web(chart, folder=folder) for chart in report.charts()}) == len(CHARTS)


def test_missing_numbers_are_drawn(folder: Path) -> None:
    chart: Chart = CHARTS["participants_chart"]

    assert draw_for_web(chart, "en", narrow=True, folder=folder).startswith("<svg")


TEXT = "Årsöversikt 2025: 4\N{NO-BREAK SPACE}608 tkr, −12,5 %"


def test_outlines_are_the_letters() -> None:
    """Judged by the library that draws charts: its letters and ours cover the same pixels."""
    vl_convert.register_font_directory(str(font_folder()))
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="60"><rect width="600" height="60" fill="#fff"/>'
    )
    letters = (
        f'<text x="10" y="40" font-family="\'Source Sans 3\'" font-size="30" style="font-kerning:none">{TEXT}</text>'
    )

    by_library = pixels(vl_convert.svg_to_png(f"{frame}{letters}</svg>"))
    by_us = pixels(vl_convert.svg_to_png(f'{frame}<path d="{outline(TEXT, 30, (10, 40))}"/></svg>'))

    dark = sum(255 - value for value in by_library)
    assert dark > 100_000
    assert sum(abs(a - b) for a, b in zip(by_library, by_us, strict=True)) < dark * 0.02


def pixels(png: bytes) -> bytes:
    """The red of each pixel of a PNG with four bytes for each, read by the standard's own words."""
    at, packed, size = 8, b"", (0, 0)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + length]
        size = struct.unpack_from(">II", body) if kind == b"IHDR" else size
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    stride, raw = 4 * size[0] + 1, zlib.decompress(packed)
    above = bytearray(stride - 1)
    found = b""
    for line in range(size[1]):
        above = unfiltered(raw[line * stride], bytearray(raw[line * stride + 1 : (line + 1) * stride]), above)
        found += bytes(above[::4])
    return found


def unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for at in range(len(row)):
        left, up, corner = row[at - 4] if at >= 4 else 0, above[at], above[at - 4] if at >= 4 else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda side: abs(guess - side))
        row[at] = (row[at] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
    return row


def test_letter_with_dots_is_put_together_of_its_parts() -> None:
    assert outline("ä", 10).count("M") == outline("a", 10).count("M") + 2


def test_digits_stand_under_each_other() -> None:
    assert len({width_of_text(digit, 10) for digit in "0123456789"}) == 1


def test_text_without_letters_is_nothing() -> None:
    assert (outline("", 10), outline(" ", 10), width_of_text("", 10)) == ("", "", 0)


def test_character_that_the_typeface_lacks_becomes_the_stand_in() -> None:
    assert outline("\N{HIRAGANA LETTER A}", 10) == outline("\N{WHITE SQUARE}", 10) != ""
