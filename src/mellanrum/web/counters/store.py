"""Reading and saving ledgers. Every save rewrites the whole row, and leaves as little behind as it can."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Min

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.ledger import Ledger, empty_ledger, from_text, to_text
from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import SpentToken, YearOfCounters
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.counters.tokens import Token
from mellanrum.web.tenancy.models import Association

Make = Callable[[Ledger], Ledger]
MakeTwo = Callable[[Ledger, Ledger], tuple[Ledger, Ledger]]


class AlreadyCounted(Exception):  # noqa: N818 - it is news, not an error of the program
    """The form has been counted before: nothing has been counted now."""


class Overtaken(Exception):  # noqa: N818 - as above
    """Somebody else saved the same counters in between, where no lock kept them from it: nothing has been changed."""


def ledger_of(association: Association, intervention: str, year: int) -> Ledger | None:
    """Return the ledger of an intervention (its slug) and a year; None where nothing has been counted."""
    row = YearOfCounters.objects.of(association).filter(intervention=intervention, year=year).first()
    return from_text(row.content) if row else None


def ledgers_of(association: Association, intervention: str, *, since: int | None = None) -> tuple[Ledger, ...]:
    """Return every year of an intervention, oldest first; from the year `since` on where it is given."""
    rows = YearOfCounters.objects.of(association).filter(intervention=intervention, year__gte=since or 0)
    return tuple(from_text(row.content) for row in rows.order_by("year"))


def all_ledgers(association: Association) -> Mapping[str, tuple[Ledger, ...]]:
    """Return every ledger of an association by intervention, oldest year first, in one question."""
    found: dict[str, tuple[Ledger, ...]] = {}
    for row in YearOfCounters.objects.of(association).order_by("intervention", "year"):
        found[row.intervention] = (*found.get(row.intervention, ()), from_text(row.content))
    return found


def first_year(association: Association) -> int | None:
    """Return the first year in which an association has counted anything; None where it has not."""
    found: int | None = YearOfCounters.objects.of(association).aggregate(first=Min("year"))["first"]
    return found


def change(  # noqa: PLR0913 - which ledger it is takes three
    association: Association,
    intervention: str,
    year: int,
    make: Make,
    *,
    kind: PeriodKind,
    token: Token | None = None,
) -> Ledger:
    """Replace the ledger of a year by what `make` makes of it, in one transaction; an empty one where there is none.

    AlreadyCounted where the form's token has been spent, and nothing is changed. What `make` raises goes on, and
    nothing is changed. `make` may be asked again where the database is busy: it changes nothing by itself.
    """
    return patiently(partial(_changed, association, intervention, year, make, kind=kind, token=token))


def change_two(  # noqa: PLR0913 - as above
    association: Association, one: str, other: str, year: int, make: MakeTwo, *, kind: PeriodKind
) -> tuple[Ledger, Ledger]:
    """Replace the ledgers of a year of two interventions by what `make` makes of both, in one transaction."""
    return patiently(partial(_changed_two, association, one, other, year, make, kind=kind))


def is_spent(association: Association, token: Token) -> bool:
    """Tell whether a form has been counted already."""
    return bool(SpentToken.objects.of(association).filter(digest=token.digest).exists())


def forget(association: Association, day: date) -> None:
    """Take away the spent tokens that can be used no more on a day: their months have locked."""
    old = SpentToken.objects.of(association).filter(last_day__lt=day)
    if old.exists():
        patiently(old.delete)


def spend(association: Association, token: Token, *, survey: str = "") -> None:
    """Remember a form, in the transaction that counts it; one of a survey (its key) as long as that can be open.

    AlreadyCounted where it is known: then the transaction can only be undone, and is.
    """
    last_day = None if survey else token.last_day
    spent = SpentToken(association=association, digest=token.digest, last_day=last_day, survey=survey)
    try:
        spent.save(force_insert=True)
    except IntegrityError:
        raise AlreadyCounted from None


def _changed(  # noqa: PLR0913 - as above
    association: Association, intervention: str, year: int, make: Make, *, kind: PeriodKind, token: Token | None
) -> Ledger:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        row = _locked(association, intervention, year, kind)
        if token:
            spend(association, token)
        made = make(from_text(row.content))
        _write(association, row, made)
    return made


def _changed_two(  # noqa: PLR0913 - as above
    association: Association, one: str, other: str, year: int, make: MakeTwo, *, kind: PeriodKind
) -> tuple[Ledger, Ledger]:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        # always in the same order, so that two who move stock both ways do not wait for each other
        rows = {slug: _locked(association, slug, year, kind) for slug in sorted((one, other))}
        made = make(from_text(rows[one].content), from_text(rows[other].content))
        for slug, ledger in zip((one, other), made, strict=True):
            _write(association, rows[slug], ledger)
    return made


def _write(association: Association, row: YearOfCounters, ledger: Ledger) -> None:
    own = YearOfCounters.objects.of(association).filter(pk=row.pk, version=row.version)
    if own.update(content=to_text(ledger), version=row.version + 1) != 1:
        raise Overtaken


def _locked(association: Association, intervention: str, year: int, kind: PeriodKind) -> YearOfCounters:
    own = YearOfCounters.objects.of(association).filter(intervention=intervention, year=year)
    row = own.select_for_update().first()
    if row is None:
        empty = to_text(empty_ledger(year, kind))
        YearOfCounters.objects.of(association).get_or_create(
            association=association, intervention=intervention, year=year, defaults={"content": empty}
        )
        row = own.select_for_update().get()
    return row
