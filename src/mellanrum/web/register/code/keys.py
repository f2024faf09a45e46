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
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.cleaning import patiently
from mellanrum.web.counters.models import CodeKey
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.register.services.expiring import destroyed, needed_of, rows_of
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
    return tuple(_key(row) for row in rows_of(association))


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
    rows = tuple(rows_of(association))
    in_use = {row.year: row.number for row in rows if row.sealed}
    until = needed_of(association, day, {row.year for row in rows if row.sealed})
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
    return destroyed(standing.association, year, number)


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
        held = rows_of(association)
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
