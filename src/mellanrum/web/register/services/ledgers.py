"""Reading and saving ledgers by the calendar: what is due to lock has locked, whoever asks first."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.counting import locks_on
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.locking import lock_due, take_snapshots
from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import TALLIERS, Refused, can_fill_sheets, check_can_count
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import store
from mellanrum.web.counters.tokens import Token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.changing import mark_counted
from mellanrum.web.interventions.services.listing import counts_in
from mellanrum.web.register.services.deciding import Decided, kind_of
from mellanrum.web.register.services.expiring import destroy_due
from mellanrum.web.tenancy.models import Association

Make = Callable[[Ledger], Ledger]
ONE_DAY = timedelta(days=1)  # for what began before midnight


class Closed(store.Overtaken):
    """What was to be counted in has locked, or is filled by forms, since it was looked at: nothing has been counted."""


def ledgers_now(
    association: Association, slug: str, day: date, *, since: int | None = None, decided: Decided | None = None
) -> tuple[Ledger, ...]:
    """Return the years of an intervention as they are on a day, oldest first; what is due to lock is locked and saved.

    All of them, or those from the year `since` on.
    """
    due = _due_on(decided or Decided(association), day)
    held = store.ledgers_of(association, slug, since=since)
    return tuple(_locked(association, slug, ledger, due, day) for ledger in held)


def all_now(association: Association, day: date) -> Mapping[str, tuple[Ledger, ...]]:
    """Return every ledger of an association by the intervention's slug, as `ledgers_now` does."""
    due = _due_on(Decided(association), day)
    return {
        slug: tuple(_locked(association, slug, ledger, due, day) for ledger in ledgers)
        for slug, ledgers in store.all_ledgers(association).items()
    }


def save(  # noqa: PLR0913, PLR0917 - what is saved where, and by which form
    standing: Standing,
    intervention: Intervention,
    year: int,
    make: Make,
    token: Token | None = None,
    decided: Decided | None = None,
) -> Ledger:
    """Count in an intervention's year what `make` makes of its ledger, in one transaction, and take the snapshots.

    What is due to lock has locked before `make` sees it. From now on the intervention stands as counted in. Refused for
    those who do not count in it. AlreadyCounted where the token has been spent, Overtaken where somebody was before,
    Closed among them; then, as where `make` raises, no counter is changed.
    """
    check_counts_in(standing, intervention)
    association = standing.association
    decided = decided or Decided(association)
    settings = decided.settings_on(year)
    due = _due_on(decided, standing.day)

    def whole(ledger: Ledger) -> Ledger:
        with _or_closed():
            made = make(due(ledger))
        return take_snapshots(made, settings.threshold)

    mark_counted(intervention)
    store.forget(association, standing.day - ONE_DAY)
    destroy_due(association, standing.day)
    return store.change(association, intervention.slug, year, whole, kind=kind_of(settings), token=token)


def save_two(
    standing: Standing, one: Intervention, other: Intervention, year: int, make: store.MakeTwo
) -> tuple[Ledger, Ledger]:
    """Save what `make` makes of a year of two interventions, as `save` does of one; both or neither."""
    for intervention in (one, other):
        check_counts_in(standing, intervention)
        mark_counted(intervention)
    association = standing.association
    decided = Decided(association)
    settings = decided.settings_on(year)
    due = _due_on(decided, standing.day)

    def whole(ledger: Ledger, with_it: Ledger) -> tuple[Ledger, Ledger]:
        with _or_closed():
            made = make(due(ledger), due(with_it))
        return take_snapshots(made[0], settings.threshold), take_snapshots(made[1], settings.threshold)

    return store.change_two(association, one.slug, other.slug, year, whole, kind=kind_of(settings))


@contextmanager
def _or_closed() -> Iterator[None]:
    """Tell what the engine refuses, which is to count in what is locked, as news. Its own words may hold an answer."""
    try:
        yield
    except ValueError:
        raise Closed from None


def check_counts_in(standing: Standing, intervention: Intervention) -> None:
    """Refuse those who do not count, and those who count in other interventions."""
    check_can_count(standing)
    if not counts_in(standing, intervention, RoleName.COORDINATOR, RoleName.COACH):
        raise Refused(_("You do not count in this intervention."), TALLIERS)


def check_coordinates(standing: Standing, intervention: Intervention) -> None:
    """Refuse those who do not coordinate an intervention: they fill no sheet of it, and read none of its totals."""
    if not coordinates(standing, intervention):
        raise Refused(_("You do not count in this intervention."), TALLIERS)


def coordinates(standing: Standing, intervention: Intervention) -> bool:
    """Tell whether somebody fills the sheets of an intervention and reads its totals."""
    return can_fill_sheets(standing) and counts_in(standing, intervention, RoleName.COORDINATOR)


def _due_on(decided: Decided, day: date) -> Make:
    """Return what locks a ledger by the rules of its own year."""

    def due(ledger: Ledger) -> Ledger:
        if all(month.is_locked for month in ledger.months) and all(part.is_locked for part in ledger.parts):
            return ledger
        locking = decided.locking_in(ledger.year)
        if not _has_due(ledger, day, locking):
            return ledger
        scheme = decided.scheme_on(min(day, date(ledger.year, 12, 31)))
        return lock_due(ledger, day, locking, decided.settings_on(ledger.year).threshold, scheme)

    return due


def _has_due(ledger: Ledger, day: date, locking: Locking) -> bool:
    """Tell whether anything may be due, so that what is long locked asks the database nothing more."""
    months = (
        locks_on(month, ledger.year, number, locking)
        for number, month in enumerate(ledger.months, 1)
        if not month.is_locked
    )
    parts = (
        locking.of_period(ledger.year, ledger.kind, number)
        for number, part in enumerate(ledger.parts, 1)
        if not part.is_locked
    )
    return any(when <= day for when in (*months, *parts))


def _locked(association: Association, slug: str, ledger: Ledger, due: Make, day: date) -> Ledger:
    """Save what is due to lock in a ledger, if anything is, and take away what was only needed until then."""
    if due(ledger) == ledger:
        return ledger
    made = store.change(association, slug, ledger.year, due, kind=ledger.kind)
    store.forget(association, day)
    destroy_due(association, day)
    return made
