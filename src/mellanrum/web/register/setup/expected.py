"""How many are expected of each intervention in a period, by what was counted in the last twelve months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import STATED
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Counting
from mellanrum.web.interventions.services.listing import interventions_of, name_on, runs_on
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.tenancy.models import Association

ENOUGH = 20
"""How many of an event a tertial or a quarter should have, so that most of its tables can be shown."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An intervention, and how many started and ended in it during the last twelve months."""

    name: str
    started: int
    ended: int

    def is_enough(self, kind: PeriodKind) -> bool:
        """Tell whether a period of the kind has enough of both."""
        return min(self.started, self.ended) >= ENOUGH * kind.in_year


def expected_of(association: Association, day: date) -> tuple[Expected, ...]:
    """List the interventions that run and where something was counted in the last twelve months, by name."""
    ledgers = store.all_ledgers(association)
    running = (each for each in interventions_of(association) if runs_on(each, day))
    counted = (
        Expected(
            name_on(each, day),
            counted_in_a_year(ledgers.get(each.slug, ()), "start", day),
            counted_in_a_year(ledgers.get(each.slug, ()), "end", day),
        )
        for each in running
        if each.counting == Counting.PARTICIPATIONS
    )
    return tuple(sorted((each for each in counted if each.started or each.ended), key=lambda each: swedish(each.name)))


def most_in_a_period(ledgers: Mapping[str, tuple[Ledger, ...]], event: str, kind: PeriodKind, day: date) -> int:
    """Return how many of an event a period has in the intervention with the most of them."""
    most = max((counted_in_a_year(each, event, day) for each in ledgers.values()), default=0)
    return most // kind.in_year


def counted_in_a_year(ledgers: Iterable[Ledger], event: str, day: date) -> int:
    """Return how many of an event (follow-ups: at any time) were counted in the twelve months before a day's own."""
    return sum(
        count.flow
        for ledger in ledgers
        for number, month in enumerate(ledger.months, 1)
        if 0 < _months_between(ledger.year, number, day) <= 12
        for (key, sex), count in month.counts.items()
        if (key == event or key.startswith(f"{event}_")) and sex in STATED
    )


def _months_between(year: int, month: int, day: date) -> int:
    return (day.year - year) * 12 + day.month - month
