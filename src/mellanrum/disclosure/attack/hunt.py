"""Looking for few whole-number solutions of one part that together reach many levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mellanrum.disclosure.attack.solver import Numbers, Solver, Truths, is_whole
from mellanrum.disclosure.attack.unknowns import Part

_ROUNDING = 1e-6


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
        """Meet what can be met: many at a time, then one by one, nearby first."""
        self._solver.limit(*self._nearby())
        self._many()
        for number in self._left():
            self._one(number)
        self._solver.limit(self._solver.lows, self._solver.highs)
        for number in self._left():
            self._far(number)

    def _left(self) -> Iterable[int]:
        """Give the targets that are open when their turn comes."""
        return (int(number) for number in np.flatnonzero(self._open) if self._open[number])

    def _meets(self, numbers: Numbers, slack: float = 0.0) -> Truths:
        return self._sign * numbers[self._at] >= self._sign * self._level - slack

    def _take(self, numbers: Numbers) -> bool:
        """Note a solution in whole numbers, if it meets any target that was open."""
        meets = self._open & self._meets(numbers)
        if not meets.any():
            return False
        self.met.update(dict.fromkeys(np.flatnonzero(meets).tolist(), len(self.solutions)))
        self.solutions.append(numbers)
        self._open &= ~meets
        return True

    def _nearby(self) -> tuple[Numbers, Numbers]:
        """Let no unknown with targets go further than those and what is known: the way beyond is wasted on it."""
        lows, highs = self._solver.lows.copy(), self._solver.highs.copy()
        lows[self._at], highs[self._at] = self._truth[self._at], self._truth[self._at]
        np.minimum.at(lows, self._at, self._level)
        np.maximum.at(highs, self._at, self._level)
        return lows, highs

    def _many(self) -> None:
        """Pull at all open targets at once, now one way and now the other, as long as either meets any."""
        turn = idle = 0
        while idle < 2 and self._open.any():
            numbers = self._solver.most(self._pull(turn))
            served = numbers is not None and is_whole(numbers) and self._take(np.rint(numbers))
            idle = 0 if served else idle + 1
            turn += 1

    def _pull(self, turn: int) -> Numbers:
        """Say which way to pull each unknown with open targets; where both ways are open, every other goes either."""
        up, down = (self._pulled(sign) for sign in (1, -1))
        either = np.where((np.arange(len(up)) + turn) % 2, 1.0, -1.0)
        return np.where(up & down, either, 1.0 * up - 1.0 * down)

    def _pulled(self, sign: int) -> Truths:
        pulled = np.zeros(len(self._truth), dtype=bool)
        pulled[self._at[self._open & (self._sign == sign)]] = True
        return pulled

    def _one(self, number: int) -> bool:
        """Pull at one target; tell whether it can be met with fractions under the limits that hold now."""
        costs = np.zeros(len(self._truth))
        costs[self._at[number]] = self._sign[number]
        numbers = self._solver.most(costs)
        if numbers is None or not self._meets(numbers, _ROUNDING)[number]:
            return False
        if is_whole(numbers):
            self._take(np.rint(numbers))
        return True

    def _far(self, number: int) -> None:
        """Pull at one target with nothing else in the way, and where that gives fractions, ask for whole numbers."""
        at, level = int(self._at[number]), self._level[number]
        low, high = sorted((level, self._truth[at]))
        self._solver.limit_one(at, low, high)
        is_near = self._one(number)
        self._solver.limit_one(at, -np.inf, np.inf)
        if is_near and self._open[number]:
            lows, highs = self._solver.lows.copy(), self._solver.highs.copy()
            (lows if self._sign[number] > 0 else highs)[at] = level
            numbers = self._solver.whole(lows, highs)
            if numbers is not None:
                self._take(numbers)
