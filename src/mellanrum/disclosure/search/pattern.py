"""The one call: a system in, and out the cells to hide."""

import math
from dataclasses import dataclass, replace

from mellanrum.disclosure.search.cheapest import solve
from mellanrum.disclosure.search.costs import ALL_TRIFLES, DEFAULT_SEED
from mellanrum.disclosure.search.problem import Problem, Solved, problem_of
from mellanrum.disclosure.search.reader import NEAR
from mellanrum.disclosure.search.settled import open_aims
from mellanrum.disclosure.search.stepwise import solve_stepwise
from mellanrum.disclosure.system import Goal, System

EXACT = 1500
"""Parts of up to so many cells that may be hidden are searched by cuts; in larger ones it would take too long."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern: `hidden` are the indices of offered cells to hide, small ones and those hidden before among them.

    `unreachable` are the goals that not even hiding all that may be hidden would reach; the pattern reaches all other
    goals, and of those the side that can be. `cost` is the sum of the hidden cells' weights, and `bound` a number that
    no pattern costs less than; with `is_optimal` they are the same.
    """

    hidden: frozenset[int]
    unreachable: tuple[Goal, ...]
    cost: int
    bound: float
    is_optimal: bool


def find_pattern(system: System, *, seed: str = DEFAULT_SEED, exact: int = EXACT) -> Found:
    """Find which cells to hide so that readers must think every goal possible, at as low a cost as can be.

    The same system and seed give the same pattern; `seed` breaks ties. Works part by part: those of up to `exact` cells
    are searched by cuts, larger ones step by step. ArithmeticError where HiGHS gives up.
    """
    hidden = {at for at, cell in enumerate(system.cells) if cell.must_hide and cell.is_offered}
    lost = {at for at, cell in enumerate(system.cells) if cell.is_small and cell.is_known}
    bound = 0
    for part in system.parts:
        problem = problem_of(part, seed)
        solved = _solved(replace(problem, aims=open_aims(problem)), exact)
        place = [system.index[cell.key] for cell in part.cells]
        found = {place[at] for at in problem.in_part(solved.hidden) if part.cells[at].is_offered}
        lost |= {place[aim.goal.cell] for aim in solved.out_of_reach}
        hidden |= found
        bound += max(
            problem.unit * math.ceil(solved.bound - ALL_TRIFLES - NEAR),
            sum(cell.weight for cell in part.cells if cell.must_hide and cell.is_offered),
        )
    cost = sum(system.cells[at].weight for at in hidden)
    unreachable = tuple(goal for goal in system.goals if goal.cell in lost)
    return Found(frozenset(hidden), unreachable, cost, float(bound), cost == bound)


def _solved(problem: Problem, exact: int) -> Solved:
    if not problem.aims:
        return Solved(problem.forced, problem.cost(problem.forced), ())
    return solve(problem) if problem.size <= exact else solve_stepwise(problem)
