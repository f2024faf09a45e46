"""The numbers that cells of a sheet hold."""

import re
from decimal import Decimal

from mellanrum.numbers import to_decimal


def number_in(text: str) -> Decimal | None:
    """Read a number written in text, with a decimal comma and blanks between thousands; None for other text."""
    return to_decimal(re.sub(r"\s", "", text).replace(",", "."))


def number_of(value: object) -> Decimal | None:
    """Return the number a cell holds, as a number or, as in delimited text, written; None for none."""
    if isinstance(value, Decimal):
        return value
    return number_in(value) if isinstance(value, str) else None
