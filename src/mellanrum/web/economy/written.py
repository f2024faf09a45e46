"""Numbers as people type them and documents print them."""

from decimal import Decimal

from mellanrum.books.sheets.amounts import NotAnAmount, read_amount
from mellanrum.numbers import Language, decimals, share, to_decimal


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


def shown(text: str, lang: Language, *, is_share: bool = False) -> str:
    """Write a number that somebody typed as numbers are written, with the decimals it has; no number as it stands."""
    number = read_number(text, is_share=is_share) if text.strip() else None
    if not isinstance(number, Decimal):
        return text
    exponent = number.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return share(number.scaleb(-2), places, lang) if is_share else decimals(number, places, lang)


def written(value: Decimal) -> str:
    """Write a number as it is typed: decimals, two or more, only where there are some."""
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return decimals(value, max(places, 2) if places else 0)
