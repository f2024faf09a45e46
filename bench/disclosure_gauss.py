"""Hiding by Gauss elimination, as other tools do, then mended until readers cannot narrow anything either.

The largest numbers are shown first, each unless a small one could then be worked out exactly: when all that is shown
has been eliminated, the two lie on the same line (Langsrud, GaussSuppression). That guards against exact answers only,
so what is lacking of the search's own goals is hidden after it, step by step, and counted too.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mellanrum.disclosure.search import find_pattern
from mellanrum.disclosure.system import System

_PRIME = 2_147_483_629
"""Elimination is exact in whole numbers modulo a prime: a line in common by chance is next to impossible."""
_STEP_BY_STEP = 0
Rows = NDArray[np.int64]


def gauss_hidden(system: System) -> frozenset[int]:
    """Return what elimination hides: the small numbers, and those that would give one away exactly."""
    free = _free(system)
    small = [at for at, cell in enumerate(system.cells) if cell.must_hide]
    left = {at for at, cell in enumerate(system.cells) if cell.may_hide and not cell.must_hide}
    eliminated = _Eliminated(free, small)
    for at, cell in enumerate(system.cells):
        if not cell.may_hide:
            eliminated.show(at)
    order = sorted(left, key=lambda at: (-system.cells[at].value, system.cells[at].key))
    return frozenset((*small, *(at for at in order if not eliminated.may_show(at))))


def mended(system: System, hidden: Iterable[int]) -> float:
    """Return what the pattern costs when all goals are reached that can be, with everything in `hidden` kept hidden."""
    kept = set(hidden)
    cells = tuple(replace(cell, stays_hidden=at in kept) for at, cell in enumerate(system.cells))
    return find_pattern(System(cells, system.relations), exact=_STEP_BY_STEP).cost


class _Eliminated:
    """Every number as a line, less what is shown so far."""

    def __init__(self, lines: Rows, small: list[int]) -> None:
        self._lines = lines
        self._small = small

    def may_show(self, at: int) -> bool:
        """Show a number, unless that would give a small one away. Returns whether it is shown."""
        line = self._lines[at]
        pivots = np.flatnonzero(line)
        if not len(pivots):
            return True  # follows from what is shown already
        pivot = int(pivots[0])
        own = _scaled(line, pivot)
        there = self._lines[self._small]
        scaled = own[None, :] * there[:, pivot, None] % _PRIME
        if np.any((scaled == there).all(axis=1) & (there[:, pivot] != 0)):
            return False
        self._clear(own, pivot)
        return True

    def show(self, at: int) -> None:
        """Show a number whatever it gives away."""
        pivots = np.flatnonzero(self._lines[at])
        if len(pivots):
            self._clear(_scaled(self._lines[at], int(pivots[0])), int(pivots[0]))

    def _clear(self, line: Rows, pivot: int) -> None:
        touched = np.flatnonzero(self._lines[:, pivot])
        self._lines[touched] = (self._lines[touched] - self._lines[touched, pivot, None] * line[None, :]) % _PRIME


def _scaled(line: Rows, pivot: int) -> Rows:
    made: Rows = line * pow(int(line[pivot]), -1, _PRIME) % _PRIME
    return made


def _free(system: System) -> Rows:
    """Express every number by some that are free, since the sums give the others."""
    size = len(system.cells)
    sums: Rows = np.zeros((len(system.relations), size), dtype=np.int64)
    for row, relation in enumerate(system.relations):
        for factor, at in relation.terms:
            sums[row, at] = factor % _PRIME
    held: dict[int, Rows] = {}
    for row in range(len(sums)):
        pivots = np.flatnonzero(sums[row])
        if not len(pivots):
            continue
        pivot = int(pivots[0])
        line = _scaled(sums[row], pivot)
        touched = np.flatnonzero(sums[:, pivot])
        sums[touched] = (sums[touched] - sums[touched, pivot, None] * line[None, :]) % _PRIME
        sums[row] = line
        held[pivot] = sums[row]
    free = [at for at in range(size) if at not in held]
    lines: Rows = np.zeros((size, len(free)), dtype=np.int64)
    lines[free, range(len(free))] = 1
    for pivot, line in held.items():
        lines[pivot] = -line[free] % _PRIME
    return lines
