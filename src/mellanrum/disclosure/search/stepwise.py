"""A pattern for a part too large to be searched to the end: aim by aim the cheapest way, then what can be shown again.

On the sets that are known it hides a few per cent more than can be proved to be needed.
"""

from collections.abc import Iterable

import numpy as np

from mellanrum.disclosure.search.cheapest import build_bridges
from mellanrum.disclosure.search.cuts import first_cuts
from mellanrum.disclosure.search.master import Master
from mellanrum.disclosure.search.moves import NEAR, Moves, is_reached, moving
from mellanrum.disclosure.search.problem import Aim, Amounts, Problem, Solved, Truths
from mellanrum.disclosure.search.wholeness import missed_in_whole

_USERS = 12
"""A cell that more aims than this rest on stays hidden: to do without it would hardly be possible."""


def solve_stepwise(problem: Problem) -> Solved:
    """Find a safe pattern at a low cost, and what no safe pattern costs less than."""
    steps = _Steps(problem)
    steps.run()
    master = Master(problem)
    master.add(first_cuts(problem, [aim for aim in problem.aims if aim not in steps.out_of_reach]))
    return Solved(steps.hidden, build_bridges(problem, master), tuple(steps.out_of_reach))


class _Steps:
    """The pattern so far. `uses` are, for each aim, the columns that move when it is reached."""

    def __init__(self, problem: Problem) -> None:
        """Begin with what is forced."""
        self.problem = problem
        self.hidden = problem.forced.copy()
        self.out_of_reach: set[Aim] = set()
        self._moves = Moves(problem)
        self._uses: dict[Aim, Truths] = {}
        self._fractions: set[Aim] = set()

    def run(self) -> None:
        """Reach every aim that can be, show again what is not needed, and see to it that whole numbers do it too."""
        for way in (1, -1):
            self._reach(aim for aim in self.problem.aims if aim.way == way)
        self._clean()
        self._make_whole()

    def _reach(self, aims: Iterable[Aim]) -> None:
        left = sorted(aims, key=lambda aim: (-aim.size, aim.column))
        while left:
            moves = self._moves.reach(left[0])
            if moves is None:
                self.out_of_reach.add(left.pop(0))
                continue
            self._hide(moving(moves))
            self._note(moves, left)
            left = [aim for aim in left if aim not in self._uses]

    def _hide(self, columns: Truths) -> None:
        self._moves.hide(np.flatnonzero(columns & ~self.hidden).astype(np.int32))
        self.hidden |= columns

    def _note(self, moves: Amounts, aims: Iterable[Aim]) -> None:
        used = moving(moves)
        is_whole = bool(np.all(np.abs(moves - np.round(moves)) < NEAR))
        for aim in aims:
            if is_reached(aim, moves):
                self._uses[aim] = used
                (self._fractions.discard if is_whole else self._fractions.add)(aim)

    def _clean(self) -> None:
        """Try to show each extra cell again, the dearest first."""
        self._moves.allow(self.hidden)
        extra = np.flatnonzero(self.hidden & ~self.problem.forced).tolist()
        for column in sorted(extra, key=lambda each: (-self.problem.costs[each], each)):
            users = [aim for aim, used in self._uses.items() if used[column]]
            if len(users) <= _USERS and self._do_without(column, users):
                self.hidden[column] = False

    def _do_without(self, column: int, users: list[Aim]) -> bool:
        before, kept, fractions = self._moves.hold(column), dict(self._uses), set(self._fractions)
        for aim in users:
            if not self._uses[aim][column]:
                continue  # reached on the way by another's moves
            moves = self._moves.reach(aim)
            if moves is None:
                self._moves.let_go(column, before)
                self._uses, self._fractions = kept, fractions
                return False
            self._note(moves, (aim, *(other for other in users if self._uses[other][column])))
        return True

    def _make_whole(self) -> None:
        """Where only fractions reach an aim, hide what whole numbers need."""
        missed = list(missed_in_whole(self.problem, self.hidden, self._fractions))
        for aim in missed:
            moves = self._moves.reach_in_whole(aim, self.hidden)
            if moves is None:
                self.out_of_reach.add(aim)
            else:
                self.hidden |= moving(moves)
