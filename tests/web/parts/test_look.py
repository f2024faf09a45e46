"""The colours of the look can be told apart by everybody; contrasts are computed as WCAG 2.2 says."""

import re
from itertools import product
from pathlib import Path

import pytest

from mellanrum.web.parts.sorting import swedish

WEB = Path(__file__).parents[3] / "src" / "mellanrum" / "web"
CSS = (WEB / "parts" / "static" / "parts" / "look.css").read_text("utf-8")
SOFT = ("paper", "ground", "act-soft", "look-soft", "wrong-soft", "well-soft")
TEXTS = [
    *product(("ink", "act"), SOFT),
    *product(("quiet",), ("paper", "ground")),
    *((name, ground) for name in ("look", "wrong", "well") for ground in ("paper", "ground", f"{name}-soft")),
    ("act-ink", "act"),
]
PARTS = list(product(("edge", "act", "look", "wrong", "well"), ("paper", "ground")))


def _colours(scheme: str) -> dict[str, str]:
    """The named colours of light; dark says anew what differs."""
    blocks = re.findall(r":root \{(.+?)\}", CSS, re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in blocks[:2])
    return light if scheme == "light" else light | dark


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)]
)
def test_contrast_of_known_pairs(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (PARTS, 3.0)], ids=["text", "parts"])
def test_contrast_of_the_look(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = _colours(scheme)

    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


def test_dark_says_every_colour_anew() -> None:
    blocks = re.findall(r":root \{(.+?)\}", CSS, re.DOTALL)
    light, dark = (set(re.findall(r"--([a-z-]+): #", block)) for block in blocks[:2])

    assert light == dark


def test_colours_are_named_everywhere() -> None:
    """But for black and white on paper and behind pictures made for paper."""
    rules = re.sub(r":root \{.+?\}", "", CSS, flags=re.DOTALL)

    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) <= {"#fff", "#ffffff", "#000"}


def test_classes_of_the_look_are_used() -> None:
    """What no page uses any more goes."""
    styled = set(re.findall(r"\.([a-z][a-z-]+)", re.sub(r"url\([^)]*\)|/\*.*?\*/", "", CSS, flags=re.DOTALL)))
    files = [path for path in WEB.rglob("*") if path.suffix in {".html", ".py", ".js"}]
    text = "\n".join(path.read_text("utf-8") for path in files)

    # severities and kinds of rows are words of the engines
    said = {"error", "warning", "note", "sum", "total", "indented", "group", "subheading"}
    assert {name for name in styled - said if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)} == set()


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        ("Ö Ä Å Z A", "A Z Å Ä Ö"),
        ("Örebro Ängelholm Åmål ale Zinkgruvan", "ale Zinkgruvan Åmål Ängelholm Örebro"),
        ("Müller Muller Mullet", "Muller Müller Mullet"),
        ("Æ Ø Å", "Å Æ Ø"),
    ],
)
def test_swedish_order(names: str, ordered: str) -> None:
    assert sorted(names.split(), key=swedish) == ordered.split()


def test_swedish_order_is_the_same_for_composed_and_taken_apart() -> None:
    assert swedish("A\u030al")[0] == swedish("Ål")[0]
