"""How long a key is needed: until nobody who started by its year is left, and the longest follow-up has passed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import STATED
from mellanrum.tallies.stock import flow

_TO_BE_TYPED = 1  # months in which what happened in the last one is still counted


def needed_until(
    year: int, ledgers: Mapping[str, Sequence[Ledger]], *, longest_follow_up: int, today: date
) -> date | None:
    """Return the day from which a year's key is needed no more; None while somebody of that year may be ongoing.

    `ledgers` are all the association's, by the key that transfers name interventions by; `longest_follow_up` is in
    months after the end, 0 where nobody is followed up. Counters do not tell when those ongoing started, so the year's
    stock is known to be nil when all of an intervention's was nil at the end of some month after it; interventions
    that have carried over to each other are one.
    """
    days = [_after(date(year, 12, 1), longest_follow_up)]
    for together in _connected(ledgers):
        if any(ledger.year <= year for ledger in together):
            nil = _first_nil(together, year, today)
            if nil is None:
                return None
            days.append(_after(nil, 0))
    return max(days)


def _first_nil(together: Sequence[Ledger], year: int, today: date) -> date | None:
    last = _months_since(today) - 1
    for number in range(_months_since(date(year, 12, 1)), last + 1):
        month = _month(number)
        if all(flow(together, month, month, sex).closing == 0 for sex in STATED):
            return month
    return None


def _connected(ledgers: Mapping[str, Sequence[Ledger]]) -> Iterable[tuple[Ledger, ...]]:
    """Put together the years of interventions between which stock has been carried over."""
    groups = {key: {key} for key in ledgers}
    for key, years in ledgers.items():
        for other in _partners(years):
            if other in groups:
                joined = groups[key] | groups[other]
                groups |= dict.fromkeys(joined, joined)
    for group in {tuple(sorted(group)) for group in groups.values()}:
        yield tuple(ledger for key in group for ledger in ledgers[key])


def _partners(years: Iterable[Ledger]) -> set[str]:
    return {other for ledger in years for month in ledger.months for other, _ in month.transferred}


def _after(month: date, months: int) -> date:
    """Return the day when so many months have passed after one's end, and what happened then has been counted."""
    return _month(_months_since(month) + 1 + months + _TO_BE_TYPED)


def _months_since(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
