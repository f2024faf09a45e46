"""Large parts are made safe step by step: every goal is reached, at little more than the least that is needed."""

from random import Random

import pytest
from hypothesis import given, settings

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.search import find_pattern
from mellanrum.disclosure.system import Cell, System, system_of
from support.linked_sets import Small, small_systems

STEP_BY_STEP = 0


def crossed(side: int, seed: int) -> System:
    """Make a table of two variables with its margins, many of its numbers small."""
    dice = Random(seed)  # noqa: S311 - nothing is secret
    inner = {(row, column): dice.choice((0, 1, 2, 3, 6, 9, 20)) for row in range(side) for column in range(side)}
    cells = {f"{row}.{column}": number for (row, column), number in inner.items()}
    relations = []
    for at in range(side):
        across, down = [f"{at}.{column}" for column in range(side)], [f"{row}.{at}" for row in range(side)]
        cells[f"{at}.*"], cells[f"*.{at}"] = sum(cells[key] for key in across), sum(cells[key] for key in down)
        relations += [[(-1, f"{at}.*"), *((1, key) for key in across)], [(-1, f"*.{at}"), *((1, key) for key in down)]]
    cells["*.*"] = sum(inner.values())
    relations.append([(-1, "*.*"), *((1, f"{at}.*") for at in range(side))])
    return system_of((Cell(key, number, 5) for key, number in cells.items()), relations)


@given(small=small_systems())
@settings(max_examples=60, deadline=None)
def test_step_by_step_reaches_what_the_optimum_reaches(small: Small) -> None:
    system = small.system
    best, steps = find_pattern(system), find_pattern(system, exact=STEP_BY_STEP)

    assert set(steps.unreachable) == set(best.unreachable)
    reached = [goal for goal in system.goals if goal not in steps.unreachable]
    assert reach(system, steps.hidden, reached).missed == ()
    assert steps.bound <= best.cost <= steps.cost


@pytest.mark.parametrize("seed", range(3))
def test_step_by_step_hides_little_more_than_the_optimum(seed: int) -> None:
    system = crossed(12, seed)
    best, steps = find_pattern(system), find_pattern(system, exact=STEP_BY_STEP)

    assert best.is_optimal
    assert reach(system, steps.hidden, system.goals).missed == ()
    assert steps.cost <= best.cost * 1.1


def test_step_by_step_gives_the_same_pattern_again() -> None:
    system = crossed(12, 7)

    assert find_pattern(system, exact=STEP_BY_STEP) == find_pattern(system, exact=STEP_BY_STEP)
