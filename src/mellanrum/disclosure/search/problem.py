"""One connected part of a system as arrays: what may be hidden, what must, and what readers must think possible."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mellanrum.disclosure.search.costs import costs_of, unit_of
from mellanrum.disclosure.system import Goal, System

Amounts = NDArray[np.float64]
"""A number per column."""
Columns = NDArray[np.int32]
Truths = NDArray[np.bool_]
"""A yes or no per column."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One side of a goal: readers must think that a column may be `size` more (`way` 1) or less (`way` -1)."""

    column: int
    way: int
    size: int
    goal: Goal


@dataclass(frozen=True, slots=True)
class Row:
    """A sum: what readers can think of these columns moves so that factor times move, added, is nil.

    `terms` are the same, as pairs of column and factor.
    """

    columns: Columns
    factors: Amounts
    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Problem:
    """A part. A column is a cell that may be hidden; what may not never moves, and has none.

    `cells` are the columns' indices in the part, `costs` are in units of weight, `room` is how much each may fall, and
    `forced` are those that are hidden anyway.
    """

    part: System
    cells: tuple[int, ...]
    rows: tuple[Row, ...]
    unit: int
    costs: Amounts
    room: Amounts
    forced: Truths
    aims: tuple[Aim, ...]

    @property
    def size(self) -> int:
        """How many columns."""
        return len(self.cells)

    @cached_property
    def free(self) -> Columns:
        """The columns that may be hidden or shown."""
        return np.flatnonzero(~self.forced).astype(np.int32)

    @cached_property
    def rows_of(self) -> tuple[tuple[int, ...], ...]:
        """The rows that each column stands in."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for at, row in enumerate(self.rows):
            for column in row.columns.tolist():
                found[column].append(at)
        return tuple(map(tuple, found))

    def rows_at(self, columns: Iterable[int]) -> tuple[int, ...]:
        """Return the rows that any of some columns stands in."""
        return tuple(sorted({at for column in columns for at in self.rows_of[column]}))

    def cost(self, hidden: Truths) -> float:
        """Add up what a pattern costs, in units."""
        return float(self.costs[hidden].sum())

    def in_part(self, hidden: Truths) -> frozenset[int]:
        """Return the indices in the part of what is hidden."""
        return frozenset(self.cells[column] for column in np.flatnonzero(hidden).tolist())


@dataclass(frozen=True)
class Solved:
    """A safe pattern, what no safe pattern costs less than, and the aims that nothing reaches."""

    hidden: Truths
    bound: float
    out_of_reach: tuple[Aim, ...]


def problem_of(part: System, seed: str) -> Problem:
    """Lay a part out."""
    cells = tuple(at for at, cell in enumerate(part.cells) if cell.may_hide)
    held = [part.cells[at] for at in cells]
    column = {at: number for number, at in enumerate(cells)}
    return Problem(
        part,
        cells,
        tuple(_rows(part, column)),
        unit_of(held),
        costs_of(held, seed),
        np.array([max(0, cell.value - cell.floor) for cell in held], dtype=np.float64),
        np.array([cell.must_hide for cell in held], dtype=np.bool_),
        tuple(_aims(part, column)),
    )


def _rows(part: System, column: dict[int, int]) -> Iterator[Row]:
    for relation in part.relations:
        terms = tuple((column[at], factor) for factor, at in relation.terms if at in column)
        if terms:
            columns, factors = zip(*terms, strict=True)
            yield Row(np.array(columns, dtype=np.int32), np.array(factors, dtype=np.float64), terms)


def _aims(part: System, column: dict[int, int]) -> Sequence[Aim]:
    aims: list[Aim] = []
    for goal in part.goals:
        if goal.cell in column:
            value = part.cells[goal.cell].value
            aims.append(Aim(column[goal.cell], 1, goal.highest - value, goal))
            if value > goal.lowest:
                aims.append(Aim(column[goal.cell], -1, value - goal.lowest, goal))
    return aims
