"""Snapshots and locks: what is shown, what is withheld, moved on or not split, and when."""

from collections.abc import Mapping
from datetime import date

import pytest

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.cells import Cell, Cells
from mellanrum.tallies.counting import add_tables, count, set_tables, transfer
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.ledger import STOCK, TOTAL, TRANSFERRED, Count, Ledger, empty_ledger, from_text, to_text
from mellanrum.tallies.locking import lock_again, lock_due, reopen, take_snapshots
from mellanrum.tallies.rules import ASKED, WITHHELD
from mellanrum.tallies.sex import Sex
from tallies.by_hand import a_scheme

SCHEME = a_scheme()
LOCKING = Locking()
W, M, O, U = Sex.WOMAN, Sex.MAN, Sex.OTHER, Sex.UNSPLIT  # noqa: E741 - as the columns of a sheet
FIRST_LOCK, YEAR_LOCK = date(2025, 7, 10), date(2026, 1, 31)
ANSWERS: Mapping[str, Given] = {
    "education": ("primary",),
    "livelihood_before": ("sickness_benefit", "social_assistance"),
}


def counted(
    women: int = 0,
    men: int = 0,
    other: int = 0,
    *,
    ledger: Ledger | None = None,
    month: int = 3,
    event: str = "start",
    answers: Mapping[str, Given] = ANSWERS,
) -> Ledger:
    found = ledger or empty_ledger(2025)
    for sex in [W] * women + [M] * men + [O] * other:
        found = count(found, Entry(event, date(found.year, month, 1), sex, answers), SCHEME)
    return take_snapshots(found, 5)


def lock(ledger: Ledger, day: date = FIRST_LOCK) -> Ledger:
    return lock_due(ledger, day, LOCKING, 5, SCHEME)


def by_slot(cells: Cells, table: str, answer: str) -> dict[Sex, int]:
    return {cell.sex: number for cell, number in cells.items() if (cell.table, cell.answer) == (table, answer)}


def shown(ledger: Ledger, table: str = "education", answer: str = "primary", part: int = 1) -> dict[Sex, int]:
    return by_slot(ledger.part(part).snapshots.get("start", {}), table, answer)


@pytest.mark.parametrize(
    ("women", "men", "other", "expected"),
    [
        (4, 0, 0, {}),
        (5, 0, 0, {W: 5}),
        (9, 4, 0, {W: 5}),
        (9, 5, 0, {W: 5}),
        (10, 5, 0, {W: 10, M: 5}),
        (5, 5, 1, {W: 5, M: 5}),
    ],
)
def test_snapshot_is_taken_when_every_slot_has_none_new_or_a_threshold(
    women: int, men: int, other: int, expected: dict[Sex, int]
) -> None:
    """Entries come one by one, women first; each is followed by a save."""
    ledger = empty_ledger(2025)
    for sex in [W] * women + [M] * men + [O] * other:
        ledger = counted(ledger=count(ledger, Entry("start", date(2025, 3, 1), sex, ANSWERS), SCHEME))

    assert shown(ledger) == expected


def test_snapshot_stays_until_a_threshold_more_have_come() -> None:
    ledger = counted(5, 5)

    assert shown(counted(4, ledger=ledger)) == {W: 5, M: 5}
    assert shown(counted(5, ledger=ledger)) == {W: 10, M: 5}


def test_correction_of_what_was_shown_is_not_shown_by_itself() -> None:
    ledger = counted(5, 5)

    mended = take_snapshots(count(ledger, Entry("start", date(2025, 3, 1), W, ANSWERS), SCHEME, back=True), 5)

    assert shown(mended) == {W: 5, M: 5}
    assert by_slot(mended.part(1).cells, "education", "primary") == {W: 4, M: 5}


def test_answer_that_was_taken_back_is_not_told_by_enough_others() -> None:
    """One of those shown was wrong; however many of another kind come, less of the wrong answer would tell of one."""
    ledger = count(counted(5), Entry("start", date(2025, 3, 1), W, ANSWERS), SCHEME, back=True)

    later = counted(9, ledger=ledger, answers={"education": ("secondary",)})

    assert shown(later) == {W: 5}
    assert shown(later, answer="secondary") == {}


def test_batch_of_a_tick_sheet_is_shown_at_once() -> None:
    cells = {Cell("start", "education", "primary", "", W): 5}

    ledger = take_snapshots(set_tables(empty_ledger(2025), 1, "start", cells), 5)

    assert shown(ledger) == {W: 5}
    assert shown(take_snapshots(add_tables(ledger, 1, "start", cells), 5)) == {W: 10}


def test_month_locks_on_its_day_with_what_it_reported() -> None:
    ledger = counted(2)

    assert lock(ledger, date(2025, 4, 9)).month(3).reported is None
    assert lock(ledger, date(2025, 4, 10)).month(3).reported == {("start", W): Count(on_time=2)}


def test_nothing_is_changed_where_nothing_is_due() -> None:
    ledger = lock(counted(7, 6), date(2025, 8, 1))

    assert lock(ledger, date(2025, 8, 9)) is ledger


@pytest.mark.parametrize("kind", PeriodKind)
def test_year_locks_on_its_day_and_its_last_period_with_it(kind: PeriodKind) -> None:
    before, after = (lock(empty_ledger(2025, kind), day) for day in (date(2026, 1, 30), YEAR_LOCK))

    assert [part.is_locked for part in before.parts] == [True] * (kind.in_year - 1) + [False]
    assert all(part.is_locked for part in after.parts)
    assert all(month.is_locked for month in before.months)


def test_sexes_that_are_enough_keep_their_split_at_lock() -> None:
    assert shown(lock(counted(7, 6))) == {W: 7, M: 6}


def test_sex_that_is_too_few_loses_the_split_at_lock() -> None:
    ledger = lock(counted(12, 3))

    assert shown(ledger) == {U: 15}
    assert ledger.part(1).cells == ledger.part(1).snapshots["start"]


def test_others_who_are_too_few_are_counted_and_not_told() -> None:
    ledger = lock(counted(7, 6, 2))

    assert shown(ledger) == {W: 7, M: 6}
    assert shown(ledger, answer=WITHHELD) == {U: 2}
    assert shown(ledger, "livelihood_before", ASKED) == {W: 7, M: 6, U: 2}
    assert shown(ledger, "livelihood_before", WITHHELD) == {U: 2}
    assert shown(ledger, "age", WITHHELD) == {U: 2}
    assert shown(ledger, TOTAL, TOTAL) == {W: 7, M: 6, U: 2}


def test_others_lose_nothing_to_a_table_that_has_no_split() -> None:
    """Referrals have a crossing without sex: less the women and men, it would tell of the two others."""
    ledger = lock(counted(7, 6, 2, event="referral", answers={"referrer": ("psychiatry",)}))

    cells = ledger.part(1).snapshots["referral"]
    assert by_slot(cells, "referrer", "psychiatry") == {U: 15}


def test_event_that_is_too_few_moves_to_the_next_period_of_the_year() -> None:
    ledger = lock(counted(2, 1))

    assert ledger.part(1).folded == {"start"}
    assert ledger.part(1).cells == {}
    assert ledger.part(1).snapshots == {}
    assert by_slot(ledger.part(2).cells, "education", "primary") == {W: 2, M: 1}
    assert ledger.part(2).by_form == {"start"}
    assert shown(counted(3, 4, ledger=ledger, month=8), part=2) == {W: 5, M: 5}


def test_rest_that_is_too_few_moves_and_what_was_shown_stays() -> None:
    ledger = lock(counted(2, ledger=counted(5, 5)))

    assert shown(ledger) == {W: 5, M: 5}
    assert by_slot(ledger.part(2).cells, "education", "primary") == {W: 2}


def test_sex_whose_rest_is_too_few_moves_alone_so_that_the_split_stays() -> None:
    ledger = lock(counted(2, 6, ledger=counted(5, 5)))

    assert shown(ledger) == {W: 5, M: 11}
    assert by_slot(ledger.part(2).cells, "education", "primary") == {W: 2}
    assert by_slot(ledger.part(2).cells, TOTAL, TOTAL) == {W: 2}


def test_rest_of_the_years_last_period_loses_its_split_rather_than_its_answers() -> None:
    ledger = lock(counted(4, 3, ledger=counted(5, 5, month=9), month=9), YEAR_LOCK)

    assert shown(ledger, part=2) == {W: 5, M: 5, U: 7}


def test_correction_of_what_was_shown_is_never_told_by_itself() -> None:
    ledger = counted(5, 5, month=9)
    wrong, right = (Entry("start", date(2025, 9, 1), W, {"education": (key,)}) for key in ("primary", "secondary"))
    ledger = count(count(ledger, wrong, SCHEME, back=True), right, SCHEME)

    ledger = lock(ledger, YEAR_LOCK)

    assert shown(ledger, part=2) == {W: 5, M: 5}
    assert shown(ledger, answer="secondary", part=2) == {}


def test_correction_of_what_was_shown_is_told_among_enough_others() -> None:
    ledger = counted(5, 5, month=9)
    wrong, right = (Entry("start", date(2025, 9, 1), W, {"education": (key,)}) for key in ("primary", "secondary"))
    ledger = count(count(ledger, wrong, SCHEME, back=True), right, SCHEME)

    ledger = lock(counted(0, 6, ledger=ledger, month=9), YEAR_LOCK)

    assert shown(ledger, part=2) == {W: 5, M: 5, U: 5}
    assert shown(ledger, answer="secondary", part=2) == {U: 1}


def test_event_that_is_too_few_in_the_years_last_period_is_counted_and_not_told() -> None:
    ledger = lock(counted(2, 1, month=9), YEAR_LOCK)

    assert shown(ledger, part=2) == {}
    assert shown(ledger, answer=WITHHELD, part=2) == {W: 2, M: 1}
    assert shown(ledger, "livelihood_before", ASKED, part=2) == {W: 2, M: 1}
    assert shown(ledger, TOTAL, TOTAL, part=2) == {W: 2, M: 1}


def test_question_that_goes_by_an_earlier_answer_says_nothing_of_the_few() -> None:
    """That somebody was asked whether they answered tells that they had consented."""
    answers = {"consented": ("yes",), "answered": ("no",)}

    ledger = lock(counted(3, month=9, event="follow_up_6", answers=answers), YEAR_LOCK)

    assert {cell.answer for cell in ledger.part(2).cells if cell.table == "answered"} == set()
    assert by_slot(ledger.part(2).cells, "consented", WITHHELD) == {W: 3}


def test_crossing_of_the_few_is_of_as_many_as_they() -> None:
    ledger = lock(counted(3, month=9, event="end", answers={"livelihood": ("study_support",)}), YEAR_LOCK)

    crossed = {cell: number for cell, number in ledger.part(2).cells.items() if cell.table == "support_occupation"}
    assert crossed == {Cell("end", "support_occupation", WITHHELD, WITHHELD, W): 3}


def test_sleeping_site_locks_all_that_was_due_in_its_order() -> None:
    slept = lock(counted(2, 1, ledger=counted(2, 1), month=9), YEAR_LOCK)

    assert slept.part(1).folded == {"start"}
    assert shown(slept, part=2) == {U: 6}


def test_stock_that_left_is_shown_by_the_threshold_as_what_came_is() -> None:
    stock = {Cell(STOCK, TOTAL, TOTAL, "", W): 6, Cell(STOCK, "education", "primary", "", W): 6}

    source, target = transfer(empty_ledger(2025), empty_ledger(2025), 3, "old", "new", stock)

    assert take_snapshots(source, 5).part(1).snapshots[TRANSFERRED][Cell(TRANSFERRED, TOTAL, TOTAL, "", W)] == -6
    assert take_snapshots(target, 5).part(1).snapshots[TRANSFERRED][Cell(TRANSFERRED, TOTAL, TOTAL, "", W)] == 6


def test_month_that_is_opened_again_stays_open_until_its_day() -> None:
    ledger = reopen(lock(counted(7, 6)), 3, date(2025, 9, 1))

    assert not lock(ledger, date(2025, 8, 31)).month(3).is_locked
    assert not lock(ledger, date(2025, 8, 31)).part(1).is_locked
    assert lock(ledger, date(2025, 9, 1)).month(3).is_locked
    assert lock(ledger, date(2025, 9, 1)).part(1).is_locked


def test_month_that_is_opened_without_a_day_locks_when_it_is_said() -> None:
    ledger = lock(reopen(lock(counted(7, 6)), 3), YEAR_LOCK)

    assert not ledger.month(3).is_locked
    assert lock(lock_again(ledger, 3), YEAR_LOCK).part(1).is_locked


def test_rest_of_a_period_that_was_opened_again_is_withheld_where_the_later_ones_are_locked() -> None:
    ledger = reopen(lock(counted(7, 6), YEAR_LOCK), 3, date(2026, 3, 1))

    ledger = lock(counted(2, ledger=ledger), date(2026, 3, 1))

    assert shown(ledger) == {W: 7, M: 6}
    assert shown(ledger, answer=WITHHELD) == {W: 2}


def typed_by_sheet(women: int, *, ledger: Ledger | None = None, part: int = 1) -> Ledger:
    """What a tick sheet says of as many, and shows again to whoever filled it."""
    own = counted(women).part(1).cells
    return take_snapshots(set_tables(ledger or empty_ledger(2025), part, "start", own), 5)


SECOND: Mapping[str, Given] = {"education": ("secondary",)}


def test_forms_on_top_of_a_sheet_are_shown_when_they_are_enough_by_themselves() -> None:
    """Whoever filled the sheet knows its four, and would be left with the one that came after them."""
    ledger = typed_by_sheet(4)
    for number in range(1, 6):
        ledger = counted(1, ledger=ledger, answers=SECOND)
        assert shown(ledger, answer="secondary") == ({W: 5} if number == 5 else {})

    assert (shown(ledger), ledger.part(1).typed) == ({W: 4}, {})


def test_sheet_that_was_changed_since_it_was_shown_is_what_forms_are_held_against() -> None:
    ledger = typed_by_sheet(21, ledger=typed_by_sheet(20))
    assert shown(ledger) == {W: 20}

    assert shown(counted(4, ledger=ledger)) == {W: 20}
    assert shown(counted(5, ledger=ledger)) == {W: 26}


def test_few_on_top_of_a_sheet_move_with_what_the_sheet_had_and_wait_for_enough_there() -> None:
    ledger = lock(counted(1, ledger=typed_by_sheet(4), answers=SECOND))
    assert (ledger.part(1).snapshots, shown(ledger, part=2)) == ({}, {})

    few = counted(3, ledger=ledger, month=8, answers=SECOND)
    assert shown(few, answer="secondary", part=2) == {}
    enough = counted(1, ledger=few, month=8, answers=SECOND)
    assert (shown(enough, part=2), shown(enough, answer="secondary", part=2)) == ({W: 4}, {W: 5})


def test_few_on_top_of_a_sheet_move_alone_where_the_sheet_had_enough() -> None:
    ledger = lock(counted(1, ledger=typed_by_sheet(8), answers=SECOND))

    assert (shown(ledger), shown(ledger, answer="secondary")) == ({W: 8}, {})
    assert by_slot(ledger.part(2).cells, "education", "secondary") == {W: 1}


def test_few_on_top_of_a_sheet_are_withheld_in_the_last_period() -> None:
    ledger = counted(1, ledger=typed_by_sheet(4, part=2), month=8, answers=SECOND)
    ledger = lock(ledger, YEAR_LOCK)

    assert shown(ledger, part=2) == {W: 4}
    assert shown(ledger, answer="secondary", part=2) == {}
    assert sum(shown(ledger, answer=WITHHELD, part=2).values()) == 1


def test_rest_that_moves_onto_a_sheet_is_held_against_what_that_showed() -> None:
    moved = counted(2, answers=SECOND)
    ledger = lock(typed_by_sheet(4, ledger=moved, part=2))

    assert shown(take_snapshots(ledger, 5), part=2) == {}
    assert shown(counted(3, ledger=ledger, month=8), part=2) == {W: 7}


def test_what_a_sheet_had_shown_is_read_back() -> None:
    ledger = counted(1, ledger=typed_by_sheet(4))

    assert ledger.part(1).typed == {"start": dict(typed_by_sheet(4).part(1).cells)}
    assert from_text(to_text(ledger)) == ledger


def test_sheet_shows_again_when_all_has_been_taken_back() -> None:
    ledger = counted(1)

    entry = Entry("start", date(2025, 3, 1), W, ANSWERS)
    assert count(ledger, entry, SCHEME, back=True).part(1) == empty_ledger(2025).part(1)
