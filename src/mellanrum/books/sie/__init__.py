"""SIE 4, specification 4B: reading, checking, converting and writing the types 1, 2, 3, 4E and 4I."""

from mellanrum.books.sie.balances import books_from_sie
from mellanrum.books.sie.checks import CHECKS, check_sie
from mellanrum.books.sie.convert import convert
from mellanrum.books.sie.kinds import sie_type
from mellanrum.books.sie.labels import LABELS, Label, SieType
from mellanrum.books.sie.postings import Posting, postings_on
from mellanrum.books.sie.reader import LIMIT, read_sie
from mellanrum.books.sie.records import Field, Record, SieFile
from mellanrum.books.sie.whole_vouchers import VoucherRow, rows_beside
from mellanrum.books.sie.writer import write_sie

__all__ = [
    "CHECKS",
    "LABELS",
    "LIMIT",
    "Field",
    "Label",
    "Posting",
    "Record",
    "SieFile",
    "SieType",
    "VoucherRow",
    "books_from_sie",
    "check_sie",
    "convert",
    "postings_on",
    "read_sie",
    "rows_beside",
    "sie_type",
    "write_sie",
]
