"""Amounts as people and programs write them in Sweden: "1 234 567,50", "−5", "123-", "(1 000)"."""

import re
from decimal import Decimal
from enum import Enum

_SPACE = " \u00a0\u2007\u2009\u202f\u2002\u2003"
_MINUS = "\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d-"
_UNIT = re.compile(rf"(?<=[0-9){_MINUS}])[{_SPACE}]*(kr|sek|kronor|:-)\.?$", re.IGNORECASE)
_GROUPED = rf"[0-9]{{1,3}}(?:[{_SPACE}][0-9]{{3}})+|[0-9]+"
_PLAIN = re.compile(rf"({_GROUPED})(?:([.,])([0-9]+))?")
_FOREIGN = re.compile(r"([0-9]{1,3}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?")
_LONGEST = 40
NIL = Decimal(0)


class NotAnAmount(Enum):
    """Why a text is not read as an amount."""

    TEXT = "text"
    AMBIGUOUS = "ambiguous"  # "1.234" may be a thousand and more, or one and a little


def read_amount(text: str) -> Decimal | NotAnAmount:
    """Read an amount as written in a cell of text, exactly.

    Spaces of all kinds stand between thousands, a comma or a point before decimals; the minus may stand before or
    after, in any of its forms, or be a pair of parentheses; "kr" may follow. Empty text and a lone dash are nil.
    Points or commas between thousands are read only where nothing else could be meant: "1.234,50" and "1.234.567" are,
    "1.234" and "1,234" are ambiguous.
    """
    if len(text) > _LONGEST:
        return NotAnAmount.TEXT
    body, negative = _sign(_UNIT.sub("", text.strip(_SPACE)))
    if body is None:
        return NotAnAmount.TEXT
    value = NIL if not body else _digits(body)
    return -value if negative and isinstance(value, Decimal) and value else value


def _sign(text: str) -> tuple[str | None, bool]:
    """Take the sign off: the rest, and whether it is negative; None where there are two signs."""
    if text.startswith("(") and text.endswith(")") and len(text) > 1:
        return text[1:-1].strip(_SPACE) or None, True
    if text[:1] and text[0] in _MINUS:
        return text[1:].strip(_SPACE), True
    if text[-1:] and text[-1] in _MINUS:
        return text[:-1].strip(_SPACE), True
    if text.startswith("+"):
        return text[1:].strip(_SPACE) or None, False
    return text, False


def _digits(body: str) -> Decimal | NotAnAmount:
    if plain := _PLAIN.fullmatch(body):
        whole, mark, fraction = plain.groups()
        if mark and len(fraction) == 3 and len(whole) <= 3 and whole.lstrip("0"):
            return NotAnAmount.AMBIGUOUS
        return Decimal("".join(filter(str.isdigit, whole)) + (f".{fraction}" if fraction else ""))
    if foreign := _FOREIGN.fullmatch(body):
        whole, thousands, mark, fraction = foreign.groups()
        if mark != thousands:
            return Decimal(whole.replace(thousands, "") + (f".{fraction}" if fraction else ""))
    return NotAnAmount.TEXT
