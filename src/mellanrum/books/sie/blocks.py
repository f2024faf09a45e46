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
from mellanrum.books.sie.tokens import SPACES, fields_of, split_label

_ROW = r"""
    [ \t]*+ \#(?:[RB]?TRANS)
    [ \t]++ [0-9A-Za-z]++                                             # account
    [ \t]++ \{ [^{}"\\\n]*+ (?:"[^{}"\\\n]*+" [^{}"\\\n]*+)*+ \}         # objects
    [ \t]++ [+-]?[0-9]{1,15}+(?:\.[0-9]{0,6}+)?+                       # amount
    (?: [ \t]++ (?:"[^"\\\n]*+"|[^ \t\n"{}\\]++) )*+                  # day, text, quantity, signature, surplus fields
    [ \t]*+ \n
"""
plain_voucher = re.compile(
    rf"\#VER[ \t]++ ([^\\\n{{}}]*+) \n [ \t]*+ \{{ [ \t]*+ \n ((?>{_ROW})*+) [ \t]*+ \}} [ \t]*+ (?:\n|\Z)", re.VERBOSE
).match
"""Match a whole voucher that is well formed, its amounts valid, without escapes: the fields of #VER, and its rows."""

_POSTING = re.compile(
    r"""
    ^[ \t]*+ \#TRANS [ \t]++ ([0-9A-Za-z]++) [ \t]++ \{ ([^}]*+) \} [ \t]++ ([^ \t\n]++)
    (?: [ \t]++ ("[^"\n]*+"|[^ \t\n]++) )?+ [^\n]*+
    """,
    re.VERBOSE | re.MULTILINE,
)

Posting = tuple[str, ObjectList, Decimal, str]
"""A #TRANS row: account, object list, amount in SEK, debit positive, and its day, empty where it has none."""


class PlainRows(Sequence[Record]):
    """Plain voucher rows, as the text they stand in; equal to the records they hold."""

    __slots__ = ("_first", "_text")

    def __init__(self, text: str, first: int) -> None:
        """Keep the rows of a plain voucher; `first` is the line number of the first."""
        self._text = text
        self._first = first

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        return tuple(self)[at]

    def __len__(self) -> int:
        return self._text.count("\n")

    def __iter__(self) -> Iterator[Record]:
        for number, line in enumerate(self.lines(), self._first):
            label, rest = split_label(line.strip(SPACES))
            yield Record(label, fields_of(rest)[0], None, number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def lines(self) -> list[str]:
        """List the rows as they stand."""
        return self._text.split("\n")[:-1]

    def may_have(self, label: str) -> bool:
        """Tell whether a row can have a label; True for certain where one has."""
        return f"#{label}" in self._text

    def mentions(self, text: str) -> bool:
        """Tell whether a text stands anywhere in the rows."""
        return text in self._text

    def postings(self) -> list[Posting]:
        """List the #TRANS rows."""
        return [
            (account, _words(inner), Decimal(value), row_day.strip('"'))
            for account, inner, value, row_day in _POSTING.findall(self._text)
        ]


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
        return row.text(0), objects, amount(row.text(2)) or NIL, row.text(3)
    return row.text(0), (), amount(objects) or NIL, row.text(2)


@lru_cache(maxsize=65536)
def pairs(words: ObjectList) -> Objects:
    """Pair the words of an object list, dimension and object, and sort them; an object that is nothing is left out."""
    return tuple(sorted(pair for pair in zip(words[::2], words[1::2], strict=False) if pair[1]))


@lru_cache(maxsize=65536)
def _words(inner: str) -> ObjectList:
    return tuple(field for field in fields_of(inner)[0] if isinstance(field, str))
