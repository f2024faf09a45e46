"""The sheet for the state's follow-up, and what leads from it to the association's own totals."""

from dataclasses import replace
from datetime import date

from mellanrum.rules import shipped
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Count, Ledger, Month
from mellanrum.tallies.rules import Rules
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statutory import Difference, Sheet, SheetLine, statutory_sheet
from mellanrum.tallies.totals import all_during
from tallies.by_hand import a_ledger, a_scheme, entries, with_month

SCHEME = a_scheme()


def individual() -> Ledger:
    counted = [
        *entries("start", 6, 5, other=1, month=date(2025, 2, 1)),
        *entries("start", 2, 1, month=date(2025, 8, 1)),
        *entries("end", 3, 2, month=date(2025, 10, 1)),
    ]
    ledger = a_ledger(2025, counted, SCHEME, opening=entries("start", 10, 4))
    return with_month(ledger, 1, replace(ledger.month(1), stock_corrected={Sex.WOMAN: -2}))


def sheet(*more: Followed, part: int | None = None) -> Sheet:
    own = Followed(
        "b", "Nytt namn", ((date(2020, 1, 1), "Insatsen"), (date(2026, 1, 1), "Nytt namn")), ledgers=(individual(),)
    )
    return statutory_sheet((own, *more), 2025, part)


def by_line(found: Sheet) -> dict[str, tuple[int, int, int]]:
    return {
        line.key: (line.numbers[Sex.WOMAN], line.numbers[Sex.MAN], line.others)
        for row in found.rows
        for line in row.lines
    }


def test_individual_intervention_has_its_flow_by_legal_sex() -> None:
    assert by_line(sheet()) == {
        "individual_opening": (10, 4, 0),
        "individual_started": (8, 6, 1),
        "individual_ended": (3, 2, 0),
        "individual_ongoing": (13, 8, 1),
        "individual_all": (16, 10, 1),
    }


def test_half_year_has_its_own_flow() -> None:
    assert by_line(sheet(part=2)) == {
        "individual_opening": (14, 9, 1),
        "individual_started": (2, 1, 0),
        "individual_ended": (3, 2, 0),
        "individual_ongoing": (13, 8, 1),
        "individual_all": (16, 10, 1),
    }


def test_structural_intervention_has_heads() -> None:
    heads = with_month(
        a_ledger(2025, [], SCHEME),
        5,
        Month({("head_count", Sex.WOMAN): Count(30), ("head_count", Sex.MAN): Count(12)}),
    )
    found = sheet(Followed("a", "Utbildning", is_individual=False, by_head_count=True, ledgers=(heads,)))

    assert [(row.name, row.is_individual) for row in found.rows] == [("Insatsen", True), ("Utbildning", False)]
    assert found.rows[1].lines == (SheetLine("structural_heads", "Taking part", {Sex.WOMAN: 30, Sex.MAN: 12}, 0),)


def test_differences_lead_from_the_sheet_to_the_own_totals() -> None:
    found = sheet(Followed("p", "Projektet", is_esf=True, ledgers=(individual(),)))

    assert found.sum("individual_started") == 28
    assert found.own["individual_started"] == 15
    for line in found.lines:
        differs = sum(each.number for each in found.differences if each.line == line.key)
        assert found.sum(line.key) + differs == found.own[line.key]
    assert [each for each in found.differences if each.line == "individual_started"] == [
        Difference("individual_started", "Other or not stated sex, which the state's system does not take", 1),
        Difference("individual_started", "ESF projects, which are not in the association's own total", -14),
    ]


def test_notes_tell_of_late_entries_and_corrections() -> None:
    ledger = with_month(individual(), 12, Month({("start", Sex.WOMAN): Count(1, 2, -1)}))
    found = statutory_sheet((Followed("x", "X", ledgers=(ledger,)),), 2025)

    assert [each.number for each in found.notes] == [2, -1, -2, -2]
    assert [each.line for each in found.notes] == [
        "individual_started",
        "individual_started",
        "individual_ongoing",
        "individual_all",
    ]


def test_those_ongoing_are_on_the_sheet_of_a_year_that_nobody_has_counted_in() -> None:
    nobody = Followed("y", "Y", ledgers=(a_ledger(2025, entries("start", 0), SCHEME),))
    found = statutory_sheet((Followed("x", "X", ledgers=(individual(),)), nobody), 2026)

    assert [row.key for row in found.rows] == ["x"]
    assert [line.sum for line in found.rows[0].lines] == [21, 0, 0, 21, 21]


def test_guidances_are_the_heads_of_a_structural_intervention_that_guides() -> None:
    guided = a_ledger(2025, entries("guidance", 63, 56), SCHEME)
    found = statutory_sheet((Followed("m", "Mottagningen", is_individual=False, ledgers=(guided,)),), 2025)

    assert by_line(found) == {"structural_heads": (63, 56, 0)}


def test_those_carried_over_are_once_in_the_own_total_and_the_difference_says_so() -> None:
    before, after = a_ledger(2025, entries("start", 10), SCHEME), a_ledger(2025, [], SCHEME)
    before = with_month(before, 6, Month(transferred={("after", Sex.WOMAN): -10}))
    after = with_month(after, 6, Month(transferred={("before", Sex.WOMAN): 10}))
    both = (Followed("before", "Förr", ledgers=(before,)), Followed("after", "Nu", ledgers=(after,)))
    found = statutory_sheet(both, 2025)

    assert (found.sum("individual_all"), found.own["individual_all"]) == (20, all_during(both, of_years([2025])))
    assert found.differences == (
        Difference("individual_all", "Carried over between two interventions, and counted in both", -10),
    )


def test_lines_are_dated_rules_with_a_reference() -> None:
    lines = shipped(Rules, "tallies").statutory

    assert [line.key for line in lines] == [line.key for line in sheet().lines]
    assert {bool(line.reference) for line in lines} == {True}
    assert statutory_sheet((), 2020).lines == ()
