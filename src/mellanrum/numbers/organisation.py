"""Organisation numbers: ten digits, the last of which checks the others."""

import re

_SEPARATORS = re.compile(r"[\s‐‑–-]")
_COUNTRY = re.compile(r"(?:SE)([0-9]{10})01", re.IGNORECASE)  # the number as a VAT number


def organisation_number(text: str) -> str | None:
    """Return an organisation number as it is written, "222000-1230"; None where `text` is none.

    Spaces and dashes may stand anywhere, and the century 16 or the letters of a VAT number around it. The third digit
    is at least 2 (Skatteverket, SKV 709), so that a personal number is never taken for one.
    """
    bare = _SEPARATORS.sub("", text)
    vat = _COUNTRY.fullmatch(bare)
    digits = vat[1] if vat else bare.removeprefix("16") if len(bare) == 12 else bare
    is_number = len(digits) == 10 and digits.isascii() and digits.isdigit() and digits[2] >= "2"
    return f"{digits[:6]}-{digits[6:]}" if is_number and checks_out(digits) else None


def checks_out(digits: str) -> bool:
    """Tell whether the last of ten digits is the right one after the others (the Luhn sum, modulus 10)."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return not sum(value - 9 if value > 9 else value for value in doubled) % 10
