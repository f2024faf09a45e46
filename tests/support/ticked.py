"""Months counted as tick sheets say, for the tests of follow-up.

    ticked(coaching, 2026, {1: {"start": (3, 4), "end": (1, 0)}})

Numbers are of women and men. `standing_on` gives where somebody stands on a day.
"""

from collections.abc import Mapping
from datetime import date

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.counting import set_month, set_ongoing
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.tenancy.models import Association
from support.people import somebody

Months = Mapping[int, Mapping[str, tuple[int, int]]]
ONGOING = "ongoing"


def ticked(intervention: Intervention, year: int, months: Months, kind: PeriodKind = PeriodKind.HALF_YEAR) -> Ledger:
    """Count months of a year; under "ongoing" stands the number that was typed."""

    def make(ledger: Ledger) -> Ledger:
        for number, events in months.items():
            counts = {
                (event, sex): numbers[place]
                for event, numbers in events.items()
                if event != ONGOING
                for place, sex in enumerate((Sex.WOMAN, Sex.MAN))
            }
            ledger = set_month(ledger, number, counts, {})
            if ONGOING in events:
                women, men = events[ONGOING]
                ledger = set_ongoing(ledger, number, {Sex.WOMAN: women, Sex.MAN: men, Sex.OTHER: 0})
        return ledger

    return store.change(intervention.association, intervention.slug, year, make, kind=kind)


def standing_on(day: date, association: Association, role: str = "manager", user: User | None = None) -> Standing:
    """Return where somebody with a role stands on a day."""
    standing = standing_of(user or somebody(role, association), association.slug, day)
    assert standing
    return standing
