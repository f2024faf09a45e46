"""What every safe pattern keeps to, as inequalities between hidden (1) and shown (0) columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from mellanrum.disclosure.search.problem import Aim, Amounts, Columns, Problem, Truths
from mellanrum.disclosure.search.reader import NEAR, Missed

_NOISE = 1e-9
_CLEAR = 1e-4


@dataclass(frozen=True)
class Cut:
    """Factor times column, added, is at least `least`."""

    columns: Columns
    factors: Amounts
    least: float

    @property
    def key(self) -> tuple[bytes, bytes, float]:
        """What two cuts that say the same have in common."""
        return self.columns.tobytes(), np.round(self.factors, 9).tobytes(), self.least

    def is_broken(self, amounts: Amounts) -> bool:
        """Whether a pattern, or one in fractions, clearly fails it."""
        return bool(self.factors @ amounts[self.columns] < self.least - _CLEAR)


def cut_of(problem: Problem, missed: Missed) -> Cut | None:
    """Make the cut that a missed aim gives (Fischetti and Salazar's capacity cut), or None where it says nothing.

    An aim's move is at most the sum of price times move, so what may move must suffice for it. A hidden cell may fall
    by its room and rise without limit; none helps by more than all that is lacking when the forced ones have helped.
    """
    return _cut(problem, missed.aim, missed.columns, missed.prices)


def _cut(problem: Problem, aim: Aim, columns: Columns, prices: Amounts) -> Cut | None:
    forced = problem.forced[columns]
    falls = np.maximum(0.0, -prices) * problem.room[columns]
    if np.any(prices[forced] > NEAR):
        return None
    lacking = aim.size - float(falls[forced].sum())
    if lacking <= NEAR:
        return None
    helps = np.where(prices > 0, lacking, np.minimum(lacking, falls)) / lacking
    kept = ~forced & (helps > _NOISE)
    return Cut(columns[kept], helps[kept], 1.0)


def first_cuts(problem: Problem, aims: Iterable[Aim]) -> Iterator[Cut]:
    """Give the cuts that each aim has from each single sum that its cell stands in."""
    for aim in aims:
        for at in problem.rows_of[aim.column]:
            row = problem.rows[at]
            others = row.columns != aim.column
            prices = -aim.way * row.factors[others] / row.factors[~others][0]
            cut = _cut(problem, aim, row.columns[others], prices)
            if cut is not None:
                yield cut


def bridges(problem: Problem, amounts: Amounts) -> Iterator[Cut]:
    """Give what is broken of this: nothing is hidden alone in a sum, where each can work it out at once."""
    for row in problem.rows:
        if problem.forced[row.columns].any():
            continue
        here = amounts[row.columns]
        for at in np.flatnonzero(2 * here > here.sum() + _CLEAR).tolist():
            factors = np.ones(len(here))
            factors[at] = -1.0
            yield Cut(row.columns, factors, 0.0)


def one_more(problem: Problem, hidden: Truths) -> Cut:
    """Say that one more than these must be hidden."""
    columns = problem.free[~hidden[problem.free]]
    return Cut(columns, np.ones(len(columns)), 1.0)
