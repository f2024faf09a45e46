"""What the measures of follow-up are taken of is sound: a made-up nation that counts as associations do.

That the measures can be taken is tested with all others, in `test_bench` and `test_web`.
"""

from collections import Counter
from datetime import date

import pytest

from bench.follow_up import an_association
from bench.follow_up_generate import Pool, make_pool, planned_of, years_of
from bench.follow_up_statistics import National, statistics_of, stored
from bench.generate import YEAR
from mellanrum.tallies.ledger import Ledger, from_text, to_text
from mellanrum.tallies.stock import flow
from mellanrum.tallies.ties import tie_findings

YEARS = range(YEAR - 1, YEAR + 1)
NEGATIVE = {"tallies.answer_negative", "tallies.municipality_negative"}
"""More with an answer have ended than started: it happens where people answer anew at the end, here as there."""


@pytest.fixture(scope="module")
def pool() -> Pool:
    return make_pool(60)


def ledgers(pool: Pool, association: int, at: int) -> tuple[Ledger, ...]:
    planned = planned_of(association)[at]
    return tuple(years_of(planned, association, YEARS, pool))


def test_nation_is_the_same_every_time(pool: Pool) -> None:
    assert planned_of(1) == planned_of(1)
    assert planned_of(1) != planned_of(2)
    assert ledgers(pool, 1, 0) == ledgers(make_pool(60), 1, 0)


def test_associations_have_five_interventions_on_the_whole() -> None:
    numbers = [len(planned_of(association)) for association in range(1, 81)]

    assert (min(numbers), max(numbers)) == (4, 6)
    assert 360 < sum(numbers) < 440


@pytest.mark.parametrize("association", [1, 2, 3])
def test_made_up_ledgers_tie(association: int, pool: Pool) -> None:
    found = [
        finding.code
        for at in range(len(planned_of(association)))
        for finding in tie_findings(ledgers(pool, association, at), pool.scheme, key="made", name="Made", live=True)
    ]

    assert set(found) <= NEGATIVE


def test_made_up_ledgers_are_locked_and_go_on_from_year_to_year(pool: Pool) -> None:
    first, second = ledgers(pool, 1, 0)

    assert all(month.is_locked for ledger in (first, second) for month in ledger.months)
    assert all(part.is_locked and part.cells for ledger in (first, second) for part in ledger.parts)
    assert (first.opening is None, second.opening is None) == (False, True)
    january = first.months[0].ongoing
    assert january is not None
    assert sum(january.values()) > 0
    last = second.month(12).ongoing
    assert last is not None
    december = date(YEAR, 12, 1)
    assert {sex: flow((first, second), december, december, sex).closing for sex in last} == last


def test_made_up_ledgers_are_read_as_they_were_written(pool: Pool) -> None:
    ledger = ledgers(pool, 1, 0)[0]

    assert from_text(to_text(ledger)) == ledger


def test_statistics_are_the_same_from_what_is_stored() -> None:
    asked = an_association(range(YEAR, YEAR + 1))

    assert statistics_of(stored(asked).read()) == statistics_of(asked)


def test_national_totals_are_the_sum_of_associations() -> None:
    asked = an_association(range(YEAR, YEAR + 1))
    one, two = (National(range(YEAR, YEAR + 1), asked.scheme, asked.threshold) for _ in range(2))
    one.add("A", asked.readable)
    for name in ("A", "B"):
        two.add(name, asked.readable)

    assert two.totals[YEAR] == Counter({key: 2 * number for key, number in one.totals[YEAR].items()})
    assert two.whole == one.whole + one.whole
    assert one.whole.total() >= one.totals[YEAR]["started"] > 0
