"""The page of figures says what the follow-up gives: every key, every table, and no other."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mellanrum.figures import Figure, FigureBook
from mellanrum.findings import words
from mellanrum.tallies.families import interventions_family
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Count, Month
from mellanrum.tallies.scheme import FOLLOW_UP, Own, Scheme, scheme_of
from mellanrum.tallies.sex import Sex
from tallies.by_hand import with_month
from tallies.test_families import SCHEME, YEAR, all_followed

PAGE = (Path(__file__).parents[2] / "docs" / "uppgifter.md").read_text("utf-8").partition("## Uppföljningen")[2]
ROW = re.compile(r"^\| `(interventions\.[^`]+)` \| (.+?) \| (ja|nej) \|$", re.MULTILINE)
TABLE = re.compile(r"^\| (.+?) \| `([a-z_]+)` \| (.+?) \|$", re.MULTILINE)
MEAN = re.compile(r"^\| (.+?) \| `(mean_[a-z_]+)` \|$", re.MULTILINE)
EVENTS = "referral|guidance|screening|follow_up_[0-9]+"
PLACES = {
    "<insats>": r"[a-z0-9_]+(\.lineage)?",
    "<månader>": "[0-9]+",
    "<händelse>": f"({EVENTS})",
    "<vad>": f"(started|ended|ongoing|all|{EVENTS})",
    "<tabell>": "[a-z0-9_]+",
    "<svar>": "[a-z0-9_]+",
    "<korsat>": "[a-z0-9_]+(?<!share)",
    "<kommun>": "[a-z0-9_]+",
    "<mängd>": "[a-z0-9_]+",
}


def rows() -> list[tuple[str, str, bool]]:
    return [(key, meaning, by_sex == "ja") for key, meaning, by_sex in ROW.findall(PAGE)]


def pattern(key: str) -> re.Pattern[str]:
    literal = re.escape(key)
    for place, text in PLACES.items():
        literal = literal.replace(re.escape(place), text)
    return re.compile(literal.replace("_<vad>", f"_{PLACES['<vad>']}"))


def described_by(key: str) -> str | None:
    return next((row for row, _, _ in rows() if pattern(row).fullmatch(key)), None)


@cache
def a_book() -> FigureBook:
    own, heir, project = all_followed()
    everything = {
        (key, sex): Count(4)
        for key, by_sex in [(counter.key, counter.by_sex) for counter in SCHEME.counters]
        for sex in ((Sex.WOMAN, Sex.MAN) if by_sex else (Sex.UNSPLIT,))
    }
    with_counters = with_month(own.ledgers[1], 12, Month({**everything, ("guidance", Sex.WOMAN): Count(6)}))
    granted = {2025: Decimal(500_000)}
    full = Followed(own.key, own.name, ledgers=(own.ledgers[0], with_counters), granted=granted)
    family = interventions_family((full, heir, project), SCHEME, 5)
    return FigureBook("Förbundet", YEAR, date(2026, 2, 1), [family])


@cache
def offered(sex: str | None = None) -> dict[str, Figure]:
    book = a_book()
    return {key: book.get(key, sex=sex) for key in book.keys("interventions", sex=sex)}


def test_page_describes_every_figure() -> None:
    assert [key for key in offered() if described_by(key) is None] == []


def test_page_describes_nothing_else() -> None:
    used = {described_by(key) for key in offered()}

    assert [row for row, _, _ in rows() if row not in used] == []


def test_page_has_a_row_once() -> None:
    keys = [row for row, _, _ in rows()]

    assert len(keys) > 30
    assert sorted(keys) == sorted(set(keys))


def test_page_says_what_is_divided_by_sex() -> None:
    divided = {described_by(key) for key in offered("woman")}

    assert {row for row, _, by_sex in rows() if by_sex} == divided


@pytest.mark.parametrize("row", [row for row, _, _ in rows() if row.count("<") == 1], ids=str)
def test_page_calls_a_figure_by_its_label(row: str) -> None:
    [meaning] = [told for key, told, _ in rows() if key == row]

    figures = [figure for key, figure in offered().items() if pattern(row).fullmatch(key)]
    assert {meaning.startswith(words(figure.label)) for figure in figures} == {True}


def listed(scheme: Scheme) -> dict[tuple[str, str], str]:
    """Every table by what is counted, and what it is called on the page."""
    whats = {"start": "started", "end": "ended", "follow_up_6": "follow_up_<månader>"}
    found = {}
    for rule in scheme.tables:
        if scheme.questions[rule.questions[0]].kind != "number":
            called = words(rule.label) + ("" if rule.by_sex else "; inte på kön")
            found[rule.key, whats.get(rule.event, rule.event)] = called
            if rule.stock and rule.event == "start":
                found |= {(rule.key, what): called for what in ("ongoing", "all")}
    return found


def test_page_lists_every_table() -> None:
    scheme = scheme_of(Own(follow_ups=(6,)), date(2025, 12, 31))
    told = {(key, what.strip("`")): called for called, key, whats in TABLE.findall(PAGE) for what in whats.split(", ")}

    assert told == listed(scheme)
    assert f"{FOLLOW_UP}_<månader>" in {what for _, what in told}


def test_page_lists_every_mean() -> None:
    scheme = scheme_of(Own(), date(2025, 12, 31))
    whats = {"start": "started", "end": "ended"}
    means = {
        f"mean_{rule.key}_{whats.get(rule.event, rule.event)}": words(rule.label)
        for rule in scheme.tables
        if scheme.questions[rule.questions[0]].kind == "number"
    }

    assert {key: called for called, key in MEAN.findall(PAGE)} == means


def test_every_figure_of_a_table_has_the_reference_of_its_rule() -> None:
    figures = [each for key, each in offered().items() if not re.search("budgeted|cost_per", key)]

    assert {figure.trace.reference for figure in figures if not figure.is_reported} == {
        "Uppföljningens kodlistor; förbundets egna får ersätta dem"
    }
