"""When an area's deviation is large: over an amount and over a share of its budget, by a dated rule."""

from datetime import date
from decimal import Decimal

import pytest

from mellanrum.figures import Unit
from mellanrum.figures.figure import Figure, Operation, Trace
from mellanrum.statements.large import is_large, large_deviation
from mellanrum.statements.tables import AreaLine
from statements.given import THIS


def figure(value: int) -> Figure:
    return Figure("operations.a.x", THIS, Decimal(value), Unit.SEK, "A", Trace("", "", Operation.SUM, ()))


def area(deviation: int | None, budget: int | None, *, is_sum: bool = False) -> AreaLine:
    deviates = None if deviation is None else figure(deviation)
    planned = None if budget is None else figure(budget)
    return AreaLine("a", "A", None, None, None, planned, deviates, None, None, None, is_sum)


@pytest.mark.parametrize(
    ("line", "large"),
    [
        (area(50_000, 100_000), False),
        (area(50_001, 100_000), True),
        (area(-50_001, 100_000), True),
        (area(-60_000, -1_200_000), False),
        (area(-60_001, -1_200_000), True),
        (area(90_000, 0), True),
        (area(90_000, 100_000, is_sum=True), False),
        (area(None, 100_000), False),
        (area(90_000, None), False),
    ],
)
def test_deviation_is_large_over_both_the_amount_and_the_share(line: AreaLine, *, large: bool) -> None:
    assert is_large(line) is large


@pytest.mark.parametrize("year", [1994, 2018, 2019, 2025])
def test_every_year_has_one_rule(year: int) -> None:
    rule = large_deviation(date(year, 12, 31))

    assert (rule.amount, rule.share) == (Decimal(50_000), Decimal("0.05"))
