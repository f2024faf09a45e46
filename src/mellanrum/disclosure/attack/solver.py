"""One part's unknowns in HiGHS: the model stands, costs and limits change."""

import highspy
import numpy as np
from numpy.typing import NDArray

from mellanrum.disclosure.attack.unknowns import Part
from mellanrum.disclosure.highs import QuietHighs

Numbers = NDArray[np.float64]
"""One number per unknown of a part, by position."""
Truths = NDArray[np.bool_]
_ANSWERS = {
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
}
_ANEW: dict[str, str | int] = {"presolve": "on", "simplex_strategy": 1}
_AGAIN: dict[str, str | int] = {"presolve": "off", "simplex_strategy": 4}
"""The way that is quick when limits have changed, and the one that is when only the costs have."""
_WHOLE = 1e-6
_STEPS = 40
_SHARE = 4
_GUESSES = 6
_SEED = 1


class Solver:
    """Extreme solutions of one part. Deterministic: one thread, and no limit of time.

    Limits that are given come beside the part's own. Where a solution is asked for with the most of `costs`, limits
    must keep what has a cost from growing for ever.
    """

    def __init__(self, part: Part) -> None:
        """Lay the part out, without any costs."""
        self.size = len(part.unknowns)
        self.lows = np.array(part.lows, dtype=np.float64)
        self.highs = np.array([highspy.kHighsInf if high is None else high for high in part.highs], dtype=np.float64)
        self._all = np.arange(self.size, dtype=np.int32)
        self._model = _model(part, self.lows, self.highs)
        self._solver = QuietHighs(**_AGAIN)
        self._solver.passModel(self._model)
        self._whole: QuietHighs | None = None

    def limit(self, lows: Numbers, highs: Numbers) -> None:
        """Set limits that hold until others are set."""
        _set_limits(self._solver, np.maximum(lows, self.lows), np.minimum(highs, self.highs))

    def most(self, costs: Numbers) -> Numbers | None:
        """Give a solution, fractions allowed, with the most of `costs` within the limits.

        None if there is none, or, where there are solutions, no end to them.
        """
        self._solver.changeColsCost(self.size, self._all, -costs)
        self._solver.run()
        if self._solver.getModelStatus() not in _ANSWERS:
            self._solver.clearSolver()  # what it remembered may have led it astray
            self._solver.run()
        return _solution(self._solver)

    def most_anew(self, costs: Numbers, lows: Numbers, highs: Numbers) -> Numbers | None:
        """Give the same within other limits, which hold from then on."""
        self.limit(lows, highs)
        for option, value in _ANEW.items():
            self._solver.setOptionValue(option, value)
        numbers = self.most(costs)
        for option, value in _AGAIN.items():
            self._solver.setOptionValue(option, value)
        return numbers

    def dive(self, costs: Numbers, lows: Numbers, highs: Numbers) -> Numbers | None:
        """Give a solution in whole numbers with much of `costs`, by fixing what is nearest to whole, time and again.

        None says nothing: there may be one all the same.
        """
        lows, highs = lows.copy(), highs.copy()
        for _ in range(_STEPS):
            numbers = self.most_anew(costs, lows, highs)
            if numbers is None:
                return None
            whole = np.round(numbers)
            away = np.abs(numbers - whole)
            broken = np.flatnonzero(away > _WHOLE)
            if not len(broken):
                return whole
            nearest = broken[np.argsort(away[broken], kind="stable")][: max(1, len(broken) // _SHARE)]
            lows[nearest] = highs[nearest] = whole[nearest]
        return None

    def guess(self, lows: Numbers, highs: Numbers) -> Numbers | None:
        """Give some solution in whole numbers, found by diving from several sides. None says nothing, as in `dive`."""
        dice = np.random.default_rng(_SEED)
        for turn in range(_GUESSES):
            away_from = dice.random(self.size) if turn else np.zeros(self.size)
            numbers = self.dive(-away_from, lows, highs)
            if numbers is not None:
                return numbers
        return None

    def some(self) -> Numbers | None:
        """Give some solution in whole numbers; None if there is none."""
        numbers = self.guess(self.lows, self.highs)
        return self.whole(np.zeros(self.size), self.lows, self.highs) if numbers is None else numbers

    def whole(self, costs: Numbers, lows: Numbers, highs: Numbers) -> Numbers | None:
        """Give the solution in whole numbers with the most of `costs`; None if there is none. Slow, and exact."""
        if self._whole is None:
            self._whole = QuietHighs(mip_rel_gap=0.0, mip_abs_gap=0.5)
            self._whole.passModel(self._model)
            kinds = np.full(self.size, highspy.HighsVarType.kInteger)
            self._whole.changeColsIntegrality(self.size, self._all, kinds)
        _set_limits(self._whole, np.maximum(lows, self.lows), np.minimum(highs, self.highs))
        self._whole.changeColsCost(self.size, self._all, -costs)
        self._whole.run()
        numbers = _solution(self._whole)
        return None if numbers is None else np.round(numbers)


def is_whole(numbers: Numbers) -> bool:
    """Whether all numbers are whole, but for what the solver's arithmetic leaves."""
    return bool(np.all(np.abs(numbers - np.round(numbers)) < _WHOLE))


def _model(part: Part, lows: Numbers, highs: Numbers) -> highspy.HighsLp:
    rows = part.rows
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(part.unknowns), len(rows)
    model.col_cost_ = np.zeros(len(part.unknowns))
    model.col_lower_, model.col_upper_ = lows, highs
    totals = np.array([row.total for row in rows], dtype=np.float64)
    model.row_lower_, model.row_upper_ = totals, totals
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([at for row in rows for _, at in row.terms], dtype=np.int32)
    model.a_matrix_.value_ = np.array([factor for row in rows for factor, _ in row.terms], dtype=np.float64)
    return model


def _set_limits(solver: QuietHighs, lows: Numbers, highs: Numbers) -> None:
    solver.changeColsBounds(len(lows), np.arange(len(lows), dtype=np.int32), lows, highs)


def _solution(solver: QuietHighs) -> Numbers | None:
    status = solver.getModelStatus()
    if status not in _ANSWERS:
        raise ArithmeticError(f"HiGHS has no answer: {solver.modelStatusToString(status)}.")
    if status != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(solver.getSolution().col_value, dtype=np.float64)
