"""A set of tables in, and what of it may be shown out."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import Contradiction, intervals
from mellanrum.disclosure.earlier import Earlier
from mellanrum.disclosure.joined import join
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.protect import Protected, Why, protect, protect_rounded
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table, TableSet, Variable
from support.linked_sets import linked_sets

AGES = ("a", "b", "c")
SEXES = ("woman", "man")
AGE = Variable("age", "Age", {code: code for code in AGES}, (Sum(TOTAL, AGES),))
SEX = Variable("sex", "Sex", {code: code for code in SEXES}, (Sum(TOTAL, SEXES),))
YEAR = Variable("year", "Year", {"2024": "2024", "2025": "2025"})
TOTALS = Form("totals", "Totals", {"sex": (TOTAL,)})


def a_table(*numbers: int, key: str = "t", of: str = "started", year: str = "2025") -> Table:
    """A table of age by sex, from six numbers: women and men of each age."""
    held = [(age, sex) for age in AGES for sex in SEXES]
    rows: dict[tuple[str, ...], int] = dict(zip(held, numbers, strict=True))
    rows |= {(age, TOTAL): sum(rows[age, sex] for sex in SEXES) for age in AGES}
    rows |= {(TOTAL, sex): sum(rows[age, sex] for age in AGES) for sex in SEXES}
    return Table(key, key, of, ("age", "sex"), {**rows, (TOTAL, TOTAL): sum(numbers)}, {"year": year})


def a_set(*tables: Table) -> TableSet:
    return TableSet(tables, {each.key: each for each in (AGE, SEX, YEAR)})


def published(protected: Protected, name: str = "then") -> Earlier:
    assert protected.is_publishable
    hidden = frozenset(key for key, why in protected.why.items() if why is not Why.ASIDE)
    return Earlier(name, protected.own, hidden)


def told(protected: Protected) -> list[str]:
    """What a reader of all publications, whole, can tell of small numbers, against what was promised."""
    system = join(protected.own, protected.earlier).system
    hidden = {system.index[key] for key, why in protected.why.items() if why is not Why.ASIDE}
    return missed(system, hidden)


def told_of(tables: TableSet, shown: set[str]) -> list[str]:
    """The same of all numbers of a set, whatever they were published in, when these are shown."""
    system, findings = link(tables)
    assert findings == ()
    return missed(system, {at for at, cell in enumerate(system.cells) if cell.key not in shown})


def missed(system: System, hidden: set[int]) -> list[str]:
    found = intervals(seen_of(system, hidden))
    assert not isinstance(found, Contradiction)
    reached = {each.cell: each for each in found}
    return [
        system.cells[goal.cell].key
        for goal in system.goals
        if (each := reached.get(goal.cell)) is None
        or (each.highest is not None and each.highest < goal.highest)
        or each.lowest > goal.lowest
    ]


SET = a_set(a_table(12, 9, 8, 3, 20, 15))


def test_small_numbers_are_hidden_and_others_to_protect_them() -> None:
    protected = protect(SET, forms={})

    assert protected.is_publishable
    small = [key for key, why in protected.why.items() if why is Why.SMALL]
    assert small == ["started|age=b|sex=man|year=2025"]
    assert len(protected.why) == 4
    assert told(protected) == []


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    protected = protect(a_set(a_table(12, 9, 8, 13, 20, 15)), forms={})

    assert (protected.is_publishable, dict(protected.why), protected.findings) == (True, {}, ())


def test_tables_that_contradict_each_other_are_not_protected() -> None:
    other = replace(a_table(12, 9, 8, 4, 20, 15), key="other", title="other")

    protected = protect(a_set(*SET.tables, other), forms={})

    assert not protected.is_publishable
    assert {each.code for each in protected.findings} == {"disclosure.contradicting"}


def test_what_no_pattern_protects_is_told_with_its_table() -> None:
    """Five are known from before, and that neither women nor men are none: then neither can be five."""
    table = replace(a_table(1, 4, 20, 20, 30, 30), forms=(TOTALS,))
    tables = replace(a_set(table), variables={**SET.variables, "sex": replace(SEX, tells_zeros=True)})
    then = protect(tables, forms={"t": TOTALS})

    now = protect(tables, forms={}, earlier=[published(then)])

    assert (now.proof, now.is_publishable) == (None, False)
    assert {(each.code, each.parameters["tables"], each.parameters["number"]) for each in now.findings} == {
        ("disclosure.out_of_reach", "t", 1),
        ("disclosure.out_of_reach", "t", 4),
    }


def test_a_form_shows_only_what_it_keeps() -> None:
    table = replace(SET.tables[0], forms=(TOTALS,))

    protected = protect(a_set(table), forms={"t": TOTALS})

    assert {cell.key for cell in protected.own.cells if cell.is_offered} == {
        "started|year=2025",
        *(f"started|age={age}|year=2025" for age in AGES),
    }


def test_the_finest_form_that_hides_little_is_taken_where_none_is_named() -> None:
    table = replace(a_table(1, 9, 2, 9, 3, 9), forms=(TOTALS,))

    protected = protect(a_set(table))

    assert protected.forms["t"] == TOTALS
    assert dict(protected.why) == {}


def test_the_same_set_in_any_order_gives_the_same_pattern() -> None:
    other = a_table(3, 9, 30, 4, 7, 7, key="u", of="ended")
    turned = replace(other, numbers=dict(reversed(list(other.numbers.items()))))

    one, two = protect(a_set(*SET.tables, other), forms={}), protect(a_set(turned, *SET.tables), forms={})

    assert (one.system, one.hidden) == (two.system, two.hidden)


def test_a_total_that_has_grown_by_few_is_hidden() -> None:
    then = protect(a_set(a_table(12, 9, 8, 6, 20, 15)), forms={})
    assert dict(then.why) == {}

    now = protect(a_set(a_table(13, 9, 8, 6, 20, 15)), forms={}, earlier=[published(then)])

    assert "started|year=2025" in now.why
    assert now.is_publishable
    assert told(now) == []


def test_a_total_that_has_grown_by_many_is_shown() -> None:
    then = protect(a_set(a_table(12, 9, 8, 6, 20, 15)), forms={})

    now = protect(a_set(a_table(32, 9, 8, 6, 20, 15)), forms={}, earlier=[published(then)])

    assert (now.is_publishable, dict(now.why)) == (True, {})


def test_what_was_hidden_stays_hidden() -> None:
    then = protect(SET, forms={})
    by_age = replace(SET.tables[0], numbers={(age, TOTAL): 21 for age in AGES})
    assert by_age.numbers

    now = protect(SET, forms={}, earlier=[published(then)])

    assert now.why == {key: why if why is Why.SMALL else Why.BEFORE for key, why in then.why.items()}


def test_last_years_pattern_is_kept_where_it_can_be() -> None:
    then = protect(a_set(a_table(12, 9, 8, 3, 20, 15, year="2024")), forms={})

    now = protect(a_set(a_table(12, 9, 8, 3, 8, 15)), forms={}, earlier=[published(then)])

    assert {key.replace("2025", "2024") for key in now.why} == set(then.why)


def test_two_earlier_publications_of_one_name_are_refused() -> None:
    then = published(protect(SET, forms={}))

    protected = protect(SET, forms={}, earlier=[then, then])

    assert [each.code for each in protected.findings] == ["disclosure.same_name"]
    assert not protected.is_publishable


def test_rounding_hides_nothing_and_leaves_nothing_small() -> None:
    protected = protect_rounded(SET, forms={})

    numbers = protected.tables.tables[0].numbers
    assert (protected.is_publishable, dict(protected.why), protected.method) == (True, {}, "rounded")
    assert [number for number in numbers.values() if 0 < number < 5] == []
    assert protected.exact is SET
    assert numbers != SET.tables[0].numbers


@pytest.mark.parametrize("is_rounded", [True, False])
def test_rounded_and_exact_numbers_are_not_published_beside_each_other(is_rounded: bool) -> None:
    exact, rounded = published(protect(SET, forms={})), published(protect_rounded(SET, forms={}))

    if is_rounded:
        protected = protect_rounded(SET, forms={}, earlier=[exact])
    else:
        protected = protect(SET, forms={}, earlier=[replace(rounded, is_rounded=True)])

    assert [each.code for each in protected.findings] == ["disclosure.rounded_beside"]
    assert not protected.is_publishable


def test_rounded_numbers_of_another_year_are_no_hindrance() -> None:
    then = published(protect_rounded(a_set(a_table(12, 9, 8, 3, 20, 15, year="2024")), forms={}))

    protected = protect(SET, forms={}, earlier=[replace(then, is_rounded=True)])

    assert (protected.is_publishable, protected.earlier) == (True, ())


def test_a_set_on_which_the_solver_once_gave_up() -> None:
    then = protect(a_set(a_table(4, 5, 5, 4, 5, 11), a_table(11, 8, 8, 0, 8, 1, key="u", of="ended")), forms={})

    now = protect(a_set(a_table(2, 5, 11, 5, 12, 5)), forms={}, earlier=[published(then)])

    assert now.is_publishable == (now.proof is not None)
    assert then.is_publishable


COUNTS = st.lists(st.integers(0, 12), min_size=6, max_size=6)


@settings(max_examples=25, deadline=None)
@given(COUNTS, COUNTS, COUNTS)
def test_no_small_number_is_ever_told(one: list[int], other: list[int], corrected: list[int]) -> None:
    then = protect(a_set(a_table(*one), a_table(*other, key="u", of="ended")), forms={})
    earlier = [published(then)] if then.is_publishable else []
    now = protect(a_set(a_table(*corrected)), forms={}, earlier=earlier)

    for each in (then, now):
        assert each.is_publishable == (each.proof is not None)
        if each.is_publishable:
            assert told(each) == []


@settings(max_examples=8, deadline=None)
@given(linked_sets(most=3), st.integers(0, 2**16))
def test_no_small_number_is_told_by_tables_published_one_after_another(tables: TableSet, dice: int) -> None:
    order = Random(dice).sample(tables.tables, len(tables.tables))  # noqa: S311 - nothing is secret
    earlier: list[Earlier] = []
    shown: set[str] = set()
    for table in order:
        now = protect(replace(tables, tables=(table,)), forms={}, earlier=earlier)
        if now.is_publishable:
            assert told(now) == []
            earlier.append(published(now, table.key))
            shown |= {cell.key for cell in now.own.cells if cell.is_offered and cell.key not in now.why}

    is_out = {each.name for each in earlier}
    assert told_of(replace(tables, tables=tuple(table for table in order if table.key in is_out)), shown) == []


def test_half_that_a_year_and_its_other_half_tell_is_protected() -> None:
    halves = Variable("time", "Time", dict.fromkeys(("y", "h1", "h2"), ""), (Sum("y", ("h1", "h2")),))

    def counted(when: str, women: int, men: int) -> TableSet:
        rows: dict[tuple[str, ...], int] = {(TOTAL,): women + men, ("woman",): women, ("man",): men}
        table = Table(when, when, "started", ("sex",), rows, {"time": when})
        return TableSet((table,), {"sex": SEX, "time": halves})

    then = published(protect(counted("h1", 12, 9), forms={}))

    now = protect(counted("y", 14, 20), forms={}, earlier=[then])

    assert now.is_publishable
    assert {key for key, why in now.why.items() if why is Why.PROTECTS} == {
        "started|sex=man|time=y",
        "started|sex=woman|time=y",
    }


def test_earlier_number_that_has_changed_since_is_no_hindrance() -> None:
    halves = Variable("time", "Time", dict.fromkeys(("y", "h1", "h2"), ""), (Sum("y", ("h1", "h2")),))

    def counted(when: str, number: int) -> TableSet:
        return TableSet((Table(when, when, "started", (), {(): number}, {"time": when}),), {"time": halves})

    earlier = [published(protect(counted(when, number), forms={}), when) for when, number in (("h1", 20), ("h2", 30))]

    assert protect(counted("y", 40), forms={}, earlier=earlier).is_publishable
    assert protect(counted("y", 15), forms={}, earlier=earlier[:1]).is_publishable


def test_what_does_not_hang_on_what_is_new_is_proved_where_it_was_published() -> None:
    then = protect(a_set(a_table(12, 9, 8, 3, 20, 15), a_table(11, 9, 2, 13, 20, 15, key="u", of="ended")), forms={})

    now = protect(a_set(a_table(12, 9, 8, 3, 20, 15)), forms={}, earlier=[published(then)])

    assert now.proof is not None
    assert {key.partition("|")[0] for key in now.proof.keys} == {"started"}
    assert told(now) == []
