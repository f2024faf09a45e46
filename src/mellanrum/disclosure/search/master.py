"""The cheapest pattern that keeps to the cuts known so far: in fractions, or in whole columns."""

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

from mellanrum.disclosure.highs import QuietHighs
from mellanrum.disclosure.search.cuts import Cut
from mellanrum.disclosure.search.problem import Amounts, Problem, Truths

GAP = 0.6
"""How far from the cheapest a whole pattern may be: with all trifles below one, which is the lightest weight."""
_NODES = 20_000


@dataclass(frozen=True)
class Cheapest:
    """A pattern that keeps to the cuts, and what none that does can cost less than."""

    hidden: Truths
    bound: float


class Master:
    """Cuts, and a solver for the patterns in fractions."""

    def __init__(self, problem: Problem) -> None:
        """Begin without cuts: only what is forced is hidden."""
        self.problem = problem
        self.cuts: list[Cut] = []
        self._known: set[tuple[bytes, bytes, float]] = set()
        self._solver = QuietHighs()
        size = problem.size
        self._solver.addVars(size, problem.forced.astype(np.float64), np.ones(size))
        self._solver.changeColsCost(size, np.arange(size, dtype=np.int32), problem.costs)

    def add(self, cuts: Iterable[Cut]) -> int:
        """Add those that are new, and return how many they were."""
        before = len(self.cuts)
        for cut in cuts:
            if cut.key not in self._known:
                self._known.add(cut.key)
                self.cuts.append(cut)
                self._solver.addRow(cut.least, highspy.kHighsInf, len(cut.columns), cut.columns, cut.factors)
        return len(self.cuts) - before

    def is_kept(self, hidden: Truths) -> bool:
        """Whether a pattern keeps to all cuts."""
        amounts = hidden.astype(np.float64)
        return not any(cut.is_broken(amounts) for cut in self.cuts)

    def relaxed(self) -> tuple[Amounts, float]:
        """Return the cheapest pattern in fractions, and what it costs."""
        self._solver.run()
        amounts = np.clip(np.array(self._solver.getSolution().col_value), 0.0, 1.0)
        return amounts, float(self._solver.getInfo().objective_function_value)

    def whole(self, at_least: Truths | None = None) -> Cheapest:
        """Return the cheapest pattern but for GAP, of those that hide `at_least` these."""
        solver = QuietHighs(mip_rel_gap=0.0, mip_abs_gap=GAP, mip_max_nodes=_NODES)
        solver.passModel(self._solver.getLp())
        free = self.problem.free
        if at_least is not None:
            kept = free[at_least[free]]
            solver.changeColsBounds(len(kept), kept, np.ones(len(kept)), np.ones(len(kept)))
        solver.changeColsIntegrality(len(free), free, np.full(len(free), highspy.HighsVarType.kInteger))
        solver.run()
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise ArithmeticError(f"HiGHS gave up: {solver.getModelStatus()}")
        hidden = np.array(solver.getSolution().col_value) > 1 / 2
        return Cheapest(hidden | self.problem.forced, float(solver.getInfo().mip_dual_bound))
