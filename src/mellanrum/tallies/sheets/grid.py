"""What the tick sheet asks of a sheet that has been opened; the room of books opens it."""

import re
from datetime import date
from decimal import Decimal

from mellanrum.findings.sheet import Grid
from mellanrum.tallies.sheets.found import LARGEST, Number

_WHOLE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]?\d{3})*|\d+")
_NOTHING = frozenset({"", "-", "–", "—", "\u2212", ".", ".."})


def text_at(grid: Grid, row: int, column: int) -> str:
    """Return a cell's text; "" for a number, a day, or nothing, and for text that is a number."""
    value = grid.at(row, column)
    return value if isinstance(value, str) and number_of(value) == "text" else ""


def label_at(grid: Grid, row: int, column: int) -> str:
    """Return a cell as a label: its text, a whole number as it is written."""
    value = grid.at(row, column)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, str) else ""


def is_empty_at(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell holds nothing."""
    return grid.at(row, column) == ""


def number_of(value: object) -> Number:
    """Read a cell as a number of a tick sheet; a dash is nothing, and what is no number says why."""
    if isinstance(value, Decimal):
        return _checked(value)
    if isinstance(value, date):
        return "text"
    if not isinstance(value, str):
        return "formula"
    plain = value.strip()
    if plain in _NOTHING:
        return None
    if _WHOLE.fullmatch(plain):
        return _checked(Decimal(re.sub(r"\s", "", plain)))
    return _other(plain)


def _other(plain: str) -> str:
    if re.fullmatch(r"[-\u2212]\s?\d+(?:[.,]\d+)?", plain):
        return "negative"
    return "decimal" if re.fullmatch(r"\d+[.,]\d+", plain) else "text"


def _checked(value: Decimal) -> Number:
    if value < 0:
        return "negative"
    if value != int(value):
        return "decimal"
    return "large" if value > LARGEST else int(value)
