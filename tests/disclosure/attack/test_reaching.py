"""Which goals can be reached, and the tables that reach them."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import Reached, Side, Values, reach
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import Cell, Goal, System, system_of
from support.linked_sets import Small, hidden_of, small_systems, systems


def by_sex(women: int, men: int, *, tells_zero: bool = False) -> System:
    cells = [Cell("all", women + men, 5), Cell("men", men, 5), Cell("women", women, 5, tells_zero=tells_zero)]
    return system_of(cells, [[(-1, "all"), (1, "women"), (1, "men")]])


def faults(system: System, hidden: frozenset[int], reached: Reached) -> Iterator[str]:
    """What is wrong with what is said to be reached."""
    seen = seen_of(system, hidden)
    for number, witness in enumerate(reached.witnesses):
        yield from (f"{number} shown {at}" for at in witness if seen.cells[at].value is not None)
        yield from (f"{number} low {at}" for at, value in witness.items() if value < seen.cells[at].floor)
        for relation in system.relations:
            if sum(factor * value_in(system, witness, at) for factor, at in relation.terms):
                yield f"{number} {relation}"
    for goal in system.goals:
        for side in (Side(goal, is_highest=True), Side(goal, is_highest=False)):
            reaching = reached.highest if side.is_highest else reached.lowest
            found = reaching.get(goal.cell)
            is_met = found is not None and side.is_met(value_in(system, reached.witnesses[found], goal.cell))
            if is_met is (side in reached.missed):
                yield f"{side} {is_met}"


def value_in(system: System, witness: Values, at: int) -> int:
    return witness.get(at, system.cells[at].value)


def test_part_of_a_shown_sum_with_room_is_reached() -> None:
    system = by_sex(3, 9)

    reached = reach(system, {1, 2})

    assert reached.missed == ()
    assert [sorted(witness.items()) for witness in reached.witnesses] == [[(1, 7), (2, 5)], [(1, 10), (2, 2)]]
    assert (reached.highest, reached.lowest) == ({2: 0}, {2: 1})


def test_part_hidden_alone_is_missed_both_ways() -> None:
    system = by_sex(3, 9)

    reached = reach(system, {2})

    assert reached == Reached((), {}, {}, (Side(Goal(2, 5, 2), is_highest=True), Side(Goal(2, 5, 2), is_highest=False)))


def test_parts_of_a_small_sum_reach_only_their_lowest() -> None:
    system = by_sex(1, 3)

    reached = reach(system, {1, 2})

    missed = [(side.goal.cell, side.is_highest) for side in reached.missed]
    assert missed == [(0, True), (0, False), (1, True), (2, True)]


def test_one_whose_zero_would_be_told_is_at_its_lowest_as_counted() -> None:
    system = by_sex(1, 9, tells_zero=True)

    reached = reach(system, {1, 2})

    assert reached.missed == ()
    assert reached.witnesses[reached.lowest[2]] == {}


def test_only_the_goals_given_are_looked_for() -> None:
    system = by_sex(1, 3)

    assert reach(system, {0, 1, 2}, [Goal(1, 5, 2)]).missed == ()
    assert set(reach(system, {0, 1, 2}, [Goal(1, 5, 2)]).highest) == {1}


def test_goal_of_a_cell_that_is_large_can_be_asked_for() -> None:
    system = by_sex(30, 40)

    reached = reach(system, {1, 2}, [Goal(1, 70, 0)])

    assert reached.missed == ()


def test_cell_that_is_not_offered_is_hidden_without_being_asked() -> None:
    cells = [Cell("all", 9, 5), Cell("answered", 7, 5), Cell("rest", 2, 5, is_offered=False)]
    system = system_of(cells, [[(-1, "all"), (1, "answered"), (1, "rest")]])

    assert len(reach(system, set()).missed) == 2
    assert reach(system, {1}).missed == ()


def test_system_whose_numbers_do_not_add_up_is_refused() -> None:
    system = system_of([Cell("all", 9, 5), Cell("part", 4, 5)], [[(-1, "all"), (1, "part")]])

    with pytest.raises(ValueError, match="do not agree"):
        reach(system, {1})


def test_all_hidden_of_a_large_system_comes_out_the_same_again() -> None:
    cells = [Cell(f"{row}{column}", (row * column) % 7, 5) for row in range(9) for column in range(9)]
    rows = [[(1, f"{row}{column}") for column in range(9)] for row in range(9)]
    sums = [[(-1, f"r{row}"), *each] for row, each in enumerate(rows)]
    totals = [Cell(f"r{row}", sum((row * column) % 7 for column in range(9)), 5) for row in range(9)]
    system = system_of([*cells, *totals], sums)
    hidden = frozenset(range(81))

    assert reach(system, hidden) == reach(system, hidden)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_goals_missed_are_those_that_no_trying_reaches(data: st.DataObject) -> None:
    small: Small = data.draw(small_systems())
    hidden = data.draw(hidden_of(small.system, keep="all"))

    reached = reach(small.system, hidden)

    ends = small.ends(seen_of(small.system, hidden))
    as_counted = {at: (cell.value, cell.value) for at, cell in enumerate(small.system.cells)}
    assert list(reached.missed) == [
        side
        for goal in small.system.goals
        for side in (Side(goal, is_highest=True), Side(goal, is_highest=False))
        if not side.is_met(({**as_counted, **ends})[goal.cell][side.is_highest])
    ]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_witnesses_of_small_systems_hold(data: st.DataObject) -> None:
    small: Small = data.draw(small_systems())
    hidden = data.draw(hidden_of(small.system))

    assert list(faults(small.system, hidden, reach(small.system, hidden))) == []


@given(st.data())
@settings(max_examples=6, deadline=None)
def test_witnesses_of_linked_sets_hold(data: st.DataObject) -> None:
    system: System = data.draw(systems(12))
    hidden = data.draw(hidden_of(system))

    assert list(faults(system, hidden, reach(system, hidden))) == []
