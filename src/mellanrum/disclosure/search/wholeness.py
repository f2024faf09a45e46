"""What fractions reach and whole numbers do not, and the cuts that this gives."""

from collections.abc import Iterable, Iterator

import numpy as np

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.search.cuts import Cut, one_more
from mellanrum.disclosure.search.problem import Aim, Columns, Problem, Truths


def missed_in_whole(problem: Problem, hidden: Truths, aims: Iterable[Aim]) -> Iterator[Aim]:
    """Give the aims that no whole numbers reach when these are hidden."""
    asked = tuple(aims)
    goals = dict.fromkeys(aim.goal for aim in asked)
    if goals:
        missed = reach(problem.part, problem.in_part(hidden), goals).missed
        lost = {(side.goal, 1 if side.is_highest else -1) for side in missed}
        yield from (aim for aim in asked if (aim.goal, aim.way) in lost)


def whole_cut(problem: Problem, hidden: Truths, aim: Aim) -> Cut:
    """Say that one more must be hidden for an aim that no whole numbers reach.

    So that it says much, as many cells as may be are hidden first without the aim being reached.
    """
    shown = problem.free[~hidden[problem.free]]
    return one_more(problem, _grown(problem, hidden, aim, shown))


def _grown(problem: Problem, hidden: Truths, aim: Aim, columns: Columns) -> Truths:
    for some in np.array_split(columns, 2) if len(columns) > 1 else ():
        more = hidden.copy()
        more[some] = True
        is_missed = any(missed_in_whole(problem, more, (aim,)))
        hidden = more if is_missed else _grown(problem, hidden, aim, some)
    return hidden
