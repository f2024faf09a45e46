"""The search in one part: cuts until the cheapest pattern that keeps to them is safe."""

from collections.abc import Iterable, Sequence

import numpy as np

from mellanrum.disclosure.search.cuts import Cut, bridges, cut_of, first_cuts, one_more
from mellanrum.disclosure.search.looking import Looker
from mellanrum.disclosure.search.master import GAP, Master
from mellanrum.disclosure.search.problem import Aim, Problem, Solved, Truths
from mellanrum.disclosure.search.reader import Missed
from mellanrum.disclosure.search.sharpening import Sharpener
from mellanrum.disclosure.search.wholeness import missed_in_whole, whole_cut

_ROUNDS = 40


def solve(problem: Problem) -> Solved:
    """Find a safe pattern as cheap as can be."""
    search = _Search(problem)
    search.run()
    return Solved(search.best, search.bound, tuple(search.out_of_reach))


class _Search:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.looker = Looker(problem)
        self.sharpener = Sharpener(problem)
        self.master = Master(problem)
        self.best = np.ones(problem.size, dtype=np.bool_)
        self.bound = 0.0
        self.out_of_reach = self._out_of_reach()
        self.aims = tuple(aim for aim in problem.aims if aim not in self.out_of_reach)

    def _out_of_reach(self) -> frozenset[Aim]:
        """Return the aims that are missed when all that may be is hidden."""
        look = self.looker.look(self.best, self.problem.aims)
        return frozenset((*(each.aim for each in look.missed), *missed_in_whole(self.problem, self.best, look.broken)))

    def run(self) -> None:
        """Take the cheapest pattern that keeps to the cuts, mend it, add the cuts it broke; end when none is less."""
        self.master.add(first_cuts(self.problem, self.aims))
        self._build_bridges()
        for _ in range(_ROUNDS):
            cheapest = self.master.whole()
            self.bound = max(self.bound, cheapest.bound)
            self._mend(cheapest.hidden)
            if self.problem.cost(self.best) <= self.bound + GAP:
                break

    def _build_bridges(self) -> None:
        self.bound = build_bridges(self.problem, self.master)

    def _mend(self, hidden: Truths) -> None:
        """Hide more until all aims are reached; take the pattern where it is the cheapest so far."""
        left: Sequence[Aim] = self.aims
        while left and self.problem.cost(hidden) < self.problem.cost(self.best):
            left = self._add_cuts(hidden, left)
            if left:
                hidden = self.master.whole(at_least=hidden).hidden
        if not left and self.problem.cost(hidden) < self.problem.cost(self.best):
            self.best = hidden

    def _add_cuts(self, hidden: Truths, aims: Sequence[Aim]) -> Sequence[Aim]:
        """Add cuts that a pattern breaks, for the aims it misses; return those, and what is not known to be reached."""
        look = self.looker.look(hidden, aims)
        if look.missed:
            self._add_sharp(hidden, look.missed)
            return [*(each.aim for each in look.missed), *look.broken]  # in whole numbers these may be missed too
        missed = list(missed_in_whole(self.problem, hidden, look.broken))
        if missed:
            self.master.add([whole_cut(self.problem, hidden, missed[0])])
        return missed

    def _add_sharp(self, hidden: Truths, missed: Sequence[Missed]) -> None:
        amounts = hidden.astype(np.float64)
        sharp = [cut for cut in self.sharpener.cuts(hidden, missed) if cut.is_broken(amounts)]
        self.master.add(sharp or _cuts_of(self.problem, missed))
        self.master.add(bridges(self.problem, amounts))
        if self.master.is_kept(hidden):
            self.master.add([one_more(self.problem, hidden)])


def _cuts_of(problem: Problem, missed: Iterable[Missed]) -> list[Cut]:
    return [cut for cut in (cut_of(problem, each) for each in missed) if cut is not None]


def build_bridges(problem: Problem, master: Master) -> float:
    """Add the bridges that patterns in fractions break, until none is left. Returns what no pattern costs less than."""
    while True:
        amounts, bound = master.relaxed()
        if not master.add(bridges(problem, amounts)):
            return bound
