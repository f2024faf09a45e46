"""The books of three associations give, through the command line, what the associations published."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from mellanrum.cli import main

DATA = Path(__file__).parent / "data"
NAMES = ("dk2023", "dk2025", "vast2023")
STATEMENTS = ("income_statement", "balance_sheet", "cash_flow")
NOTES = ("revenue_note", "cost_note", "receivables_note", "liabilities_note")

Both = tuple[str | None, str | None]


def published(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / "published-figures" / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def answer(name: str) -> dict[str, Any]:
    with redirect_stdout(StringIO()) as out:
        code = main(["statements", str(DATA / "sie" / f"{name}.se"), "--format", "json"])
    read: dict[str, Any] = json.loads(out.getvalue())
    assert code == 0
    return read


@pytest.fixture
def given(name: str) -> dict[str, Any]:
    return answer(name)


def both(line: dict[str, Any]) -> Both:
    return line["current"], line["previous"]


def as_text(amounts: list[int]) -> Both:
    return str(amounts[0]), str(amounts[1])


def test_head_is_as_published(name: str, given: dict[str, Any]) -> None:
    stated = published(name)

    assert (given["association"], given["orgnr"], given["year"]) == (stated["name"], stated["orgnr"], stated["year"])


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statement_is_as_published(name: str, given: dict[str, Any], statement: str) -> None:
    lines = {line["key"]: both(line) for line in given[statement]}
    stated = {key: as_text(amounts) for key, amounts in published(name)[statement].items()}

    assert {key: lines.get(key) for key in stated} == stated


@pytest.mark.parametrize("note", NOTES)
def test_note_is_as_published(name: str, given: dict[str, Any], note: str) -> None:
    [found] = [found for found in given["notes"] if found["key"] == note]
    rows = {row["label"]: both(row) for row in found["rows"] if not row["sum"]}
    stated = {label: as_text(amounts) for label, amounts in published(name)[note].items()}

    assert {label: amounts for label, amounts in rows.items() if amounts != ("0", "0")} == stated


def test_cost_note_follows_what_the_report_follows(name: str, given: dict[str, Any]) -> None:
    [note] = [note for note in given["notes"] if note["key"] == "cost_note"]

    assert note["by"] == published(name)["notes_by"]


def test_budget_is_as_published(name: str, given: dict[str, Any]) -> None:
    budget = {row["label"]: row["budget"] for row in given["operations"] if row["key"] != "sum"}
    stated = {label: str(amount) for label, amount in published(name)["budget"].items()}

    assert {label: amount for label, amount in budget.items() if amount != "0"} == stated


def lines(value: object) -> Iterator[dict[str, Any]]:
    """Walk every line of the answer."""
    if isinstance(value, dict):
        if "exact" in value:
            yield value
        for part in value.values():
            yield from lines(part)
    elif isinstance(value, list):
        for part in value:
            yield from lines(part)


def test_every_line_is_the_exact_sum_rounded_once(given: dict[str, Any]) -> None:
    """Half away from zero, told from the text of the exact amount."""
    for line in lines(given):
        for column in ("current", "previous"):
            if line[column] is not None:
                whole, _, ore = line["exact"][column].partition(".")
                up = int(ore) >= 50
                size = abs(int(whole)) + up
                assert abs(int(line[column])) == size, line
