"""What differs between two readings of a year, and what another line for an account would do."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from mellanrum.books.account_map import account_map
from mellanrum.books.association_map import LineKey
from mellanrum.books.ledger import NIL
from mellanrum.statements.basis import Basis
from mellanrum.statements.changes import ChangedLine, changed_accounts, changed_lines, effect_of_line
from statements.full import AREAS, LINES
from statements.given import THIS, books, given, opened, plain
from statements.strategies import RESULT, Made, made_books

FIRST = """
#KONTO 5010 "Lokaler"
#IB 0 1930 100
#IB 0 2060 -100
2025-02-10: 1930 -60, 5010 60
2025-03-10: 1930 30, 3010 -30
"""
MORE = f"{FIRST}\n2025-04-10: 1930 -20.50, 5010 20.50"


def differences(lines: Iterable[ChangedLine]) -> dict[str, int | Decimal]:
    return {line.key: plain(line.difference) for line in lines}


def test_lines_that_a_later_reading_changed() -> None:
    lines = changed_lines(given(FIRST).book, given(MORE).book)

    assert [line.key for line in lines] == [
        "income_statement.costs",
        "income_statement.net_cost",
        "income_statement.operating_result",
        "income_statement.after_financial",
        "income_statement.result",
        "balance_sheet.cash",
        "balance_sheet.current_assets",
        "balance_sheet.total_assets",
        "balance_sheet.result",
        "balance_sheet.equity",
        "balance_sheet.equity_and_liabilities",
        "cash_flow.result",
        "cash_flow.before_wc",
        "cash_flow.operating",
        "cash_flow.year",
        "cash_flow.cash_out",
        "operations.unassigned.net",
        "operations.sum.net",
    ]
    assert {line.difference for line in lines} == {Decimal("-20.50")}


def test_line_has_both_figures_and_its_label() -> None:
    before, after = given(FIRST).book, given(MORE).book

    line = changed_lines(before, after)[0]

    assert line == ChangedLine(
        "income_statement",
        "income_statement.costs",
        after.get("income_statement.costs").label,
        before.get("income_statement.costs"),
        after.get("income_statement.costs"),
        Decimal("-20.50"),
    )


def test_line_that_only_one_reading_has() -> None:
    unknown = f"{FIRST}\n2025-05-10: 1930 -5, X1 5"

    came = {line.key: line for line in changed_lines(given(FIRST).book, given(unknown).book)}
    went = {line.key: line for line in changed_lines(given(unknown).book, given(FIRST).book)}

    assert came["balance_sheet.unmapped_x1"].before is None
    assert came["balance_sheet.unmapped_x1"].difference == Decimal(5)
    assert went["balance_sheet.unmapped_x1"].after is None
    assert went["balance_sheet.unmapped_x1"].label == "X1"


def test_first_reading_changes_every_line_with_an_amount() -> None:
    book = given(FIRST).book

    lines = changed_lines(None, book)

    assert {line.before for line in lines} == {None}
    assert [line.after for line in lines if line.table == "balance_sheet"] == [
        figure for key in book.keys("balance_sheet") if (figure := book.get(key)).value
    ]


def test_cost_that_moves_between_interventions_changes_what_each_costs_and_no_statement() -> None:
    team = '[[intervention]]\nkey = "team"\nlabel = "Teamet"\naccounts = ["5010"]\n'

    lines = changed_lines(given(FIRST, own=team).book, given(FIRST, own=team.replace("team", "other")).book)

    assert [(line.table, line.key, line.label, plain(line.difference)) for line in lines] == [
        ("spending", "spending.interventions.other", "Teamet", 60),
        ("spending", "spending.interventions.team", "Teamet", -60),
    ]


@settings(max_examples=30)
@drawn(made_books())
def test_same_reading_changes_nothing(made: Made) -> None:
    book = opened(made.books, made.chart).book

    assert changed_lines(book, opened(made.books, made.chart).book) == ()
    assert changed_accounts(made.books.years[0], made.books.years[0], {}) == ()


@settings(max_examples=30)
@drawn(made_books(), made_books())
def test_differences_turned_round_are_the_same_with_other_signs(one: Made, other: Made) -> None:
    first, second = opened(one.books, one.chart).book, opened(other.books, other.chart).book

    there, back = differences(changed_lines(first, second)), differences(changed_lines(second, first))

    assert there == {key: -amount for key, amount in back.items()}


def test_accounts_that_a_later_reading_changed() -> None:
    before = books(f"{FIRST}\n2025-04-11: 6010 1, 6020 -1").years[0]
    after = books(f"{FIRST}\n2025-04-10: 1930 -20.50, 5010 20.50\n2025-04-10: 7010 2, 5010 -2").years[0]

    found = changed_accounts(before, after, {"5010": "Lokaler"})

    assert [(row.account, row.label, row.before, row.after, row.is_new, row.is_gone) for row in found] == [
        ("1930", "1930", Decimal(70), Decimal("49.5"), False, False),
        ("5010", "Lokaler", Decimal(60), Decimal("78.5"), False, False),
        ("6010", "6010", Decimal(1), None, False, True),
        ("6020", "6020", Decimal(-1), None, False, True),
        ("7010", "7010", None, Decimal(2), True, False),
    ]


def test_result_account_is_what_it_moved() -> None:
    year = books("#IB 0 5010 7\n2025-02-10: 1930 -60, 5010 60").years[0]

    assert [(row.account, row.after) for row in changed_accounts(None, year, {}) if row.account == "5010"] == [
        ("5010", Decimal(60))
    ]


def test_effect_of_an_account_on_another_line() -> None:
    year = given(LINES, own=AREAS)
    moved = year.amount("income_statement.costs")
    assert moved is not None

    lines = effect_of_line(year.basis, "5010", "depreciation")

    assert differences(lines) == {
        "income_statement.costs": 100,
        "income_statement.depreciation": -100,
        "cash_flow.non_cash": 100,
        "cash_flow.before_wc": 100,
        "cash_flow.operating": 100,
        "cash_flow.investing": -100,
    }
    assert year.amount("income_statement.costs") == moved


def test_effect_of_taking_the_choice_away() -> None:
    year = given(LINES, own='[[line]]\nprefixes = ["5010"]\nline = "depreciation"')

    assert differences(effect_of_line(year.basis, "5010", None))["income_statement.depreciation"] == 100


lines = st.sampled_from(("costs", "revenue", "depreciation", "financial_costs"))


@settings(max_examples=30)
@drawn(made_books(), st.sampled_from(RESULT), lines)
def test_effect_within_the_result_never_moves_the_result(made: Made, account: str, line: LineKey) -> None:
    """Where an account of the income statement stands in it changes neither its result nor the balance sheet."""
    basis = Basis(made.books, account_map(made.chart, THIS.end, made.own), made.own)
    assume(basis.accounts.line_of(account) != "closing_entry")  # it stands outside the statement

    effect = effect_of_line(basis, account, line)

    own = {line.key: line.difference for line in effect}
    assert own.get("income_statement.result", NIL) == NIL
    assert [line for line in effect if line.table == "balance_sheet"] == []
