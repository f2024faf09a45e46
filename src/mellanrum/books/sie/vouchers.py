"""What the vouchers of a file say together: their rows are read once, for every check and for the books."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL
from mellanrum.books.sie.amounts import day
from mellanrum.books.sie.blocks import PlainRows, pairs, postings
from mellanrum.books.sie.months import Key, Totals
from mellanrum.books.sie.records import Record, SieFile, once
from mellanrum.books.sie.years import periods
from mellanrum.figures import Period


@dataclass(frozen=True, slots=True)
class Booked:
    """The #TRANS rows of all vouchers, added up.

    `totals` is what they move by account, objects and month, and `first` the first voucher that moves each. A row is
    dated by itself, else by its voucher; where neither is a day of the file's own year, the row has no month.
    `unbalanced` is each voucher whose rows do not sum to nil, with their sum; `unpaired` the vouchers that may have
    an object list that is not pairs.
    """

    totals: Totals
    first: Mapping[Key, Record]
    unbalanced: tuple[tuple[Record, Decimal], ...]
    unpaired: tuple[Record, ...]


@once
def booked(file: SieFile) -> Booked:
    """Add the rows of a file's vouchers up."""
    months = Months(periods(file).get(0))
    totals: Totals = {}
    first: dict[Key, Record] = {}
    unbalanced, unpaired = [], []
    for voucher in file.all("VER"):
        own, balance, is_paired = months[voucher.text(2)], NIL, isinstance(voucher.rows, PlainRows)
        for account, words, value, row_day in postings(voucher):
            key = (account, pairs(words), (months[row_day] or own) if row_day else own)
            if key not in totals:
                totals[key], first[key] = NIL, voucher
            totals[key] += value
            balance += value
            if len(words) % 2:
                is_paired = False
        if balance:
            unbalanced.append((voucher, balance))
        if not is_paired:
            unpaired.append(voucher)
    return Booked(totals, first, tuple(unbalanced), tuple(unpaired))


def has_vouchers(file: SieFile) -> bool:
    """Tell whether a file has a voucher with rows."""
    return any(voucher.rows for voucher in file.all("VER"))


class Months(dict[str, date | None]):
    """The months of days as SIE writes them; None for what is no day of the period."""

    def __init__(self, period: Period | None) -> None:
        super().__init__()
        self._period = period

    def __missing__(self, text: str) -> date | None:
        when, period = day(text), self._period
        inside = when and period and period.start <= when <= period.end
        return self.setdefault(text, when.replace(day=1) if when and inside else None)
