"""What readers can think of a pattern: which aims it reaches, and which it misses."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from mellanrum.disclosure.search.groups import groups_of
from mellanrum.disclosure.search.problem import Aim, Problem, Truths
from mellanrum.disclosure.search.reader import Missed, Reader, Witness

_MEMORY = 2000


@dataclass(frozen=True)
class Look:
    """What a pattern misses, and what of the rest only fractions reach as far as is known."""

    missed: tuple[Missed, ...]
    broken: tuple[Aim, ...]


class Looker:
    """Tries patterns, and remembers what reached an aim: it does so in every pattern that hides all it moves."""

    def __init__(self, problem: Problem) -> None:
        """Begin without memories."""
        self._problem = problem
        self._memory: list[Witness] = []

    def look(self, hidden: Truths, aims: Sequence[Aim]) -> Look:
        """Try the aims when these are hidden and all others shown."""
        whole, reached = self._recall(hidden)
        left: dict[int, list[Aim]] = defaultdict(list)
        groups = groups_of(self._problem, hidden)
        for aim in aims:
            if aim not in reached:
                left[groups.of[aim.column]].append(aim)
        missed: list[Missed] = []
        for number in sorted(left):
            columns = groups.columns[number]
            reader = Reader(self._problem, columns, self._problem.rows_at(columns.tolist()))
            lows = -self._problem.room[reader.columns]
            swept = reader.sweep(left[number], lows, np.full(len(lows), highspy.kHighsInf))
            missed += swept.missed
            self._memory += swept.witnesses
            whole |= {aim for witness in swept.witnesses if witness.is_whole for aim in witness.aims}
        lost = {each.aim for each in missed}
        self._memory = self._memory[-_MEMORY:]
        return Look(tuple(missed), tuple(aim for aim in aims if aim not in whole and aim not in lost))

    def _recall(self, hidden: Truths) -> tuple[set[Aim], set[Aim]]:
        """Return what is remembered to be reached in whole numbers, and in any."""
        holding = [witness for witness in self._memory if hidden[witness.columns].all()]
        whole = {aim for witness in holding if witness.is_whole for aim in witness.aims}
        return whole, whole | {aim for witness in holding for aim in witness.aims}
