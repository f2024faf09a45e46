"""One part's unknowns in HiGHS: the model stands, costs and limits change."""

import highspy
import numpy as np
from numpy.typing import NDArray

from mellanrum.disclosure.attack.unknowns import Part
from mellanrum.disclosure.highs import QuietHighs

Numbers = NDArray[np.float64]
"""One number per unknown of a part, by position."""
Truths = NDArray[np.bool_]
_WHOLE = 1e-6


class Solver:
    """Extreme solutions of one part. Deterministic: one thread, and no limit of time."""

    def __init__(self, part: Part) -> None:
        """Lay the part out, without any costs."""
        self.part = part
        self.size = len(part.unknowns)
        self.lows = np.array(part.lows, dtype=np.float64)
        self.highs = np.array([highspy.kHighsInf if high is None else high for high in part.highs], dtype=np.float64)
        self._all = np.arange(self.size, dtype=np.int32)
        self._solver = QuietHighs(presolve="off", simplex_strategy=4)
        self._solver.passModel(self._model())
        self._whole: highspy.Highs | None = None

    def limit(self, lows: Numbers, highs: Numbers) -> None:
        """Keep all unknowns within limits, beside the part's own."""
        least, most = np.maximum(lows, self.lows), np.minimum(highs, self.highs)
        self._solver.changeColsBounds(self.size, self._all, least, most)

    def limit_one(self, at: int, low: float, high: float) -> None:
        """Keep one unknown within limits, beside the part's own."""
        self._solver.changeColBounds(at, max(low, self.lows[at]), min(high, self.highs[at]))

    def most(self, costs: Numbers) -> Numbers | None:
        """Give the solution, fractions allowed, with the most of `costs`; None if there is none, or no end to it."""
        self._solver.changeColsCost(self.size, self._all, -costs)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return _solution(self._solver)

    def whole(self, lows: Numbers, highs: Numbers, costs: Numbers | None = None) -> Numbers | None:
        """Give the solution in whole numbers with the most of `costs` within limits; None if there is none."""
        if self._whole is None:
            self._whole = QuietHighs()
            model = self._model()
            model.integrality_ = [highspy.HighsVarType.kInteger] * self.size
            self._whole.passModel(model)
        least, most = np.maximum(lows, self.lows), np.minimum(highs, self.highs)
        self._whole.changeColsBounds(self.size, self._all, least, most)
        self._whole.changeColsCost(self.size, self._all, np.zeros(self.size) if costs is None else -costs)
        self._whole.run()
        if self._whole.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.round(_solution(self._whole))

    def _model(self) -> highspy.HighsLp:
        rows = self.part.rows
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(rows)
        model.col_cost_ = np.zeros(self.size)
        model.col_lower_, model.col_upper_ = self.lows, self.highs
        totals = np.array([row.total for row in rows], dtype=np.float64)
        model.row_lower_, model.row_upper_ = totals, totals
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in rows)], dtype=np.int32)
        model.a_matrix_.index_ = np.array([at for row in rows for _, at in row.terms], dtype=np.int32)
        model.a_matrix_.value_ = np.array([factor for row in rows for factor, _ in row.terms], dtype=np.float64)
        return model


def is_whole(numbers: Numbers) -> bool:
    """Whether all numbers are whole, but for what the solver's arithmetic leaves."""
    return bool(np.all(np.abs(numbers - np.rint(numbers)) < _WHOLE))


def _solution(solver: highspy.Highs) -> Numbers:
    return np.array(solver.getSolution().col_value, dtype=np.float64)
