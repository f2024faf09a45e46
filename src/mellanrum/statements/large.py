"""When an area's deviation from its budget is large: dated rules in rules/data/large_deviations.toml."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from mellanrum.rules import Dated, Strict, in_force, shipped
from mellanrum.statements.layout import rules_day
from mellanrum.statements.tables import AreaLine


class LargeDeviation(Dated):
    """A deviation is large when it is over `amount`, in SEK, and over `share` of the area's budget."""

    amount: Annotated[Decimal, Field(ge=0)]
    share: Annotated[Decimal, Field(ge=0)]


class LargeDeviations(Strict):
    """rules/data/large_deviations.toml."""

    large: tuple[LargeDeviation, ...]


def large_deviation(end: date) -> LargeDeviation:
    """Return the rule for a year that ends on a day; for a year before all rules the first of them."""
    rules: LargeDeviations = shipped(LargeDeviations, "large_deviations")
    [rule] = in_force(rules.large, rules_day(end))
    return rule


def is_large(line: AreaLine) -> bool:
    """Tell whether an area deviates so much that the report says so in words; the whole never does."""
    if line.is_sum or line.deviation is None or line.budget is None:
        return False
    rule = large_deviation(line.deviation.period.end)
    size = abs(line.deviation.value)
    return size > rule.amount and size > rule.share * abs(line.budget.value)
