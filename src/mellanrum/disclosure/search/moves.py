"""The cheapest way to reach an aim: which cells move with it, when those that move must be hidden."""

import highspy
import numpy as np

from mellanrum.disclosure.highs import QuietHighs
from mellanrum.disclosure.search.problem import Aim, Amounts, Columns, Problem, Truths

NEAR = 1e-6
_HIDDEN = 1e-3
"""What it costs to move what is hidden anyway: a little, so that no more moves than needs to."""
_OPTIMAL, _INFEASIBLE = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible
_DUAL, _PRIMAL = 1, 4
"""Ways of HiGHS's simplex. Few columns move for one aim, so dual simplex gets there soon from no moves at all."""
_BY_VALUE, _LARGE = 1e-2, 50.0
"""Large numbers are rather left alone: what each of the first so many costs more."""


class Moves:
    """One solver for all aims of a problem. Each column is there twice: as it rises, and as it falls."""

    def __init__(self, problem: Problem) -> None:
        """Lay the sums out; what is forced to be hidden moves for next to nothing."""
        self._problem = problem
        self._limits = np.concatenate([np.full(problem.size, highspy.kHighsInf), problem.room])
        self._solver = QuietHighs(presolve="off")
        self._solver.passModel(self._model(problem.forced))

    def reach(self, aim: Aim) -> Amounts | None:
        """Return the cheapest moves that reach an aim, or None where nothing does.

        ArithmeticError where HiGHS gives up.
        """
        columns = self._demand(self._solver, aim)
        moves = self._net(self._solver) if self._is_solved() else None
        self._solver.changeColsBounds(2, columns, np.zeros(2), self._limits[columns])
        return moves

    def reach_in_whole(self, aim: Aim, hidden: Truths) -> Amounts | None:
        """Return moves in whole numbers that reach an aim and hide as little more as can be, or None."""
        model = self._model(hidden)
        model.integrality_ = [highspy.HighsVarType.kInteger] * (2 * self._problem.size)
        solver = QuietHighs(mip_rel_gap=0.1)
        solver.passModel(model)
        self._demand(solver, aim)
        solver.run()
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return self._net(solver)

    def hide(self, columns: Columns) -> None:
        """Say that these are hidden now, so that they move for next to nothing."""
        if len(columns):
            both = np.concatenate([columns, columns + self._problem.size]).astype(np.int32)
            self._solver.changeColsCost(len(both), both, np.full(len(both), _HIDDEN))

    def allow(self, hidden: Truths) -> None:
        """Let only what is hidden move; the rest stands still from now on."""
        self._limits = np.concatenate(
            [
                np.where(hidden, highspy.kHighsInf, 0.0),
                np.where(hidden, self._problem.room, 0.0),
            ]
        )
        every = np.arange(len(self._limits), dtype=np.int32)
        self._solver.changeColsBounds(len(every), every, np.zeros(len(every)), self._limits)

    def hold(self, column: int) -> Amounts:
        """Let a column stand still, and return what `let_go` needs to undo that."""
        pair = self._pair(column)
        before = self._limits[pair]
        self._limit(pair, np.zeros(2))
        return before

    def let_go(self, column: int, before: Amounts) -> None:
        """Let a column that was held move again."""
        self._limit(self._pair(column), before)

    def _is_solved(self) -> bool:
        """Solve from no moves at all, in another way if the first does not lead anywhere."""
        for strategy in (_DUAL, _PRIMAL):
            self._solver.setOptionValue("simplex_strategy", strategy)
            self._solver.clearSolver()
            self._solver.run()
            if self._solver.getModelStatus() in {_OPTIMAL, _INFEASIBLE}:
                return bool(self._solver.getModelStatus() == _OPTIMAL)
        raise ArithmeticError(f"HiGHS gave up: {self._solver.getModelStatus()}")

    def _demand(self, solver: highspy.Highs, aim: Aim) -> Columns:
        """Let an aim's column move as far as is asked or more, and not the other way. Returns what was limited."""
        columns = self._pair(aim.column)[:: aim.way].copy()
        highest = np.array([max(aim.size, self._limits[columns[0]]), 0.0])
        solver.changeColsBounds(2, columns, np.array([float(aim.size), 0.0]), highest)
        return columns

    def _limit(self, pair: Columns, limits: Amounts) -> None:
        self._limits[pair] = limits
        self._solver.changeColsBounds(2, pair, np.zeros(2), limits)

    def _pair(self, column: int) -> Columns:
        return np.array([column, column + self._problem.size], dtype=np.int32)

    def _model(self, hidden: Truths) -> highspy.HighsLp:
        problem, rows = self._problem, self._problem.rows
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * problem.size, len(rows)
        costs = 1 + problem.costs + np.minimum(problem.room, _LARGE) * _BY_VALUE
        model.col_cost_ = np.tile(np.where(hidden, _HIDDEN, costs), 2)
        model.col_lower_, model.col_upper_ = np.zeros(2 * problem.size), self._limits
        model.row_lower_ = model.row_upper_ = np.zeros(len(rows))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(2 * len(row.columns) for row in rows)]).astype(np.int32)
        columns = [part for row in rows for part in (row.columns, row.columns + problem.size)]
        factors = [part for row in rows for part in (row.factors, -row.factors)]
        model.a_matrix_.index_ = np.concatenate(columns or [np.zeros(0, dtype=np.int32)]).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate(factors or [np.zeros(0)])
        return model

    def _net(self, solver: highspy.Highs) -> Amounts:
        moves: Amounts = np.array(solver.getSolution().col_value, dtype=np.float64)
        return moves[: self._problem.size] - moves[self._problem.size :]


def moving(moves: Amounts) -> Truths:
    """Return which columns move."""
    return np.abs(moves) > NEAR


def is_reached(aim: Aim, moves: Amounts) -> bool:
    """Whether some moves reach an aim."""
    return bool(moves[aim.column] * aim.way >= aim.size - NEAR)
