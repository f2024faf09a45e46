"""The sheet for the state's follow-up, and what leads from it to the association's own totals."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mellanrum.figures import Figure, FigureBook, Operation, Period, Trace, Unit
from mellanrum.rules import shipped
from mellanrum.tallies.families import interventions_family
from mellanrum.tallies.following import Followed, Reported
from mellanrum.tallies.ledger import Count, Ledger, Month
from mellanrum.tallies.rules import Rules
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statutory import COUNTS, Difference, Money, Sheet, SheetLine, statutory_sheet
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
        if line.measure in COUNTS
    }


def counts(found: Sheet) -> dict[str, tuple[Mapping[Sex, int], bool]]:
    """Tell what each line that is counted has by legal sex, and whether it is lacking."""
    lines = (line for row in found.rows for line in row.lines if line.measure in COUNTS)
    return {line.key: (line.numbers, line.is_lacking) for line in lines}


def said(key: str, value: int, sex: Sex | None = None) -> Reported:
    return Reported(2025, key, sex, Decimal(value), "Årsredovisning 2025", 4)


def values(found: Sheet) -> dict[str, Decimal | None]:
    lines = (*found.association, *(line for row in found.rows for line in row.lines))
    return {line.measure: line.value for line in lines if line.measure not in COUNTS | {"direction", "esf"}}


def figure(key: str, value: str) -> Figure:
    return Figure(key, Period.of_year(2025), Decimal(value), Unit.SEK, key, Trace("given", operation=Operation.GIVEN))


def test_individual_intervention_has_its_flow_by_legal_sex() -> None:
    assert by_line(sheet()) == {"individual_started": (8, 6, 1), "individual_ended": (3, 2, 0)}


def test_half_year_has_its_own_flow() -> None:
    assert by_line(sheet(part=2)) == {"individual_started": (2, 1, 0), "individual_ended": (3, 2, 0)}


def test_less_than_a_year_has_neither_money_nor_budgeted_number() -> None:
    assert [line.measure for line in sheet(part=2).rows[0].lines] == ["direction", "esf", "started", "ended"]
    assert sheet(part=2).association == ()


def test_year_has_all_that_the_law_asks_for_in_its_order() -> None:
    found = sheet()

    assert [line.measure for line in found.association] == [
        "contributions",
        "equity",
        "administration_budget",
        "administration_outcome",
    ]
    assert [line.measure for line in found.rows[0].lines] == [
        "direction",
        "esf",
        "budget",
        "outcome",
        "budgeted",
        "started",
        "ended",
    ]


def test_money_is_in_whole_kronor_rounded_away_from_zero() -> None:
    plan = {"granted": {2025: Decimal("1000.50")}, "budgeted": {2025: 40}}
    own = Followed("b", "Insatsen", ledgers=(individual(),), **plan)  # type: ignore[arg-type]  # fields by name
    money = Money(
        {
            "contributions": figure("contributions.total", "5000.49"),
            "equity": figure("balance_sheet.equity", "-10.50"),
            "administration_budget": figure("spending.administration.budget", "300"),
            "administration_outcome": figure("spending.administration.outcome", "299.50"),
        },
        {"b": figure("spending.interventions.b", "900.50")},
    )

    assert values(statutory_sheet((own,), 2025, money=money)) == {
        "contributions": 5000,
        "equity": -11,
        "administration_budget": 300,
        "administration_outcome": 300,
        "budget": 1001,
        "outcome": 901,
        "budgeted": 40,
    }


def test_what_is_not_there_is_lacking_and_is_not_nil() -> None:
    found = sheet()

    assert set(values(found).values()) == {None}
    assert [line.measure for line in found.rows[0].lines if line.is_lacking] == ["budget", "outcome", "budgeted"]
    assert all(line.is_lacking for line in found.association)


def test_intervention_that_money_was_spent_on_is_on_the_sheet_though_nobody_was_counted() -> None:
    nobody, granted = Followed("n", "N"), Followed("g", "G", granted={2025: Decimal(100)})
    money = Money(outcomes={"n": figure("spending.interventions.n", "5")})

    assert [row.key for row in statutory_sheet((nobody, granted), 2025, money=money).rows] == ["g", "n"]
    assert statutory_sheet((nobody, granted), 2024, money=Money()).rows == ()


def test_structural_intervention_has_heads() -> None:
    heads = with_month(
        a_ledger(2025, [], SCHEME),
        5,
        Month({("head_count", Sex.WOMAN): Count(30), ("head_count", Sex.MAN): Count(12)}),
    )
    found = sheet(Followed("a", "Utbildning", is_individual=False, by_head_count=True, ledgers=(heads,)))

    assert [(row.name, row.is_individual) for row in found.rows] == [("Insatsen", True), ("Utbildning", False)]
    heads_of = SheetLine("structural_heads", "Taking part", "head_count", {Sex.WOMAN: 30, Sex.MAN: 12}, 0)
    assert found.rows[1].lines[-1] == heads_of


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

    assert [each.number for each in found.notes] == [2, -1]
    assert [each.line for each in found.notes] == ["individual_started", "individual_started"]


def test_those_ongoing_are_on_the_sheet_of_a_year_that_nobody_has_counted_in() -> None:
    nobody = Followed("y", "Y", ledgers=(a_ledger(2025, entries("start", 0), SCHEME),))
    found = statutory_sheet((Followed("x", "X", ledgers=(individual(),)), nobody), 2026)

    assert [row.key for row in found.rows] == ["x"]
    assert counts(found) == {"individual_started": ({}, True), "individual_ended": ({}, True)}


def test_year_that_a_document_tells_has_its_numbers_and_is_never_nil() -> None:
    told = Followed("t", "T", reported=(said("started", 53, Sex.WOMAN), said("started", 46, Sex.MAN)))
    found = statutory_sheet((told,), 2025)

    assert counts(found) == {
        "individual_started": ({Sex.WOMAN: 53, Sex.MAN: 46}, False),
        "individual_ended": ({}, True),
    }
    assert (found.own["individual_started"], found.differences) == (99, ())


def test_document_without_legal_sex_leaves_the_line_lacking_and_explains_the_own_total() -> None:
    told = Followed("t", "T", reported=(said("started", 99), said("ended", 84), said("ended", 50, Sex.WOMAN)))
    found = statutory_sheet((told,), 2025)

    assert counts(found) == {"individual_started": ({}, True), "individual_ended": ({Sex.WOMAN: 50}, True)}
    assert found.own == {"individual_started": 99, "individual_ended": 84, "structural_heads": 0}
    assert found.differences == (
        Difference("individual_started", "Told by a document, and not by legal sex", 99),
        Difference("individual_ended", "Told by a document, and not by legal sex", 34),
    )


def test_document_of_a_year_tells_nothing_of_a_half_of_it() -> None:
    told = Followed("t", "T", reported=(said("started", 53, Sex.WOMAN), said("started", 46, Sex.MAN)))

    assert statutory_sheet((told,), 2025, 1).rows == ()


def test_what_a_document_tells_beyond_the_two_sexes_is_of_others() -> None:
    rows = (said("started", 100), said("started", 53, Sex.WOMAN), said("started", 46, Sex.MAN))
    [row] = statutory_sheet((Followed("t", "T", reported=rows),), 2025).rows

    assert [(each.others, each.unsplit) for each in row.lines if each.measure == "started"] == [(1, 0)]


def test_money_without_counters_is_on_the_sheet_with_its_counts_lacking() -> None:
    [row] = statutory_sheet((Followed("g", "G", granted={2025: Decimal(100)}),), 2025).rows

    assert [(each.numbers, each.figure, each.is_lacking) for each in row.lines if each.measure in COUNTS] == [
        ({}, "", True),
        ({}, "", True),
    ]


def test_individual_intervention_that_counts_heads_alone_has_a_dash_for_new_and_ended() -> None:
    heads = with_month(a_ledger(2025, [], SCHEME), 5, Month({("head_count", Sex.WOMAN): Count(30)}))
    found = statutory_sheet((Followed("h", "H", by_head_count=True, ledgers=(heads,)),), 2025)

    assert counts(found) == {"individual_started": ({}, True), "individual_ended": ({}, True)}


def test_every_number_that_opens_is_the_value_of_its_figure() -> None:
    corrected = with_month(
        individual(),
        12,
        Month({("start", Sex.WOMAN): Count(1, 2, -1), ("end", Sex.WOMAN): Count(4), ("end", Sex.MAN): Count(5)}),
    )
    told = (said("started", 53, Sex.WOMAN), said("started", 46, Sex.MAN), said("ended", 84))
    followed = (
        Followed("x", "X", ledgers=(corrected,)),
        Followed("h", "H", by_head_count=True, ledgers=(a_ledger(2025, [], SCHEME),)),
        Followed("t", "T", reported=told),
        Followed("g", "G", granted={2025: Decimal(100)}),
    )
    book = FigureBook("F", Period.of_year(2025), date(2026, 2, 1), [interventions_family(followed, SCHEME, 5)])
    opens = {
        (line.figure, sex): number
        for row in statutory_sheet(followed, 2025).rows
        for line in row.lines
        if line.figure
        for sex, number in line.numbers.items()
    }

    assert opens == {key: book.get(key[0], sex=key[1].value).value for key in opens}
    assert {key for key, _ in opens} == {"interventions.x.ended", "interventions.t.started"}


def test_guidances_are_the_heads_of_a_structural_intervention_that_guides() -> None:
    guided = a_ledger(2025, entries("guidance", 63, 56), SCHEME)
    found = statutory_sheet((Followed("m", "Mottagningen", is_individual=False, ledgers=(guided,)),), 2025)

    assert by_line(found) == {"structural_heads": (63, 56, 0)}


def test_those_carried_over_are_once_in_the_own_total_and_the_difference_says_so() -> None:
    before, after = a_ledger(2025, entries("start", 10), SCHEME), a_ledger(2025, [], SCHEME)
    before = with_month(before, 6, Month(transferred={("after", Sex.WOMAN): -10}))
    after = with_month(after, 6, Month(transferred={("before", Sex.WOMAN): 10}))
    both = (
        Followed("before", "Förr", is_individual=False, ledgers=(before,)),
        Followed("after", "Nu", is_individual=False, ledgers=(after,)),
    )
    found = statutory_sheet(both, 2025)

    assert (found.sum("structural_heads"), found.own["structural_heads"]) == (20, all_during(both, of_years([2025])))
    assert found.differences == (
        Difference("structural_heads", "Carried over between two interventions, and counted in both", -10),
    )


def test_lines_are_dated_rules_with_a_reference() -> None:
    lines = shipped(Rules, "tallies").statutory

    assert [line.key for line in lines if line.measure in COUNTS] == [line.key for line in sheet().lines]
    assert {bool(line.reference) for line in lines} == {True}
    assert statutory_sheet((), 2020).lines == ()
