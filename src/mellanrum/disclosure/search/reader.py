"""The reader as a linear programme: how far the hidden cells may move together, when all sums must hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from mellanrum.disclosure.highs import QuietHighs
from mellanrum.disclosure.search.problem import Aim, Amounts, Problem, Truths

NEAR = 1e-6
"""Below this, two numbers are the same: HiGHS's own limit is a tenth of it."""
Room = tuple[Amounts, Amounts]
"""How far each column may move: the lowest and the highest move."""
_SLOW = 0.8  # when one more pull together leaves this share, what is left is pulled one by one
_WHOLE = 1e-6


@dataclass(frozen=True)
class Missed:
    """An aim not reached. `prices`: its move is never more than prices times moves, added, whatever those are."""

    aim: Aim
    prices: Amounts


@dataclass(frozen=True)
class Swept:
    """What a look at some aims gave: those missed, and those reached by fractions only, as far as is known."""

    missed: tuple[Missed, ...]
    broken: tuple[Aim, ...]


class Reader:
    """One solver for all that is asked of a problem: only limits and costs change."""

    def __init__(self, problem: Problem) -> None:
        """Lay the sums out."""
        self.problem = problem
        self._all = np.arange(problem.size, dtype=np.int32)
        self._solver = QuietHighs(presolve="off", solver="simplex", simplex_strategy=4)
        self._solver.addVars(problem.size, np.zeros(problem.size), np.zeros(problem.size))
        rows = problem.rows
        starts = np.cumsum([0, *(len(row.columns) for row in rows)], dtype=np.int32)[:-1]
        nils = np.zeros(len(rows))
        columns = np.concatenate([row.columns for row in rows]) if rows else np.zeros(0, dtype=np.int32)
        factors = np.concatenate([row.factors for row in rows]) if rows else np.zeros(0)
        self._solver.addRows(len(rows), nils, nils, len(columns), starts, columns, factors)

    def sweep(
        self, aims: Iterable[Aim], room_of: Callable[[int], Room], *, by_size: bool, until_missed: bool = False
    ) -> Swept:
        """Try all aims. With `by_size` room is another for each size; `until_missed` stops at the first that is missed.

        What one solution reaches need not be tried by itself.
        """
        groups: dict[tuple[int, int], list[Aim]] = defaultdict(list)
        for aim in aims:
            groups[-aim.size if by_size else 0, aim.way].append(aim)
        missed: list[Missed] = []
        broken: list[Aim] = []
        for (size, _), group in sorted(groups.items()):
            sweep = _Sweep(self, group, room_of(-size))
            sweep.run(until_missed=until_missed)
            missed += sweep.missed
            broken += sweep.broken
            if missed and until_missed:
                break
        return Swept(tuple(missed), tuple(broken))

    def limit(self, room: Room) -> None:
        """Say how far each column may move."""
        self._solver.changeColsBounds(self.problem.size, self._all, *room)

    def pull(self, aims: Sequence[Aim]) -> tuple[Amounts, Amounts]:
        """Move the columns of some aims as far as they go together. Returns the moves of all, and their prices."""
        columns = np.array([aim.column for aim in aims], dtype=np.int32)
        self._solver.changeColsCost(len(aims), columns, np.array([-float(aim.way) for aim in aims]))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"HiGHS gave up: {self._solver.getModelStatus()}")
        solution = self._solver.getSolution()
        moves, prices = np.array(solution.col_value), -np.array(solution.col_dual)
        self._solver.changeColsCost(len(aims), columns, np.zeros(len(aims)))
        return moves, prices


class _Sweep:
    """Aims of one way. Their columns are held at what is asked, so that nothing grows for ever."""

    def __init__(self, reader: Reader, aims: Sequence[Aim], room: Room) -> None:
        self.reader = reader
        self.left = list(aims)
        self.missed: list[Missed] = []
        self._broken: dict[Aim, None] = {}
        self._room = room
        self._held = (room[0].copy(), room[1].copy())
        for aim in aims:
            self._hold(aim)
        reader.limit(self._held)

    @property
    def broken(self) -> tuple[Aim, ...]:
        return tuple(self._broken)

    def _hold(self, aim: Aim) -> None:
        lows, highs = self._held
        if aim.way > 0:
            highs[aim.column] = min(highs[aim.column], aim.size)
        else:
            lows[aim.column] = max(lows[aim.column], -aim.size)

    def run(self, *, until_missed: bool) -> None:
        while len(self.left) > 1:
            before = len(self.left)
            moves, _ = self.reader.pull(self.left)
            self._strike(moves)
            if len(self.left) > _SLOW * before:
                break
        while self.left and not (self.missed and until_missed):
            self._alone(self.left[0])

    def _alone(self, aim: Aim) -> None:
        moves, prices = self.reader.pull((aim,))
        while not _is_reached(aim, moves) and self._let_go(aim, prices):
            moves, prices = self.reader.pull((aim,))
        if not _is_reached(aim, moves):
            self.missed.append(Missed(aim, prices))
            self.left.remove(aim)
        self._strike(moves)

    def _let_go(self, aim: Aim, prices: Amounts) -> bool:
        """Free the other aims' columns that are held where it matters. Returns whether there are any."""
        at_high = (prices > NEAR) & (self._held[1] < self._room[1])
        at_low = (prices < -NEAR) & (self._held[0] > self._room[0])
        mattering = at_high | at_low
        mattering[aim.column] = False
        for held, room in zip(self._held, self._room, strict=True):
            held[mattering] = room[mattering]
        if mattering.any():
            self.reader.limit(self._held)
        return bool(mattering.any())

    def _strike(self, moves: Amounts) -> None:
        """Take away what these moves reach. A move in whole numbers proves more than one in fractions."""
        reached = [aim for aim in self.left if _is_reached(aim, moves)]
        self.left = [aim for aim in self.left if not _is_reached(aim, moves)]
        if np.all(np.abs(moves - np.round(moves)) < _WHOLE):
            for aim in [each for each in self._broken if _is_reached(each, moves)]:
                del self._broken[aim]
        else:
            self._broken.update(dict.fromkeys(reached))


def _is_reached(aim: Aim, moves: Amounts) -> bool:
    return bool(moves[aim.column] * aim.way >= aim.size - NEAR)


def real_room(problem: Problem, hidden: Truths) -> Room:
    """Return how far readers can think that cells move when these are hidden and the others shown."""
    lows = np.where(hidden, -problem.room, 0.0)
    return lows, np.where(hidden, highspy.kHighsInf, 0.0)


def shared_room(problem: Problem, amounts: Amounts, size: int) -> Room:
    """Return the room when cells are hidden in part: a share of it, and no more than an aim of this size can use."""
    lows = -np.minimum(problem.room, size) * amounts
    highs = size * amounts
    lows[problem.forced] = -problem.room[problem.forced]
    highs[problem.forced] = highspy.kHighsInf
    return lows, highs
