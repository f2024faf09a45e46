"""The rows of vouchers behind an account's month: the last step of the way from a figure to the books."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import Objects
from mellanrum.books.sie.amounts import day
from mellanrum.books.sie.blocks import PlainRows, pairs, posting
from mellanrum.books.sie.records import Record, SieFile
from mellanrum.books.sie.vouchers import Months
from mellanrum.books.sie.years import periods
from mellanrum.figures import Period


@dataclass(frozen=True, slots=True)
class Posting:
    """A row of a voucher (#TRANS), and what its voucher says.

    `day` is the row's own where that is a day of the year, else the voucher's. `amount` is in SEK, debit positive, and
    `line` where the row stands in the file.
    """

    series: str
    number: str
    day: date | None
    voucher_text: str
    text: str
    objects: Objects
    amount: Decimal
    line: int


def postings_on(file: SieFile, account: str, month: date | None, period: Period) -> tuple[Posting, ...]:
    """List the rows of vouchers on an account in a month (its first day), in the order of the file.

    All rows of the year where `month` is None, those without a day of the year among them. Their sum is what the
    vouchers move on the account (see `vouchers.booked`). Nothing where `period` is not the file's own year: no
    vouchers stand in a file for another.
    """
    own = periods(file).get(0)
    if own is None or own.end != period.end:
        return ()
    months = Months(own)
    return tuple(found for voucher in file.all("VER") for found in _on(voucher, account, month, months))


def _on(voucher: Record, account: str, month: date | None, months: Months) -> Iterator[Posting]:
    rows = voucher.rows or ()
    if isinstance(rows, PlainRows) and not rows.mentions(account):
        return
    for row in rows:
        if row.label == "TRANS" and row.text(0) == account:
            _, words, amount, row_day = posting(row)
            own = months[row_day] if row_day else None
            if month is None or month == (own or months[voucher.text(2)]):
                yield Posting(
                    series=voucher.text(0),
                    number=voucher.text(1),
                    day=day(row_day) if own else day(voucher.text(2)),
                    voucher_text=voucher.text(3),
                    text=row_text(row),
                    objects=pairs(words),
                    amount=amount,
                    line=row.line,
                )


def row_text(row: Record) -> str:
    """Return the text of a row, whether or not the object list before its amount was left out."""
    has_objects = len(row.fields) > 1 and isinstance(row.fields[1], tuple)
    return row.text(4 if has_objects else 3)
