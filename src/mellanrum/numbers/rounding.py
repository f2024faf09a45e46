"""Rounding, once and at the edge: half away from zero."""

from decimal import ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
ONE = Decimal(1)


def round_half_away(value: Decimal, step: Decimal = ONE) -> Decimal:
    """Round `value` to a whole number of `step`, halves away from zero.

    `step` is a positive Decimal: 1 for kronor, 1000 for thousands of kronor, 0.001 for tenths of a per cent.
    The answer is a multiple of `step` with its exponent, and never a negative zero.
    """
    steps = _WIDE.divide(value, step).quantize(ONE, context=_WIDE)
    rounded = _WIDE.multiply(steps, step)
    return abs(rounded) if rounded.is_zero() else rounded


def to_decimal(text: str) -> Decimal | None:
    """Read a plain amount with a decimal point ("-12.50"); None where it is not one.

    Exponents, infinities, digit separators and signs other than a leading + or - are not amounts.
    """
    digits = text[1:] if text[:1] in {"+", "-"} else text
    whole, _, fraction = digits.partition(".")
    if not (whole or fraction) or not (whole + fraction).isascii() or not (whole + fraction).isdigit():
        return None
    return Decimal(text)
