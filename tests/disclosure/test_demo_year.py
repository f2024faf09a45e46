"""The demo's year as its association would publish it: safe together, and what is hidden of it is listed."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mellanrum.composition.published_tables import Contents, follow_up_tables
from mellanrum.disclosure.protect import Why, protect
from mellanrum.tallies.cells import cells_of
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Count, Ledger, with_month, with_part
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_years
from support import golden
from support.demo_year import THRESHOLD, demo_followed, demo_published, demo_scheme
from support.patterns import Hidden, hidden_of

GOLDEN = Path(__file__).parent / "golden"
TOGETHER = Contents(each=frozenset(), finest="part")
MAIN = Contents(
    together=frozenset({"started.age_band", "started.municipality", "started.livelihood_before", "ended.end_reason"}),
    each=frozenset(),
    finest="part",
)


@cache
def protected(year: int) -> Hidden:
    return hidden_of(demo_published(year, TOGETHER).tables, coarser=True)


@pytest.mark.parametrize("year", [2024, 2025])
def test_no_reader_can_tell_a_small_number_of_the_demo(year: int) -> None:
    assert protected(year).is_safe


@pytest.mark.parametrize("year", [2024, 2025])
def test_what_is_hidden_of_the_demo(year: int) -> None:
    golden(GOLDEN / f"demo_{year}.txt", protected(year).text())


@pytest.mark.parametrize("year", [2024, 2025])
def test_no_total_of_the_demo_is_hidden(year: int) -> None:
    counts = {table.of for table in protected(year).tables.tables}

    assert {f"{of}|period={when}" for of in counts for when in (year - 1, year)} & protected(year).keys == set()


ENDED = Contents(together=frozenset({"ended.end_reason", "ended.livelihood"}), each=frozenset(), finest="part")


@pytest.mark.parametrize("seed", ["a", "b", "c", "d"])
def test_how_many_support_themselves_is_not_hidden_for_the_sake_of_others(seed: str) -> None:
    found = protect(demo_published(2025, ENDED).tables, seed=seed)

    hidden = [key for key, why in found.why.items() if why is Why.PROTECTS and "|end_reason=" in key]
    assert len(hidden) == 1
    assert hidden != ["ended|end_reason=end_group.self_support|period=2025"]


def with_one_more(ledger: Ledger, entry: Entry) -> Ledger:
    """The year as it would have been with one more entry, locked as the others."""
    scheme, number = demo_scheme(ledger.year), entry.month.month
    month, which = ledger.month(number), ledger.kind.number_of(number)
    key, place = (entry.event, entry.sex), entry.answers["municipality"]
    before = month.counts.get(key, Count())
    counts = {**month.counts, key: replace(before, on_time=before.on_time + 1)}
    municipal = Counter(month.municipal)
    municipal.update({(entry.event, answer): 1 for answer in place} if isinstance(place, tuple) else {})
    part = ledger.part(which)
    shown = Counter(part.snapshots[entry.event])
    shown.update(cells_of(entry, scheme))
    snapshots = {**part.snapshots, entry.event: shown}
    changed = with_month(ledger, number, replace(month, counts=counts, municipal=municipal))
    return with_part(changed, which, replace(part, snapshots=snapshots))


def test_one_more_who_started_moves_few_cells() -> None:
    entry = Entry(
        "start",
        date(2025, 4, 1),
        Sex.WOMAN,
        {"municipality": ("karlskoga_kommun",), "age": 22, "livelihood_before": ("no_public",)},
    )
    followed = [
        replace(
            each,
            ledgers=tuple(with_one_more(ledger, entry) if ledger.year == 2025 else ledger for ledger in each.ledgers),
        )
        if each.key == "coachingteamet"
        else each
        for each in demo_followed()
    ]
    more = follow_up_tables(followed, of_years([2025]), demo_scheme(2025), threshold=THRESHOLD, contents=MAIN)
    before = hidden_of(demo_published(2025, MAIN).tables)

    moved = before.keys ^ hidden_of(more).keys

    assert len(before.keys) > 20
    assert len(moved) <= 4
