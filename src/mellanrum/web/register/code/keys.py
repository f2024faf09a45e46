"""The keys of carried codes as the database holds them: unreadable without the site's file of keys."""

import base64
import json
import logging
from dataclasses import dataclass
from datetime import date
from functools import partial

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

from mellanrum.tallies.code import Key, Layout, from_plain, new_key, to_plain
from mellanrum.tallies.code.keeping import needed_until
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import store
from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import CodeKey, SpentCode
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.tenancy.models import Association

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """How it stands with a key: `until` is the day from which it is needed no more, None where that is not known."""

    year: int
    number: int
    is_destroyed: bool
    is_in_use: bool
    until: date | None


def keys_of(association: Association) -> tuple[Key, ...]:
    """Return all keys the association has had, oldest first, those that are destroyed among them."""
    return tuple(_key(row) for row in _rows(association))


def key_of_year(association: Association, year: int) -> Key:
    """Return the key that a year's codes are sealed by; made where the year has none."""
    newest = [key for key in keys_of(association) if key.year == year and not key.is_destroyed]
    return newest[-1] if newest else _made(association, year)


def remember_layout(association: Association, key: Key, layout: Layout) -> None:
    """Keep the lists that a key seals by, before it does: what it has sealed can always be read."""
    if layout not in key.layouts:
        patiently(partial(_add_layout, association, key, layout))


def statuses(association: Association, day: date) -> tuple[KeyStatus, ...]:
    """Say how it stands with each key, the newest first."""
    rows = tuple(_rows(association))
    in_use = {row.year: row.number for row in rows if row.sealed}
    until = _needed(association, day, {row.year for row in rows if row.sealed})
    return tuple(
        KeyStatus(row.year, row.number, not row.sealed, in_use.get(row.year) == row.number, until.get(row.year))
        for row in reversed(rows)
    )


def rotate(standing: Standing) -> None:
    """Make a new key for this year: the next codes are sealed by it, and the others stay as they are."""
    check_can_set_up_follow_up(standing)
    _made(standing.association, standing.day.year)


def destroy(standing: Standing, year: int, number: int) -> bool:
    """Destroy a key: no code that it sealed can be opened any more. False where there is no such key left."""
    check_can_set_up_follow_up(standing)
    return _destroyed(standing.association, year, number)


def destroy_due(association: Association, day: date) -> tuple[int, ...]:
    """Destroy the keys that are needed no more on a day, and return their years."""
    whole = [row for row in _rows(association) if row.sealed and row.year < day.year]
    until = _needed(association, day, {row.year for row in whole})
    due = [row for row in whole if row.year in until and until[row.year] <= day]
    return tuple(row.year for row in due if _destroyed(association, row.year, row.number))


def _needed(association: Association, day: date, years: set[int]) -> dict[int, date]:
    """Say until when each year's keys are needed, where it is known."""
    if not years:
        return {}
    ledgers = {key_of_slug(slug): held for slug, held in store.all_ledgers(association).items()}
    longest = max(scheme_on(association, day).follow_ups, default=0)
    found = ((year, needed_until(year, ledgers, longest_follow_up=longest, today=day)) for year in years)
    return {year: until for year, until in found if until}


def _rows(association: Association) -> list[CodeKey]:
    return list(CodeKey.objects.of(association).order_by("year", "number"))


def _key(row: CodeKey) -> Key:
    return Key(row.year, row.mark, _secret(row), tuple(from_plain(each) for each in json.loads(row.layouts)))


def _secret(row: CodeKey) -> bytes | None:
    try:
        return base64.b64decode(Fernet(settings.CODE_KEY).decrypt(row.sealed)) if row.sealed else None
    except InvalidToken:
        _log.warning("The key of carried codes of %s was sealed by another code_key than that of keys.toml.", row.year)
        return None


def _made(association: Association, year: int) -> Key:
    return patiently(partial(_make, association, year))


def _make(association: Association, year: int) -> Key:
    """Make the year's next key; whoever makes one at once gets the same."""
    with transaction.atomic(using=DATABASE):
        held = _rows(association)
        key = new_key(year, [_key(row) for row in held])
        number = 1 + max((row.number for row in held if row.year == year), default=0)
        made = {"mark": key.mark, "sealed": _sealed(key.secret or b"")}
        row, _ = CodeKey.objects.of(association).get_or_create(
            association=association, year=year, number=number, defaults=made
        )
    return _key(row)


def _sealed(secret: bytes) -> str:
    return Fernet(settings.CODE_KEY).encrypt(base64.b64encode(secret)).decode()


def _add_layout(association: Association, key: Key, layout: Layout) -> None:
    own = CodeKey.objects.of(association).filter(year=key.year, mark=key.mark)
    while True:
        row = own.get()
        held = json.loads(row.layouts)
        plain = to_plain(layout)
        if plain in held or not row.sealed:
            return
        if own.filter(layouts=row.layouts).update(layouts=json.dumps([*held, plain])) == 1:
            return  # else somebody else added one in between: see again


def _destroyed(association: Association, year: int, number: int) -> bool:
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
