"""Period balances (specification 4B, #PSALDO and #PBUDGET): the change in each month, once for each krona.

The specification gives an account's total in a month without objects, and beside it a row for each object, which must
not be added to the total. Some programs give rows that are parts of the whole instead: each with all its objects, and
what has none without. Where the account's change in the year is known, it tells which of the two a file means.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import COST_CENTRE, NIL, Objects
from mellanrum.books.sie.amounts import month
from mellanrum.books.sie.rows import Stated
from mellanrum.figures import Period

Key = tuple[str, Objects, date | None]
"""Account, objects, and the month's first day: None where the source gives no month of the year."""

Totals = dict[Key, Decimal]

_Part = tuple[Objects, str, Decimal]
_NO_CHANGES: Mapping[str, Decimal] = {}


def period_totals(rows: Iterable[Stated], period: Period, changes: Mapping[str, Decimal] = _NO_CHANGES) -> Totals:
    """Give what moved by account, objects and month; `changes` is what accounts are known to have moved in the year."""
    own: dict[str, list[Stated]] = {}
    for row in rows:
        own.setdefault(row.account, []).append(row)
    months = frozenset(period.months())
    totals: Totals = {}
    for account, its in own.items():
        for objects, text, value in _parts(its, changes.get(account)):
            when = month(text)
            key = (account, objects, when if when in months else None)
            totals[key] = totals.get(key, NIL) + value
    return totals


def _parts(rows: list[Stated], change: Decimal | None) -> Iterable[_Part]:
    """Part an account's rows as the specification means them, unless only their plain sum is the year's change."""
    split = list(_split(rows))
    if change is not None and change != _sum(split):
        plain = [(row.objects, row.month, row.amount) for row in rows]
        return plain if _sum(plain) == change else split
    return split


def _sum(parts: list[_Part]) -> Decimal:
    return sum((value for _, _, value in parts), NIL)


def _split(rows: list[Stated]) -> Iterator[_Part]:
    """Part an account's rows by month and one set of dimensions; the rest of a stated total has no object.

    Rows for several dimensions tell the same krona several times over: the cost centre's are taken, else those of the
    lowest dimension.
    """
    dimensions = _partition({_dimensions(row.objects) for row in rows if row.objects})
    left: dict[str, Decimal] = {}
    for row in rows:
        if not row.objects:
            left[row.month] = left.get(row.month, NIL) + row.amount
    for row in rows:
        if row.objects and _dimensions(row.objects) == dimensions:
            yield row.objects, row.month, row.amount
            if row.month in left:
                left[row.month] -= row.amount
    yield from (((), text, value) for text, value in left.items() if value)


def _dimensions(objects: Objects) -> tuple[str, ...]:
    return tuple(dimension for dimension, _ in objects)


def _partition(sets: set[tuple[str, ...]]) -> tuple[str, ...]:
    def order(dimensions: tuple[str, ...]) -> tuple[bool, int, tuple[tuple[int, str], ...]]:
        return COST_CENTRE not in dimensions, len(dimensions), tuple((len(name), name) for name in dimensions)

    return min(sets, key=order, default=())
