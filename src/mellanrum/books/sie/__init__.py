"""SIE 4, specification 4B: reading, checking, converting and writing the types 1, 2, 3, 4E and 4I."""

from mellanrum.books.sie.balances import books_from_sie
from mellanrum.books.sie.labels import LABELS, Label, SieType
from mellanrum.books.sie.reader import LIMIT, read_sie
from mellanrum.books.sie.records import Field, Record, SieFile

__all__ = ["LABELS", "LIMIT", "Field", "Label", "Record", "SieFile", "SieType", "books_from_sie", "read_sie"]
