"""Cells of spreadsheets: their names, and text that no program may take for a formula."""

import re
from functools import lru_cache

from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string, get_column_letter

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """Return `text` so that a spreadsheet program takes it for text, never for a formula.

    A text that begins with = + - @, a tab or a line break gets an apostrophe before it, as the programs themselves
    mark text; so does a text that already begins with such a mark, that `plain_text` may give it back. For amounts
    this is not: write those as numbers.
    """
    return _GUARD + text if _looks_risky(text) else text


def plain_text(text: str) -> str:
    """Return a text as it was before `safe_cell`."""
    return text[1:] if text.startswith(_GUARD) and _looks_risky(text[1:]) else text


def _looks_risky(text: str) -> bool:
    return text.lstrip(_GUARD).startswith(_RISKY)


def put_text(cell: Cell, text: str) -> None:
    """Write `text` into an openpyxl cell as text, whatever it begins with; characters XML cannot hold become blanks."""
    cell.value = _UNWRITABLE.sub(" ", text)
    cell.data_type = "s"
    if _looks_risky(text):
        # Shown as it is; the mark keeps it text also when someone edits the cell.
        cell.quotePrefix = True


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B … Z, AA."""
    return get_column_letter(column + 1)


@lru_cache(maxsize=20_000)
def column_number(name: str) -> int | None:
    """Return the number of a column, from 0, by its letters (at most three); None where they are not."""
    return column_index_from_string(name) - 1 if re.fullmatch("[A-Z]{1,3}", name) else None


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both counted from 0: (6, 1) is B7."""
    return f"{column_name(column)}{row + 1}"
