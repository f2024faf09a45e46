"""Three associations' books give what the associations published, to the krona."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.figures import Figure
from mellanrum.statements.tables import notes, operations, statement
from statements.given import Given, opened

DATA = Path(__file__).parents[1] / "data"
NAMES = ("dk2023", "dk2025", "vast2023")
STATEMENTS = ("income_statement", "balance_sheet", "cash_flow")
NOTES = ("revenue_note", "cost_note", "receivables_note", "liabilities_note")


@cache
def published(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / "published-figures" / f"{name}.toml").read_text("utf-8"))


@cache
def made(name: str) -> Given:
    read, _ = read_sie((DATA / "sie" / f"{name}.se").read_bytes(), f"{name}.se")
    assert read is not None
    return opened(books_from_sie(read)[0], chart=None)


def both(current: Figure | None, previous: Figure | None) -> list[int | None]:
    return [None if figure is None else int(figure.rounded) for figure in (current, previous)]


def statement_lines() -> Iterator[tuple[str, str]]:
    return ((name, prefix) for name in NAMES for prefix in STATEMENTS)


@pytest.mark.parametrize(("name", "prefix"), list(statement_lines()))
def test_statement_is_as_published(name: str, prefix: str) -> None:
    shown = {line.key: both(line.current, line.previous) for line in statement(made(name).book, prefix)}

    wanted = published(name)[prefix]
    assert {key: shown.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("prefix", NOTES)
@pytest.mark.parametrize("name", NAMES)
def test_note_is_as_published_row_by_row(name: str, prefix: str) -> None:
    [note] = [note for note in notes(made(name).book, made(name).basis.notes_by) if note.key == prefix]

    rows = {row.label: both(row.current, row.previous) for row in note.rows if not row.is_sum and not row.is_nil}
    assert rows == published(name)[prefix]


@pytest.mark.parametrize("name", NAMES)
def test_budget_is_as_published(name: str) -> None:
    swedish = {"Members' contributions": "Medelstilldelning"}
    lines = [line for line in operations(made(name).book) if not line.is_sum]

    budget = {
        swedish.get(line.label, line.label): int(line.budget.rounded)
        for line in lines
        if line.budget is not None and line.budget.value
    }
    assert budget == published(name)["budget"]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_notes_follow_is_guessed_right(name: str) -> None:
    assert made(name).basis.notes_by == published(name)["notes_by"]


@pytest.mark.parametrize("name", NAMES)
def test_books_have_nothing_to_object_to(name: str) -> None:
    assert made(name).codes() == []
