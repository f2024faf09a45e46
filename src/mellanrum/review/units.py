"""How the figures of a sentence are written: as they are shown, with their unit."""

from decimal import Decimal

from mellanrum.figures import Unit
from mellanrum.numbers import Language, decimals, share
from mellanrum.numbers.formats import HARD_SPACE
from mellanrum.review.stated import Stated

HUNDRED = Decimal(100)


def in_unit(value: Decimal, like: Stated, lang: Language) -> str:
    """Write a value as a figure that is stated is written: "38,5 %", "193 877 kr", "2,41"."""
    places = max(0, -like.step.adjusted())
    if like.unit is Unit.SHARE:
        return share(value, max(0, places - 2), lang)
    written = decimals(value, places, lang)
    return f"{written}{HARD_SPACE}kr" if like.unit is Unit.SEK else written


def per_cent(value: Decimal, lang: Language) -> str:
    """Write a share that a rule sets, with one decimal where it is no whole per cent: "20 %", "12,5 %"."""
    per_hundred = value * HUNDRED
    return share(value, 0 if per_hundred == per_hundred.to_integral_value() else 1, lang)
