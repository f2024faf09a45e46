"""Rounding and the Swedish and English way of writing numbers and days."""

from mellanrum.numbers.formats import Language, day, decimals, kronor, month, share
from mellanrum.numbers.organisation import checks_out, organisation_number
from mellanrum.numbers.rounding import round_half_away, to_decimal

__all__ = [
    "Language",
    "checks_out",
    "day",
    "decimals",
    "kronor",
    "month",
    "organisation_number",
    "round_half_away",
    "share",
    "to_decimal",
]
