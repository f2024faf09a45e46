"""Numbers as people type them and documents print them."""

from decimal import Decimal

from mellanrum.books.sheets.amounts import NotAnAmount, read_amount
from mellanrum.numbers import decimals, to_decimal


def read_number(text: str, *, is_share: bool = False) -> Decimal | NotAnAmount:
    """Read a number as it is written in Sweden; of a share, which may have a per cent sign, the number before it.

    "41,812" may be an amount in thousands, but of a share it is read: there are no thousands of per cent.
    """
    body = text.strip()
    body = body.removesuffix("%").rstrip() if is_share else body
    number = read_amount(body)
    if is_share and number is NotAnAmount.AMBIGUOUS:
        return to_decimal(body.replace(",", ".").replace("−", "-")) or number
    return number


def written(value: Decimal) -> str:
    """Write a number as it is typed: decimals, two or more, only where there are some."""
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return decimals(value, max(places, 2) if places else 0)
