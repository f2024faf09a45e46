"""Where accounts stand in the income statement and the balance sheet."""

from decimal import Decimal

import pytest

from mellanrum.books.association_map import ChartName
from mellanrum.findings import Severity
from mellanrum.statements.tables import statement
from statements.given import BEFORE, HEAD, given, plain


@pytest.mark.parametrize(
    ("account", "bas", "kommun_bas"),
    [
        ("3010", "revenue", "revenue"),
        ("5010", "costs", "costs"),
        ("7710", "depreciation", "costs"),
        ("7832", "depreciation", "costs"),
        ("7910", "costs", "depreciation"),
        ("8311", "financial_income", None),
        ("8410", "financial_costs", "financial_income"),
        ("8510", None, "financial_costs"),
        ("8710", "extraordinary", "extraordinary"),
        ("8810", "closing_entry", "extraordinary"),
    ],
)
def test_account_means_what_its_chart_says(account: str, bas: str | None, kommun_bas: str | None) -> None:
    charts: tuple[tuple[ChartName, str | None], ...] = (("bas", bas), ("kommun-bas", kommun_bas))
    for chart, line in charts:
        that = given(f"2025-03-01: 1930 -100, {account} 100", chart)

        shown = that.table("income_statement")
        sums = ("net_cost", "operating_result", "after_financial", "result")
        own = {name for name in shown if name not in sums}
        expected = {"closing_entry": set(), None: {f"unmapped_{account}"}}.get(line, {line})
        assert own == expected, chart


def test_income_statement_signs_and_sums() -> None:
    that = given(
        """
        2025-01-10: 1930 900, 3010 -900
        2025-02-10: 1930 -500, 5010 500
        2025-03-10: 1220 -20, 7832 20
        2025-04-10: 1930 7, 8311 -7
        2025-05-10: 1930 -3.50, 8410 3.50
        2025-06-10: 1930 -11, 8710 11
        """
    )

    assert that.table("income_statement") == {
        "revenue": 900,
        "costs": -500,
        "depreciation": -20,
        "net_cost": 380,
        "operating_result": 380,
        "financial_income": 7,
        "financial_costs": Decimal("-3.50"),
        "after_financial": Decimal("383.50"),
        "extraordinary": -11,
        "result": Decimal("372.50"),
    }


def test_map_puts_accounts_on_another_line_by_the_longest_prefix() -> None:
    own = """
    [[line]]
    prefixes = ["54"]
    line = "depreciation"
    [[line]]
    prefixes = ["5410"]
    line = "financial_costs"
    """

    that = given("2025-03-01: 1930 -111, 5010 100, 5420 10, 5410 1", own=own)

    assert that.table("income_statement") == {
        "costs": -100,
        "depreciation": -10,
        "net_cost": -110,
        "operating_result": -110,
        "financial_costs": -1,
        "after_financial": -111,
        "result": -111,
    }


def test_unmapped_account_has_its_own_line_in_its_place_and_everything_ties() -> None:
    that = given(
        """
        #KONTO 2110 "Periodiseringsfond"
        #IB 0 1930 300
        #IB 0 2060 -250
        #IB 0 2110 -50
        2025-03-01: 1930 100, 2110 -40, 8510 -60
        """
    )

    balance = that.table("balance_sheet")
    names = [line.key for line in statement(that.book, "balance_sheet")]
    assert balance["unmapped_2110"] == 90
    assert balance["total_assets"] == balance["equity_and_liabilities"] == 400
    assert names.index("unmapped_2110") == names.index("equity_and_liabilities") - 1
    assert that.book.get("balance_sheet.unmapped_2110").label == "2110 Periodiseringsfond"
    assert that.table("income_statement") == {"unmapped_8510": 60, "result": 60}
    cash = that.table("cash_flow")
    assert (cash["d_unmapped"], cash["cash_in"], cash["cash_out"]) == (40, 300, 400)
    assert that.codes() == ["statements.unmapped_account"] * 2
    assert [item.severity for item in that.said if item.place.key == "2110"] == [Severity.ERROR]


def test_unmapped_asset_stands_after_the_current_assets() -> None:
    that = given("2025-03-01: 1930 -5, A100 5")

    names = [line.key for line in statement(that.book, "balance_sheet")]
    assert names.index("unmapped_a100") == names.index("current_assets") + 1
    assert that.table("balance_sheet") == {"cash": -5, "current_assets": -5, "unmapped_a100": 5}


def test_unmapped_account_of_last_year_keeps_its_place() -> None:
    that = given(
        """
        #IB -1 1930 0
        #UB -1 1930 10
        #UB -1 2110 -10
        #IB 0 1930 10
        #IB 0 2110 -10
        2025-03-01: 1930 -10, 2110 10
        """
    )

    lines = {line.key: line for line in statement(that.book, "balance_sheet")}
    names = list(lines)
    assert names.index("unmapped_2110") == names.index("equity_and_liabilities") - 1
    shown = lines["unmapped_2110"]
    assert shown.current is not None
    assert shown.previous is not None
    assert (plain(shown.current.value), plain(shown.previous.value)) == (0, 10)


def test_lettered_account_stands_where_the_map_says() -> None:
    own = """
    [[line]]
    prefixes = ["K"]
    line = "costs"
    """

    that = given("2025-03-01: 1930 -5, K10 5", own=own)

    assert that.table("income_statement")["costs"] == -5
    assert that.codes() == []


def test_internal_accounts_that_net_out_stand_nowhere_and_are_a_warning() -> None:
    that = given("2025-03-01: 9110 70, 9510 -70\n2025-03-02: 1930 10, 3010 -10", "kommun-bas")

    assert that.table("balance_sheet")["total_assets"] == 10
    assert that.codes() == ["statements.internal_nets_out"]


def test_internal_accounts_that_are_not_nil_are_errors_and_the_balance_sheet_ties() -> None:
    that = given("#IB 0 1930 100\n#IB 0 2060 -100\n2025-03-01: 9110 70, 1930 -70")

    balance = that.table("balance_sheet")
    assert balance["unmapped_9110"] == 70
    assert balance["total_assets"] == balance["equity_and_liabilities"] == 100
    assert that.amount("cash_flow.cash_out") == balance["cash"] == 30
    assert that.codes() == ["statements.internal_not_nil"]


@pytest.mark.parametrize(
    ("vouchers", "receivables", "liabilities"),
    [
        ("2025-03-01: 1650 50, 2640 30, 2610 -60, 1930 -20", 20, 0),
        ("2025-03-01: 1650 50, 2640 30, 2610 -200, 1930 120", 0, 120),
        ("2025-03-01: 2640 30, 1930 -30", 30, 0),
    ],
)
def test_vat_is_netted_and_placed_by_the_sign_of_the_net(vouchers: str, receivables: int, liabilities: int) -> None:
    that = given(vouchers)

    assert that.amount("balance_sheet.receivables") == receivables
    assert that.amount("balance_sheet.short_term_liabilities") == liabilities
    assert that.codes() == []


def test_tax_account_is_no_vat() -> None:
    that = given("2025-03-01: 1630 -40, 1650 100, 1930 -60")

    balance = that.table("balance_sheet")
    assert (balance["receivables"], balance["short_term_liabilities"]) == (100, 40)
    assert that.codes() == ["statements.credit_on_receivable"]


def test_vat_account_that_the_map_moves_is_not_netted() -> None:
    own = """
    [[line]]
    prefixes = ["2650"]
    line = "short_term_liabilities"
    """

    that = given("2025-03-01: 1650 100, 2650 -40, 1930 -60", own=own)

    balance = that.table("balance_sheet")
    assert (balance["receivables"], balance["short_term_liabilities"]) == (100, 40)


def test_vat_of_kommun_bas_is_what_the_map_says() -> None:
    own = """
    [[group]]
    prefixes = ["168", "267"]
    group = "vat"
    """

    that = given("2025-03-01: 1681 100, 2671 -40, 1930 -60", "kommun-bas", own)

    assert that.table("balance_sheet")["receivables"] == 60


def test_balances_on_the_wrong_side_move_and_are_notes() -> None:
    that = given("2025-03-01: 2440 25, 1510 -10, 2350 5, 1930 -20")

    balance = that.table("balance_sheet")
    assert balance["receivables"] == 30
    assert balance["short_term_liabilities"] == 10
    assert "long_term_liabilities" not in balance
    moved = [(item.code, item.place.key, item.severity) for item in that.said if item.place.key]
    assert moved == [
        ("statements.credit_on_receivable", "1510", Severity.NOTE),
        ("statements.debit_on_liability", "2350", Severity.NOTE),
        ("statements.debit_on_liability", "2440", Severity.NOTE),
    ]


BOOKED = "2025-12-31: 8999 100, 2099 -100"
BOOKED_BEFORE = "#UB -1 2099 -40\n#RES -1 8999 40"


@pytest.mark.parametrize("booked", ["", BOOKED])
@pytest.mark.parametrize("booked_before", ["", BOOKED_BEFORE])
def test_closing_entry_changes_nothing_shown(booked: str, booked_before: str) -> None:
    that = given(
        f"""
        #IB -1 1930 10
        #IB -1 2060 -10
        #UB -1 1930 50
        #UB -1 2060 -10
        #RES -1 3010 -40
        {booked_before}
        #IB 0 1930 50
        #IB 0 2060 -50
        2025-03-01: 1930 100, 3010 -100
        {booked}
        """
    )

    for period, result, other in ((None, 100, 50), (BEFORE, 40, 10)):
        assert that.amount("income_statement.result", period) == result
        assert that.amount("balance_sheet.result", period) == result
        assert that.amount("balance_sheet.other_equity", period) == other
        assert that.amount("balance_sheet.equity", period) == result + other
        assert that.amount("cash_flow.financing", period) == 0
    assert that.codes() == []


def test_last_years_result_that_nobody_moved_is_in_other_equity() -> None:
    that = given(
        """
        #IB -1 1930 10
        #IB -1 2060 -10
        #UB -1 1930 50
        #UB -1 2060 -10
        #RES -1 3010 -40
        #IB 0 1930 50
        #IB 0 2060 -10
        #UB 0 1930 150
        #UB 0 2060 -10
        2025-03-01: 1930 100, 3010 -100
        """
    )

    balance = that.table("balance_sheet")
    assert (balance["result"], balance["other_equity"], balance["total_assets"]) == (100, 50, 150)
    assert balance["equity_and_liabilities"] == 150
    assert that.table("cash_flow") == {
        "result": 100,
        "before_wc": 100,
        "operating": 100,
        "year": 100,
        "cash_in": 50,
        "cash_out": 150,
    }
    assert that.codes() == ["statements.result_opens"]


def test_result_account_with_an_opening_balance_does_not_count_it_as_income() -> None:
    that = given("#IB 0 1930 40\n#IB 0 3010 -40\n2025-03-01: 1930 100, 3010 -100")

    assert that.amount("income_statement.revenue") == 100
    assert that.amount("balance_sheet.other_equity") == 40
    assert that.amount("balance_sheet.equity_and_liabilities") == 140
    [said] = [item for item in that.said if item.code == "statements.result_opens"]
    assert dict(said.parameters) == {"year": "2025", "amount": Decimal(40), "accounts": "3010"}


def test_revenue_in_debit_and_costs_in_credit_stay_on_their_lines() -> None:
    that = given("2025-03-01: 3010 30, 5010 -50, 1930 20")

    assert that.amount("income_statement.revenue") == -30
    assert that.amount("income_statement.costs") == 50


@pytest.mark.parametrize(
    ("account", "line"),
    [
        ("1010", "intangible_assets"),
        ("1220", "tangible_assets"),
        ("1350", "financial_assets"),
        ("1410", "inventory"),
        ("1790", "receivables"),
        ("1810", "short_term_investments"),
        ("1940", "cash"),
    ],
)
def test_assets(account: str, line: str) -> None:
    that = given(f"2025-03-01: {account} 5, 2060 -5")

    assert that.amount(f"balance_sheet.{line}") == 5
    assert that.amount("balance_sheet.total_assets") == 5


@pytest.mark.parametrize(
    ("account", "line"),
    [
        ("2060", "other_equity"),
        ("2210", "provisions"),
        ("2350", "long_term_liabilities"),
        ("2440", "short_term_liabilities"),
        ("2990", "short_term_liabilities"),
    ],
)
def test_equity_and_liabilities(account: str, line: str) -> None:
    that = given(f"2025-03-01: 1930 5, {account} -5")

    assert that.amount(f"balance_sheet.{line}") == 5
    assert that.amount("balance_sheet.equity_and_liabilities") == 5


@pytest.mark.parametrize(("number", "line"), [("301", "revenue"), ("50105", "costs"), ("791000", "depreciation")])
def test_account_numbers_of_any_length(number: str, line: str) -> None:
    that = given(f"2025-03-01: 1930 -5, {number} 5", "kommun-bas")

    assert that.amount(f"income_statement.{line}") == -5


def test_lettered_accounts_that_look_alike_have_lines_of_their_own() -> None:
    lines = """
    #KONTO "1-A" "Ett"
    #KONTO "1A" "Två"
    """
    text = HEAD + lines

    that = given('#IB 0 "1-A" 5\n#IB 0 "1A" 7\n#IB 0 2060 -12', head=text)

    keys = [key for key in that.book.keys("balance_sheet") if ".unmapped_" in key]
    assert sorted(that.book.get(key).value for key in keys) == [5, 7]
