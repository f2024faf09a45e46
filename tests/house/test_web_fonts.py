"""The fonts of the web have the characters that pages use."""

from collections.abc import Iterator
from pathlib import Path

from tools import web_fonts

_PACKAGE = Path(__file__).parents[2] / "src" / "mellanrum"


def _texts() -> Iterator[Path]:
    """Where the words of pages stand."""
    yield from (_PACKAGE / "findings" / "words").rglob("*.po")
    for pattern in ("*.po", "*.html", "*.css", "*.js"):
        yield from (_PACKAGE / "web").rglob(pattern)


def test_fonts_have_every_character_of_the_pages() -> None:
    has = web_fonts.characters() | {"\n", "\t"}

    assert {path.name: lacking for path in _texts() if (lacking := set(path.read_text("utf-8")) - has)} == {}


def test_fonts_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in web_fonts.TARGET.glob("*.woff2")}

    assert [name for name, size in sizes.items() if size > 60_000] == []
    assert sizes.keys() == {f"MellanrumSans-{style}.woff2" for style in web_fonts.STYLES}
