"""The stock: opening, flow and closing, and what those ongoing are like."""

from datetime import date

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import correct_stock, count, set_month, set_opening, transfer
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger, empty_ledger
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.rules import ASKED, MISSING, WITHHELD
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.stock import Flow, flow, stock_cells
from tallies.by_hand import a_scheme

SCHEME = a_scheme()
W, M, U = Sex.WOMAN, Sex.MAN, Sex.UNSPLIT
JANUARY, JUNE, DECEMBER = date(2025, 1, 1), date(2025, 6, 1), date(2025, 12, 1)


def coachingteamet() -> Ledger:
    """119 were there, which was 20 too many; 99 started and 84 ended: 114 are left."""
    ledger = set_opening(
        empty_ledger(2025), {Cell(STOCK, TOTAL, TOTAL, "", W): 64, Cell(STOCK, TOTAL, TOTAL, "", M): 55}
    )
    ledger = correct_stock(ledger, 1, {W: -11, M: -9})
    ledger = set_month(ledger, 3, {("start", W): 53, ("start", M): 46}, {})
    return set_month(ledger, 9, {("end", W): 44, ("end", M): 40}, {})


def test_flow_shows_the_correction_and_gives_the_published_closing() -> None:
    found = flow([coachingteamet()], JANUARY, DECEMBER)

    assert found == Flow(opening=119, started=99, ended=84, corrected=-20)
    assert found.closing == 114


def test_flow_of_a_sex_is_of_that_sex_alone() -> None:
    assert flow([coachingteamet()], JANUARY, DECEMBER, W) == Flow(opening=64, started=53, ended=44, corrected=-11)
    assert flow([coachingteamet()], JANUARY, DECEMBER, Sex.OTHER) == Flow()


def test_opening_of_a_later_month_or_year_is_the_closing_before() -> None:
    ledgers = [empty_ledger(2026), coachingteamet()]

    assert flow(ledgers, date(2025, 7, 1), DECEMBER) == Flow(opening=198, ended=84)
    assert flow(ledgers, date(2026, 1, 1), date(2026, 1, 1)) == Flow(opening=114)


def test_late_and_corrected_entries_have_lines_of_their_own() -> None:
    ledger = coachingteamet()
    start, end = (Entry(event, date(2024, 12, 1), W, {}) for event in ("start", "end"))
    ledger = count(count(ledger, start, SCHEME, into=2), end, SCHEME, into=2, back=True)

    found = flow([ledger], JANUARY, DECEMBER)

    assert (found.late_started, found.late_ended, found.corrected) == (1, 0, -19)
    assert found.closing == 116


def test_stock_that_is_carried_over_is_neither_start_nor_end() -> None:
    stock = {Cell(STOCK, TOTAL, TOTAL, "", W): 10}
    old, new = transfer(coachingteamet(), empty_ledger(2025), 12, "old", "new", stock)

    assert flow([old], JANUARY, DECEMBER).closing == 104
    assert flow([new], JANUARY, DECEMBER) == Flow(transferred=10)


def a_stock() -> Ledger:
    opening = {
        Cell(STOCK, TOTAL, TOTAL, "", W): 6,
        Cell(STOCK, "education", "primary", "", W): 4,
        Cell(STOCK, "education", MISSING, "", W): 2,
    }
    ledger = set_opening(empty_ledger(2025), opening)
    for event, education in (("start", "secondary"), ("start", "secondary"), ("end", "primary")):
        ledger = count(ledger, Entry(event, date(2025, 2, 1), W, {"education": (education,)}), SCHEME)
    return ledger


def education(ledger: Ledger, month: date, *, shown: bool = False) -> dict[tuple[str, Sex], int]:
    cells = stock_cells([ledger], month, SCHEME, shown=shown)
    return {(cell.answer, cell.sex): number for cell, number in cells.items() if cell.table == "education"}


def test_stock_by_attribute_is_opening_and_started_less_ended() -> None:
    assert education(a_stock(), JUNE) == {("primary", W): 3, ("secondary", W): 2, (MISSING, W): 2}


def test_those_the_stock_was_corrected_by_have_no_attributes() -> None:
    assert education(correct_stock(a_stock(), 3, {W: -1}), JUNE)[MISSING, W] == 1


def test_those_who_are_not_shown_yet_are_withheld() -> None:
    assert education(a_stock(), JUNE, shown=True) == {("primary", W): 4, (MISSING, W): 2, (WITHHELD, W): 1}
    assert education(take_snapshots(a_stock(), 1), JUNE, shown=True) == education(a_stock(), JUNE)


def test_table_that_was_not_kept_at_the_opening_is_missing_there() -> None:
    cells = stock_cells([a_stock()], JUNE, SCHEME)

    livelihood = {(cell.answer, cell.sex): n for cell, n in cells.items() if cell.table == "livelihood_before"}
    assert livelihood == {(MISSING, W): 7, (ASKED, W): 7}


def test_stock_by_attribute_is_not_known_in_the_midst_of_a_period() -> None:
    ledger = set_month(a_stock(), 5, {("start", W): 1}, {})

    assert education(ledger, date(2025, 4, 1)) == {}
    assert education(ledger, date(2025, 5, 1)) != {}
