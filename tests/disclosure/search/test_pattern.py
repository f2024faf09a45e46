"""Which cells to hide: as few as trying all patterns would, and never one too few."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.disclosure_sets import read_set
from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.search import Found, find_pattern
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import Cell, Goal, System, system_of
from mellanrum.disclosure.tables import Table, TableSet
from support import shared
from support.linked_sets import ABOVE, LEAVES, VARIABLES, Small, small_systems, systems

Sides = frozenset[tuple[Goal, bool]]


def table(text: str, **changes: Cell) -> System:
    """Make a table of rows a, b, … and columns 1, 2, …; totals weigh 5; `changes` replace cells by their key."""
    rows = {chr(ord("a") + at): [int(each) for each in line.split()] for at, line in enumerate(text.split("/"))}
    inner = {f"{row}{at}": number for row, numbers in rows.items() for at, number in enumerate(numbers, 1)}
    columns = {str(at) for at in range(1, len(rows["a"]) + 1)}
    wholes = {row: [f"{row}{at}" for at in sorted(columns)] for row in rows}
    wholes |= {at: [f"{row}{at}" for row in rows] for at in sorted(columns)}
    values = inner | {whole: sum(inner[part] for part in parts) for whole, parts in wholes.items()}
    values["all"] = sum(inner.values())
    relations = [[(-1, whole), *((1, part) for part in parts)] for whole, parts in wholes.items()]
    relations += [[(-1, "all"), *((1, row) for row in rows)], [(-1, "all"), *((1, each) for each in sorted(columns))]]
    cells = {key: Cell(key, value, 5, weight=1 if key in inner else 5) for key, value in values.items()} | changes
    return system_of(cells.values(), relations)


def keys(system: System, found: Found) -> str:
    return " ".join(system.cells[at].key for at in sorted(found.hidden))


def test_nothing_small_hides_nothing() -> None:
    assert find_pattern(table("9 8/7 6")) == Found(frozenset(), (), 0, 0.0, is_optimal=True)


def test_one_small_cell_is_protected_by_a_rectangle() -> None:
    system = table("3 20/20 20")

    found = find_pattern(system)

    assert (keys(system, found), found.cost, found.bound, found.is_optimal) == ("a1 a2 b1 b2", 4, 4.0, True)


def test_heavier_cells_are_hidden_last() -> None:
    system = table("3 20 20/20 20 20", a2=Cell("a2", 20, 5, weight=3), b2=Cell("b2", 20, 5, weight=3))

    assert keys(system, find_pattern(system)) == "a1 a3 b1 b3"


def test_sum_is_hidden_where_that_costs_less() -> None:
    system = table("3 20/20 20", **{key: Cell(key, 20, 5, weight=30) for key in ("a2", "b1", "b2")})

    assert keys(system, find_pattern(system)) == "1 a a1 all"


def test_known_small_cell_is_out_of_reach() -> None:
    system = table("3 20/20 20", a1=Cell("a1", 3, 5, is_known=True))
    at = system.index["a1"]

    assert find_pattern(system) == Found(frozenset(), (Goal(at, 5, 2),), 0, 0.0, is_optimal=True)


def test_cell_without_anything_to_hide_behind_is_out_of_reach_and_hidden() -> None:
    known = {key: Cell(key, 20, 5, is_known=True) for key in ("a2", "b1")}
    known |= {"a": Cell("a", 23, 5, is_known=True), "1": Cell("1", 23, 5, is_known=True)}
    system = table("3 20/20 20", **known)

    found = find_pattern(system)

    assert (keys(system, found), found.unreachable) == ("a1", system.goals)


def test_cell_that_is_not_offered_costs_nothing_and_protects() -> None:
    system = table("3 20/20 20", a2=Cell("a2", 20, 5, is_offered=False), b2=Cell("b2", 20, 5, is_offered=False))

    found = find_pattern(system)

    assert (keys(system, found), found.cost) == ("a1 b1", 2)


def test_what_was_hidden_before_stays_hidden() -> None:
    system = table("9 8/7 6", b1=Cell("b1", 7, 5, stays_hidden=True))

    assert keys(system, find_pattern(system)) == "b1"


def test_equally_good_patterns_depend_on_the_seed_alone() -> None:
    system = table("3 20 20 20/20 20 20 20/20 20 20 20")
    patterns = {seed: find_pattern(system, seed=seed) for seed in "abcdefgh"}

    assert {found.cost for found in patterns.values()} == {4}
    assert len({found.hidden for found in patterns.values()}) > 1
    assert patterns == {seed: find_pattern(system, seed=seed) for seed in "abcdefgh"}


@given(small_systems().filter(lambda small: len(choices(known_total(small).system)) <= 8))
@settings(max_examples=40, deadline=None)
def test_pattern_is_the_cheapest_of_all(small: Small) -> None:
    small = known_total(small)
    system = small.system
    everything = frozenset(at for at, cell in enumerate(system.cells) if cell.may_hide)
    lost = missed(small, everything)

    found = find_pattern(system)

    assert set(found.unreachable) == {goal for goal, _ in lost}
    assert missed(small, found.hidden) <= lost
    assert found.cost == sum(system.cells[at].weight for at in found.hidden)
    cheapest = next(hidden for hidden in cheapest_first(system) if missed(small, hidden) <= lost)
    assert (found.cost, found.is_optimal, found.bound) == (cost(system, cheapest), True, found.cost)


@given(systems(most=3), st.integers(0, 2**16))
@settings(max_examples=8, deadline=None)
def test_linked_tables_are_safe_in_any_order(system: System, dice: int) -> None:
    found = find_pattern(system)

    assert {side.goal for side in reach(system, found.hidden).missed} <= set(found.unreachable)
    must = {at for at, cell in enumerate(system.cells) if cell.must_hide and cell.is_offered}
    may = {at for at, cell in enumerate(system.cells) if cell.may_hide and cell.is_offered}
    assert must <= found.hidden <= may
    assert found.bound <= found.cost
    assert find_pattern(shuffled(system, random.Random(dice))) == found  # noqa: S311 - nothing is secret


def test_what_only_half_people_reach_is_not_taken_to_be_reached() -> None:
    """Months by sex in columns, reasons in rows: with fractions a pattern is safe that is not in whole numbers."""
    held = ("745321202100", "502000101110", "100011001020", "110110000100")
    spots = product(LEAVES["reason"], LEAVES["month"], LEAVES["sex"])
    numbers: dict[tuple[str, ...], int] = defaultdict(int)
    for number, spot in zip(map(int, "".join(held)), spots, strict=True):
        for codes in product(*(ABOVE[code] for code in spot)):
            numbers[codes] += number
    system, _ = link(TableSet((Table("t", "", "started", ("reason", "month", "sex"), numbers),), VARIABLES))

    found = find_pattern(system)

    assert (found.unreachable, reach(system, found.hidden).missed) == ((), ())


@pytest.mark.parametrize(("tells_zero", "extra", "out_of_reach"), [(False, 24, 0), (True, 27, 2)])
def test_three_way_table_has_the_known_optimum(*, tells_zero: bool, extra: int, out_of_reach: int) -> None:
    system = read_set(shared("data/disclosure/t3_231.csv"), tells_zero=tells_zero)

    found = find_pattern(system)

    assert (found.cost - len(system.goals), found.is_optimal, len(found.unreachable)) == (extra, True, out_of_reach)
    assert {side.goal for side in reach(system, found.hidden).missed} == set(found.unreachable)
    assert not any(system.cells[at].value == 0 and tells_zero for at in found.hidden)


def known_total(small: Small) -> Small:
    """Let the total of all be known, as trying all there is needs."""
    cells = tuple(replace(cell, is_known=True) if cell.key == "all" else cell for cell in small.system.cells)
    return replace(small, system=System(cells, small.system.relations))


def choices(system: System) -> list[int]:
    return [at for at, cell in enumerate(system.cells) if cell.may_hide and not cell.must_hide]


def cost(system: System, hidden: frozenset[int]) -> int:
    return sum(system.cells[at].weight for at in hidden)


def cheapest_first(system: System) -> Iterator[frozenset[int]]:
    """Give every pattern, which all weigh the same by the cell."""
    must = frozenset(at for at, cell in enumerate(system.cells) if cell.must_hide and cell.is_offered)
    free = choices(system)
    for number in range(len(free) + 1):
        yield from (must | frozenset(more) for more in combinations(free, number))


def missed(small: Small, hidden: frozenset[int]) -> Sides:
    """Try all there is: the sides of goals that a pattern misses."""
    ends = small.ends(seen_of(small.system, hidden))
    sides = set()
    for goal in small.system.goals:
        lowest, highest = ends.get(goal.cell, (small.system.cells[goal.cell].value,) * 2)
        sides |= {(goal, True)} if highest < goal.highest else set()
        sides |= {(goal, False)} if lowest > goal.lowest else set()
    return frozenset(sides)


def shuffled(system: System, dice: random.Random) -> System:
    cells = list(system.cells)
    relations = [[(factor, system.cells[at].key) for factor, at in relation.terms] for relation in system.relations]
    dice.shuffle(cells)
    dice.shuffle(relations)
    for relation in relations:
        dice.shuffle(relation)
    return system_of(cells, relations)
