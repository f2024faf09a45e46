"""Cuts that say much: from an aim that a pattern misses to what more must be hidden for it."""

from collections.abc import Collection, Iterator

import highspy
import numpy as np

from mellanrum.disclosure.search.cuts import Cut, cut_of
from mellanrum.disclosure.search.groups import groups_of
from mellanrum.disclosure.search.problem import Aim, Columns, Problem, Truths
from mellanrum.disclosure.search.reader import Missed, Reader

_CORE = 0.01
"""So much of each shown cell is thought hidden when a cut is sought, so that few shown cells stand in it."""
_HUB = 6
"""A cell in more sums than this is a total of many tables: what is beyond it is left out when a cut is sought."""
_PULLS = 100
"""So many times at most is an aim tried again, for one pattern."""


class Sharpener:
    """Finds cuts, and keeps its solvers."""

    def __init__(self, problem: Problem) -> None:
        """Begin without solvers."""
        self._problem = problem
        self._readers: dict[tuple[int, ...], Reader] = {}

    def cuts(self, hidden: Truths, missed: Collection[Missed]) -> Iterator[Cut]:
        """Give cuts that a pattern breaks, for aims it misses."""
        groups = groups_of(self._problem, hidden)
        pulls = _PULLS
        for aim in (each.aim for each in missed):
            reader = self._around(groups.columns[groups.of[aim.column]])
            digging = _Digging(self._problem, reader, hidden, aim)
            yield from digging.cuts(pulls)
            pulls -= digging.pulls

    def _around(self, columns: Columns) -> Reader:
        """Return a reader of the sums that some columns are in, and of the sums that touch those."""
        inner = self._problem.rows_at(columns.tolist())
        near = {column for at in inner for column in self._problem.rows[at].columns.tolist()}
        spread = [column for column in near if len(self._problem.rows_of[column]) <= _HUB]
        rows = tuple(sorted({*inner, *self._problem.rows_at(spread)}))
        if rows not in self._readers:
            held = sorted({column for at in rows for column in self._problem.rows[at].columns.tolist()})
            self._readers[rows] = Reader(self._problem, np.array(held, dtype=np.int32), rows)
        return self._readers[rows]


class _Digging:
    """One aim. A shown cell has a small share of its room, and no more than the aim can use."""

    def __init__(self, problem: Problem, reader: Reader, hidden: Truths, aim: Aim) -> None:
        self._problem = problem
        self._reader = reader
        self._aim = aim
        self._room = problem.room[reader.columns]
        shown = ~hidden[reader.columns]
        self._lows = np.where(shown, -_CORE * np.minimum(self._room, aim.size), -self._room)
        self._highs = np.where(shown, _CORE * aim.size, highspy.kHighsInf)
        self.pulls = 0

    def cuts(self, pulls: int) -> Iterator[Cut]:
        """Give one cut, and then those that are left when all cells of the ones before are hidden."""
        cut = self._cut()
        while cut is not None:
            yield cut
            last, kept = cut, (self._lows.copy(), self._highs.copy())
            if self.pulls >= pulls:
                return
            self._open(cut.columns)
            cut = self._cut()
            if cut is None:
                self._lows, self._highs = kept
                yield from self._narrower(last, pulls)

    def _narrower(self, cut: Cut, pulls: int) -> Iterator[Cut]:
        """Give the cut that is left when as many cells of another as may be are hidden."""
        found = None
        for column in cut.columns.tolist():
            if self.pulls >= pulls:
                break
            kept = (self._lows.copy(), self._highs.copy())
            self._open(np.array([column], dtype=np.int32))
            narrower = self._cut()
            if narrower is None:
                self._lows, self._highs = kept
            else:
                found = narrower
        if found is not None:
            yield found

    def _open(self, columns: Columns) -> None:
        places = self._reader.places(columns)
        self._lows[places] = -self._room[places]
        self._highs[places] = highspy.kHighsInf

    def _cut(self) -> Cut | None:
        self.pulls += 1
        missed = self._reader.alone(self._aim, self._lows, self._highs)
        return None if missed is None else cut_of(self._problem, missed)
