"""Whole vouchers: every row of the vouchers that some rows stand in."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.ledger import Objects
from mellanrum.books.sie.blocks import pairs, posting
from mellanrum.books.sie.postings import row_text
from mellanrum.books.sie.records import Record, SieFile


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A row of a voucher as it finally is (#TRANS); `amount` in SEK, debit positive, `line` where it stands."""

    account: str
    objects: Objects
    amount: Decimal
    text: str
    line: int


def rows_beside(file: SieFile, lines: Collection[int]) -> Mapping[int, tuple[VoucherRow, ...]]:
    """Return, for each row of a voucher that stands on one of the lines, all rows of its voucher."""
    vouchers = file.all("VER")
    starts = [voucher.line for voucher in vouchers]
    places = {line: bisect_left(starts, line) - 1 for line in lines}
    whole = {at: tuple(_rows(vouchers[at])) for at in set(places.values()) if at >= 0}
    return {
        line: whole[at] for line, at in places.items() if at in whole and any(row.line == line for row in whole[at])
    }


def _rows(voucher: Record) -> Iterator[VoucherRow]:
    for row in voucher.rows or ():
        if row.label == "TRANS":
            account, words, amount, _ = posting(row)
            yield VoucherRow(account, pairs(words), amount, row_text(row), row.line)
