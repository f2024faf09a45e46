"""The page of figures says what there is: every key a full book offers, and no other."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from mellanrum.figures import Figure
from mellanrum.findings import words
from statements.full import full_books

PAGE = Path(__file__).parents[2] / "docs" / "uppgifter.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
PLACES = {
    "<konto>": "[0-9a-z_]+",
    "<område>": "[a-z0-9_]+",
    "<insats>": "[a-z0-9_]+",
    "<rad>": "[a-z0-9_]+",
    "<not>": "[a-z]+_note",
}


def documented() -> Iterator[tuple[str, str, str]]:
    """Pattern, meaning and paragraph of each row."""
    return ((key, meaning, reference) for key, meaning, _, reference in ROW.findall(PAGE.read_text("utf-8")))


def pattern(key: str) -> re.Pattern[str]:
    literal = re.escape(key)
    for place, text in PLACES.items():
        literal = literal.replace(re.escape(place), text)
    return re.compile(literal)


@cache
def offered() -> dict[str, Figure]:
    books = [that.book for that in full_books()]
    return {key: book.get(key) for book in books for prefix in book.prefixes for key in book.keys(prefix)}


def described_by(key: str) -> str | None:
    """The row that describes a key: the one with its name, else the first pattern it fits."""
    rows = [row for row, _, _ in documented()]
    return key if key in rows else next((row for row in rows if pattern(row).fullmatch(key)), None)


def test_page_describes_every_figure() -> None:
    assert [key for key in offered() if described_by(key) is None] == []


def test_page_describes_nothing_else() -> None:
    used = {described_by(key) for key in offered()}
    fitted = {row for row, _, _ in documented() for key in offered() if pattern(row).fullmatch(key)}

    assert [row for row, _, _ in documented() if row not in used | fitted] == []


def test_page_has_a_row_once() -> None:
    rows = [row for row, _, _ in documented()]

    assert sorted(rows) == sorted(set(rows))


@pytest.mark.parametrize("key", sorted(key for key in offered() if described_by(key) == key))
def test_page_calls_a_figure_by_its_label_and_names_its_paragraph(key: str) -> None:
    [(meaning, reference)] = [(told, paragraph) for row, told, paragraph in documented() if row == key]
    figure = offered()[key]

    assert figure.trace.reference in {reference, ""}
    if not figure.is_reported and key.partition(".")[0] not in {
        "operations",
        "financed",
        "financed_share",
        "participations",
    }:
        assert meaning.startswith(words(figure.label))


def test_page_gives_every_figure_its_paragraph() -> None:
    told = {row: reference for row, _, reference in documented()}

    wrong = {
        key: figure.trace.reference
        for key, figure in offered().items()
        if not figure.is_reported and figure.trace.reference != told[described_by(key) or ""]
    }
    assert wrong == {}
