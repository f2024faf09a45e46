"""What does not tie: one broken ledger for each finding, and no other finding."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mellanrum.findings import Finding, spoken_mend, spoken_message
from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import correct_stock, count, set_month, set_ongoing, set_opening, set_tables
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due, take_snapshots
from mellanrum.tallies.rules import ASKED
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.ties import tie_findings
from tallies.by_hand import a_scheme

SCHEME = a_scheme()
W, M, U = Sex.WOMAN, Sex.MAN, Sex.UNSPLIT


def found(*ledgers: Ledger, live: bool = True, scheme: Scheme = SCHEME) -> tuple[Finding, ...]:
    return tie_findings(ledgers, scheme, key="coachingteamet", name="Coachingteamet", live=live)


def only(*ledgers: Ledger, live: bool = True) -> tuple[str, str | None, Decimal | None, Decimal | None]:
    """The one finding: its code, its place, and its two numbers."""
    (item,) = found(*ledgers, live=live)
    assert "{" not in spoken_message(item) + spoken_mend(item)
    return item.code.removeprefix("tallies."), item.place.key, item.stated, item.expected


def sheet(**tables: dict[str, tuple[int, int]]) -> Ledger:
    """A half-year of ten starts, six women and four men, with tables as a tick sheet has them."""
    months = {("start", W): 6, ("start", M): 4}
    cells = {
        Cell("start", table, answer, "", sex): number
        for table, rows in tables.items()
        for answer, numbers in rows.items()
        for sex, number in zip((W, M), numbers, strict=True)
    }
    ledger = set_month(empty_ledger(2025), 2, months, {("start", "degerfors_kommun"): 10})
    return set_tables(ledger, 1, "start", cells)


def test_sheet_that_ties_has_no_findings() -> None:
    ledger = sheet(
        education={"primary": (4, 1), "missing": (2, 3)},
        age_band={"25_29": (6, 4)},
        livelihood_before={"sickness_benefit": (6, 4), "social_assistance": (3, 0), ASKED: (6, 4)},
        age={"sum": (170, 110), ASKED: (6, 4)},
    )

    assert found(ledger) == ()


def test_tables_that_have_different_totals() -> None:
    ledger = sheet(education={"primary": (6, 4)}, age_band={"25_29": (6, 4)}, referrer={"own": (6, 5)})

    assert only(ledger) == ("tables_differ", "coachingteamet.2025.p1.start.referrer", Decimal(11), Decimal(10))


def test_tables_that_have_the_same_total_and_another_split() -> None:
    ledger = sheet(education={"primary": (6, 4)}, age_band={"25_29": (6, 4)}, referrer={"own": (5, 5)})

    assert only(ledger) == ("split_differs", "coachingteamet.2025.p1.start.referrer", Decimal(5), Decimal(6))


def test_tables_are_not_read_live_by_those_who_do_not_type_them() -> None:
    ledger = sheet(education={"primary": (6, 4)}, age_band={"25_29": (6, 4)}, referrer={"own": (6, 5)})

    assert found(ledger, live=False) == ()


def test_tables_that_are_not_as_many_as_the_months() -> None:
    ledger = sheet(education={"primary": (6, 5)}, age_band={"25_29": (6, 5)})

    assert only(ledger) == ("months_differ", "coachingteamet.2025.p1.start", Decimal(11), Decimal(10))


def test_tables_that_are_split_otherwise_than_the_months() -> None:
    ledger = sheet(education={"primary": (5, 5)}, age_band={"25_29": (5, 5)})

    assert only(ledger) == ("months_split_differs", "coachingteamet.2025.p1.start", Decimal(5), Decimal(6))


def test_locked_period_without_tables() -> None:
    months = set_month(empty_ledger(2025), 2, {("screening", W): 7}, {})

    assert found(months) == ()
    locked = lock_due(months, date(2025, 8, 1), Locking(), 5, SCHEME)
    assert only(locked) == ("no_tables", "coachingteamet.2025.p1.screening", Decimal(0), Decimal(7))


def test_question_that_goes_by_an_earlier_answer_is_of_those_who_gave_it() -> None:
    cells = {
        Cell("follow_up_6", "consented", "yes", "", W): 9,
        Cell("follow_up_6", "consented", "no", "", W): 1,
        Cell("follow_up_6", "answered", "yes", "", W): 8,
    }
    ledger = set_tables(set_month(empty_ledger(2025), 2, {("follow_up_6", W): 10}, {}), 1, "follow_up_6", cells)

    assert only(ledger) == ("condition_differs", "coachingteamet.2025.p1.follow_up_6.answered", Decimal(8), Decimal(9))
    mended = set_tables(ledger, 1, "follow_up_6", {**cells, Cell("follow_up_6", "answered", "no", "", W): 1})
    assert found(mended) == ()


def test_crossing_that_does_not_add_up_to_its_table() -> None:
    cells = {
        Cell("referral", "referrer", "own", "", W): 5,
        Cell("referral", "referrer", "psychiatry", "", M): 2,
        Cell("referral", "referrer_municipality", "own", "degerfors_kommun", U): 4,
        Cell("referral", "referrer_municipality", "psychiatry", "degerfors_kommun", U): 2,
        Cell("referral", "municipality", "degerfors_kommun", "", U): 7,
    }
    months = set_month(empty_ledger(2025), 2, {("referral", W): 5, ("referral", M): 2}, {})

    items = found(set_tables(months, 1, "referral", cells))

    assert [(item.code, item.stated, item.expected) for item in items] == [
        ("tallies.crossing_differs", Decimal(4), Decimal(5)),
        ("tallies.crossing_differs", Decimal(6), Decimal(7)),
    ]


def test_municipalities_that_are_not_as_many_as_the_sexes() -> None:
    ledger = set_month(empty_ledger(2025), 2, {("start", W): 3}, {("start", "degerfors_kommun"): 2})

    assert only(ledger) == ("municipalities_differ", "coachingteamet.2025.m2.start", Decimal(2), Decimal(3))


def test_month_with_more_taken_back_than_counted() -> None:
    entry = Entry("referral", date(2025, 2, 1), W, {})
    ledger = count(empty_ledger(2025), entry, SCHEME, back=True)

    assert only(ledger) == ("taken_back", "coachingteamet.2025.m2.referral", Decimal(-1), Decimal(0))


def opened(women: int) -> Ledger:
    return set_opening(empty_ledger(2025), {Cell(STOCK, TOTAL, TOTAL, "", W): women})


def test_typed_ongoing_that_is_not_the_counters() -> None:
    ledger = set_ongoing(opened(9), 2, {W: 7, M: 0})

    assert only(ledger) == ("ongoing_differs", "coachingteamet.2025.m2.ongoing", Decimal(7), Decimal(9))
    assert found(correct_stock(ledger, 2, {W: -2})) == ()


def test_typed_ongoing_of_an_earlier_month_is_not_asked_about_again() -> None:
    ledger = set_ongoing(correct_stock(set_ongoing(opened(9), 2, {W: 7}), 3, {W: -2}), 3, {W: 7})

    assert found(ledger) == ()


def test_opening_stock_on_top_of_earlier_years() -> None:
    later = set_opening(empty_ledger(2026), {Cell(STOCK, TOTAL, TOTAL, "", W): 9})

    assert only(opened(9), later) == ("opening_twice", "coachingteamet.2026.opening", Decimal(9), Decimal(9))


def test_more_ended_than_ongoing_is_marked_in_all_and_by_sex_and_municipality() -> None:
    ended = {("end", W): 3}
    ledger = set_month(opened(2), 2, ended, {("end", "degerfors_kommun"): 3})

    items = found(ledger)

    assert [(item.code.removeprefix("tallies."), item.stated) for item in items] == [
        ("stock_negative", Decimal(-1)),
        ("stock_negative", Decimal(-1)),
        ("municipality_negative", Decimal(-3)),
    ]


def test_more_ended_with_an_answer_than_there_were_is_marked_from_what_is_shown() -> None:
    ledger = opened(9)
    for _ in range(5):
        ledger = count(ledger, Entry("end", date(2025, 2, 1), W, {"education": ("primary",)}), SCHEME)

    assert [item for item in found(ledger) if item.code == "tallies.answer_negative"] == []
    (item,) = (
        item
        for item in found(take_snapshots(ledger, 5))
        if item.code == "tallies.answer_negative" and str(item.place.key).endswith("education")
    )
    assert item.stated == Decimal(-5)


def test_rest_that_was_moved_ties_with_both_periods() -> None:
    ledger = count(empty_ledger(2025), Entry("guidance", date(2025, 2, 1), W, {}), SCHEME)
    moved = lock_due(ledger, date(2025, 7, 10), Locking(), 5, SCHEME)
    whole = lock_due(moved, date(2026, 1, 31), Locking(), 5, SCHEME)

    assert moved.part(1).folded == {"guidance"}
    assert found(moved) == found(whole) == ()


def test_table_that_began_within_the_period_is_not_held_to_the_others() -> None:
    later = tuple(
        rule.model_copy(update={"valid_from": date(2025, 3, 1)}) if rule.key == "referrer" else rule
        for rule in SCHEME.tables
    )
    ledger = sheet(education={"primary": (6, 4)}, age_band={"25_29": (6, 4)}, referrer={"own": (1, 1)})

    assert found(ledger, scheme=replace(SCHEME, tables=later)) == ()


def test_sentence_says_where_and_how_many_and_how_to_mend() -> None:
    ledger = sheet(education={"primary": (6, 4)}, age_band={"25_29": (6, 4)}, referrer={"own": (6, 5)})
    (item,) = found(ledger)

    assert spoken_message(item) == (
        "Coachingteamet, ”Startade”, halvår 1, 2025: ”Startade efter remittent” har 11 totalt och "
        "”Startade efter ålder vid start” har 10, det skiljer 1."
    )
    assert spoken_mend(item).startswith("Jämför med papperet")
