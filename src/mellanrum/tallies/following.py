"""What statistics are made of: an intervention as it is followed, with its years of counters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure of a year that was counted otherwise ("annan metod"), as a document states it.

    `key` is the key of the figure after the intervention's: "started", "ended.end_reason.work.share". `value` is in
    the figure's own unit (a share as 0.505). `sex` None is for all.
    """

    year: int
    key: str
    sex: Sex | None
    value: Decimal
    source: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """An intervention as statistics see it.

    `key` is as in figure keys. `names` are what it has been called, each from a day. `is_individual` is its direction
    in the state's follow-up; `by_head_count` says that only heads are counted in it. `predecessors` are the keys of
    those it took over from, each on a day. `budgeted` is the number of participations budgeted, by year, and `granted`
    the money, in kronor.
    """

    key: str
    name: str
    names: tuple[tuple[date, str], ...] = ()
    is_individual: bool = True
    is_esf: bool = False
    by_head_count: bool = False
    ledgers: tuple[Ledger, ...] = ()
    reported: tuple[Reported, ...] = ()
    predecessors: tuple[tuple[str, date], ...] = ()
    budgeted: Mapping[int, int] = field(default_factory=dict)
    granted: Mapping[int, Decimal] = field(default_factory=dict)

    def ledger(self, year: int) -> Ledger | None:
        """Return the counters of a year; None where nothing has been counted in it."""
        return next((ledger for ledger in self.ledgers if ledger.year == year), None)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have counters, oldest first."""
        return tuple(sorted(ledger.year for ledger in self.ledgers))

    def stated(self, year: int, key: str, sex: Sex | None = None) -> Reported | None:
        """Return what a document states of a year; None where there are counters of it, which go before."""
        if self.ledger(year) is not None:
            return None
        wanted = (year, key, sex)
        return next((each for each in self.reported if (each.year, each.key, each.sex) == wanted), None)


def of_association(followed: Iterable[Followed], *, with_esf: bool = False) -> tuple[Followed, ...]:
    """Return those that the association's totals are made of: all but the projects of ESF, unless asked for.

    A participation in a project is counted in the project alone; the totals would not be the association's own.
    """
    return tuple(each for each in followed if with_esf or not each.is_esf)


def lineage(followed: Sequence[Followed], key: str) -> tuple[Followed, ...]:
    """Return an intervention and all it took over from, in turn; itself first. Nothing where there is none by the key.

    Those transferred between them are neither start nor end, so that the sum over all of them is right.
    """
    by_key = {each.key: each for each in followed}
    return tuple(by_key[found] for found in _before(key, by_key, set()))


def _before(key: str, by_key: Mapping[str, Followed], seen: set[str]) -> Iterator[str]:
    if key in seen or key not in by_key:
        return
    seen.add(key)
    yield key
    for earlier, _ in by_key[key].predecessors:
        yield from _before(earlier, by_key, seen)
