"""Looking for few whole-number solutions of one part that together reach many levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mellanrum.disclosure.attack.solver import Numbers, Solver, Truths, is_whole
from mellanrum.disclosure.attack.unknowns import Part

_SLACK = 1e-6
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Target:
    """That the unknown at a position be at least `level` (`sign` 1) or at most (-1)."""

    at: int
    sign: int
    level: int


class Hunt:
    """The search in one part. `truth` is a solution that is known, in the order of the part's unknowns.

    When it has run, `solutions` are those found and `met` tells which of them meets each target, by the target's
    number; a target that is not in `met` is out of reach.
    """

    def __init__(self, part: Part, truth: Sequence[int], targets: Sequence[Target]) -> None:
        """Lay out the part and what is asked of it."""
        self.solutions: list[Numbers] = []
        self.met: dict[int, int] = {}
        self._solver = Solver(part)
        self._truth = np.array(truth, dtype=np.float64)
        self._at = np.array([target.at for target in targets], dtype=np.int32)
        self._sign = np.array([target.sign for target in targets], dtype=np.float64)
        self._level = np.array([target.level for target in targets], dtype=np.float64)
        self._open = np.ones(len(targets), dtype=bool)

    def run(self) -> None:
        """Meet what can be met: many at a time as long as that goes, then one by one."""
        turn = idle = 0
        while idle < _PATIENCE and self._open.any():
            idle = 0 if self._many(turn) else idle + 1
            turn += 1
        for number in self._left():
            self._one(number)

    def _left(self) -> Iterable[int]:
        """Give the targets that are open when their turn comes."""
        return (int(number) for number in np.flatnonzero(self._open) if self._open[number])

    def _many(self, turn: int) -> bool:
        """Pull at all open targets at once; tell whether that met any."""
        costs = self._pull(turn)
        numbers = self._solver.dive(costs, *self._limits(costs))
        return numbers is not None and self._take(numbers)

    def _pull(self, turn: int) -> Numbers:
        """Say which way to pull each unknown with open targets; where both ways are open, every other goes either."""
        up, down = (self._pulled(sign) for sign in (1, -1))
        either = np.where((np.arange(len(up)) + turn) % 2, 1.0, -1.0)
        return np.where(up & down, either, 1.0 * up - 1.0 * down)

    def _pulled(self, sign: int) -> Truths:
        pulled = np.zeros(len(self._truth), dtype=bool)
        pulled[self._at[self._open & (self._sign == sign)]] = True
        return pulled

    def _limits(self, costs: Numbers) -> tuple[Numbers, Numbers]:
        """Let nothing that is pulled go further than its targets: the way beyond is wasted on it."""
        lows, highs = self._solver.lows.copy(), self._solver.highs.copy()
        ends = self._truth.copy()
        for sign, outer in ((1, np.maximum), (-1, np.minimum)):
            held = self._open & (self._sign == sign) & (costs[self._at] * sign > 0)
            outer.at(ends, self._at[held], self._level[held])
        highs[costs > 0] = ends[costs > 0]
        lows[costs < 0] = ends[costs < 0]
        return lows, highs

    def _take(self, numbers: Numbers) -> bool:
        """Note a solution in whole numbers, if it meets any target that was open."""
        meets = self._open & (self._sign * numbers[self._at] >= self._sign * self._level)
        if not meets.any():
            return False
        self.met.update(dict.fromkeys(np.flatnonzero(meets).tolist(), len(self.solutions)))
        self.solutions.append(numbers)
        self._open &= ~meets
        return True

    def _one(self, number: int) -> None:
        """Pull at one target alone: first for fractions, and if those reach, for whole numbers."""
        at, sign, level = self._at[number], self._sign[number], self._level[number]
        costs = np.zeros(len(self._truth))
        costs[at] = sign
        lows, highs = self._solver.lows.copy(), self._solver.highs.copy()
        (highs if sign > 0 else lows)[at] = level
        self._solver.limit(lows, highs)
        numbers = self._solver.most(costs)
        if numbers is None or sign * numbers[at] < sign * level - _SLACK:
            return
        if is_whole(numbers):
            self._take(np.round(numbers))
            return
        (lows if sign > 0 else highs)[at] = level
        found = self._solver.guess(lows, highs)
        if found is None:
            found = self._solver.whole(np.zeros_like(costs), lows, highs)
        if found is not None:
            self._take(found)
