"""Amounts as people and programs write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.sheets.amounts import NotAnAmount, read_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234 567,50", "1234567.50"),
        ("1\u00a0234\u00a0567,50", "1234567.50"),
        ("1\u202f234,5", "1234.5"),
        ("1\u2009234", "1234"),
        ("-5", "-5"),
        ("\u22125,25", "-5.25"),
        ("–5", "-5"),
        ("- 5", "-5"),
        ("123-", "-123"),
        ("1 234,50\u2212", "-1234.50"),
        ("(1 000)", "-1000"),
        ("( 1 000,25 )", "-1000.25"),
        ("+7", "7"),
        ("1234.56", "1234.56"),
        ("1234567", "1234567"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1 234 kr", "1234"),
        ("1 234,50 SEK", "1234.50"),
        ("100:-", "100"),
        ("-0", "0"),
        ("", "0"),
        (" ", "0"),
        ("-", "0"),
        ("–", "0"),
        ("00012", "12"),
    ],
)
def test_amount(text: str, amount: str) -> None:
    read = read_amount(text)

    assert (read, str(read)) == (Decimal(amount), amount)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "123,456", "999.999-"])
def test_thousands_or_decimals(text: str) -> None:
    assert read_amount(text) is NotAnAmount.AMBIGUOUS


@pytest.mark.parametrize(
    "text",
    [
        "abc", "1e5", "NaN", "inf", "1 23", "12 3456", "1.23.4", "1,2,3", "1.234.5", "--5", "(-5)", "-5-", "()", "+",
        "+-1", "5 %", "kr", "１２", "1234 567", "1,234 567", "0x1f", "1_000", "9" * 41, "1.234.567.8",
        "2025-01-01", "12:30",
    ],
)  # fmt: skip
def test_not_an_amount(text: str) -> None:
    assert read_amount(text) is NotAnAmount.TEXT


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(" \u00a0\u202f"))
def test_swedish_amount_is_read_back(amount: Decimal, space: str) -> None:
    written = f"{abs(amount):,.2f}".replace(",", space).replace(".", ",")

    forms = (
        [f"-{written}", f"\u2212{written}", f"{written}-", f"({written})"] if amount < 0 else [written, f"+{written}"]
    )
    assert {read_amount(form) for form in forms} == {amount}


@given(st.text(max_size=50) | st.text(alphabet="0123456789 .,-()kr", max_size=50))
def test_any_text_is_a_finite_amount_or_none(text: str) -> None:
    read = read_amount(text)

    assert isinstance(read, NotAnAmount) or read.is_finite()
