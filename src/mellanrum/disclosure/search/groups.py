"""Hidden columns that hang together: what readers know of one group tells them nothing of another."""

from dataclasses import dataclass

import numpy as np

from mellanrum.disclosure.components import components
from mellanrum.disclosure.search.problem import Columns, Problem, Truths


@dataclass(frozen=True)
class Groups:
    """The groups, and the number of the one that each column is in."""

    columns: tuple[Columns, ...]
    of: dict[int, int]


def groups_of(problem: Problem, hidden: Truths) -> Groups:
    """Part the hidden columns."""
    rows = ([column for column, _ in row.terms if hidden[column]] for row in problem.rows)
    groups = components(np.flatnonzero(hidden).tolist(), rows)
    columns = tuple(np.array(group, dtype=np.int32) for group in groups)
    return Groups(columns, {column: number for number, group in enumerate(groups) for column in group})
