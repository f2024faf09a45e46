"""What is reached without hiding more than what is hidden anyway: most of it, beside what was published before."""

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.search.cuts import first_cuts
from mellanrum.disclosure.search.problem import Aim, Problem

_FEW = 4
"""One free column in so many is few: else little is settled, and it does not pay to ask what is."""


def open_aims(problem: Problem) -> tuple[Aim, ...]:
    """Return the aims that are left to reach when only what must be hidden is; hiding more undoes no other.

    All of them where so many columns are free that few aims would be reached.
    """
    if len(problem.free) * _FEW > problem.size:
        return problem.aims
    lost = {aim for aim in problem.aims if next(first_cuts(problem, (aim,)), None) is not None}
    asked = dict.fromkeys(aim.goal for aim in problem.aims if aim not in lost)
    missed = reach(problem.part, problem.in_part(problem.forced), asked).missed
    sides = {(side.goal, 1 if side.is_highest else -1) for side in missed}
    return tuple(aim for aim in problem.aims if aim in lost or (aim.goal, aim.way) in sides)
