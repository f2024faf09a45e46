"""Figures, their traces and their periods."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.figures import PERCENT, Figure, Leaf, Operation, Period, Shown, Term, Trace, Unit, total

YEAR = Period.of_year(2025)
ONE, MINUS_ONE = Decimal(1), Decimal(-1)
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def leaf(value: Decimal | int, *parts: Leaf) -> Leaf:
    return Leaf("account", "3010", "Bidrag", Decimal(value), parts=parts)


def figure(value: str, trace: Trace, shown: Shown | None = None) -> Figure:
    return Figure("a.b", YEAR, Decimal(value), Unit.SEK, "A", trace, shown or Shown())


@given(st.lists(st.tuples(AMOUNTS, st.sampled_from([ONE, MINUS_ONE, Decimal("0.7")]))))
def test_sum_recomputes_to_its_terms(terms: list[tuple[Decimal, Decimal]]) -> None:
    inputs = tuple(Term(leaf(value), factor) for value, factor in terms)

    recomputed = Trace("Sum", inputs=inputs).recompute()

    assert recomputed == sum((value * factor for value, factor in terms), Decimal(0)) == total(inputs)


def test_sum_of_nothing_is_nil() -> None:
    assert Trace("Sum").recompute() == Decimal(0)


def test_quotient_recomputes_over_by_under() -> None:
    inputs = (Term(leaf(30)), Term(leaf(20)), Term(leaf(200), MINUS_ONE))

    assert Trace("Share", operation=Operation.QUOTIENT, inputs=inputs).recompute() == Decimal("0.25")


def test_quotient_by_nil_is_none() -> None:
    inputs = (Term(leaf(30)), Term(leaf(0), MINUS_ONE))

    assert Trace("Share", operation=Operation.QUOTIENT, inputs=inputs).recompute() is None


def test_given_value_has_nothing_to_recompute_from() -> None:
    trace = Trace("Stated", operation=Operation.GIVEN, inputs=(Term(leaf(5)),))

    assert trace.recompute() is None
    assert figure("5", trace).is_reported
    assert not figure("5", Trace("Sum")).is_reported


def test_figure_is_rounded_once_to_its_step() -> None:
    assert figure("-7680845.50", Trace("Sum")).rounded == Decimal(-7680846)
    assert figure("0.1245", Trace("Sum"), PERCENT).rounded == Decimal("0.125")


def test_nodes_are_walked_outermost_first() -> None:
    month = Leaf("month", "2025-03", "mars", Decimal(5))
    account = leaf(5, month)
    inner = figure("5", Trace("Sum", inputs=(Term(account),)))
    other = leaf(7)
    outer = figure("12", Trace("Sum", inputs=(Term(inner), Term(other))))

    assert list(outer.nodes()) == [outer, inner, account, month, other]


def test_calendar_year() -> None:
    assert (YEAR.start, YEAR.end, YEAR.year) == (date(2025, 1, 1), date(2025, 12, 31), 2025)
    assert YEAR.is_calendar_year
    assert str(YEAR) == "2025"
    assert YEAR.previous() == Period.of_year(2024)
    assert YEAR.months() == tuple(date(2025, month, 1) for month in range(1, 13))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (date(2025, 7, 1), date(2026, 6, 30), (date(2024, 7, 1), date(2025, 6, 30))),
        (date(2024, 3, 1), date(2025, 2, 28), (date(2023, 3, 1), date(2024, 2, 29))),
    ],
)
def test_broken_year_before(start: date, end: date, before: tuple[date, date]) -> None:
    assert Period(start, end).previous() == Period(*before)


def test_broken_year_is_written_with_its_days() -> None:
    broken = Period(date(2025, 7, 1), date(2026, 6, 30))

    assert (str(broken), broken.year, broken.is_calendar_year) == ("2025-07-01–2026-06-30", 2026, False)


def test_months_a_period_touches() -> None:
    assert Period(date(2025, 11, 15), date(2026, 1, 3)).months() == (
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    )


def test_periods_are_ordered_by_time() -> None:
    assert sorted([YEAR, YEAR.previous()]) == [YEAR.previous(), YEAR]
