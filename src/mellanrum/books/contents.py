"""What a file of books holds, told without reading it whole; and how two budgets differ."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.ledger import Movement, Objects

_VOUCHER = re.compile(rb"^[ \t]*#VER[ \t]", re.MULTILINE | re.IGNORECASE)
Key = tuple[str, Objects]


def voucher_count(data: bytes) -> int:
    """Count the vouchers (#VER) of a SIE file, in whichever encoding it is."""
    # Every other byte of a file in UTF-16 is nil; old programs end lines with a carriage return alone.
    return len(_VOUCHER.findall(data.replace(b"\0", b"").replace(b"\r", b"\n")))


@dataclass(frozen=True, slots=True)
class ChangedBudget:
    """A row of a budget that differs, for the whole year, in SEK, costs positive; None where a budget lacks the row."""

    account: str
    objects: Objects
    before: Decimal | None
    after: Decimal | None


def changed_budget(before: Iterable[Movement], after: Iterable[Movement]) -> tuple[ChangedBudget, ...]:
    """List the rows, by account and objects, whose amount for the year differs between two budgets."""
    old, new = _by_key(before), _by_key(after)
    pairs = ((key, old.get(key), new.get(key)) for key in sorted({*old, *new}))
    return tuple(ChangedBudget(*key, was, becomes) for key, was, becomes in pairs if was != becomes)


def _by_key(rows: Iterable[Movement]) -> Mapping[Key, Decimal]:
    totals: dict[Key, Decimal] = defaultdict(Decimal)
    for row in rows:
        totals[row.account, row.objects] += row.amount
    return totals
