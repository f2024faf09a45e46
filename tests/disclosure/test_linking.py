"""From tables to cells and relations."""

from collections.abc import Mapping
from dataclasses import replace

from mellanrum.disclosure.linking import link
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable

Numbers = dict[tuple[str, ...], int]
SEX = Variable("sex", "Sex", {"woman": "Women", "man": "Men"}, (Sum(TOTAL, ("woman", "man")),))
AGE = Variable(
    "age",
    "Age",
    {"young": "Under 30", "a": "16-19", "b": "20-29", "old": "30 and over"},
    (Sum(TOTAL, ("young", "old")), Sum("young", ("a", "b"))),
)
SUPPORT = Variable("support", "Support", {"sick": "Sick pay", "study": "Study grant"}, is_several=True)
BY_SEX = Table("sex", "By sex", "started", ("sex",), {("*",): 9, ("woman",): 6, ("man",): 3})


def a_set(*tables: Table, flows: tuple[Flow, ...] = ()) -> TableSet:
    return TableSet(tables, {each.key: each for each in (SEX, AGE, SUPPORT)}, flows=flows)


def sums(system: System) -> set[frozenset[tuple[int, str]]]:
    return {frozenset((factor, system.cells[at].key) for factor, at in each.terms) for each in system.relations}


def values(system: System) -> Mapping[str, int]:
    return {cell.key: cell.value for cell in system.cells}


def test_a_total_and_its_parts_are_one_relation() -> None:
    system, findings = link(a_set(BY_SEX))

    assert findings == ()
    assert values(system) == {"started": 9, "started|sex=woman": 6, "started|sex=man": 3}
    assert sums(system) == {frozenset({(1, "started"), (-1, "started|sex=woman"), (-1, "started|sex=man")})}


def test_a_cell_in_two_tables_is_one_cell() -> None:
    by_age = Table("age", "By age", "started", ("age",), {("*",): 9, ("young",): 4, ("old",): 5})

    system, findings = link(a_set(BY_SEX, by_age))

    assert findings == ()
    assert [cell.key for cell in system.cells].count("started") == 1
    assert len(system.relations) == 2


def test_tables_without_a_total_still_have_the_same_one() -> None:
    by_sex = Table("sex", "By sex", "started", ("sex",), {("woman",): 6, ("man",): 3})
    by_age = Table("age", "By age", "started", ("age",), {("young",): 4, ("old",): 5})

    system, _ = link(a_set(by_sex, by_age))

    total = system.cells[system.index["started"]]
    assert (total.value, total.is_offered) == (9, False)
    assert len(system.relations) == 2


def test_a_sum_that_nothing_else_rests_on_is_left_out() -> None:
    system, _ = link(a_set(Table("sex", "By sex", "started", ("sex",), {("woman",): 6, ("man",): 3})))

    assert values(system) == {"started|sex=woman": 6, "started|sex=man": 3}
    assert system.relations == ()


def test_what_no_table_has_is_what_the_whole_has_beside_the_rest() -> None:
    system, _ = link(a_set(Table("age", "By age", "started", ("age",), {("*",): 9, ("old",): 5})))

    rest = system.cells[system.index["started|age=young"]]
    assert (rest.value, rest.is_offered) == (4, False)


def test_a_middle_level_that_no_table_has_still_ties() -> None:
    numbers: Numbers = {("*",): 9, ("a",): 1, ("b",): 3, ("old",): 5}

    system, _ = link(a_set(Table("age", "By age", "started", ("age",), numbers)))

    assert system.cells[system.index["started|age=young"]].value == 4
    assert len(system.relations) == 2


def test_a_form_offers_only_what_it_keeps() -> None:
    numbers: Numbers = {("*",): 9, ("young",): 4, ("a",): 1, ("b",): 3, ("old",): 5}
    coarse = Form("broad", "Broad bands", {"age": ("*", "young", "old")})

    system, _ = link(a_set(Table("age", "By age", "started", ("age",), numbers)), {"age": coarse})

    assert values(system) == {"started": 9, "started|age=young": 4, "started|age=old": 5}


def test_those_who_did_not_give_an_answer_are_a_cell_of_their_own() -> None:
    table = Table("support", "By support", "started", ("support",), {("*",): 9, ("sick",): 8, ("study",): 5})

    system, _ = link(a_set(table))

    without = system.cells[system.index["started|support=!sick"]]
    assert (without.value, without.is_offered, without.must_hide) == (1, False, True)


def test_zeros_are_told_of_what_tables_offer_alone() -> None:
    telling = replace(SUPPORT, tells_zeros=True)
    table = Table("support", "By support", "started", ("support",), {("*",): 9, ("sick",): 9})

    system, _ = link(TableSet((table,), {"support": telling}))

    assert {cell.key: cell.floor for cell in system.cells} == {
        "started": 0,
        "started|support=sick": 1,
        "started|support=!sick": 0,
    }


def test_a_flow_ties_counts_where_all_stand() -> None:
    flow = Flow((Step(1, "opening"), Step(1, "started"), Step(-1, "ended"), Step(-1, "closing")))
    tables = [
        Table(of, of, of, ("sex",), {("*",): total, ("woman",): women, ("man",): total - women})
        for of, total, women in (("opening", 5, 3), ("started", 9, 6), ("ended", 4, 2), ("closing", 10, 7))
    ]

    system, findings = link(a_set(*tables, flows=(flow,)))

    assert findings == ()
    assert len(system.relations) == 4 + 3


def test_a_cell_with_two_numbers_is_told_with_both_tables() -> None:
    other = Table("age", "By age", "started", ("age",), {("*",): 8, ("young",): 4, ("old",): 4})

    _, findings = link(a_set(BY_SEX, other))

    contradiction = next(each for each in findings if each.code == "disclosure.contradicting")
    assert dict(contradiction.parameters) == {
        "cell": "started",
        "table": "By sex",
        "other": "By age",
        "number": 9,
        "against": 8,
    }


def test_parts_that_do_not_make_their_whole_are_told() -> None:
    _, findings = link(a_set(Table("sex", "By sex", "started", ("sex",), {("*",): 9, ("woman",): 6, ("man",): 2})))

    assert [each.code for each in findings] == ["disclosure.not_adding"]
    assert findings[0].difference == 1


def test_the_order_of_tables_and_rows_does_not_matter() -> None:
    by_age = Table("age", "By age", "started", ("age",), {("*",): 9, ("young",): 4, ("old",): 5})
    turned = Table("age", "By age", "started", ("age",), {("old",): 5, ("young",): 4, ("*",): 9})

    assert link(a_set(BY_SEX, by_age))[0] == link(a_set(turned, BY_SEX))[0]


def test_whole_that_a_table_holds_needs_no_parts_to_be_known() -> None:
    numbers: Numbers = {("*",): 9, ("young",): 4, ("old",): 5}
    coarse = Form("old", "Old alone", {"age": ("old",)})
    tables = a_set(Table("age", "By age", "started", ("age",), numbers, forms=(coarse,)), BY_SEX)

    system, findings = link(tables, {"age": coarse})

    assert findings == ()
    assert values(system)["started|age=young"] == 4


def test_totals_cost_more_to_hide_the_more_they_are_totals_of() -> None:
    numbers: Numbers = {
        (sex, age): {("*", "*"): 9, ("woman", "*"): 6, ("man", "*"): 3}.get((sex, age), 3)
        for sex in ("*", "woman", "man")
        for age in ("*", "young", "old")
    }
    numbers |= {("*", "young"): 6, ("*", "old"): 3, ("man", "old"): 0}

    system, findings = link(a_set(Table("both", "Both", "started", ("sex", "age"), numbers, weight=2)))

    plain = system.cells[system.index["started|age=old|sex=man"]].weight
    assert findings == ()
    assert [system.cells[system.index[key]].weight for key in ("started|sex=man", "started")] == [2 * plain, 3 * plain]


def test_leading_codes_weigh_more_and_the_rest_a_little_less() -> None:
    why = Variable(
        "why",
        "Why",
        dict.fromkeys(("work", "studies", "other"), ""),
        (Sum(TOTAL, ("work", "studies", "other")),),
        leading=frozenset({"work"}),
        rest=frozenset({"other"}),
    )
    numbers: Numbers = {("*",): 60, ("work",): 20, ("studies",): 20, ("other",): 20}

    system, _ = link(TableSet((Table("why", "", "ended", ("why",), numbers),), {"why": why}))

    weights = {cell.key.partition("=")[2]: cell.weight for cell in system.cells}
    assert weights == {"": 20, "work": 20, "studies": 10, "other": 8}
