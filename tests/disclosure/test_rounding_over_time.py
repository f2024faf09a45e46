"""Rounded numbers beside those that were rounded before: what stands in both stands alike, and nobody is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.earlier import Earlier
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.protect import Protected, protect, protect_rounded
from mellanrum.disclosure.rounding import rounded, rounded_beside
from mellanrum.disclosure.tables import TOTAL, Flow, Step, Sum, Table, TableSet, Variable

SEX = Variable("sex", "Kön", {"woman": "Kvinnor", "man": "Män"}, (Sum(TOTAL, ("woman", "man")),))
AGE = Variable("age", "Ålder", {"young": "Unga", "old": "Äldre"}, (Sum(TOTAL, ("young", "old")),))
YEAR = Variable("year", "År", {"2023": "2023", "2024": "2024", "2025": "2025"})
STEPS = ((1, "ongoing", "2024"), (1, "started", "2025"), (-1, "ended", "2025"), (-1, "ongoing", "2025"))
FLOW = Flow(tuple(Step(factor, of, {"year": year}) for factor, of, year in STEPS))

SPOTS = tuple((age, sex) for age in AGE.codes for sex in SEX.codes)
Inner = tuple[int, ...]


def a_set(*tables: Table) -> TableSet:
    return TableSet(tables, {each.key: each for each in (SEX, AGE, YEAR)}, flows=(FLOW,))


def by_sex(of: str, year: str, women: int, men: int) -> Table:
    numbers: dict[tuple[str, ...], int] = {(TOTAL,): women + men, ("woman",): women, ("man",): men}
    return Table(f"{of}-{year}", of, of, ("sex",), numbers, {"year": year})


def crossed(of: str, year: str, inner: Sequence[int]) -> Table:
    """A table of age by sex from four numbers, women first, with all totals."""
    held = dict(zip(SPOTS, inner, strict=True))
    numbers: dict[tuple[str, ...], int] = {
        (age, sex): sum(number for spot, number in held.items() if age in {TOTAL, spot[0]} and sex in {TOTAL, spot[1]})
        for age, sex in product((TOTAL, *AGE.codes), (TOTAL, *SEX.codes))
    }
    return Table(f"{of}-{year}", of, of, ("age", "sex"), numbers, {"year": year})


def years(ongoing: Inner, started: Inner, ended: Inner) -> tuple[TableSet, TableSet]:
    """The year before, which ends with some ongoing, and the year that begins with them."""
    closing = tuple(there + came - left for there, came, left in zip(ongoing, started, ended, strict=True))
    turn = crossed("ongoing", "2024", ongoing)
    year = (crossed("started", "2025", started), crossed("ended", "2025", ended), crossed("ongoing", "2025", closing))
    return a_set(turn), a_set(turn, *year)


def shown(tables: TableSet) -> Mapping[str, int]:
    return {cell.key: cell.value for cell in link(tables)[0].cells}


def published(protected: Protected, name: str = "then") -> Earlier:
    assert protected.is_publishable
    return Earlier(name, protected.own, frozenset(), is_rounded=True)


def small(numbers: Iterable[int]) -> list[int]:
    return [number for number in numbers if 0 < number < 5]


def test_number_that_both_years_have_stands_as_it_was_shown() -> None:
    then = protect_rounded(a_set(by_sex("ongoing", "2024", 4, 20)), forms={})
    year = (by_sex("started", "2025", 9, 9), by_sex("ended", "2025", 8, 20), by_sex("ongoing", "2025", 5, 9))
    now = protect_rounded(a_set(by_sex("ongoing", "2024", 4, 20), *year), forms={}, earlier=[published(then)])

    assert now.is_publishable
    before, after = shown(then.tables), shown(now.tables)
    assert before["ongoing|sex=woman|year=2024"] == 5
    assert {key: after[key] for key in before} == before
    assert small(after.values()) == []


def test_number_that_has_changed_stands_as_it_was_and_that_is_told() -> None:
    then = protect_rounded(a_set(by_sex("ongoing", "2024", 14, 20)), forms={})

    now = protect_rounded(a_set(by_sex("ongoing", "2024", 16, 29)), forms={}, earlier=[published(then)])

    assert now.is_publishable
    assert now.tables.tables == then.tables.tables
    (told,) = now.findings
    assert (told.code, dict(told.parameters)) == (
        "disclosure.rounded_kept",
        {"publication": "then", "number": 2, "most": 11},
    )


def test_numbers_that_cannot_fit_those_shown_are_refused() -> None:
    """Ten women were shown, and now there is nobody among whom they could be."""
    then = protect_rounded(a_set(by_sex("ongoing", "2024", 10, 20)), forms={})

    now = protect_rounded(a_set(crossed("ongoing", "2024", (0, 10, 0, 10))), forms={}, earlier=[published(then)])

    assert [each.code for each in now.findings] == ["disclosure.rounded_unfit"]
    assert not now.is_publishable


def test_years_are_rounded_one_after_another() -> None:
    earlier: list[Earlier] = []
    held: dict[str, int] = {}
    for year in ("2023", "2024", "2025"):
        turns = [by_sex("ongoing", each, 3, 4 + int(each) % 3) for each in ("2023", "2024", "2025")]
        now = protect_rounded(a_set(*turns, by_sex("started", year, 2, 11)), forms={}, earlier=earlier)
        earlier.append(published(now, year))
        assert {key: number for key, number in shown(now.tables).items() if held.get(key, number) != number} == {}
        held |= shown(now.tables)

    assert len(held) == 18
    assert small(held.values()) == []


@pytest.mark.parametrize("is_rounded", [True, False])
def test_dots_and_rounding_do_not_follow_each_other(is_rounded: bool) -> None:
    tables = a_set(by_sex("ongoing", "2024", 14, 23))
    then = Earlier("then", link(tables)[0], frozenset(), is_rounded=not is_rounded)

    now = (protect_rounded if is_rounded else protect)(tables, forms={}, earlier=[then])

    assert [each.code for each in now.findings] == ["disclosure.rounded_beside"]


few = st.integers(0, 9)
inner = st.tuples(few, few, few, few)


@st.composite
def two_years(draw: st.DrawFn) -> tuple[TableSet, TableSet]:
    ongoing, started = draw(inner), draw(inner)
    ended = tuple(draw(st.integers(0, there + came)) for there, came in zip(ongoing, started, strict=True))
    return years(ongoing, started, ended)


@given(two_years(), st.sampled_from(["", "another"]))
@settings(max_examples=40, deadline=None)
def test_all_that_is_shown_of_two_years_could_be_what_was_counted(
    counted: tuple[TableSet, TableSet], seed: str
) -> None:
    """What a reader has agrees with itself, holds nothing small, and would be shown alike had it been counted."""
    then = rounded(counted[0], seed=seed).tables
    before = shown(then)
    now = rounded_beside(before, counted[1], seed=seed)

    assert now is not None
    after = shown(now.tables)
    assert link(now.tables)[1] == ()
    assert {key: after[key] for key in before} == before
    assert small((*before.values(), *after.values())) == []
    again = rounded_beside(shown(rounded(then, seed=seed).tables), now.tables, seed=seed)
    assert again == replace(now, changes={}, cost=0, bound=0)


def told_of(counted: Inner) -> Inner:
    """What a reader gets of two years by sex: those there are at the turn of the year, and those who come in it."""
    women, men, more = counted
    turn = by_sex("ongoing", "2024", women, men)
    before = shown(rounded(a_set(turn)).tables)
    year = (
        by_sex("started", "2025", more, 6),
        by_sex("ended", "2025", 0, 0),
        by_sex("ongoing", "2025", women + more, men + 6),
    )
    now = rounded_beside(before, a_set(turn, *year))
    assert now is not None
    after = shown(now.tables)
    assert {key: after[key] for key in before} == before
    sexes = (("ongoing", "2024", "woman"), ("ongoing", "2024", "man"), ("started", "2025", "woman"))
    return tuple(after[f"{of}|sex={sex}|year={year}"] for of, year, sex in sexes)


def test_reader_of_both_years_who_knows_how_it_is_done_is_left_with_more_than_few() -> None:
    ways: dict[Inner, set[Inner]] = {}
    for counted in product(range(6), range(5), range(6)):
        ways.setdefault(told_of(counted), set()).add(counted)
    for result in ways:
        ways[result] |= {result} if told_of(result) == result else set()

    told = [
        (result, at)
        for result, counted in ways.items()
        for at in range(3)
        if all(0 < numbers[at] < 5 for numbers in counted)
    ]

    assert told == []
