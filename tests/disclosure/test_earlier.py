"""What was published before and what is published now are one system before one reader."""

from collections.abc import Mapping

import pytest

from mellanrum.disclosure.earlier import Earlier, about, preferred, time_findings, told_over_time
from mellanrum.disclosure.joined import join, join_near
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.system import Cell, System
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable

AGE = Variable("age", "Age", {"young": "Young", "old": "Old"}, (Sum(TOTAL, ("young", "old")),))
YEAR = Variable("year", "Year", {"2024": "2024", "2025": "2025"})
BROAD = Form("broad", "Broad", {"age": ("*",)})


def a_set(year: str = "2025", threshold: int = 5, of: str = "started", **numbers: int) -> TableSet:
    rows: dict[tuple[str, ...], int] = {(TOTAL if code == "all" else code,): each for code, each in numbers.items()}
    table = Table("age", "By age", of, ("age",), rows, {"year": year})
    return TableSet((table,), {"age": AGE, "year": YEAR}, threshold=threshold)


def a_system(year: str = "2025", threshold: int = 5, **numbers: int) -> System:
    system, findings = link(a_set(year, threshold, "started", **numbers))
    assert findings == ()
    return system


def an_earlier(system: System, *hidden: str, name: str = "then") -> Earlier:
    return Earlier(name, system, frozenset(hidden))


ALL, YOUNG, OLD = "started|year=2025", "started|age=young|year=2025", "started|age=old|year=2025"


def cells(system: System) -> Mapping[str, Cell]:
    return {cell.key: cell for cell in system.cells}


def sums(system: System) -> set[frozenset[tuple[int, str]]]:
    return {frozenset((factor, system.cells[at].key) for factor, at in each.terms) for each in system.relations}


def test_without_anything_earlier_the_system_is_as_it_is() -> None:
    system = a_system(all=12, young=3, old=9)

    assert join(system, ()).system is system


def test_a_cell_of_the_same_number_is_one_cell() -> None:
    system = a_system(all=12, young=3, old=9)

    joined = join(system, [an_earlier(system, YOUNG, OLD)]).system

    assert [(cell.key, cell.is_known, cell.stays_hidden) for cell in joined.cells] == [
        (OLD, False, True),
        (YOUNG, False, True),
        (ALL, True, False),
    ]
    assert sums(joined) == sums(system)


def test_what_was_shown_before_cannot_be_hidden_now() -> None:
    joined = join(a_system(all=12, young=3, old=9), [an_earlier(a_system(all=12, young=3, old=9), YOUNG)]).system

    assert not cells(joined)[OLD].may_hide


def test_a_changed_number_is_a_cell_of_its_own_and_so_is_the_difference() -> None:
    then = an_earlier(a_system(all=11, young=2, old=9), YOUNG, OLD)

    joined = join(a_system(all=12, young=3, old=9), [then]).system

    held = cells(joined)
    assert {key: cell.value for key, cell in held.items()} == {
        ALL: 12,
        f"{ALL}@then": 11,
        f"{ALL} @- {ALL}@then": 1,
        YOUNG: 3,
        f"{YOUNG}@then": 2,
        f"{YOUNG} @- {YOUNG}@then": 1,
        OLD: 9,
    }
    assert sums(joined) == {
        frozenset({(1, ALL), (-1, YOUNG), (-1, OLD)}),
        frozenset({(1, f"{ALL}@then"), (-1, f"{YOUNG}@then"), (-1, OLD)}),
        frozenset({(1, ALL), (-1, f"{ALL}@then"), (-1, f"{ALL} @- {ALL}@then")}),
        frozenset({(1, YOUNG), (-1, f"{YOUNG}@then"), (-1, f"{YOUNG} @- {YOUNG}@then")}),
    }
    difference = held[f"{ALL} @- {ALL}@then"]
    assert (difference.is_offered, difference.is_small, difference.floor) == (False, True, 0)
    assert (held[ALL].is_known, held[f"{ALL}@then"].is_known) == (False, True)
    assert (held[f"{YOUNG}@then"].must_hide, held[f"{YOUNG}@then"].is_known) == (True, False)


def test_a_number_that_has_fallen_differs_by_what_it_fell() -> None:
    joined = join(a_system(all=12), [an_earlier(a_system(all=19))]).system

    assert sums(joined) == {frozenset({(1, f"{ALL}@then"), (-1, ALL), (-1, f"{ALL}@then @- {ALL}")})}


def test_every_two_versions_of_a_number_differ() -> None:
    earlier = [an_earlier(a_system(all=11), name="one"), an_earlier(a_system(all=19), name="two")]

    joined = join(a_system(all=10), earlier).system

    assert {key: cell.value for key, cell in cells(joined).items() if not cell.is_offered and not cell.is_known} == {
        f"{ALL}@one @- {ALL}": 1,
        f"{ALL}@two @- {ALL}": 9,
        f"{ALL}@two @- {ALL}@one": 8,
    }


def test_a_number_that_is_back_where_it_was_is_the_cell_it_was() -> None:
    earlier = [an_earlier(a_system(all=11), name="one"), an_earlier(a_system(all=19), name="two")]

    joined = join(a_system(all=11), earlier)

    assert cells(joined.system)[ALL].is_known
    assert [called[ALL] for called in joined.names] == [ALL, f"{ALL}@two"]


def test_a_publication_that_only_readers_have_is_there_too() -> None:
    then = an_earlier(a_system("2024", all=11, young=2, old=9), "started|age=young|year=2024")

    joined = join(a_system(all=12), [then]).system

    assert {cell.key: (cell.is_known, cell.must_hide) for cell in joined.cells if "2024" in cell.key} == {
        "started|year=2024": (True, False),
        "started|age=old|year=2024": (True, False),
        "started|age=young|year=2024": (False, True),
    }


def test_what_a_coarser_form_did_not_show_may_be_shown_later() -> None:
    tables = a_set(all=30, young=13, old=17)
    coarse, _ = link(tables, {"age": BROAD})
    fine, _ = link(tables)

    joined = join(fine, [an_earlier(coarse)]).system

    assert {cell.key: (cell.is_known, cell.must_hide) for cell in joined.cells} == {
        ALL: (True, False),
        YOUNG: (False, False),
        OLD: (False, False),
    }


def test_what_was_shown_under_a_lower_threshold_cannot_be_protected_by_a_higher() -> None:
    then = an_earlier(a_system(threshold=5, all=30, young=7, old=23))

    joined = join(a_system(threshold=10, all=30, young=7, old=23), [then]).system

    assert joined.goals == ()


def test_what_was_hidden_is_protected_by_the_higher_threshold() -> None:
    then = an_earlier(a_system(threshold=5, all=30, young=3, old=27), YOUNG, OLD)

    joined = join(a_system(threshold=10, all=30, young=3, old=27), [then]).system

    assert [(goal.highest, goal.lowest) for goal in joined.goals] == [(10, 2)]


def test_what_hangs_on_nothing_new_is_left_out_of_what_is_near() -> None:
    then = an_earlier(
        a_system("2024", all=11, young=2, old=9), "started|age=young|year=2024", "started|age=old|year=2024"
    )

    near = join_near(a_system(all=12, young=3, old=9), [then]).system

    assert near == a_system(all=12, young=3, old=9)


def test_what_hangs_on_a_hidden_number_is_near() -> None:
    then = an_earlier(a_system(all=12, young=3, old=9), YOUNG, OLD)

    assert join_near(a_system(old=9), [then]) == join(a_system(old=9), [then])


def test_numbers_that_are_known_tie_nothing_together() -> None:
    then = an_earlier(a_system(all=12, young=3, old=9), YOUNG, OLD)

    near = join_near(a_system(all=12), [then]).system

    assert [(cell.key, cell.is_known) for cell in near.cells] == [(ALL, True)]


def test_a_changed_number_is_near_what_it_was() -> None:
    then = an_earlier(a_system(all=11, young=2, old=9), YOUNG, OLD)

    assert join_near(a_system(all=12, old=9), [then]) == join(a_system(all=12, old=9), [then])


def test_the_counterpart_of_what_was_hidden_is_preferred() -> None:
    then = an_earlier(a_system("2024", all=30, young=13, old=17), "started|age=young|year=2024")

    assert preferred(a_set(all=30, young=13, old=17), [then]) == {YOUNG}


def test_another_count_has_no_counterpart() -> None:
    then = an_earlier(a_system("2024", all=30, young=13, old=17), "started|age=young|year=2024")

    assert preferred(a_set(of="ended", all=30, young=13, old=17), [then]) == frozenset()


def test_the_same_place_is_not_its_own_counterpart() -> None:
    then = an_earlier(a_system(all=30, young=13, old=17), YOUNG)

    assert preferred(a_set(all=30, young=13, old=17), [then]) == frozenset()


def test_what_a_publication_says_of_one_count_by_itself() -> None:
    both = a_set(all=12, young=3, old=9).tables + a_set(of="ended", all=30, young=13, old=17).tables
    flow = Flow((Step(1, "started"), Step(-1, "ended")))
    system, _ = link(TableSet(both, {"age": AGE, "year": YEAR}, flows=(flow,)))
    hidden = (YOUNG, OLD, YOUNG.replace("started", "ended"))

    alone = about(an_earlier(system, *hidden), {"started"})

    assert alone == an_earlier(a_system(all=12, young=3, old=9), YOUNG, OLD)


def test_two_publications_of_one_name_are_told() -> None:
    then = an_earlier(a_system("2024", all=30))

    assert [each.code for each in time_findings(a_system(all=30), [then, then])] == ["disclosure.same_name"]


def test_publications_that_differ_almost_everywhere_are_told() -> None:
    codes = {f"c{at}": "C" for at in range(12)}
    variable = Variable("v", "V", codes)

    def counted(more: int) -> System:
        rows: dict[tuple[str, ...], int] = {(code,): 20 + at + more for at, code in enumerate(codes)}
        return link(TableSet((Table("t", "T", "c", ("v",), rows),), {"v": variable}))[0]

    found = list(time_findings(counted(0), [an_earlier(counted(9))]))

    assert [(each.code, each.parameters["number"]) for each in found] == [("disclosure.many_changed", 12)]
    assert list(time_findings(counted(0), [an_earlier(counted(0))])) == []


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (YOUNG, "started (Age: Young, Year: 2025)"),
        (f"{YOUNG}@then", "started (Age: Young, Year: 2025) [then]"),
        (f"{YOUNG} @- {YOUNG}@then", "started (Age: Young, Year: 2025) − started (Age: Young, Year: 2025) [then]"),
    ],
)
def test_a_cell_is_named_with_its_publication(key: str, name: str) -> None:
    assert told_over_time(a_set(all=30), key) == name
