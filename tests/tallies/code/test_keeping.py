from datetime import date

import pytest

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.code.keeping import needed_until
from mellanrum.tallies.counting import count, transfer
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger, empty_ledger
from mellanrum.tallies.sex import Sex

from .examples import SCHEME

TODAY = date(2028, 6, 15)


def a_year(year: int, *happened: tuple[str, int]) -> Ledger:
    """A year with what happened in which month, of women."""
    ledger = empty_ledger(year)
    for event, month in happened:
        ledger = count(ledger, Entry(event, date(year, month, 1), Sex.WOMAN), SCHEME)
    return ledger


def until(ledgers: dict[str, tuple[Ledger, ...]], follow_up: int = 0, today: date = TODAY) -> date | None:
    return needed_until(2026, ledgers, longest_follow_up=follow_up, today=today)


@pytest.mark.parametrize(("follow_up", "expected"), [(0, date(2027, 2, 1)), (12, date(2028, 2, 1))])
def test_key_is_needed_until_the_longest_follow_up_has_passed(follow_up: int, expected: date) -> None:
    assert until({}, follow_up) == expected


def test_key_is_needed_while_somebody_may_be_left() -> None:
    assert until({"team": (a_year(2026, ("start", 3)),)}) is None


def test_key_is_needed_until_the_last_one_has_ended() -> None:
    assert until({"team": (a_year(2026, ("start", 3)), a_year(2027, ("end", 5)))}) == date(2027, 7, 1)


def test_key_is_needed_while_new_ones_hide_who_is_left() -> None:
    years = (a_year(2026, ("start", 3)), a_year(2027, ("start", 4), ("end", 5)))

    assert until({"team": years}) is None


def test_intervention_that_began_later_does_not_keep_the_key() -> None:
    assert until({"new": (a_year(2027, ("start", 1)),)}) == date(2027, 2, 1)


def test_month_that_has_not_passed_is_not_looked_at() -> None:
    years = (a_year(2026, ("start", 3)), a_year(2027, ("end", 5)))

    assert until({"team": years}, today=date(2027, 5, 20)) is None


def test_those_carried_over_are_still_there() -> None:
    stock = {Cell(STOCK, TOTAL, TOTAL, "", Sex.WOMAN): 1}
    old, new = transfer(a_year(2027), a_year(2027), 2, "old", "new", stock)

    assert until({"old": (a_year(2026, ("start", 3)), old), "new": (new,)}) is None
