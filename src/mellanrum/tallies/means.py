"""Means: the sum of a number over how many gave it, never a mean of means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.tallies.following import Followed
from mellanrum.tallies.rules import TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, Sex
from mellanrum.tallies.shown import Shown, rule_of
from mellanrum.tallies.spans import Span, of_part, of_years
from mellanrum.tallies.statistics import share
from mellanrum.tallies.stocked import shown


@dataclass(frozen=True, slots=True)
class MeanCell:
    """The sum of a number, how many it is of, and their quotient. None is not shown, or nothing to divide by."""

    sum: int | None = None
    count: int | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a number, by sex, None for all. `unit` is years, months or days.

    Shown where at least a threshold have given the number; by sex where that holds for each of them.
    """

    key: str
    title: str
    what: str
    unit: str
    cells: Mapping[Sex | None, MeanCell]
    rule: TableRule
    span: Span

    @property
    def is_shown(self) -> bool:
        """Whether the mean of all may be shown."""
        return self.cells[None].count is not None


def mean(  # noqa: PLR0913, PLR0917 - what, of whom, when, by which rules
    followed: Sequence[Followed],
    what: str,
    table_key: str,
    years: Iterable[int],
    scheme: Scheme,
    threshold: int,
    part: int | None = None,
) -> Mean | None:
    """Return the mean of a number for whole years, or a period of a single one; None where it is no table of one."""
    asked = tuple(years)
    span = of_years(asked) if part is None else of_part(followed, asked[0], part)
    return mean_of(followed, what, table_key, span, scheme, threshold)


def mean_of(  # noqa: PLR0913, PLR0917 - as above
    followed: Sequence[Followed], what: str, table_key: str, span: Span, scheme: Scheme, threshold: int
) -> Mean | None:
    """Return the mean of a number for a span of whole periods, as `mean` does."""
    rule = rule_of(scheme, what, table_key)
    question = scheme.questions[rule.questions[0]] if rule is not None else None
    if rule is None or question is None or question.kind != "number":
        return None
    held = shown(followed, what, rule, span, scheme)
    cells = dict(_cells(held, threshold))
    return Mean(table_key, rule.label, what, question.unit, cells, rule, span)


def _cells(held: Shown, threshold: int) -> Iterable[tuple[Sex | None, MeanCell]]:
    known = held.known
    is_enough = known[None] >= threshold
    has_split = is_enough and all(known[slot] >= threshold or not known[slot] for slot in SLOTS)
    for slot in (None, *SLOTS):
        if is_enough if slot is None else has_split:
            total = held.sums.get(slot, 0)
            yield slot, MeanCell(total, known[slot], share(total, known[slot]))
        else:
            yield slot, MeanCell()
