"""How numbers and days are written: 1 234 567 kr, 12,5 %, 2026-11-22."""

from datetime import date
from decimal import Decimal
from typing import Literal

from mellanrum.numbers.rounding import round_half_away

Language = Literal["sv", "en"]

MINUS = "\N{MINUS SIGN}"
HARD_SPACE = "\N{NO-BREAK SPACE}"
_MONTHS = {
    "sv": ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_SEPARATORS = {"sv": str.maketrans({",": HARD_SPACE, ".": ",", "-": MINUS}), "en": str.maketrans({"-": MINUS})}


def decimals(value: Decimal, places: int = 0, lang: Language = "sv") -> str:
    """Write `value` with `places` decimals, hard spaces between thousands and a true minus."""
    rounded = round_half_away(value, Decimal(1).scaleb(-places))
    return f"{rounded:,.{places}f}".translate(_SEPARATORS[lang])


def kronor(value: Decimal, lang: Language = "sv", *, step: int = 1) -> str:
    """Write an amount in kronor (`step` 1) or thousands of kronor (`step` 1000), with its unit."""
    unit = {1: "kr", 1000: "tkr"}[step] if lang == "sv" else {1: "SEK", 1000: "kSEK"}[step]
    return f"{decimals(value / step, lang=lang)}{HARD_SPACE}{unit}"


def share(value: Decimal, places: int = 1, lang: Language = "sv") -> str:
    """Write a share (0.125) as per cent: 12,5 % in Swedish, 12.5% in English."""
    percent = decimals(value * 100, places, lang)
    return f"{percent}{HARD_SPACE}%" if lang == "sv" else f"{percent}%"


def day(value: date) -> str:
    """Write a day as ISO 8601, as Swedish authorities do."""
    return value.isoformat()


def month(value: date, lang: Language = "sv") -> str:
    """Write the month of `value`: "mars 2025"."""
    return f"{_MONTHS[lang][value.month - 1]} {value.year}"
