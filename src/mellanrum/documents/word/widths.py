"""How wide a table's columns are in Word, where the reader's program may set it in another typeface than ours.

Numbers and words of the head get the room they would take in the widest of the common typefaces; labels, which may
wrap, get the rest.
"""

import re
from functools import lru_cache

from mellanrum.documents.layout import Width, full_cells, group_starts, is_short, width_of
from mellanrum.documents.model import Column, ColumnKind, Row, RowKind, Table
from mellanrum.documents.shown import cell_text
from mellanrum.numbers import Language

TOTALS = {Width.TEXT: 6800, Width.PAGE: 8957, Width.SMALL: 8957, Width.LANDSCAPE: 13890}
"""Twips that each way of fitting a table holds."""
_SIZES = {Width.TEXT: 190, Width.PAGE: 190, Width.SMALL: 170, Width.LANDSCAPE: 170}  # of the type, in twips
_SIDES = {Width.TEXT: 90, Width.PAGE: 90, Width.SMALL: 60, Width.LANDSCAPE: 60}
APART = 120  # twips more before a group of columns

# Widths of characters in DejaVu Sans Bold, in thousandths of the size of the type, each at least what it is there.
_LETTER, _CAPITAL = 720, 850
_CLASSES = {
    " \N{NO-BREAK SPACE}ijl": 350,
    ".,:/|'I": 400,
    "frt\N{EN DASH}-()!": 500,
    "cszxvyk": 670,
    "0123456789": 700,
    "\N{MINUS SIGN}+": 920,
    "mwMW%@": 1110,
}
_KNOWN = {character: width for characters, width in _CLASSES.items() for character in characters}
_LIGHT = 0.92  # what regular type takes of bold
_SPARE = 8  # twips for what programs round
_OURS = 0.72  # what Source Sans takes of the widest: numbers are never given less
_STRONG = frozenset({RowKind.SUM, RowKind.TOTAL, RowKind.GROUP, RowKind.SUBHEADING})
_INDENT = 220
_NARROWEST = 600  # twips of a column of labels, whatever stands beside it


def side(width: Width) -> int:
    """Return the air beside a cell's text, in twips."""
    return _SIDES[width]


@lru_cache(maxsize=4096)
def room(text: str, size: int, *, strong: bool = True) -> int:
    """Return the twips a text takes on one line in the widest of the common typefaces, in type of a size in twips."""
    widths = (_KNOWN.get(character, _CAPITAL if character.isupper() else _LETTER) for character in text)
    return round(sum(widths) * size / 1000 * (1 if strong else _LIGHT)) + _SPARE


def word_width(table: Table, lang: Language) -> Width:
    """Choose how to fit a table: as in the PDF, or wider or smaller where its words would break.

    A table is laid on its side only where the PDF has it so.
    """
    chosen = width_of(table, lang)
    if chosen is Width.LANDSCAPE:
        return chosen
    steps = [Width.TEXT, Width.PAGE, Width.SMALL]
    fitting = (step for step in steps[steps.index(chosen) :] if _Columns(table, step, lang).fit())
    return next(fitting, Width.SMALL)


def column_widths(table: Table, width: Width, lang: Language) -> list[int]:
    """Share the table's width among its columns, in twips."""
    return _Columns(table, width, lang).shared()


class _Columns:
    def __init__(self, table: Table, width: Width, lang: Language) -> None:
        self._table = table
        self._lang = lang
        self._size = _SIZES[width]
        self._total = TOTALS[width]
        starts = group_starts(table)
        columns = range(len(table.columns))
        ends = (0, len(table.columns) - 1)
        self._air = [_SIDES[width] * (1 if at in ends else 2) + (APART if at in starts else 0) for at in columns]
        self._set = [at for at in columns if at and (_is_narrow(table.columns[at]) or is_short(table, at, lang))]
        self._free = [at for at in columns if at not in self._set]
        self._least = [self._least_of(at) for at in columns]

    def fit(self) -> bool:
        return self._needed(self._set) + self._needed(self._free) <= self._total

    def shared(self) -> list[int]:
        free = sum(round(self._least[at] * _OURS) + self._air[at] for at in self._free)
        left = self._total - sum(self._air[at] for at in self._set) - free
        wanted = self._needed(self._set) - sum(self._air[at] for at in self._set)
        part = min(1, max(_OURS, left / wanted)) if wanted else 1
        made = {at: round(self._least[at] * part) + self._air[at] for at in self._set}
        rest = max(self._total - sum(made.values()), _NARROWEST * len(self._free))
        weights = [10 if at == 0 else 7 for at in self._free]
        made |= {at: rest * weight // sum(weights) for at, weight in zip(self._free, weights, strict=True)}
        return [made[at] for at in range(len(self._table.columns))]

    def _needed(self, columns: list[int]) -> int:
        return sum(self._least[at] + self._air[at] for at in columns)

    def _least_of(self, at: int) -> int:
        """Return what the column needs so that no number in it breaks and no word of its head or labels."""
        heads = [room(word, self._size) for word in self._table.columns[at].header.split()]
        rows = [row for row in self._table.rows if row.kind is not RowKind.SUBHEADING]
        return max([*heads, *(self._least_in(row, at) for row in rows), room("2025", self._size)])

    def _least_in(self, row: Row, at: int) -> int:
        text = cell_text(full_cells(row, self._table)[at], self._lang)
        words = re.split(r"[ -]", text) if at in self._free else [text]
        indent = _INDENT if at == 0 and row.kind is RowKind.INDENTED else 0
        return indent + max(room(word, self._size, strong=row.kind in _STRONG) for word in words)


def _is_narrow(column: Column) -> bool:
    return column.kind is not ColumnKind.TEXT
