"""The search in one part: cuts until the cheapest pattern that keeps to them is safe."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.search.cuts import Cut, bridges, cut_of, first_cuts, one_more
from mellanrum.disclosure.search.master import GAP, Master
from mellanrum.disclosure.search.problem import Aim, Amounts, Problem, Truths
from mellanrum.disclosure.search.reader import Missed, Reader, real_room, shared_room

_ROUNDS = 60
_WHOLE_ROUNDS = 40
_CORES = (0.05, 0.01)
"""So much of each shown cell is thought hidden when a cut is sought, so that few shown cells stand in it."""


@dataclass(frozen=True)
class Solved:
    """A safe pattern, what no safe pattern costs less than, and the aims that nothing reaches."""

    hidden: Truths
    bound: float
    out_of_reach: tuple[Aim, ...]


def solve(problem: Problem) -> Solved:
    """Find a safe pattern as cheap as can be."""
    search = _Search(problem)
    search.drop_what_is_out_of_reach()
    search.relax()
    search.close()
    return Solved(search.best, search.bound, search.out_of_reach)


class _Search:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.reader = Reader(problem)
        self.master = Master(problem)
        self.aims = problem.aims
        self.out_of_reach: tuple[Aim, ...] = ()
        self.best = np.ones(problem.size, dtype=np.bool_)
        self.bound = 0.0

    def drop_what_is_out_of_reach(self) -> None:
        """Keep the aims that are reached when all that may be is hidden."""
        everything = np.ones(self.problem.size, dtype=np.bool_)
        self.out_of_reach = tuple(self._missed_by(everything, self.aims))
        lost = set(self.out_of_reach)
        self.aims = tuple(aim for aim in self.aims if aim not in lost)

    def relax(self) -> None:
        """Add cuts to the patterns in fractions for as long as that helps."""
        self.master.add(first_cuts(self.problem, self.aims))
        cores = list(_CORES)
        for _ in range(_ROUNDS):
            amounts, self.bound = self.master.relaxed()
            added = self.master.add(self._cuts(amounts, self.aims, cores[0]))
            added += self.master.add(bridges(self.problem, amounts))
            if not added:
                cores.pop(0)
            if not cores:
                break

    def close(self) -> None:
        """Take the cheapest whole pattern, mend it, and add the cuts it breaks, until none can be cheaper."""
        for _ in range(_WHOLE_ROUNDS):
            cheapest = self.master.whole()
            self.bound = max(self.bound, cheapest.bound)
            self._mend(cheapest.hidden)
            if self.problem.cost(self.best) <= self.bound + GAP:
                break

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
        """Add cuts that a pattern breaks, for the aims it misses, and return those."""
        swept = self.reader.sweep(aims, lambda _: real_room(self.problem, hidden), by_size=False)
        amounts = hidden.astype(np.float64)
        if swept.missed:
            missed = [each.aim for each in swept.missed]
            cuts = [cut for cut in self._cuts(amounts, missed, _CORES[-1]) if cut.is_broken(amounts)]
            self.master.add(cuts or _cuts_of(self.problem, swept.missed))
            self.master.add(bridges(self.problem, amounts))
            return missed
        missed = list(self._not_whole(hidden, swept.broken))
        if missed:
            self.master.add([one_more(self.problem, hidden)])
        return missed

    def _missed_by(self, hidden: Truths, aims: Sequence[Aim]) -> Iterator[Aim]:
        swept = self.reader.sweep(aims, lambda _: real_room(self.problem, hidden), by_size=False)
        yield from (missed.aim for missed in swept.missed)
        yield from self._not_whole(hidden, swept.broken)

    def _not_whole(self, hidden: Truths, aims: Iterable[Aim]) -> Iterator[Aim]:
        """Give the aims that fractions reach, but no whole numbers."""
        goals = {aim.goal: None for aim in aims}
        if goals:
            missed = reach(self.problem.part, self.problem.in_part(hidden), goals).missed
            lost = {(side.goal, 1 if side.is_highest else -1) for side in missed}
            yield from (aim for aim in aims if (aim.goal, aim.way) in lost)

    def _cuts(self, amounts: Amounts, aims: Sequence[Aim], core: float) -> list[Cut]:
        thought = np.maximum(amounts, core)
        swept = self.reader.sweep(aims, lambda size: shared_room(self.problem, thought, size), by_size=True)
        return [cut for cut in _cuts_of(self.problem, swept.missed) if cut.is_broken(amounts)]


def _cuts_of(problem: Problem, missed: Iterable[Missed]) -> list[Cut]:
    return [cut for cut in (cut_of(problem, each) for each in missed) if cut is not None]
