"""Tables that tie in a ring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import Contradiction, Ring, closed, intervals
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable
from support.linked_sets import divided


def a_variable(key: str, *codes: str) -> Variable:
    return Variable(key, key, {code: code for code in codes}, (Sum(TOTAL, codes),))


VARIABLES = {
    "age": a_variable("age", "young", "old"),
    "sex": a_variable("sex", "woman", "man"),
    "town": a_variable("town", "north", "south", "west"),
}


def a_table(by: Sequence[str], people: Iterable[dict[str, str]]) -> Table:
    """Count people by two variables, with totals."""
    numbers: dict[tuple[str, ...], int] = {
        (one, other): 0 for one in (TOTAL, *VARIABLES[by[0]].codes) for other in (TOTAL, *VARIABLES[by[1]].codes)
    }
    for person in people:
        for one in (TOTAL, person[by[0]]):
            for other in (TOTAL, person[by[1]]):
                numbers[one, other] += 1
    return Table("-".join(by), "-".join(by), "started", tuple(by), numbers)


def some_people(*groups: tuple[int, str]) -> list[dict[str, str]]:
    """So many of each: "young woman north"."""
    return [
        dict(zip(("age", "sex", "town"), who.split(), strict=True)) for number, who in groups for _ in range(number)
    ]


def a_set(people: Sequence[dict[str, str]], *tables: tuple[str, str]) -> TableSet:
    return TableSet(tuple(a_table(by, people) for by in tables), VARIABLES)


TREE = (("age", "sex"), ("sex", "town"))
RING = (*TREE, ("age", "town"))


def told(system: System, *hidden: str) -> Mapping[str, tuple[int, int | None]]:
    """What readers can tell of the cells at some keys, which are hidden."""
    at = {system.index[key] for key in hidden}
    found = intervals(seen_of(system, at), at)
    assert not isinstance(found, Contradiction)
    return {system.cells[each.cell].key: (each.lowest, each.highest) for each in found}


def test_tables_that_tie_like_a_tree_have_nothing_behind_them_to_tell() -> None:
    tables = a_set(some_people((6, "young woman north"), (7, "old man south")), *TREE)
    system, _ = link(tables)

    assert closed(tables, system) == (system, ())


def test_table_that_holds_the_others_makes_no_ring() -> None:
    people = some_people((6, "young woman north"), (7, "old man south"))
    whole = Table("all", "all", "started", ("age", "sex", "town"), {("young", "woman", "north"): 6})
    tables = replace(a_set(people, *RING), tables=(*a_set(people, *RING).tables, whole))
    system, _ = link(tables)

    assert closed(tables, system)[1] == ()


def test_hidden_table_is_exact_by_the_others_of_its_ring() -> None:
    """All young are women, who all live in the north: so do all young."""
    tables = a_set(some_people((6, "young woman north"), (7, "old man south")), *RING)
    system, _ = link(tables)
    hidden = [f"started|age={age}|town={town}" for age in ("old", "young") for town in ("north", "south")]

    whole, rings = closed(tables, system)

    assert rings == (Ring("started", ("age", "sex", "town"), is_closed=True),)
    assert [told(system, *hidden)[key] for key in hidden] == [(0, 6), (1, 7), (0, 6), (0, 6)]
    assert [told(whole, *hidden)[key] for key in hidden] == [(0, 0), (7, 7), (6, 6), (0, 0)]


def test_what_is_behind_a_ring_is_never_shown_and_has_no_goals() -> None:
    tables = a_set(some_people((1, "young woman north"), (7, "old man south")), *RING)
    system, _ = link(tables)

    whole, _ = closed(tables, system)

    added = [cell for cell in whole.cells if cell.key not in system.index]
    assert len(added) == 12
    assert {(cell.is_offered, cell.is_small) for cell in added} == {(False, False)}
    assert [whole.cells[goal.cell].key for goal in whole.goals] == [
        system.cells[goal.cell].key for goal in system.goals
    ]


def test_ring_with_too_much_behind_it_is_told_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.disclosure.attack.rings.MOST", 11)
    tables = a_set(some_people((6, "young woman north"), (7, "old man south")), *RING)
    system, _ = link(tables)

    assert closed(tables, system) == (system, (Ring("started", ("age", "sex", "town"), is_closed=False),))


def test_tables_with_nobody_behind_them_are_told_and_left_open() -> None:
    """All young are women and all women live in the north, but the young live in the south."""
    people = some_people((6, "young woman north"), (6, "old man south"))
    others = some_people((6, "young woman south"), (6, "old man north"))
    tables = TableSet((*a_set(people, *TREE).tables, a_table(("age", "town"), others)), VARIABLES)
    system, findings = link(tables)

    assert findings == ()
    assert closed(tables, system)[1] == (Ring("started", ("age", "sex", "town"), is_closed=False),)


def test_variable_of_which_one_may_have_several_codes_makes_no_ring() -> None:
    people = some_people((6, "young woman north"), (7, "old man south"))
    several = {**VARIABLES, "town": replace(VARIABLES["town"], is_several=True, sums=())}
    tables = replace(a_set(people, *RING), variables=several)
    system, _ = link(tables)

    assert closed(tables, system)[1] == ()


def test_codes_part_no_finer_than_the_tables_of_a_ring_use() -> None:
    sums = (Sum(TOTAL, ("young", "old")), Sum("young", ("teens", "twenties")))
    age = Variable("age", "age", dict.fromkeys(("young", "teens", "twenties", "old"), ""), sums)
    people = some_people((6, "young woman north"), (7, "old man south"))
    by_age = Table("age", "age", "started", ("age",), {("teens",): 2, ("twenties",): 4, ("old",): 7})
    tables = TableSet((*a_set(people, *RING).tables, by_age), {**VARIABLES, "age": age})
    system, _ = link(tables)

    whole, _ = closed(tables, system)

    assert len([cell for cell in whole.cells if cell.key not in system.index]) == 12


@given(st.lists(st.sampled_from(list(product(*(each.codes for each in VARIABLES.values())))), max_size=6), st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_told_by_a_ring_is_that_of_trying_all_people(
    people: list[tuple[str, ...]], data: st.DataObject
) -> None:
    tables = a_set([dict(zip(VARIABLES, person, strict=True)) for person in people], *RING)
    system, _ = link(tables)
    hidden = sorted(data.draw(st.sets(st.sampled_from([cell.key for cell in system.cells if cell.key != "started"]))))

    whole, _ = closed(tables, system)

    assert told(whole, *hidden) == tried(system, hidden, len(people))


def tried(system: System, hidden: Sequence[str], number: int) -> Mapping[str, tuple[int, int]]:
    """Try all groups of so many people."""
    kinds = [
        dict(zip(VARIABLES, codes, strict=True)) for codes in product(*(each.codes for each in VARIABLES.values()))
    ]
    places = [dict(each.split("=") for each in cell.key.split("|")[1:]) for cell in system.cells]
    counted = np.array([[place.items() <= kind.items() for place in places] for kind in kinds], dtype=np.int64)
    numbers = divided(number, len(kinds)) @ counted
    shown = [at for at, cell in enumerate(system.cells) if cell.key not in hidden]
    agrees = np.all(numbers[:, shown] == [system.cells[at].value for at in shown], axis=1)
    columns = {key: numbers[agrees][:, system.index[key]] for key in hidden}
    return {key: (int(column.min()), int(column.max())) for key, column in columns.items()}
