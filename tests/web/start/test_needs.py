from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from mellanrum.web.economy.state import DeskState
from mellanrum.web.start.first_hour import current, steps
from mellanrum.web.start.needs import Report, State, left, needs_of, year_at_hand

DAY = date(2026, 2, 1)
DONE = State(
    DAY,
    2025,
    has_books=True,
    has_before=True,
    members=4,
    signers=5,
    has_number=True,
    report=Report(1, DAY, is_behind=False),
)
NOTHING = State(DAY, 2025, has_books=False)


def _anything(_: str) -> bool:
    return True


def _routes(state: State) -> list[str]:
    return [need.place.route for need in needs_of(state, _anything)]


def test_needs_of_finished_year_are_none() -> None:
    assert needs_of(DONE, _anything) == ()


@pytest.mark.parametrize(
    ("state", "route", "count"),
    [
        (replace(DONE, desk=DeskState(waiting=2)), "economy:import", 2),
        (replace(DONE, has_books=False), "economy:import", 1),
        (replace(DONE, desk=DeskState(unmapped=3)), "economy:account_map", 3),
        (replace(DONE, desk=DeskState(errors=4)), "economy:findings", 4),
        (replace(DONE, desk=DeskState(uncommented=5)), "economy:deviations", 5),
        (replace(DONE, has_number=False), "association:edit", 1),
        (replace(DONE, members=0), "association:members", 1),
        (replace(DONE, signers=0), "association:officials", 1),
        (replace(DONE, report=None), "reports:make", 1),
        (replace(DONE, report=Report(1, DAY, is_behind=True)), "reports:make", 1),
    ],
)
def test_needs_of_one_lack(state: State, route: str, count: int) -> None:
    needs = needs_of(state, _anything)

    assert [(need.place.route, need.count) for need in needs] == [(route, count)]
    assert left(needs) == count


def test_needs_of_warnings_do_not_stop_the_report() -> None:
    needs = needs_of(replace(DONE, desk=DeskState(warnings=2)), _anything)

    assert [(need.count, need.can_wait) for need in needs] == [(2, True)]
    assert left(needs) == 0


@pytest.mark.parametrize(
    ("waiting", "text", "route", "args"),
    [
        ([("frukosten", "Frukosten")], "Enkäten ”Frukosten” väntar på att stängas", "surveys:survey", ("frukosten",)),
        ([("a", "A"), ("b", "B")], "2 enkäter väntar på att stängas", "surveys:list", ()),
    ],
)
def test_surveys_that_wait_to_be_closed_are_one_thing(
    waiting: list[tuple[str, str]], text: str, route: str, args: tuple[str, ...]
) -> None:
    with override("sv"):
        (need,) = needs_of(replace(DONE, surveys=tuple(waiting)), _anything)

    assert (need.text, need.count, need.place.route, need.place.args) == (text, len(waiting), route, args)
    assert left((need,)) == 0


def test_needs_of_everything_stand_in_the_order_they_are_done() -> None:
    state = replace(DONE, desk=DeskState(1, 1, 1, 1, 1), members=0, signers=0, has_number=False, report=None)

    assert _routes(state) == [
        "economy:import",
        "economy:account_map",
        "economy:findings",
        "economy:deviations",
        "association:edit",
        "association:members",
        "association:officials",
        "reports:make",
        "economy:findings",
    ]


def test_needs_of_year_that_goes_on_ask_for_no_report() -> None:
    state = State(date(2026, 6, 1), 2026, has_books=True, desk=DeskState(unmapped=1))

    assert _routes(state) == ["economy:account_map"]


def test_needs_of_report_that_is_being_made() -> None:
    assert _routes(replace(DONE, report=None, is_making=True)) == []


def test_needs_of_role_without_the_ability_are_left_out() -> None:
    state = replace(DONE, desk=DeskState(unmapped=1), members=0)

    needs = needs_of(state, lambda ability: ability != "edit_association")

    assert [need.place.route for need in needs] == ["economy:account_map"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1 konto saknar rad i räkningarna"), (2, "2 konton saknar rad i räkningarna")]
)
def test_need_text_is_swedish_with_its_number(number: int, text: str) -> None:
    with override("sv"):
        [need] = needs_of(replace(DONE, desk=DeskState(unmapped=number)), _anything)

    assert need.text == text


def test_state_is_due_three_months_after_the_year() -> None:
    assert DONE.due == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("years", "finished", "year"),
    [
        ((), set(), 2025),
        ((2025,), set(), 2025),
        ((2026, 2025), set(), 2025),
        ((2026, 2025), {2025}, 2026),
        ((2025, 2024), {2025}, 2025),
        ((2026,), set(), 2026),
        ((2026, 2024), set(), 2026),
        ((2024,), set(), 2025),
        ((2024, 2023), {2024, 2023}, 2025),
        ((2023,), {2025}, 2025),
    ],
    ids=[
        *("no books", "last year", "both", "last year done", "only done ones", "only this year", "this and older"),
        *("only the year before", "only old ones", "last year done without books"),
    ],
)
def test_year_at_hand(years: tuple[int, ...], finished: set[int], year: int) -> None:
    assert year_at_hand(DAY, years, frozenset(finished)) == year


@pytest.mark.parametrize(
    ("day", "years", "year"),
    [
        (DAY, (2025, 2023), 2025),
        (date(2026, 11, 30), (2025, 2023), 2025),
        (date(2031, 5, 1), (2025, 2023), 2025),
        (date(2031, 5, 1), (), 2030),
    ],
    ids=["in its year", "late in its year", "years later", "nothing filled in"],
)
def test_year_at_hand_of_example_is_one_it_has(day: date, years: tuple[int, ...], year: int) -> None:
    assert year_at_hand(day, years, frozenset(), is_example=True) == year


@pytest.mark.parametrize(
    ("state", "done", "at"),
    [
        (NOTHING, [False, False, False], 0),
        (replace(NOTHING, has_before=True), [True, False, False], 1),
        (replace(NOTHING, has_before=True, has_books=True), [True, True, False], 2),
        (replace(NOTHING, has_books=True), [False, True, False], 0),
        (DONE, [True, True, True], None),
    ],
)
def test_first_hour_steps(state: State, done: list[bool], at: int | None) -> None:
    assert [step.is_done for step in steps(state)] == done
    assert current(state) == at
