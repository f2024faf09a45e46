"""What differs from the budget, area by area, and what has been said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mellanrum.statements.large import is_large
from mellanrum.statements.tables import AreaLine, operations
from mellanrum.web.economy.models import Comment
from mellanrum.web.economy.opening import YearAtDesk


@dataclass(frozen=True, slots=True)
class Deviation:
    """An area beside its budget: `is_large` by the rule of the report, `comment` what the accountant says of it."""

    line: AreaLine
    is_large: bool
    is_worse: bool
    comment: Comment | None


def deviations_of(desk: YearAtDesk, said: Mapping[str, Comment]) -> tuple[Deviation, ...]:
    """Return every area beside its budget, the whole last."""
    return tuple(_deviation(line, said.get(line.key)) for line in operations(desk.opened.book))


def _deviation(line: AreaLine, comment: Comment | None) -> Deviation:
    is_worse = line.deviation is not None and line.deviation.rounded < 0
    return Deviation(line, is_large(line), is_worse, comment)


def area_of(desk: YearAtDesk, key: str) -> AreaLine | None:
    """Return an area of the year by its key; None where there is none, and for the sum of all."""
    return next((line for line in operations(desk.opened.book) if line.key == key and not line.is_sum), None)
