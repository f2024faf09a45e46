"""What members and officials have in common: rows that hold from a day to a day, and are ended rather than removed."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from mellanrum.web.association.models import DatedRow

Row = TypeVar("Row", bound=DatedRow)


def holds_on(row: DatedRow, day: date) -> bool:
    """Tell whether a row holds on a day; both its days are included."""
    return (row.first_day is None or row.first_day <= day) and (row.last_day is None or row.last_day >= day)


def overlap(one: DatedRow, other: DatedRow) -> bool:
    """Tell whether there is a day on which both rows hold."""
    begins_late = max(one.first_day or date.min, other.first_day or date.min)
    return begins_late <= min(one.last_day or date.max, other.last_day or date.max)


def parted(rows: Iterable[Row], day: date) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Part rows into those that hold on a day and the others; the order stays."""
    listed = tuple(rows)
    return tuple(row for row in listed if holds_on(row, day)), tuple(row for row in listed if not holds_on(row, day))
