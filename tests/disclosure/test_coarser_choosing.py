"""Which form each table is shown in: the finest that hides little, beside all others."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.coarser import LITTLE, Judge, Tally, all_alike, choose_forms, proposals
from mellanrum.disclosure.coarser.choosing import form_at
from mellanrum.disclosure.coarser.judging import groups_of
from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.search import DEFAULT_SEED, find_pattern
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable
from support.linked_sets import VARIABLES

SEX = Variable("sex", "Kön", {"woman": "kvinnor", "man": "män"}, (Sum(TOTAL, ("woman", "man")),))
BANDS = tuple(f"b{at}" for at in range(10))
AGE = Variable(
    "age",
    "Ålder",
    dict.fromkeys((*BANDS, "young", "old"), ""),
    (Sum("young", BANDS[:5]), Sum("old", BANDS[5:]), Sum(TOTAL, ("young", "old"))),
)
CARE = Variable("care", "Vård", {"yes": "i vård", "no": "inte"}, (Sum(TOTAL, ("yes", "no")),), is_sensitive=True)
BROAD = Form("broad", "Breda band", {"age": (TOTAL, "young", "old")})


def a_set(*tables: Table, flows: tuple[Flow, ...] = ()) -> TableSet:
    return TableSet(tables, {each.key: each for each in (SEX, AGE, CARE)}, flows=flows)


def by_age(numbers: list[int], *forms: Form, key: str = "age", weight: int = 1) -> Table:
    young, old = sum(numbers[:5]), sum(numbers[5:])
    held: dict[tuple[str, ...], int] = {(TOTAL,): young + old, ("young",): young, ("old",): old}
    held |= {(band,): number for band, number in zip(BANDS, numbers, strict=True)}
    return Table(key, "", "started", ("age",), held, forms=forms, weight=weight)


def test_table_without_small_numbers_is_shown_as_it_is() -> None:
    assert choose_forms(a_set(by_age([9] * 10, BROAD))) == {"age": None}


def test_table_without_forms_is_left_alone() -> None:
    assert choose_forms(a_set(by_age([1] * 10))) == {}


def test_table_that_would_hide_much_is_made_coarser() -> None:
    assert choose_forms(a_set(by_age([2, 2, 2, 9, 9, 9, 9, 9, 9, 9], BROAD))) == {"age": BROAD}


@pytest.mark.parametrize(("limit", "expected"), [(Fraction(1, 10), BROAD), (Fraction(2, 13), None)])
def test_limit_says_how_much_may_be_hidden(limit: Fraction, expected: Form | None) -> None:
    # one small number and one that protects it, of thirteen
    assert choose_forms(a_set(by_age([2, *[9] * 9], BROAD)), limit=limit) == {"age": expected}


def test_finest_form_that_hides_little_is_taken() -> None:
    totals = Form("total", "", {"age": (TOTAL,)})

    assert choose_forms(a_set(by_age([2] * 10, BROAD, totals))) == {"age": BROAD}


def test_form_that_hides_least_is_taken_where_none_hides_little() -> None:
    numbers = [1, 1, 1, 1, 9, 9, 9, 9, 9, 9]
    # worse than the table as it is: nothing but small numbers
    few = Form("few", "", {"age": BANDS[:4]})

    assert choose_forms(a_set(by_age(numbers, few))) == {"age": None}


def test_table_with_forms_is_made_coarser_for_the_sake_of_one_without() -> None:
    # Women's ages are dear, so their one small band is protected by hiding women and men in the other table instead.
    ages: dict[tuple[str, ...], int] = {(BANDS[0],): 2, **{(band,): 9 for band in BANDS[1:]}}
    dear = Table("age", "", "started", ("age",), ages, {"sex": "woman"}, 5, (Form("few", "", {"age": BANDS[1:]}),))
    sexes = Table("sex", "", "started", ("sex",), {(TOTAL,): 103, ("woman",): 83, ("man",): 20})
    alone, beside = (Judge(a_set(*tables), DEFAULT_SEED) for tables in ((sexes,), (sexes, dear)))
    assert (alone.tallies({})["sex"].hidden, beside.tallies({})["sex"].hidden) == (0, 2)
    few = Form("broad", "", {"age": ("young",)})

    changed = Table("age", "", "started", ("age",), ages | {("young",): 38}, {"sex": "woman"}, 5, (few,))

    assert choose_forms(a_set(sexes, changed)) == {"age": few}


def test_form_that_was_not_needed_once_another_is_coarser_is_taken_back() -> None:
    place = Variable("place", "Kommun", dict.fromkeys("abcd", ""), (Sum(TOTAL, ("a", "b", "c", "d")),))
    women, men = {"a": 6, "b": 2, "c": 10, "d": 6}, {"a": 12, "b": 8, "c": 6, "d": 10}
    by_both: dict[tuple[str, ...], int] = {(code, "woman"): number for code, number in women.items()}
    by_both |= {(code, "man"): number for code, number in men.items()}
    by_place: dict[tuple[str, ...], int] = {(TOTAL,): 60, **{(code,): women[code] + men[code] for code in women}}
    total, one = Form("total", "", {"sex": (TOTAL,)}), Form("one", "", {"place": ("a",)})
    sex = Table("sex", "", "n", ("sex",), {(TOTAL,): 60, ("woman",): 24, ("man",): 36}, forms=(total,))
    both = Table("both", "", "n", ("place", "sex"), by_both, weight=2, forms=(one,))
    tables = TableSet(
        (Table("place", "", "n", ("place",), by_place, weight=5), both, sex), {"sex": SEX, "place": place}
    )
    fifth = Fraction(1, 5)
    shares = {key: tally.share for key, tally in Judge(tables, DEFAULT_SEED).tallies({}).items()}
    assert {key for key, share in shares.items() if share > fifth} == {"sex", "both"}

    assert choose_forms(tables, limit=fifth) == {"both": one, "sex": None}


def test_what_was_published_before_is_reckoned_with() -> None:
    tables = a_set(by_age([9] * 10, BROAD))

    def beside(some: TableSet, forms: Forms) -> System:
        system, _ = link(some, forms)
        held = (
            replace(cell, stays_hidden=cell.key in {f"started|age=b{at}" for at in range(4)}) for cell in system.cells
        )
        return System(tuple(held), system.relations)

    assert choose_forms(tables, lay=beside) == {"age": BROAD}


def test_order_of_tables_does_not_matter() -> None:
    one, other = by_age([2, *[9] * 9], BROAD), by_age([9] * 9 + [3], BROAD, key="other")
    other = Table("other", "", "ended", other.by, other.numbers, forms=other.forms)

    assert choose_forms(a_set(one, other)) == choose_forms(a_set(other, one))


def test_tables_that_a_flow_ties_are_judged_together() -> None:
    flow = Flow((Step(1, "a"), Step(-1, "b")))
    tables = [Table(of, "", of, (), {(): 9}) for of in "abc"]

    groups = [[table.of for table in group.tables] for group in groups_of(a_set(*tables, flows=(flow,)))]

    assert groups == [["a", "b"], ["c"]]


def test_proposals_tell_what_each_form_shows() -> None:
    numbers = [2, *[9] * 9]
    tables = a_set(by_age(numbers, BROAD), by_age(numbers, key="other"))

    fine, broad = proposals(tables, {}, "age")

    assert (fine.form, fine.tally, fine.elsewhere) == (None, Tally(11, 1, 1), Tally(11, 1, 1))
    assert (broad.form, broad.tally, broad.elsewhere) == (BROAD, Tally(3, 0, 0), Tally(11, 1, 1))


def test_proposals_have_the_finer_forms_too() -> None:
    tables = a_set(by_age([9] * 10, BROAD))

    assert [each.form for each in proposals(tables, {"age": BROAD}, "age")] == [None, BROAD]


def by_care(yes: int, no: int) -> TableSet:
    return a_set(Table("care", "", "ended", ("care",), {(TOTAL,): yes + no, ("yes",): yes, ("no",): no}))


def test_group_all_in_one_sensitive_code_is_told() -> None:
    tables = by_care(12, 0)
    system, _ = link(tables)

    (found,) = all_alike(tables, {}, system, frozenset())

    assert (found.code, found.place.key) == ("disclosure.all_alike", "ended|care=yes")
    assert dict(found.parameters) == {"cell": "ended (Vård: i vård)", "number": 12}


@pytest.mark.parametrize(("yes", "no", "hidden"), [(12, 12, []), (12, 0, ["ended"]), (12, 0, ["ended|care=yes"])])
def test_group_of_which_readers_cannot_see_it_is_not_told(yes: int, no: int, hidden: list[str]) -> None:
    tables = by_care(yes, no)
    system, _ = link(tables)

    assert all_alike(tables, {}, system, {system.index[key] for key in hidden}) == ()


def within(variable: Variable, code: str) -> set[str]:
    """The codes without parts that a code is made of."""
    parts = {part for one in variable.sums if one.whole == code for part in one.parts}
    return set().union(*(within(variable, part) for part in parts)) if parts else {code}


def rare(dice: Random, variable: Variable) -> str:
    """Draw a code without parts: some are common, others rare."""
    codes = sorted(within(variable, TOTAL))
    return dice.choices(codes, [1 / (1 + at) ** 2 for at in range(len(codes))])[0]


@st.composite
def sets_with_forms(draw: st.DrawFn) -> TableSet:
    """Tables of one count by sex, as those of the counters; each may drop the split, or its own codes, or both."""
    dice = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - dice with a seed; nothing is secret
    variables = [SEX, *(VARIABLES[key] for key in draw(st.sampled_from([("age",), ("age", "month", "reason")])))]
    people = [{each.key: rare(dice, each) for each in variables} for _ in range(draw(st.integers(0, 150)))]
    tables = []
    for each in variables[1:]:
        without_sex, bare = Form("no-sex", "", {"sex": (TOTAL,)}), Form("bare", "", {each.key: (TOTAL,)})
        forms = draw(st.sampled_from([(), (without_sex,), (bare,), (without_sex, bare), (bare, without_sex)]))
        numbers: dict[tuple[str, ...], int] = {
            (code, sex): sum(
                person["sex"] in within(SEX, sex) and person[each.key] in within(each, code) for person in people
            )
            for code in (TOTAL, *each.codes)
            for sex in (TOTAL, *SEX.codes)
        }
        tables.append(Table(each.key, "", "started", (each.key, "sex"), numbers, forms=forms))
    return TableSet(tuple(tables), {each.key: each for each in variables})


@given(sets_with_forms())
@settings(max_examples=20, deadline=None)
def test_chosen_forms_hide_little_or_could_not_hide_less_and_give_nothing_away(tables: TableSet) -> None:
    forms = choose_forms(tables)

    assert forms.keys() == {table.key for table in tables.tables if table.forms}
    system, _ = link(tables, forms)
    pattern = find_pattern(system, seed=DEFAULT_SEED)
    assert reach(system, pattern.hidden).missed == ()
    judge = Judge(tables, DEFAULT_SEED)
    now = judge.tallies(forms)
    for table in tables.tables:
        form = forms.get(table.key)
        if form is not None and now[table.key].share <= LITTLE:
            finer = judge.tallies({**forms, table.key: form_at(table, table.forms.index(form))})
            assert any(tally.share > max(LITTLE, now[key].share) for key, tally in finer.items())
