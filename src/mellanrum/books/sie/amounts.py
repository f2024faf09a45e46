"""Amounts, days and year numbers as SIE writes them (specification 4B, sections 5.10 and 11)."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

_AMOUNT = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,6})?|\.\d{1,6})", re.ASCII)
_COMMA = re.compile(r"[+-]?\d{1,15},\d{1,2}", re.ASCII)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4})-?(\d\d)", re.ASCII)
_YEAR = re.compile(r"0|-\d{1,2}", re.ASCII)

_YEARS = range(1900, 2200)

is_amount = _AMOUNT.fullmatch
"""Whether a text is an amount as the specification writes it: digits, a dot, at most a sign before them."""


def has_comma(text: str) -> bool:
    """Tell whether a text is an amount written with a decimal comma and one or two decimals: "1,50", never "1,500"."""
    return _COMMA.fullmatch(text) is not None


def amount(text: str) -> Decimal | None:
    """Read an amount in SEK, exactly; None where the text is none (1e999999, NaN, 1 000, an empty text).

    A decimal comma is read as a dot where it can mean nothing else.
    """
    if is_amount(text):
        return Decimal(text)
    return Decimal(text.replace(",", ".")) if has_comma(text) else None


def year_number(text: str) -> int | None:
    """Read a year number: 0 is the file's year, -1 the one before."""
    return int(text) if _YEAR.fullmatch(text) else None


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Read a day, YYYYMMDD or YYYY-MM-DD; None where there is no such day, or no books of its year."""
    match = _DAY.fullmatch(text)
    if not match or int(match[1]) not in _YEARS:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def month(text: str) -> date | None:
    """Read a period, YYYYMM, as the month's first day; None where there is no such month."""
    match = _MONTH.fullmatch(text)
    return day(f"{match[1]}{match[2]}01") if match else None
