"""How numbers and cells are written in a document, the same in every writer."""

import re
from decimal import Decimal
from functools import lru_cache

from mellanrum.documents.model import Cell, Form, NoteRef, Number
from mellanrum.findings import Severity
from mellanrum.numbers import Language, decimals, share

MISSING = "\N{EN DASH}"
HARD_SPACE = "\N{NO-BREAK SPACE}"
SEVERITIES = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"}
"""What a finding's severity is called, as message ids."""

_WITH_NUMBER = re.compile(r"(?<=[0-9]) (?=(?:§|kap\.|%|t?kr\b|procent\b))")
_PLACES = {Form.EXACT: 2, Form.RATIO: 2, Form.PERCENT: 1, Form.SHARE: 1, Form.MEAN: 1}
_SCALES = {Form.THOUSANDS: Decimal("0.001"), Form.PERCENT: Decimal(100), Form.SHARE: Decimal(100)}


@lru_cache(maxsize=4096)
def written(number: Number, lang: Language = "sv") -> str:
    """Write a number: hard spaces between thousands, a true minus, nil as 0, no figure as an en dash."""
    if number.value is None:
        return MISSING
    if number.form is Form.SHARE:
        return share(number.value, lang=lang)
    return decimals(scaled(number.value, number.form), places_of(number.form), lang)


def places_of(form: Form) -> int:
    """Return how many decimals a form is written with, in the unit it is written in."""
    return _PLACES.get(form, 0)


def scaled(value: Decimal, form: Form) -> Decimal:
    """Bring a value to the unit it is written in: thousands of kronor, per cent."""
    return value * _SCALES.get(form, Decimal(1))


def cell_text(cell: Cell, lang: Language = "sv") -> str:
    """Write what a cell holds."""
    if isinstance(cell, Number):
        return written(cell, lang)
    return cell.text if isinstance(cell, NoteRef) else cell


def whole_words(text: str) -> str:
    """Keep what belongs to a number on its line in running text: 21 §, 11 kap., 20 %, 8 tkr, 20 procent."""
    return _WITH_NUMBER.sub(HARD_SPACE, text)


def unbroken(text: str) -> str:
    """Keep a number with its unit on one line."""
    return text.replace(" ", HARD_SPACE)
