"""What readers can tell of each hidden cell."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import Contradiction, Interval, intervals
from mellanrum.disclosure.attack.solver import Solver
from mellanrum.disclosure.attack.unknowns import Unknowns, unknowns_of
from mellanrum.disclosure.seen import Seen, SeenCell, seen_of
from mellanrum.disclosure.system import Relation, System
from support.linked_sets import Small, hidden_of, small_systems, systems


def a_reader_of(shown: Mapping[str, int], hidden: str, *sums: str) -> Seen:
    """What is shown, the keys of what is hidden (with its floor after a colon), and sums such as "all = a + b"."""
    cells = [SeenCell(key, value, 5) for key, value in shown.items()]
    for key, _, floor in (each.partition(":") for each in hidden.split()):
        cells.append(SeenCell(key, None, 5, int(floor or 0)))
    index = {cell.key: at for at, cell in enumerate(cells)}
    relations = []
    for whole, parts in (each.split(" = ") for each in sums):
        relations.append(Relation(((-1, index[whole]), *((1, index[part]) for part in parts.split(" + ")))))
    return Seen(tuple(cells), tuple(relations))


def told(seen: Seen) -> Mapping[str, tuple[int, int | None]]:
    """What is worked out, by key."""
    found = intervals(seen)
    assert not isinstance(found, Contradiction)
    return {seen.cells[each.cell].key: (each.lowest, each.highest) for each in found}


def test_one_hidden_part_of_a_sum_is_exact() -> None:
    seen = a_reader_of({"all": 9, "men": 6}, "women", "all = women + men")

    assert told(seen) == {"women": (3, 3)}


def test_two_hidden_parts_share_the_rest() -> None:
    seen = a_reader_of({"all": 9, "c": 4}, "a b", "all = a + b + c")

    assert told(seen) == {"a": (0, 5), "b": (0, 5)}


def test_hidden_parts_whose_zeros_would_be_told_are_at_least_one() -> None:
    seen = a_reader_of({"all": 3}, "a:1 b:1", "all = a + b")

    assert told(seen) == {"a": (1, 2), "b": (1, 2)}


def test_hidden_parts_of_nil_are_nil() -> None:
    seen = a_reader_of({"all": 0}, "a b c", "all = a + b + c")

    assert told(seen) == {"a": (0, 0), "b": (0, 0), "c": (0, 0)}


def test_hidden_part_and_whole_have_no_highest() -> None:
    seen = a_reader_of({"men": 6}, "all women", "all = women + men")

    assert told(seen) == {"all": (6, None), "women": (0, None)}


def test_where_nothing_is_shown_nothing_has_a_highest() -> None:
    seen = a_reader_of({}, "all women men", "all = women + men")

    assert told(seen) == {"all": (0, None), "women": (0, None), "men": (0, None)}


def test_a_cell_in_no_sum_can_be_anything() -> None:
    assert told(a_reader_of({}, "alone:1")) == {"alone": (1, None)}


def test_half_a_participant_is_not_thought_possible() -> None:
    """Each two of three make at most one: with fractions all three would make one and a half."""
    pairs = ("ab = a + b + d", "bc = b + c + e", "ac = a + c + f")
    seen = a_reader_of({"ab": 1, "bc": 1, "ac": 1}, "a b c d e f abc", *pairs, "abc = a + b + c")

    assert told(seen)["abc"] == (0, 1)


LAYERS = """
0  0  0  0  0  0    0  0  0  0  0  0    0  0  0  0  0  0
0  0 .1 .0  0  0   .1 .0 .0  0  0  0   .0 .1  0 .1  0  0
0  0  0  0  0  0   .0  0 .1 .1  0  0   .1  0 .0 .0  0  0
0  0 .0 .1  0  0    0 .1  0 .0  0  0    0 .0 .1  0  0  0
"""
"""Three layers beside each other; what has a dot is hidden. The sums along all three directions are shown."""


def in_layers(text: str) -> tuple[Seen, Mapping[str, int]]:
    """A three-way table in layers with all its sums along one direction, and the numbers that are hidden."""
    rows = [row.split() for row in text.split("\n")[1:-1]]
    spots = list(product(range(3), range(4), range(6)))
    written = {(layer, row, at): rows[row][6 * layer + at] for layer, row, at in spots}
    lines: dict[tuple[int | None, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for spot, direction in product(spots, range(3)):
        lines[*spot[:direction], None, *spot[direction + 1 :]].append(spot)
    sums = {str(line): sum(int(written[spot].strip(".")) for spot in each) for line, each in lines.items()}
    shown = {str(spot): int(word) for spot, word in written.items() if "." not in word}
    hidden = {str(spot): int(word.strip(".")) for spot, word in written.items() if "." in word}
    cells = [SeenCell(key, value, 5) for key, value in (shown | sums).items()]
    cells += [SeenCell(key, None, 5) for key in hidden]
    index = {cell.key: number for number, cell in enumerate(cells)}
    relations = (((-1, index[str(line)]), *((1, index[str(each)]) for each in spots)) for line, spots in lines.items())
    return Seen(tuple(cells), tuple(map(Relation, relations))), hidden


def test_three_way_table_that_only_one_set_of_whole_numbers_fits_is_exact() -> None:
    seen, hidden = in_layers(LAYERS)

    assert told(seen) == {key: (value, value) for key, value in hidden.items()}


def test_three_way_table_that_only_one_set_of_whole_numbers_fits_leaves_room_for_fractions() -> None:
    seen, _ = in_layers(LAYERS)
    unknowns = unknowns_of(seen)
    assert isinstance(unknowns, Unknowns)
    (part,) = unknowns.parts

    numbers = Solver(part).most(np.array([-1.0, 0.0]))

    assert numbers is not None
    assert numbers.tolist() == [0.5, 0.0]


def test_contradiction_in_one_sum_is_told_with_its_cells() -> None:
    seen = a_reader_of({"all": 3, "c": 4, "more": 5}, "a b d e", "all = a + b + c", "more = d + e")

    assert intervals(seen) == Contradiction((3, 4))


def test_contradiction_among_what_is_shown_is_told_with_its_cells() -> None:
    seen = a_reader_of({"all": 3, "a": 1, "b": 1, "more": 5}, "d e", "all = a + b", "more = d + e")

    assert intervals(seen) == Contradiction((0, 1, 2))


def test_contradiction_between_sums_is_told_with_its_cells() -> None:
    sums = ("all = a + b + c", "some = a + b + d", "few = c + d + e")
    seen = a_reader_of({"all": 9, "some": 1, "few": 2, "other": 4}, "a b c d e x y", *sums, "other = x + y")

    assert intervals(seen) == Contradiction((4, 5, 6, 7, 8))


def test_contradiction_of_halves_is_told() -> None:
    seen = a_reader_of({"ab": 1, "bc": 1, "ac": 1}, "a b c", "ab = a + b", "bc = b + c", "ac = a + c")

    assert intervals(seen) == Contradiction((3, 4, 5))


def test_only_the_cells_asked_for_are_worked_out() -> None:
    seen = a_reader_of({"all": 9, "c": 4}, "a b", "all = a + b + c")

    assert intervals(seen, {3, 0}) == (Interval(3, 0, 5),)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_intervals_are_those_of_trying_all_there_is(data: st.DataObject) -> None:
    small: Small = data.draw(small_systems())
    seen = seen_of(small.system, data.draw(hidden_of(small.system, keep="all")))

    found = intervals(seen)

    assert not isinstance(found, Contradiction)
    assert {each.cell: (each.lowest, each.highest) for each in found} == small.ends(seen)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_numbers_that_contradict_are_those_that_no_trying_finds(data: st.DataObject) -> None:
    small: Small = data.draw(small_systems())
    hidden = data.draw(hidden_of(small.system, keep="all"))
    seen = seen_of(small.system, hidden)
    changed = data.draw(st.sampled_from([at for at, cell in enumerate(seen.cells) if cell.value is not None]))
    cells = list(seen.cells)
    cells[changed] = SeenCell(cells[changed].key, data.draw(st.integers(0, 7)), cells[changed].threshold)
    false = Seen(tuple(cells), seen.relations)

    found = intervals(false)

    ends = small.ends(false)
    if isinstance(found, Contradiction):
        assert ends == {}
    else:
        assert {each.cell: (each.lowest, each.highest) for each in found} == ends


@given(st.data())
@settings(max_examples=5, deadline=None)
def test_more_known_never_widens_an_interval(data: st.DataObject) -> None:
    system: System = data.draw(systems(6))
    hidden = data.draw(hidden_of(system))
    known = frozenset(data.draw(st.sets(st.sampled_from(sorted(hidden)), max_size=5)) if hidden else ())

    before, after = (intervals(seen_of(system, each)) for each in (hidden, hidden - known))

    assert not isinstance(before, Contradiction)
    assert not isinstance(after, Contradiction)
    wider = {each.cell: each for each in before}
    assert [each for each in after if not _is_within(each, wider[each.cell])] == []


def _is_within(inner: Interval, outer: Interval) -> bool:
    if inner.lowest < outer.lowest:
        return False
    return outer.highest is None or (inner.highest is not None and inner.highest <= outer.highest)


@given(systems(2))
@settings(max_examples=5, deadline=None)
def test_sets_of_which_nothing_is_shown_have_no_highest(system: System) -> None:
    found = intervals(seen_of(system, range(len(system.cells))))

    assert found == tuple(Interval(at, 0, None) for at in range(len(system.cells)))


@given(st.data())
@settings(max_examples=5, deadline=None)
def test_what_was_counted_is_within_every_interval(data: st.DataObject) -> None:
    system: System = data.draw(systems(10))

    found = intervals(seen_of(system, data.draw(hidden_of(system))))

    assert not isinstance(found, Contradiction)
    values = [Interval(each.cell, system.cells[each.cell].value, system.cells[each.cell].value) for each in found]
    assert [each for each, outer in zip(values, found, strict=True) if not _is_within(each, outer)] == []
