"""The cash flow statement, and the notes that explain it."""

import pytest

from mellanrum.books.merge import merge
from mellanrum.books.sheets import read_trial_balance
from statements.given import BEFORE, HEAD, Given, books, given, opened

EARLIER = HEAD.replace("20250101 20251231", "20240101 20241231").replace("#RAR -1 20240101", "#RAR -1 20230101")
OPENING = """
#IB 0 1930 1000
#IB 0 1220 100
#IB 0 1510 60
#IB 0 1410 5
#IB 0 1810 200
#IB 0 2060 -1015
#IB 0 2210 -50
#IB 0 2350 -200
#IB 0 2440 -100
"""


@pytest.mark.parametrize(
    ("voucher", "line", "amount"),
    [
        ("5010 30, 1930 -30", "result", -30),
        ("7832 30, 1220 -30", "non_cash", 30),
        ("5010 30, 2210 -30", "non_cash", 30),
        ("1410 30, 1930 -30", "d_inventory", -30),
        ("1510 30, 1930 -30", "d_receivables", -30),
        ("1930 30, 2440 -30", "d_liabilities", 30),
        ("1220 30, 1930 -30", "investing", -30),
        ("1350 30, 1930 -30", "investing", -30),
        ("1810 30, 1930 -30", "investing", -30),
        ("1930 30, 2350 -30", "financing", 30),
        ("1930 30, 2060 -30", "financing", 30),
        ("1930 30, 8710 -30", "result", 30),
    ],
)
def test_cash_flow_has_each_change_in_one_place(voucher: str, line: str, amount: int) -> None:
    that = given(f"{OPENING}\n2025-03-01: {voucher}")

    cash = that.table("cash_flow")
    assert cash[line] == amount
    assert cash["cash_in"] == 1000
    assert cash["cash_out"] == that.amount("balance_sheet.cash")
    parts = ("result", "non_cash", "d_inventory", "d_receivables", "d_liabilities", "investing", "financing")
    assert sum(cash.get(part, 0) for part in parts) == cash["cash_out"] - 1000


def test_cash_flow_of_the_operations_has_the_result_in_it() -> None:
    that = given(
        f"{OPENING}\n2025-03-01: 1930 500, 3010 -500\n2025-04-01: 7832 20, 1220 -20\n2025-05-01: 1510 40, 1930 -40"
    )

    cash = that.table("cash_flow")
    assert (cash["result"], cash["non_cash"], cash["before_wc"]) == (480, 20, 500)
    assert cash["operating"] == 500 - 40


def test_cash_flow_takes_capital_gains_from_the_operations_to_the_investments() -> None:
    that = given(f"{OPENING}\n2025-03-01: 1930 130, 1220 -100, 3973 -30")

    cash = that.table("cash_flow")
    assert (cash["result"], cash["non_cash"], cash["investing"]) == (30, -30, 130)
    assert "operating" not in cash
    assert that.table("non_cash_note") == {"gains": -30, "sum": -30}
    assert that.table("fixed_assets_note") == {"opening": 100, "acquired": -100}


def test_cash_flow_adds_capital_losses_back() -> None:
    that = given(f"{OPENING}\n2025-03-01: 1930 80, 1220 -100, 7973 20")

    cash = that.table("cash_flow")
    assert (cash["result"], cash["non_cash"], cash["investing"]) == (-20, 20, 80)


def test_notes_of_fixed_assets_and_of_what_is_no_cash() -> None:
    that = given(
        f"{OPENING}\n2025-03-01: 1220 70, 1930 -70\n2025-04-01: 7832 20, 1220 -20\n2025-05-01: 5010 15, 2210 -15"
    )

    assert that.table("fixed_assets_note") == {"opening": 100, "acquired": 70, "depreciation": -20, "closing": 150}
    assert that.amount("balance_sheet.fixed_assets") == 150
    assert that.table("non_cash_note") == {"depreciation": 20, "provisions": 15, "sum": 35}
    assert that.amount("cash_flow.non_cash") == 35


def test_cash_flow_of_last_year_is_absent_where_nothing_says_what_it_opened_with() -> None:
    that = given("#UB -1 1930 50\n#UB -1 2060 -10\n#RES -1 3010 -40\n#IB 0 1930 50\n#IB 0 2060 -50")

    assert that.book.keys("cash_flow", BEFORE) == ()
    assert that.book.keys("opening_balance", BEFORE) == ()
    assert that.book.keys("fixed_assets_note", BEFORE) == ()
    assert that.amount("cash_flow.cash_out", BEFORE) is None
    assert that.amount("balance_sheet.cash", BEFORE) == 50
    assert that.amount("cash_flow.cash_out") == 50
    assert that.codes() == []


TRIAL_BALANCE = """
Konto;IB;UB;Förändring föregående år;UB föregående år
1930;100;150;{moved};100
1510;20;0;{claims};20
2060;-120;-120;{equity};-80
3010;;-530;-140;-140
5010;;500;100;100
"""


def test_cash_flow_of_last_year_is_absent_where_a_trial_balance_does_not_say_what_it_opened_with() -> None:
    that = of_trial_balance(moved="", claims="", equity="")

    assert that.book.keys("cash_flow", BEFORE) == ()
    assert that.amount("balance_sheet.cash", BEFORE) == 100
    assert that.amount("cash_flow.year") == 50


def test_cash_flow_of_last_year_is_absent_where_a_trial_balance_says_what_some_accounts_moved() -> None:
    that = of_trial_balance(moved="40", claims="", equity="0")

    assert that.book.keys("cash_flow", BEFORE) == ()


def test_cash_flow_of_last_year_is_that_of_a_trial_balance_with_last_years_changes() -> None:
    that = of_trial_balance(moved="40", claims="0", equity="0")

    assert that.table("cash_flow", BEFORE) == {
        "result": 40,
        "before_wc": 40,
        "operating": 40,
        "year": 40,
        "cash_in": 60,
        "cash_out": 100,
    }


def of_trial_balance(**changes: str) -> Given:
    read, faults = read_trial_balance(TRIAL_BALANCE.format(**changes).encode(), "saldo 2025.csv")
    assert read is not None, faults
    return opened(read)


def test_cash_flow_of_the_year_is_absent_where_nothing_says_what_it_opened_with() -> None:
    that = given("#UB 0 1930 150\n#UB 0 2060 -50\n#RES 0 3010 -100\n2025-03-01: 1930 100, 3010 -100")

    assert that.book.keys("cash_flow") == ()
    assert that.codes() == ["statements.no_opening"]


def test_cash_flow_of_an_associations_first_year() -> None:
    that = given("2025-03-01: 1930 100, 3010 -100", head=HEAD.replace("#RAR -1 20240101 20241231\n", ""))

    assert that.table("cash_flow")["cash_out"] == 100
    assert that.amount("cash_flow.cash_in") == 0
    assert that.codes() == []


def test_cash_flow_opens_with_the_books_of_the_year_before() -> None:
    year = books("#UB 0 1930 150\n#UB 0 2060 -50\n#UB 0 2110 -10\n#RES 0 3010 -90\n2025-03-01: 1930 90, 3010 -90")
    before = books("#IB 0 1930 60\n#IB 0 2060 -50\n#IB 0 2110 -10", EARLIER)

    that = opened(merge(year, (before,))[0])

    assert that.table("cash_flow") == {
        "result": 90,
        "before_wc": 90,
        "operating": 90,
        "year": 90,
        "cash_in": 60,
        "cash_out": 150,
    }
    assert that.amount("cash_flow.d_unmapped") == 0
