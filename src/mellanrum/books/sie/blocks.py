"""The rows of a voucher (specification 4B, #TRANS): kept as the lines they stand on, read when they are asked for.

A year of books is vouchers for the most part, so this is where reading is fast or slow: a block of plain rows is
checked with one pattern and kept as it is; only what is unusual is put together field by field.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import overload

from mellanrum.books.ledger import NIL, Objects
from mellanrum.books.sie.amounts import amount
from mellanrum.books.sie.records import ObjectList, Record
from mellanrum.books.sie.tokens import SPACES, careful_fields, quick_fields, split_label

_START = r"""
    [ \t]* \#([RB]?TRANS)
    [ \t]+ ([0-9A-Za-z]+)                                        # account
    [ \t]+ \{ ([^{}"\\]*(?:"[^{}"\\]*"[^{}"\\]*)*) \}            # objects
    [ \t]+ ([+-]?[0-9]{1,15}(?:\.[0-9]{0,6})?) (?=[ \t\n]|\Z)   # amount
    (?: [ \t]+ ("[^"\\]*"|[^ \t\n"{}\\]+) )?                     # day
"""
_PLAIN = re.compile(_START + r'(?: [ \t]+ (?:"[^"\\]*"|[^ \t\n"{}\\]+) )* [ \t]*', re.VERBOSE)  # text and what follows
_PARTS = re.compile(_START + r"[^\n]*\n?", re.VERBOSE)
is_plain = _PLAIN.fullmatch
"""Whether a line is a voucher row that is well formed, with a valid amount and no escapes."""


Posting = tuple[str, Objects, Decimal, str]
"""A #TRANS row: account, objects, amount in SEK, debit positive, and its day, empty where it has none."""


class PlainRows(Sequence[Record]):
    """Plain voucher rows, as lines; equal to the records they hold."""

    __slots__ = ("_first", "_lines")

    def __init__(self, lines: Sequence[str], first: int) -> None:
        """Keep lines that are plain each; `first` is the line number of the first."""
        self._lines = lines
        self._first = first

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        return tuple(self)[at]

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Record]:
        for number, line in enumerate(self._lines, self._first):
            label, rest = split_label(line.strip(SPACES))
            yield Record(label, quick_fields(rest) or careful_fields(rest)[0], None, number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def postings(self) -> list[Posting]:
        """List the #TRANS rows."""
        return [
            (account, _objects(objects), Decimal(value), row_day.strip('"'))
            for label, account, objects, value, row_day in _PARTS.findall("\n".join(self._lines))
            if label == "TRANS"
        ]


def postings(self) -> Iterator[Posting]:
    """Walk the #TRANS rows."""
    for line in self._lines:
        match = is_plain(line)
        if match:
            label, account, objects, value, row_day = match.groups()
            if label == "TRANS":
                yield Posting(account, _objects(objects), Decimal(value), row_day.strip('"') if row_day else "")


def postings(voucher: Record) -> list[Posting]:
    """List the #TRANS rows of a voucher: its final state (#RTRANS and #BTRANS tell how it came to be).

    A row without a valid amount is nil: reading refuses it, or says that the file is cut there.
    """
    rows = voucher.rows
    if isinstance(rows, PlainRows):
        return rows.postings()
    return [posting(row) for row in rows or () if row.label == "TRANS"]


def posting(row: Record) -> Posting:
    """Read a voucher row, whether or not the object list before its amount was left out."""
    objects = row.fields[1] if len(row.fields) > 1 else ()
    if isinstance(objects, tuple):
        return row.text(0), pairs(objects), amount(row.text(2)) or NIL, row.text(3)
    return row.text(0), (), amount(objects) or NIL, row.text(2)


def pairs(words: ObjectList) -> Objects:
    """Pair the words of an object list, dimension and object, and sort them; an object that is nothing is left out."""
    return tuple(sorted(pair for pair in zip(words[::2], words[1::2], strict=False) if pair[1]))


@lru_cache(maxsize=65536)
def _objects(inner: str) -> Objects:
    return pairs(tuple(field for field in quick_fields(inner) or () if isinstance(field, str)))
