"""Numbers that come after their month has locked: counted as late in the month that is open, with a minus corrected."""

from collections.abc import Mapping
from dataclasses import replace

from mellanrum.tallies.ledger import Count, Ledger
from mellanrum.tallies.sex import Sex


def count_late(
    ledger: Ledger,
    month: int,
    numbers: Mapping[tuple[str, Sex], int],
    municipal: Mapping[tuple[str, str], int],
) -> Ledger:
    """Count numbers of a locked month in an open one (1–12) of this ledger.

    `numbers` go by event and sex: above nil they are late, under nil corrections; `municipal` by event and
    municipality, signed. The period's tables are typed on the sheet. ValueError where the month is locked.
    """
    before = ledger.month(month)
    if before.is_locked:
        raise ValueError("the month is locked")
    counts, places = dict(before.counts), dict(before.municipal)
    for key, number in numbers.items():
        counts[key] = _with(counts.get(key, Count()), number)
    for place, number in municipal.items():
        places[place] = places.get(place, 0) + number
    months = list(ledger.months)
    months[month - 1] = replace(before, counts=counts, municipal=places)
    return replace(ledger, months=tuple(months))


def _with(count: Count, number: int) -> Count:
    if number < 0:
        return replace(count, corrected=count.corrected + number)
    return replace(count, late=count.late + number)
