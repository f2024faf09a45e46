"""What is kept until a day and no longer: the keys of carried codes, and with the last of them what tells used ones."""

from datetime import date
from functools import partial

from django.db import transaction

from mellanrum.tallies.code.keeping import needed_until
from mellanrum.web.counters import store
from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import CodeKey, SpentCode
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.tenancy.models import Association


def destroy_due(association: Association, day: date) -> tuple[int, ...]:
    """Destroy the keys that are needed no more on a day, and return their years."""
    whole = [row for row in rows_of(association) if row.sealed and row.year < day.year]
    until = needed_of(association, day, {row.year for row in whole})
    due = [row for row in whole if row.year in until and until[row.year] <= day]
    return tuple(row.year for row in due if destroyed(association, row.year, row.number))


def needed_of(association: Association, day: date, years: set[int]) -> dict[int, date]:
    """Say until when each year's keys are needed, where it is known."""
    if not years:
        return {}
    ledgers = {key_of_slug(slug): held for slug, held in store.all_ledgers(association).items()}
    longest = max(scheme_on(association, day).follow_ups, default=0)
    found = ((year, needed_until(year, ledgers, longest_follow_up=longest, today=day)) for year in years)
    return {year: until for year, until in found if until}


def rows_of(association: Association) -> list[CodeKey]:
    """List the keys an association has had, oldest first, those that are destroyed among them."""
    return list(CodeKey.objects.of(association).order_by("year", "number"))


def destroyed(association: Association, year: int, number: int) -> bool:
    """Destroy a key, for good. False where there is no such key left."""
    return patiently(partial(_destroy, association, year, number))


def _destroy(association: Association, year: int, number: int) -> bool:
    """Empty a key; when none is left, also what was remembered of used codes: nothing can be held against it then."""
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        own = CodeKey.objects.of(association)
        is_destroyed: bool = (
            own.filter(year=year, number=number).exclude(sealed="").update(sealed="", layouts="[]") == 1
        )
        if not own.exclude(sealed="").exists():
            SpentCode.objects.of(association).delete()
    return is_destroyed
