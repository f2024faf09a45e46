"""Small counts rounded away: what stays, what changes, and that all sums hold."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.linking import link
from mellanrum.disclosure.rounding import rounded
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable

SEX = Variable("sex", "Kön", {"woman": "kvinnor", "man": "män"}, (Sum(TOTAL, ("woman", "man")),))
AGE = Variable(
    "age",
    "Ålder",
    dict.fromkeys(("young", "middle", "old"), ""),
    (Sum(TOTAL, ("young", "middle", "old")), Sum("grown", ("middle", "old"))),
)
SUPPORT = Variable("support", "Försörjning", dict.fromkeys(("sick", "study"), ""), is_several=True)


def a_set(*tables: Table, flows: tuple[Flow, ...] = ()) -> TableSet:
    return TableSet(tables, {each.key: each for each in (SEX, AGE, SUPPORT)}, flows=flows)


def by_sex(of: str, women: int, men: int) -> Table:
    return Table(of, of, of, ("sex",), {("*",): women + men, ("woman",): women, ("man",): men})


def crossed(numbers: Sequence[int], of: str = "started") -> Table:
    """A table of sex by age from six numbers, women first, with all totals."""
    inner = dict(zip(((s, a) for s in SEX.codes for a in AGE.codes), numbers, strict=True))
    found: dict[tuple[str, ...], int] = {}
    for sex in (TOTAL, *SEX.codes):
        for age in (TOTAL, *AGE.codes):
            found[sex, age] = sum(number for (s, a), number in inner.items() if sex in {TOTAL, s} and age in {TOTAL, a})
    return Table(f"{of}-crossed", "", of, ("sex", "age"), found)


def numbers_of(tables: TableSet) -> Mapping[str, int]:
    return {cell.key: cell.value for cell in link(tables)[0].cells}


def test_set_without_small_numbers_is_as_it_was() -> None:
    tables = a_set(by_sex("started", 12, 30))

    found = rounded(tables)

    assert (found.tables, found.changes, found.greatest, found.cost) == (tables, {}, 0, 0)


def test_small_number_goes_to_nil_and_its_total_stays() -> None:
    found = rounded(a_set(by_sex("started", 28, 2)))

    assert found.tables.tables == (by_sex("started", 30, 0),)
    assert found.changes == {"started|sex=man": -2, "started|sex=woman": 2}
    assert found.greatest == 2
    assert (found.is_changed("started"), found.is_changed("started|sex=man")) == (False, True)


def test_small_number_near_the_threshold_goes_up_to_it() -> None:
    assert rounded(a_set(by_sex("started", 28, 4))).tables.tables == (by_sex("started", 27, 5),)


def test_small_total_is_changed_when_nothing_else_will_do() -> None:
    found = rounded(a_set(by_sex("started", 2, 2)))

    assert set(found.tables.tables[0].numbers.values()) <= {0, 5}


def test_nil_stays_nil() -> None:
    assert rounded(a_set(by_sex("started", 4, 0))).tables.tables[0].numbers["man",] == 0


def test_same_cell_is_rounded_the_same_in_every_table() -> None:
    found = rounded(a_set(crossed([3, 9, 14, 1, 6, 20]), by_sex("started", 26, 27)))

    one, other = found.tables.tables
    assert {sex: one.numbers[sex, TOTAL] for sex in (TOTAL, "woman", "man")} == {
        sex: other.numbers[sex,] for sex in (TOTAL, "woman", "man")
    }


def test_those_who_did_not_give_an_answer_are_rounded_too() -> None:
    answers = Table("support", "", "ended", ("support",), {("*",): 60, ("sick",): 57, ("study",): 30})

    found = rounded(a_set(answers)).tables.tables[0].numbers

    assert found["*",] - found["sick",] in {0, 5}


def test_flow_holds_after_rounding() -> None:
    flow = Flow((Step(1, "opening"), Step(1, "started"), Step(-1, "ended"), Step(-1, "closing")))
    tables = [by_sex("opening", 9, 8), by_sex("started", 12, 3), by_sex("ended", 4, 9), by_sex("closing", 17, 2)]

    held = {each.key: each.numbers for each in rounded(a_set(*tables, flows=(flow,))).tables.tables}

    for codes in ((TOTAL,), ("woman",), ("man",)):
        came, left = held["opening"][codes] + held["started"][codes], held["ended"][codes] + held["closing"][codes]
        assert came == left


def test_form_is_rounded_without_what_it_leaves_out() -> None:
    ages = Table(
        "age",
        "",
        "started",
        ("age",),
        {("*",): 30, ("young",): 20, ("grown",): 10, ("middle",): 7, ("old",): 3},
        forms=(Form("broad", "", {"age": ("*", "young", "grown")}),),
    )

    found = rounded(a_set(ages), {"age": ages.forms[0]})

    assert found.tables.tables[0].numbers == {("*",): 30, ("young",): 20, ("grown",): 10}
    assert found.tables.tables[0].forms == ()


def test_sensitive_numbers_have_their_own_threshold() -> None:
    care = Variable("care", "", {"yes": "", "no": ""}, (Sum(TOTAL, ("yes", "no")),), is_sensitive=True)
    table = Table("care", "", "ended", ("care",), {("*",): 40, ("yes",): 8, ("no",): 32})

    found = rounded(TableSet((table,), {"care": care}))

    assert found.tables.tables[0].numbers == {("*",): 40, ("yes",): 10, ("no",): 30}


def test_set_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="contradict"):
        rounded(a_set(by_sex("started", 3, 9), crossed([1, 2, 3, 4, 5, 6])))


few = st.integers(0, 12)


@given(st.lists(few, min_size=6, max_size=6), st.lists(few, min_size=6, max_size=6), st.sampled_from(["", "another"]))
@settings(max_examples=40, deadline=None)
def test_rounding_keeps_every_sum_and_leaves_nothing_small(started: list[int], ended: list[int], seed: str) -> None:
    women, men = (sum(started[:3]), sum(started[3:]))
    tables = a_set(crossed(started), by_sex("started", women, men), crossed(ended, "ended"))
    exact = numbers_of(tables)

    found = rounded(tables, seed=seed)

    system, findings = link(found.tables)
    assert findings == ()
    assert [cell for cell in system.cells if cell.is_small] == []
    changes = {cell.key: cell.value - exact[cell.key] for cell in system.cells if cell.is_offered}
    assert {key: change for key, change in changes.items() if change} == found.changes
    assert found.bound <= found.cost


@given(st.lists(few, min_size=6, max_size=6), st.randoms())
@settings(max_examples=15, deadline=None)
def test_order_of_rows_and_tables_does_not_matter(numbers: list[int], dice: Random) -> None:
    table, other = crossed(numbers), by_sex("started", sum(numbers[:3]), sum(numbers[3:]))
    rows = list(table.numbers.items())
    dice.shuffle(rows)
    turned = Table(table.key, "", table.of, table.by, dict(rows))

    assert rounded(a_set(table, other)).changes == rounded(a_set(other, turned)).changes


@given(st.lists(st.integers(0, 9), min_size=2, max_size=2))
@settings(max_examples=30, deadline=None)
def test_least_change_is_least(numbers: list[int]) -> None:
    women, men = numbers
    found = rounded(a_set(by_sex("n", women, men)))

    allowed = [each for each in range(30) if each not in range(1, 5)]
    ways = [
        (abs(w + m - women - men), abs(w - women) + abs(m - men))
        for w in allowed
        for m in allowed
        if (women or not w) and (men or not m)
    ]
    kept = [way for way in ways if way[0] == 0] if women + men >= 5 else ways
    change = found.changes
    total = abs(change.get("n", 0))
    inner = abs(change.get("n|sex=woman", 0)) + abs(change.get("n|sex=man", 0))
    assert 4 * total + inner == min(4 * way[0] + way[1] for way in kept or ways)


def test_reader_who_knows_how_it_is_done_is_left_with_more_than_one_number() -> None:
    ways: dict[tuple[int, ...], set[tuple[int, int]]] = {}
    for women in range(17):
        for men in range(17 - women):
            found = rounded(a_set(by_sex("n", women, men))).tables.tables[0].numbers
            ways.setdefault(tuple(found.values()), set()).add((women, men))

    told = [
        (result, sex)
        for result, counted in ways.items()
        for sex in (0, 1)
        if len({pair[sex] for pair in counted}) == 1 and any(0 < pair[sex] < 5 for pair in counted)
    ]

    assert told == []


@given(st.lists(st.tuples(few, few, st.floats(0, 1)), min_size=2, max_size=2))
@settings(max_examples=25, deadline=None)
def test_rounding_keeps_the_flow(sexes: list[tuple[int, int, float]]) -> None:
    flow = Flow((Step(1, "opening"), Step(1, "started"), Step(-1, "ended"), Step(-1, "closing")))
    ended = [round((opening + started) * share) for opening, started, share in sexes]
    counts = {
        "opening": [opening for opening, _, _ in sexes],
        "started": [started for _, started, _ in sexes],
        "ended": ended,
        "closing": [opening + started - left for (opening, started, _), left in zip(sexes, ended, strict=True)],
    }

    found = rounded(a_set(*(by_sex(of, *pair) for of, pair in counts.items()), flows=(flow,)))

    system, findings = link(found.tables)
    assert findings == ()
    assert [cell for cell in system.cells if cell.is_small] == []
    assert all(sum(factor * system.cells[at].value for factor, at in each.terms) == 0 for each in system.relations)
