"""Counting: what an entry, a tick sheet, a correction and a transfer do to a ledger."""

from collections.abc import Callable
from datetime import date

import pytest

from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import (
    add_tables,
    correct_stock,
    count,
    open_month,
    set_counter,
    set_month,
    set_ongoing,
    set_opening,
    set_tables,
    transfer,
)
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import STOCK, TOTAL, TRANSFERRED, Count, Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due, reopen
from mellanrum.tallies.rules import ASKED
from mellanrum.tallies.sex import Sex
from tallies.by_hand import a_scheme

SCHEME = a_scheme()
LOCKING = Locking()
W, M, U = Sex.WOMAN, Sex.MAN, Sex.UNSPLIT


def start(month: int = 3, sex: Sex = W, year: int = 2025, **answers: object) -> Entry:
    return Entry("start", date(year, month, 1), sex, {"municipality": ("degerfors_kommun",), "age": 27, **answers})  # type: ignore[dict-item]  # answers as a form gives them


def locked(ledger: Ledger, day: date) -> Ledger:
    return lock_due(ledger, day, LOCKING, 5, SCHEME)


def typed(table: str, women: int, men: int, event: str = "start", answer: str = "x") -> dict[Cell, int]:
    return {Cell(event, table, answer, "", W): women, Cell(event, table, answer, "", M): men}


def test_entry_counts_in_its_month_its_municipality_and_its_periods_tables() -> None:
    ledger = count(empty_ledger(2025), start(), SCHEME)

    assert ledger.month(3).counts == {("start", W): Count(on_time=1)}
    assert ledger.month(3).municipal == {("start", "degerfors_kommun"): 1}
    cells = ledger.part(1).cells
    assert cells[Cell("start", "age_band", "25_29", "", W)] == 1
    assert cells[Cell("start", "education", "missing", "", W)] == 1
    assert cells[Cell("start", TOTAL, TOTAL, "", W)] == 1
    assert ledger.part(1).by_form == {"start"}
    assert ledger.part(2) == empty_ledger(2025).part(2)


def test_entry_of_other_sex_keeps_it_in_the_month_and_has_no_split_in_tables() -> None:
    ledger = count(empty_ledger(2025), start(sex=Sex.OTHER), SCHEME)

    assert ledger.month(3).counts == {("start", Sex.OTHER): Count(on_time=1)}
    assert {cell.sex for cell in ledger.part(1).cells} == {U}


def test_entry_without_municipality_is_missing_there_where_the_event_asks() -> None:
    asked = count(empty_ledger(2025), Entry("end", date(2025, 3, 1), W), SCHEME)
    not_asked = count(empty_ledger(2025), Entry("screening", date(2025, 3, 1), W), SCHEME)

    assert asked.month(3).municipal == {("end", "missing"): 1}
    assert not_asked.month(3).municipal == {}


def test_entry_of_a_locked_month_counts_as_late_in_the_open_one() -> None:
    ledger = locked(empty_ledger(2025), date(2025, 4, 10))

    late = count(ledger, start(3), SCHEME, into=4)

    assert late.month(3).counts == {}
    assert late.month(4).counts == {("start", W): Count(late=1)}


def test_correction_of_a_locked_month_counts_in_the_open_one_and_may_go_below_nil() -> None:
    ledger = locked(count(empty_ledger(2025), start(3), SCHEME), date(2025, 7, 10))

    mended = count(ledger, start(3), SCHEME, into=7, back=True)

    assert mended.month(3).counts == {("start", W): Count(on_time=1)}
    assert mended.month(7).counts == {("start", W): Count(corrected=-1)}
    # The period was too thin to be kept, so its start was moved on, and is taken back there.
    assert mended.part(2).cells == {}


def test_entry_of_an_earlier_year_counts_as_late_where_it_is_said() -> None:
    late = count(empty_ledger(2026), start(12), SCHEME, into=1)

    assert late.month(1).counts == {("start", W): Count(late=1)}
    with pytest.raises(ValueError, match="another year"):
        count(empty_ledger(2026), start(12), SCHEME)


@pytest.mark.parametrize(
    "change",
    [
        lambda ledger: count(ledger, start(3), SCHEME),
        lambda ledger: set_month(ledger, 3, {("start", W): 1}, {}),
        lambda ledger: set_counter(ledger, 3, "groups_held", {U: 1}),
        lambda ledger: set_ongoing(ledger, 3, {W: 1}),
        lambda ledger: correct_stock(ledger, 3, {W: 1}),
        lambda ledger: set_tables(ledger, 1, "start", {}),
        lambda ledger: add_tables(ledger, 1, "start", {}),
        lambda ledger: transfer(ledger, empty_ledger(2025), 3, "one", "other", {}),
    ],
)
def test_nothing_counts_in_a_locked_month_or_period(change: Callable[[Ledger], Ledger]) -> None:
    ledger = locked(empty_ledger(2025), date(2025, 7, 10))

    with pytest.raises(ValueError, match="locked"):
        change(ledger)


def test_month_of_a_tick_sheet_sets_what_it_names_and_keeps_what_came_late() -> None:
    ledger = count(empty_ledger(2025), start(2), SCHEME, into=3)
    ledger = set_month(ledger, 3, {("start", W): 5, ("start", M): 2, ("end", W): 1}, {("start", "karlskoga_kommun"): 7})

    again = set_month(ledger, 3, {("start", W): 4, ("end", W): 0}, {("start", "degerfors_kommun"): 0})

    assert again.month(3).counts == {("start", W): Count(on_time=4, late=1), ("start", M): Count(on_time=2)}
    assert again.month(3).municipal == {("start", "karlskoga_kommun"): 7}


def test_counter_without_sex_stands_unsplit() -> None:
    ledger = set_counter(empty_ledger(2025), 3, "groups_held", {U: 4})

    assert ledger.month(3).counts == {("groups_held", U): Count(on_time=4)}


def test_tables_of_a_tick_sheet_are_set_and_know_how_many_they_are_of() -> None:
    ledger = set_tables(empty_ledger(2025), 1, "start", typed("education", 9, 9))

    again = set_tables(ledger, 1, "start", {**typed("education", 6, 4), **typed("age_band", 6, 4)})

    assert again.part(1).cells[Cell("start", TOTAL, TOTAL, "", W)] == 6
    assert again.part(1).cells[Cell("start", TOTAL, TOTAL, "", M)] == 4
    assert len(again.part(1).cells) == 6
    assert again.part(1).by_form == frozenset()


def test_tables_are_not_set_over_what_forms_have_counted_but_added() -> None:
    ledger = count(empty_ledger(2025), start(), SCHEME)

    with pytest.raises(ValueError, match="forms"):
        set_tables(ledger, 1, "start", typed("education", 6, 4))
    added = add_tables(ledger, 1, "start", typed("education", 6, 4))

    assert added.part(1).cells[Cell("start", TOTAL, TOTAL, "", W)] == 7
    assert added.part(1).cells[Cell("start", "age_band", "25_29", "", W)] == 1


def test_tables_of_another_event_are_refused() -> None:
    with pytest.raises(ValueError, match="another event"):
        set_tables(empty_ledger(2025), 1, "end", typed("education", 1, 1))


def test_tables_with_several_answers_or_numbers_are_of_those_asked() -> None:
    cells = {
        Cell("start", "livelihood_before", "sickness_benefit", "", W): 6,
        Cell("start", "livelihood_before", "social_assistance", "", W): 6,
        Cell("start", "livelihood_before", ASKED, "", W): 8,
        Cell("start", "age", "sum", "", W): 240,
        Cell("start", "age", ASKED, "", W): 6,
        Cell("start", "age", "missing", "", W): 2,
    }

    ledger = set_tables(empty_ledger(2025), 1, "start", cells)

    assert ledger.part(1).cells[Cell("start", TOTAL, TOTAL, "", W)] == 8


def test_form_and_its_correction_let_the_tick_sheet_set_again() -> None:
    ledger = count(count(empty_ledger(2025), start(), SCHEME), start(), SCHEME, back=True)

    assert ledger == empty_ledger(2025)


def test_corrections_of_the_stock_add_up() -> None:
    ledger = correct_stock(correct_stock(empty_ledger(2025), 1, {W: -12, M: -9}), 1, {M: 1, W: 0})

    assert ledger.month(1).stock_corrected == {W: -12, M: -8}


def test_opening_stock_is_of_its_own_event_whatever_it_was_called() -> None:
    ledger = set_opening(empty_ledger(2025), {Cell("start", TOTAL, TOTAL, "", W): 60})

    assert ledger.opening == {Cell(STOCK, TOTAL, TOTAL, "", W): 60}


def test_transfer_leaves_one_and_comes_to_the_other() -> None:
    stock = {Cell(STOCK, TOTAL, TOTAL, "", Sex.OTHER): 2, Cell(STOCK, "education", "primary", "", U): 2}

    source, target = transfer(empty_ledger(2025), empty_ledger(2025), 4, "old", "new", stock)

    assert source.month(4).transferred == {("new", Sex.OTHER): -2}
    assert target.month(4).transferred == {("old", Sex.OTHER): 2}
    assert source.part(1).cells[Cell(TRANSFERRED, TOTAL, TOTAL, "", U)] == -2
    assert target.part(1).cells[Cell(TRANSFERRED, "education", "primary", "", U)] == 2


def test_transfer_between_two_years_is_refused() -> None:
    with pytest.raises(ValueError, match="within a year"):
        transfer(empty_ledger(2025), empty_ledger(2026), 4, "old", "new", {})


@pytest.mark.parametrize(
    ("wanted", "today", "found"),
    [
        (date(2025, 3, 1), date(2025, 3, 20), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2025, 4, 9), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2025, 4, 10), date(2025, 4, 1)),
        (date(2025, 1, 1), date(2025, 4, 9), date(2025, 3, 1)),
        (date(2025, 12, 1), date(2026, 1, 9), date(2025, 12, 1)),
        (date(2025, 12, 1), date(2026, 1, 10), date(2026, 1, 1)),
    ],
)
def test_entry_is_counted_in_its_month_or_the_earliest_open_one(wanted: date, today: date, found: date) -> None:
    assert open_month({}, wanted, today, LOCKING) == found


def test_month_that_was_opened_again_takes_its_entries_until_its_day() -> None:
    ledger = reopen(locked(empty_ledger(2025), date(2025, 7, 10)), 3, date(2025, 8, 1))

    assert open_month({2025: ledger}, date(2025, 3, 1), date(2025, 7, 31), LOCKING) == date(2025, 3, 1)
    assert open_month({2025: ledger}, date(2025, 3, 1), date(2025, 8, 1), LOCKING) == date(2025, 7, 1)
