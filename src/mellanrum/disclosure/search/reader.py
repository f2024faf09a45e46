"""The reader as a linear programme: how far hidden cells may move together, when all sums must hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from mellanrum.disclosure.highs import QuietHighs
from mellanrum.disclosure.search.problem import Aim, Amounts, Columns, Problem

NEAR = 1e-6
"""Below this, two numbers are the same: HiGHS's own limit is a tenth of it."""
_PRIMAL = 4
_CHUNK = 8
_PATIENCE = 2


@dataclass(frozen=True)
class Missed:
    """An aim not reached. `prices`: its move is never more than prices times moves, added, whatever those are.

    They are told of `columns`; all others have none.
    """

    aim: Aim
    columns: Columns
    prices: Amounts


@dataclass(frozen=True)
class Witness:
    """Moves of `columns` that go together, no others moving, and the aims they reach."""

    columns: Columns
    aims: frozenset[Aim]
    is_whole: bool


@dataclass(frozen=True)
class Swept:
    """What trying some aims gave."""

    witnesses: tuple[Witness, ...]
    missed: tuple[Missed, ...]


class Reader:
    """One solver for some of a problem's columns, the others standing still, and the rows these are in (or fewer)."""

    def __init__(self, problem: Problem, columns: Columns, rows: Sequence[int]) -> None:
        """Lay the sums out."""
        self.columns = columns
        self._problem = problem
        self._rows = rows
        self._place = {column: at for at, column in enumerate(columns.tolist())}
        self._solver = QuietHighs(presolve="off", solver="simplex", simplex_strategy=_PRIMAL)
        self._all = np.arange(len(columns), dtype=np.int32)
        self._lows, self._highs = np.zeros(len(columns)), np.zeros(len(columns))
        self._lay()

    def _lay(self) -> None:
        self._solver.addVars(len(self.columns), self._lows, self._highs)
        starts, columns, factors = [0], [], []
        for at in self._rows:
            row = self._problem.rows[at]
            held = [(self._place[column], factor) for column, factor in row.terms if column in self._place]
            columns += [column for column, _ in held]
            factors += [factor for _, factor in held]
            starts.append(len(columns))
        nils = np.zeros(len(self._rows))
        begin = np.array(starts[:-1], dtype=np.int32)
        held_columns, held_factors = np.array(columns, dtype=np.int32), np.array(factors, dtype=np.float64)
        self._solver.addRows(len(nils), nils, nils, len(columns), begin, held_columns, held_factors)

    def sweep(self, aims: Sequence[Aim], lows: Amounts, highs: Amounts) -> Swept:
        """Try aims within these lowest and highest moves of `columns`. What one witness reaches need not be tried."""
        sweep = _Sweep(self, aims, lows, highs)
        sweep.run()
        return Swept(tuple(sweep.witnesses), tuple(sweep.missed))

    def place(self, aim: Aim) -> int:
        """Return where the column of an aim stands."""
        return self._place[aim.column]

    def places(self, columns: Columns) -> Columns:
        """Return where some columns stand; those of other rows stand nowhere."""
        return np.array([self._place[each] for each in columns.tolist() if each in self._place], dtype=np.int32)

    def alone(self, aim: Aim, lows: Amounts, highs: Amounts) -> Missed | None:
        """Try one aim within these lowest and highest moves of `columns`; return it if it is missed."""
        self.limit(*self.holding((aim,), lows, highs))
        moves, charges = self.pull((aim,))
        return None if is_reached(aim, self.place(aim), moves) else self.priced(aim, charges)

    def holding(self, aims: Iterable[Aim], lows: Amounts, highs: Amounts) -> tuple[Amounts, Amounts]:
        """Return the limits when the columns of some aims go no further than asked, so that none grows for ever."""
        lows, highs = lows.copy(), highs.copy()
        for aim in aims:
            place = self._place[aim.column]
            if aim.way > 0:
                highs[place] = min(highs[place], aim.size)
            else:
                lows[place] = max(lows[place], -aim.size)
        return lows, highs

    def limit(self, lows: Amounts, highs: Amounts) -> None:
        """Say how far each column may move."""
        self._solver.changeColsBounds(len(self.columns), self._all, lows, highs)

    def pull(self, aims: Sequence[Aim]) -> tuple[Amounts, Amounts]:
        """Move the columns of some aims as far as they go together. Returns all moves, and the rows' charges."""
        places = np.array([self._place[aim.column] for aim in aims], dtype=np.int32)
        self._solver.changeColsCost(len(aims), places, np.array([-float(aim.way) for aim in aims]))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # Where the last pull ended is now and then a place it finds no way from; from the start it does.
            self._solver.clearSolver()
            self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"HiGHS gave up: {self._solver.getModelStatus()}")
        solution = self._solver.getSolution()
        moves, charges = np.array(solution.col_value), np.array(solution.row_dual)
        self._solver.changeColsCost(len(aims), places, np.zeros(len(aims)))
        return moves, charges

    def priced(self, aim: Aim, charges: Amounts) -> Missed:
        """Tell the prices of all columns of the problem that an aim has with what rows charge."""
        prices: dict[int, float] = {aim.column: float(aim.way)}
        for at, charge in zip(self._rows, charges.tolist(), strict=True):
            if abs(charge) > NEAR:
                for column, factor in self._problem.rows[at].terms:
                    prices[column] = prices.get(column, 0.0) + factor * charge
        held = {column: price for column, price in prices.items() if abs(price) > NEAR}
        return Missed(aim, np.array(list(held), dtype=np.int32), np.array(list(held.values())))


class _Sweep:
    """Aims to try. Those that are being tried, and have been, hold their columns at what is asked."""

    def __init__(self, reader: Reader, aims: Sequence[Aim], lows: Amounts, highs: Amounts) -> None:
        self.reader = reader
        self.witnesses: list[Witness] = []
        self.missed: list[Missed] = []
        self._left = dict.fromkeys(aims)
        self._place = {aim: reader.place(aim) for aim in aims}
        self._room = (lows, highs)
        self._holding: set[Aim] = set()
        self._hold(aims, anew=True)

    def _hold(self, aims: Iterable[Aim], *, anew: bool = False) -> None:
        """Hold the columns of these too, or of these only: limits that change make the solver begin again."""
        added = set(aims) - self._holding
        if anew or added:
            self._holding = added | (self._holding & set(aims) if anew else self._holding)
            self.reader.limit(*self.reader.holding(self._holding, *self._room))

    def run(self) -> None:
        """Pull at all as long as that gives anything, then at few together, and in the end one by one."""
        turn = idle = 0
        while idle < _PATIENCE and len(self._left) > 1:
            idle = 0 if self._pull(self._one_way(turn)) else idle + 1
            turn += 1
        left = list(self._left)
        if len(left) > 1:
            self._hold((), anew=True)
        for first in range(0, len(left), _CHUNK):
            self._split(left[first : first + _CHUNK])

    def _one_way(self, turn: int) -> list[Aim]:
        """Choose among aims of one column, whose ways are opposite: every other column goes up."""
        chosen: dict[int, Aim] = {}
        for aim in self._left:
            if aim.column not in chosen or aim.way == (1 if (aim.column + turn) % 2 else -1):
                chosen[aim.column] = aim
        return list(chosen.values())

    def _split(self, aims: list[Aim]) -> None:
        """Pull at some together, and when that gives nothing at each half."""
        left = [aim for aim in aims if aim in self._left]
        while len(left) > 1 and self._pull(left):
            left = [aim for aim in left if aim in self._left]
        if len(left) > 1:
            self._split(left[::2])
            self._split(left[1::2])
        elif left:
            self._alone(left[0])

    def _alone(self, aim: Aim) -> None:
        self._hold((aim,))
        moves, charges = self.reader.pull((aim,))
        if not is_reached(aim, self.reader.place(aim), moves) and len(self._holding) > 1:
            self._hold((aim,), anew=True)
            moves, charges = self.reader.pull((aim,))
        if not self._strike(moves):
            self.missed.append(self.reader.priced(aim, charges))
            del self._left[aim]

    def _pull(self, aims: Sequence[Aim]) -> bool:
        self._hold(aims)
        moves, _ = self.reader.pull(aims)
        return self._strike(moves)

    def _strike(self, moves: Amounts) -> bool:
        """Take away what these moves reach, and tell whether that was anything."""
        left = list(self._left)
        places = [self._place[aim] for aim in left]
        enough = moves[places] * [aim.way for aim in left] >= np.array([aim.size for aim in left]) - NEAR
        reached = [left[at] for at in np.flatnonzero(enough).tolist()]
        if reached:
            moving = self.reader.columns[np.abs(moves) > NEAR]
            is_whole = bool(np.all(np.abs(moves - np.round(moves)) < NEAR))
            self.witnesses.append(Witness(moving, frozenset(reached), is_whole))
        for aim in reached:
            del self._left[aim]
        return bool(reached)


def is_reached(aim: Aim, place: int, moves: Amounts) -> bool:
    """Whether moves of a reader's columns reach an aim, whose column has this place."""
    return bool(moves[place] * aim.way >= aim.size - NEAR)
