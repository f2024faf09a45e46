"""How far each unknown of a part can go, in whole numbers."""

from collections.abc import Iterable

import numpy as np

from mellanrum.disclosure.attack.solver import Numbers, Solver, Truths, is_whole
from mellanrum.disclosure.attack.unknowns import Part, Row

Ends = tuple[int | None, int | None]
"""The lowest and the highest, each None where there is no limit."""
_SLACK = 1e-6
_HALF = 0.5


def outermost(part: Part, positions: Iterable[int]) -> dict[int, Ends] | None:
    """Give the ends of the unknowns at some positions; None where the part has no solution at all."""
    search = _Search(part)
    if not search.begin():
        return None
    return {at: (search.end(at, -1), search.end(at, 1)) for at in positions}


def _endless(part: Part) -> Truths:
    """Tell which unknowns can grow for ever: those in what can be added to a solution any number of times.

    All can be in it at once. What each adds is written as up to 1, which is asked for, and the rest.
    """
    size = len(part.unknowns)
    rows = tuple(
        Row(tuple((factor, at + half) for half in (0, size) for factor, at in row.terms), 0) for row in part.rows
    )
    first, rest = ([end if high is None else 0 for high in part.highs] for end in (1, None))
    added = Solver(Part(tuple(range(2 * size)), (0,) * (2 * size), (*first, *rest), rows))
    numbers = added.most_anew(np.repeat([1.0, 0.0], size), added.lows, added.highs)
    if numbers is None:
        raise ArithmeticError("HiGHS does not find that nothing may be added.")
    return numbers[:size] > _HALF


class _Search:
    """Keeps the least and the most that any solution so far gives each unknown."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._solver = Solver(part)
        self._endless = np.zeros(self._solver.size, dtype=np.bool_)
        self._nothing = np.zeros(self._solver.size)
        self._least = np.full(self._solver.size, np.inf)
        self._most = np.full(self._solver.size, -np.inf)

    def begin(self) -> bool:
        """Find some solutions: any, then one with all as low as they can be together. Tells whether there is any."""
        own = self._solver.lows, self._solver.highs
        numbers = self._solver.some()
        if numbers is None:
            return False
        self._take(numbers)
        lowest = self._solver.dive(self._nothing - 1, *own)
        if lowest is not None:
            self._take(lowest)
        self._solver.limit(*own)
        return True

    def _take(self, numbers: Numbers) -> None:
        self._least = np.minimum(self._least, numbers)
        self._most = np.maximum(self._most, numbers)

    def _found(self, at: int, sign: int) -> float:
        return float(self._most[at] if sign > 0 else -self._least[at])

    def end(self, at: int, sign: int) -> int | None:
        """Give the highest (`sign` 1) or the lowest (-1) of the unknown at a position."""
        limit = self._solver.highs[at] if sign > 0 else -self._solver.lows[at]
        if sign > 0 and self._endless[at]:
            return None
        if self._found(at, sign) < limit and not self._pull(at, sign):
            self._endless = _endless(self._part)
            if sign < 0 or not self._endless[at]:
                raise ArithmeticError("HiGHS finds no end where there is one.")
            return None
        return sign * int(self._found(at, sign))

    def _pull(self, at: int, sign: int) -> bool:
        """Find a solution that takes the unknown as far as it goes, unless there is one; False if it has no end."""
        costs = self._nothing.copy()
        costs[at] = sign
        numbers = self._solver.most(costs)
        if numbers is None:
            return False
        if is_whole(numbers):
            self._take(np.round(numbers))
        else:
            self._settle(at, sign, float(np.floor(sign * numbers[at] + _SLACK)))
        return True

    def _settle(self, at: int, sign: int, bound: float) -> None:
        """Find whole numbers that take the unknown to `bound`, which fractions allow, or as near as they can."""
        if self._found(at, sign) >= bound:
            return
        lows, highs = self._solver.lows.copy(), self._solver.highs.copy()
        (lows if sign > 0 else highs)[at] = sign * bound
        numbers = self._solver.guess(lows, highs)
        self._solver.limit(self._solver.lows, self._solver.highs)
        if numbers is None:
            numbers = self._best(at, sign, bound)
        self._take(numbers)

    def _best(self, at: int, sign: int, bound: float) -> Numbers:
        costs, lows, highs = self._nothing.copy(), self._solver.lows.copy(), self._solver.highs.copy()
        costs[at] = sign
        (highs if sign > 0 else lows)[at] = sign * bound
        numbers = self._solver.whole(costs, lows, highs)
        if numbers is None:
            raise ArithmeticError("HiGHS finds no whole numbers where it has found some before.")
        return numbers
