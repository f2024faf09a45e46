"""Rounding half away from zero, and what counts as an amount."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.numbers import round_half_away, to_decimal

STEPS = st.sampled_from([Decimal(step) for step in ("1", "1000", "0.01", "0.001", "0.5", "5")])
AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=4)


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [
        ("0.5", "1", "1"),
        ("-0.5", "1", "-1"),
        ("1.5", "1", "2"),
        ("2.5", "1", "3"),
        ("-2.5", "1", "-3"),
        ("2.4999", "1", "2"),
        ("-7680845.60", "1", "-7680846"),
        ("7500", "1000", "8000"),
        ("7499.99", "1000", "7000"),
        ("-500", "1000", "-1000"),
        ("0.1245", "0.001", "0.125"),
        ("-0.4", "1", "0"),
        ("0.00", "0.01", "0.00"),
        ("3.25", "0.5", "3.5"),
    ],
)
def test_half_goes_away_from_zero(value: str, step: str, rounded: str) -> None:
    answer = round_half_away(Decimal(value), Decimal(step))

    assert (answer, str(answer)[:1] == "-") == (Decimal(rounded), rounded.startswith("-"))


@given(AMOUNTS, STEPS)
def test_law_of_rounding(value: Decimal, step: Decimal) -> None:
    rounded = round_half_away(value, step)

    assert rounded % step == 0
    assert abs(rounded - value) <= step / 2
    assert abs(rounded) >= abs(value) or abs(rounded - value) < step / 2
    assert round_half_away(rounded, step) == rounded
    assert round_half_away(-value, step) == -rounded


@given(AMOUNTS)
def test_rounding_heeds_no_context(value: Decimal) -> None:
    with localcontext() as context:
        context.prec = 3
        narrow = round_half_away(value)
    assert narrow == round_half_away(value)


@pytest.mark.parametrize("text", ["0", "12", "-12.50", "+3", ".5", "5.", "007.10", "1" * 100])
def test_amount(text: str) -> None:
    assert to_decimal(text) == Decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "+", "-", ".", "-.", "1e999999", "1E5", "NaN", "nan", "Infinity", "-inf", "sNaN", "１２", "٣", "1_000",
        "1 000", " 1", "1 ", "1\n", "1,5", "1.2.3", "--1", "+-1", "1-", "0x10", "½", "²",
        "−5", "1\u00a0000", "kr", "1.５",
    ],
)  # fmt: skip
def test_not_an_amount(text: str) -> None:
    assert to_decimal(text) is None


@given(st.text(max_size=12) | st.text(alphabet="0123456789+-.eE_ ,", max_size=8))
def test_any_text_is_a_finite_amount_or_none(text: str) -> None:
    value = to_decimal(text)

    assert value is None or value.is_finite()


@given(AMOUNTS)
def test_amount_written_out_is_read_back(value: Decimal) -> None:
    assert to_decimal(f"{value:f}") == value
