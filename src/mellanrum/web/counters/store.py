"""Reading and saving ledgers. Every save rewrites the whole row, and leaves as little behind as it can."""

from collections.abc import Callable, Mapping

from django.db import connections, transaction

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.ledger import Ledger, empty_ledger, from_text, to_text
from mellanrum.web.counters.models import SpentToken, YearOfCounters
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.tenancy.models import Association

Make = Callable[[Ledger], Ledger]


class AlreadyCounted(Exception):  # noqa: N818 - it is news, not an error of the program
    """The form has been counted before: nothing has been counted now."""


def ledger_of(association: Association, intervention: str, year: int) -> Ledger | None:
    """Return the ledger of an intervention (its slug) and a year; None where nothing has been counted."""
    row = YearOfCounters.objects.of(association).filter(intervention=intervention, year=year).first()
    return from_text(row.content) if row else None


def ledgers_of(association: Association, intervention: str) -> tuple[Ledger, ...]:
    """Return every year of an intervention, oldest first."""
    return all_ledgers(association).get(intervention, ())


def all_ledgers(association: Association) -> Mapping[str, tuple[Ledger, ...]]:
    """Return every ledger of an association by intervention, oldest year first, in one question."""
    found: dict[str, tuple[Ledger, ...]] = {}
    for row in YearOfCounters.objects.of(association).order_by("intervention", "year"):
        found[row.intervention] = (*found.get(row.intervention, ()), from_text(row.content))
    return found


def change(  # noqa: PLR0913 - which ledger it is takes three
    association: Association, intervention: str, year: int, make: Make, *, kind: PeriodKind, token: str = ""
) -> Ledger:
    """Replace the ledger of a year by what `make` makes of it, in one transaction; an empty one where there is none.

    `token` is the hash of a form's one-time token: AlreadyCounted where it has been spent, and nothing is changed. What
    `make` raises goes on, and nothing is changed.
    """
    with transaction.atomic(using=DATABASE):
        row = _locked(association, intervention, year, kind)
        if token:
            _spend(association, token)
        made = make(from_text(row.content))
        row.content = to_text(made)
        row.version += 1
        row.save(update_fields=["content", "version"])
    clean()
    return made


def clean() -> None:
    """Take away what the database keeps of earlier states: dead rows, and the log of what was written."""
    connection = connections[DATABASE]
    if connection.in_atomic_block:
        return  # only in tests, where all is one transaction; and nobody could clean then
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute(f"VACUUM {YearOfCounters._meta.db_table}")  # noqa: SLF001 - Django's own word for it


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


def _spend(association: Association, token: str) -> None:
    _, is_new = SpentToken.objects.of(association).get_or_create(association=association, digest=token)
    if not is_new:
        raise AlreadyCounted
