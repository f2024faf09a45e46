"""What the page Räkna shows of each intervention somebody counts in: this month, the period, what locks when."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.ledger import END, START
from mellanrum.tallies.stock import flow
from mellanrum.web.interventions.models import Staff
from mellanrum.web.register.services.due import (
    Watched,
    counted_in,
    months_to_count,
    period_at_hand,
    written,
)
from mellanrum.web.register.services.opening_stock import is_counted
from mellanrum.web.tenancy.models import Association

Events = tuple[tuple[str, str], ...]
"""Events that have a form, each with what it is called."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month that can be counted in: when it locks, and what has been counted in it."""

    month: date
    written: str
    locks: date
    is_counted: bool
    started: int
    ended: int


@dataclass(frozen=True, slots=True)
class Card:
    """An intervention: its months at hand, how many are ongoing, its period, and whether forms count in it."""

    slug: str
    name: str
    months: tuple[MonthLine, ...]
    ongoing: int | None
    period: int
    period_kind: str
    period_locks: date
    has_begun: bool
    events: Events
    has_staff: bool


def cards_of(watched: tuple[Watched, ...], events: Mapping[str, Events], staffed: Container[int]) -> tuple[Card, ...]:
    """Return a card for each intervention that can be counted in now, or will be.

    `events` have forms, by slug; `staffed` are the interventions that somebody besides the manager counts in.
    """
    at_hand = (each for each in watched if months_to_count(each) or each.intervention.first_day > each.day)
    return tuple(_card(each, events.get(each.slug, ()), has_staff=each.intervention.pk in staffed) for each in at_hand)


def staffed_on(association: Association, day: date) -> frozenset[int]:
    """Return the interventions that somebody has been put down to count in, on a day."""
    return frozenset(Staff.objects.of(association).on(day).values_list("intervention", flat=True))


def _card(each: Watched, events: Events, *, has_staff: bool) -> Card:
    number, locks = period_at_hand(each)
    this = each.day.replace(day=1)
    return Card(
        each.slug,
        each.name,
        tuple(_month(each, month) for month in reversed(months_to_count(each))),
        flow(each.ledgers, date.min, this).closing if each.by_participations and each.ledgers else None,
        number,
        each.settings.period,
        locks,
        has_begun=each.intervention.first_day <= each.day,
        events=events,
        has_staff=has_staff,
    )


def _month(each: Watched, month: date) -> MonthLine:
    return MonthLine(
        month,
        written(month),
        each.locks(month),
        is_counted(each.month(month)),
        counted_in(each, month, START),
        counted_in(each, month, END),
    )
