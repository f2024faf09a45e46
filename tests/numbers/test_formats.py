"""How numbers and days are written in Swedish and English."""

from datetime import date
from decimal import Decimal

import pytest

from mellanrum.numbers import Language, day, decimals, kronor, month, share

HARD = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "places", "lang", "written"),
    [
        ("1234567", 0, "sv", "1_234_567"),
        ("1234567.894", 2, "sv", "1_234_567,89"),
        ("-0.5", 0, "sv", "~1"),
        ("-0.4", 0, "sv", "0"),
        ("-1234.5", 1, "sv", "~1_234,5"),
        ("0", 2, "sv", "0,00"),
        ("999.995", 2, "sv", "1_000,00"),
        ("1234567.895", 2, "en", "1,234,567.90"),
        ("-3", 0, "en", "~3"),
    ],
)
def test_decimals(value: str, places: int, lang: Language, written: str) -> None:
    assert decimals(Decimal(value), places, lang) == written.replace("_", HARD).replace("~", MINUS)


def test_kronor_has_its_unit() -> None:
    assert kronor(Decimal("-7680845.60")) == f"{MINUS}7{HARD}680{HARD}846{HARD}kr"
    assert kronor(Decimal(1500), step=1000) == f"2{HARD}tkr"
    assert kronor(Decimal(1500), "en") == f"1,500{HARD}SEK"
    assert kronor(Decimal(1500), "en", step=1000) == f"2{HARD}kSEK"


def test_share_is_written_as_per_cent() -> None:
    assert share(Decimal("0.1245")) == f"12,5{HARD}%"
    assert share(Decimal("-0.1245"), 0) == f"{MINUS}12{HARD}%"
    assert share(Decimal("0.1245"), lang="en") == "12.5%"


def test_days_and_months() -> None:
    assert day(date(2025, 3, 7)) == "2025-03-07"
    assert month(date(2025, 3, 1)) == "mars 2025"
    assert month(date(2025, 5, 1), "en") == "May 2025"
