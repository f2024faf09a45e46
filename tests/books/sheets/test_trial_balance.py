"""Trial balances into the books."""

from datetime import date
from decimal import Decimal

import pytest

from mellanrum.books.ledger import Books, Movement, YearBalances
from mellanrum.books.sheets import ColumnMap, Limits, read_columns, read_trial_balance
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, Severity, spoken_message
from support.tables import rows_of, text, workbook
from support.workbooks import xlsx

YEAR = Period.of_year(2025)
PLAIN = """
    Konto | Benämning    | IB   | Förändring | UB
    1930  | Bank         | 100  | 50         | 150
    2010  | Eget kapital | -100 | 0          | -100
    3010  | Bidrag       | 0    | -1000      | -1000
    5010  | Hyra         | 0    | 950        | 950
"""


def read(table: str, columns: ColumnMap | None = None) -> tuple[Books | None, tuple[Finding, ...]]:
    return read_trial_balance(workbook(table), "saldo.xlsx", columns, YEAR)


def books(table: str, columns: ColumnMap | None = None) -> Books:
    found, findings = read(table, columns)
    assert found is not None, findings
    return found


def year(table: str, columns: ColumnMap | None = None) -> YearBalances:
    return books(table, columns).years[0]


def faults(table: str, columns: ColumnMap | None = None) -> list[tuple[str, str | None]]:
    return [(item.code, item.place.cell) for item in read(table, columns)[1] if item.severity is not Severity.NOTE]


def notes(table: str, columns: ColumnMap | None = None) -> list[str]:
    return [item.code for item in read(table, columns)[1] if item.severity is Severity.NOTE]


def numbers(**balances: int) -> dict[str, Decimal]:
    return {account.removeprefix("a"): Decimal(amount) for account, amount in balances.items()}


def ties(balances: YearBalances) -> bool:
    moved = dict.fromkeys(balances.accounts(), Decimal(0))
    for movement in balances.movements:
        moved[movement.account] += movement.amount
    return all(moved[account] == balances.change(account) for account in balances.accounts())


def test_plain_table() -> None:
    found = books(PLAIN)
    (only,) = found.years

    assert faults(PLAIN) == []
    assert only.opening == numbers(a1930=100, a2010=-100)
    assert only.closing == numbers(a1930=150, a2010=-100, a3010=-1000, a5010=950)
    assert only.movements == (
        Movement("1930", (), None, Decimal(50)),
        Movement("3010", (), None, Decimal(-1000)),
        Movement("5010", (), None, Decimal(950)),
    )
    assert (found.account_label("5010"), only.source, only.period) == ("Hyra", "saldo.xlsx", YEAR)


def test_columns_that_were_guessed_are_told() -> None:
    _, (item,) = read(PLAIN)

    assert (item.code, item.place.cell, item.place.sheet) == ("sheet.columns_guessed", "A1", "Saldo 2025")
    assert "opening = IB" in spoken_message(item)


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_same_from_text(delimiter: str, encoding: str) -> None:
    table = PLAIN.replace("950", "950,00").replace("-1000", "1 000-")

    found, _ = read_trial_balance(text(table, delimiter, encoding), "saldo.csv", None, YEAR)

    assert found is not None
    assert found.years[0].closing == year(PLAIN).closing
    assert found.account_names == books(PLAIN).account_names


def test_objects_and_their_names() -> None:
    table = """
        Konto       | Kst      | Projekt | UB
        7010 Löner  | 10 Stab  | P1      | 600
        7010        | 20       |         | 400
        3010 Bidrag |          |         | -1000
    """
    found = books(table)

    assert found.years[0].movements == (
        Movement("3010", (), None, Decimal(-1000)),
        Movement("7010", (("1", "10"), ("6", "P1")), None, Decimal(600)),
        Movement("7010", (("1", "20"),), None, Decimal(400)),
    )
    assert found.object_names == {("1", "10"): "Stab"}
    assert found.dimension_names == {"1": "Kst", "6": "Projekt"}
    assert found.account_names == {"7010": "Löner", "3010": "Bidrag"}
    assert faults(table) == [("sheet.no_balance_accounts", None)]


def test_table_as_municipal_ledgers_give_it() -> None:
    table = """
        Saldolista per ansvar       |            |       |             |      |      |      |
        Urval: 2025-01 - 2025-12    |            |       |             |      |      |      |
                                    |            |       |             |      |      |      |
        Ansvar                      | Ansvar (T) | Konto | Konto (T)   | IB   | Förändring | UB | Budget helår
        "0100"                      | Stab       | 1930  | Bank        | 100  | 50   | 150  |
        "0100"                      | Stab       | 2010  | Kapital     | -100 | 0    | -100 |
        Summa 0100                  |            |       |             | 0    | 50   | 50   |
        "0200"                      | Team       | 3010  | Bidrag      | 0    | -1000 | -1000 | -900
        "0200"                      | Team       | 5010  | Hyra        | 0    | 950  | 950  | 900
        Summa 0200                  |            |       |             | 0    | -50  | -50  | 0
        Totalsumma                  |            |       |             | 0    | 0    | 0    | 0
    """
    found = books(table)

    assert faults(table) == []
    assert found.object_names == {("1", "0100"): "Stab", ("1", "0200"): "Team"}
    assert found.account_names["5010"] == "Hyra"
    assert [one.amount for one in found.years[0].budget] == [-900, 900]


def test_columns_of_months() -> None:
    table = """
        Konto | IB   | Jan | Feb  | Mar | Förändring | UB
        1930  | 100  | 10  | 20   |     | 30         | 130
        2010  | -100 |     |      |     |            | -100
        3010  |      | -10 | -20  |     | -30        | -30
    """
    found = year(table)

    assert faults(table) == []
    assert found.movements[:2] == (
        Movement("1930", (), date(2025, 1, 1), Decimal(10)),
        Movement("1930", (), date(2025, 2, 1), Decimal(20)),
    )


def test_row_for_each_month() -> None:
    table = """
        Konto | Månad   | IB   | Förändring | UB
        1930  | 2025-01 | 100  | 10         | 110
        1930  | 202502  | 110  | 20         | 130
        2010  | jan     | -100 | 0          | -100
        3010  | 3       | 0    | -30        | -30
    """
    found = year(table)

    assert faults(table) == []
    assert found.opening == numbers(a1930=100, a2010=-100)
    assert found.closing == numbers(a1930=130, a2010=-100, a3010=-30)
    assert [movement.month for movement in found.movements] == [date(2025, month, 1) for month in (1, 2, 3)]


def test_row_of_no_month_of_the_year() -> None:
    table = """
        Konto | Månad   | Förändring
        1930  | 2024-12 | 10
        3010  | mitten  | -10
    """
    assert [item for item in faults(table) if item[0] == "sheet.not_a_month"] == [
        ("sheet.not_a_month", "B2"),
        ("sheet.not_a_month", "B3"),
    ]


def test_debit_and_credit() -> None:
    with_minus = """
        Konto | IB   | Debet | Kredit | UB
        1930  | 100  | 80    | -30    | 150
        2010  | -100 |       |        | -100
        3010  |      |       | -1000  | -1000
        5010  |      | 950   |        | 950
    """
    without = with_minus.replace("-30 ", "30 ").replace("-1000  |", "1000   |")

    assert faults(with_minus) == faults(without) == []
    assert year(with_minus).movements == year(without).movements == year(PLAIN).movements


def test_budget_column() -> None:
    table = """
        Konto | Kst | UB    | Budget
        3010  | 10  | -1000 | -900
        5010  | 10  | 1000  | 900
    """
    assert year(table).budget == (
        Movement("3010", (("1", "10"),), None, Decimal(-900)),
        Movement("5010", (("1", "10"),), None, Decimal(900)),
    )


def test_year_before() -> None:
    table = """
        Konto | IB   | Förändring | UB    | Föregående år
        1930  | 100  | 50         | 150   | 100
        2010  | -100 | 0          | -100  | -80
        3010  |      | -1000      | -1000 | -500
        5010  |      | 950        | 950   | 480
    """
    this, before = books(table).years

    assert faults(table) == []
    assert (this.period, before.period) == (YEAR, Period.of_year(2024))
    assert before.closing == numbers(a1930=100, a2010=-80, a3010=-500, a5010=480)
    assert ties(before)


PREVIOUS = """
    Konto | IB   | Förändring | UB    | Förändring föregående år | UB föregående år
    1930  | 100  | 50         | 150   | 20                       | 100
    2010  | -100 | 0          | -100  | 0                        | -80
    3010  |      | -1000      | -1000 | -500                     | -500
    5010  |      | 950        | 950   | 480                      | 480
"""


def test_year_before_opens_with_what_it_closed_less_what_it_moved() -> None:
    assert books(PREVIOUS).years[1].opening == numbers(a1930=80, a2010=-80)


@pytest.mark.parametrize(
    "table",
    [
        PREVIOUS.replace("-100  | 0 ", "-100  |   "),
        PREVIOUS.replace("| 20   ", "|      ").replace("-100  | 0 ", "-100  |   "),
        PREVIOUS + "    1510  | 30   | -30        | 0     |                          |\n",
    ],
)
def test_what_the_year_before_opened_with_is_not_told_by_halves(table: str) -> None:
    before = books(table).years[1]

    assert before.opening == {}
    assert [int(before.closing[account]) for account in ("1930", "2010")] == [100, -80]
    assert ties(before)


def test_years_in_headings() -> None:
    table = """
        Konto | UB 2025 | UB 2024 | Budget 2025 | Budget 2026
        1930  | 150     | 100     |             |
        2010  | -100    | -100    |             |
        3010  | -1000   | -500    | -900        | -1
        5010  | 950     | 500     | 900         | 1
    """
    found, findings = read_trial_balance(workbook(table, "Blad1"), "export.xlsx")

    assert found is not None
    assert [one.period.year for one in found.years] == [2025, 2024]
    assert found.years[0].opening == numbers(a1930=100, a2010=-100)
    assert [movement.amount for movement in found.years[0].budget] == [-900, 900]
    assert [item.code for item in findings] == ["sheet.columns_guessed", "sheet.year_guessed"]


def test_income_shown_as_positive_is_told_by_the_totals() -> None:
    table = PLAIN.replace("-1000", "1000").replace("950", "-950")

    assert year(table) == year(PLAIN)
    assert (notes(table), faults(table)) == (["sheet.columns_guessed", "sheet.signs_guessed"], [])


def test_income_stated_as_positive() -> None:
    table = PLAIN.replace("-1000", "1000").replace("950", "-950")

    assert year(table, ColumnMap(signs="income_positive")) == year(PLAIN)
    assert faults(table, ColumnMap(signs="debit_positive")) == [("sheet.closing_not_nil", None)]


def test_signs_that_only_a_budget_can_have() -> None:
    assert read(PLAIN, ColumnMap(signs="positive"))[0] is None
    assert faults(PLAIN, ColumnMap(signs="positive")) == [("sheet.signs_of_budget", None)]


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        (PLAIN.replace("Förändring", "Utfall tkr"), "D1"),
        (PLAIN.replace("UB", "UB (kkr)"), "E1"),
        ("Saldolista | i tkr\n" + PLAIN.strip(), "B1"),
        ("Konto | UB\n | tkr\n3010 | -5\n1930 | 5", "B2"),
        ("Konto | Jan tkr | Feb\n3010 | -5 | 1\n1930 | 5 | -1", "B1"),
    ],
)
def test_books_in_thousands_are_refused_with_the_cell(table: str, cell: str) -> None:
    found, findings = read(table)

    (item,) = [item for item in findings if item.severity is Severity.ERROR]
    assert (found, item.code, item.place.cell) == (None, "sheet.in_thousands", cell)


def test_heading_that_the_map_says_is_wrong_about_thousands() -> None:
    table = PLAIN.replace("UB", "UB tkr")

    assert year(table, ColumnMap(step=1)) == year(PLAIN)


def test_books_in_kronor_with_a_budget_in_thousands() -> None:
    table = "Konto | UB | Budget tkr\n3010 | -1000 | -0.9\n1930 | 1000 |"

    assert [movement.amount for movement in year(table).budget] == [-900]
    assert "sheet.step_guessed" in notes(table)
    assert year(table.replace(" tkr", ""), ColumnMap(step=1000)) == year(table)


def test_opening_balances_that_a_table_does_not_have() -> None:
    only_closing = """
        Konto | Saldo
        1930  | 150
        2010  | -100
        3010  | -1000
        5010  | 950
    """
    assert faults(only_closing) == [("sheet.no_opening", "A1")]
    assert year(only_closing).opening == {}
    assert ties(year(only_closing))


def test_opening_balances_that_follow_from_the_change() -> None:
    table = """
        Konto | Förändring | UB
        1930  | 50         | 150
        2010  | 0          | -100
        3010  | -1000      | -1000
        5010  | 950        | 950
    """
    assert (year(table).opening, faults(table)) == (numbers(a1930=100, a2010=-100), [])


def test_change_of_a_month_beside_a_balance_is_not_the_years() -> None:
    table = """
        Konto | Period | Ackumulerat
        1930  | 5      | 150
        2010  | 0      | -100
        3010  | -10    | -1000
        5010  | 5      | 950
    """
    assert faults(table) == [("sheet.no_opening", "A1")]
    assert year(table).closing == year(PLAIN).closing


def test_sums_are_left_out_with_their_cells() -> None:
    table = """
        Konto             | Benämning     | Saldo
        Tillgångar        |               |
        1510              | Fordringar    | 50
        1930              | Bank          | 100
        S:a tillgångar    |               | 150
        2010              | Eget kapital  | -100
                          | Totalt skuld  | -100
        30                | Intäkter      | -1000
        3010              | Bidrag        | -600
        3020              | Övrigt        | -400
                          |               | -1000
        5010              | Summa & Co    | 1
        5020              | Hyra          | 949
        8999              | Årets resultat| 0
                          | Årets resultat| -50
    """
    _, findings = read(table.replace("Summa & Co", "Hyra"))
    (item,) = [item for item in findings if item.code == "sheet.sums_left_out"]

    assert item.parameters == {"count": 5, "cells": "A5, A7, A8, A11, A15"}
    assert sum(year(table.replace("Summa & Co", "Hyra")).closing.values()) == 0


def test_row_without_account_that_is_no_sum() -> None:
    table = (
        PLAIN + "          | Diverse      |      | 7          | 7\n    ABC   | x            |      | 8          | 8\n"
    )
    found, _ = read(table)

    assert found is None
    assert faults(table) == [("sheet.no_account", "A6"), ("sheet.no_account", "A7")]


def test_all_faulty_cells_at_once() -> None:
    table = """
        Konto | IB    | Förändring | UB
        1930  | n/a   | 50         | "1.234"
        2010  | #REF! | 0          | "1 23"
        3010  | 0     | =1+1       | -1000
    """
    found, _ = read(table)

    assert found is None
    assert faults(table) == [
        ("sheet.not_an_amount", "B2"),
        ("sheet.ambiguous_amount", "D2"),
        ("sheet.formula_failed", "B3"),
        ("sheet.not_an_amount", "D3"),
        ("sheet.formula_not_computed", "C4"),
    ]


def test_fault_says_sheet_and_cell() -> None:
    _, findings = read(PLAIN.replace("950  ", "x    "))
    item = findings[-1]

    assert item.place == Place(file="saldo.xlsx", sheet="Saldo 2025", line=5, cell="D5")
    assert spoken_message(item) == "”x” står där det ska stå ett belopp."


def test_very_many_faults_are_counted() -> None:
    rows = "\n".join(f"{3000 + at} | fel" for at in range(1200))
    _, findings = read(f"Konto | UB\n{rows}")

    assert [item.code for item in findings].count("sheet.not_an_amount") == 1000
    assert findings[-1].parameters == {"count": 200}


def test_numbers_written_as_text() -> None:
    table = PLAIN.replace("-1000", '"1 000,00-"').replace(" 950", ' "950,00"').replace("3010", '"3010"')

    assert year(table) == year(PLAIN)


def test_headings_repeated_on_a_new_page_and_footers() -> None:
    table = (
        PLAIN
        + "    Konto | Benämning | IB | Förändring | UB\n    | Utskriven av | | | Sida 1\n    5020 | El | 0 | 50 | 50\n"
    )
    with_tax = table.replace("| 950        | 950", "| 900        | 900")

    assert faults(with_tax) == []
    assert year(with_tax).closing["5020"] == 50


def test_same_row_twice() -> None:
    table = """
        Konto | Kst | Motpart | UB
        5010  | 10  | a       | 1
        5010  | 10  | b       | 2
        5010  | 20  | a       | 3
        5010  | 10  | a       | 4
        3010  | 10  | a       | -10
    """
    assert faults(table)[0] == ("sheet.duplicate_row", "A5")
    assert year(table).closing["5010"] == 10
    assert year(table).movements[1] == Movement("5010", (("1", "10"),), None, Decimal(7))


def test_two_charts() -> None:
    table = """
        Konto | Benämning               | UB
        7832  | Avskrivning inventarier | 1
        7900  | Avskrivningar           | 2
        3010  | Bidrag                  | -3
    """
    assert ("sheet.mixed_charts", "A3") in faults(table)


def test_accounts_of_different_lengths() -> None:
    table = """
        Konto  | UB
        3010   | -3
        501000 | 2
        5010   | 1
    """
    assert ("sheet.account_lengths", "A3") in faults(table)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("100  | 50 ", "101  | 49 ", ("sheet.opening_not_nil", None)),
        ("950        | 950", "951        | 951", ("sheet.closing_not_nil", None)),
        ("-1000      | -1000", "-999       | -1000", ("sheet.closing_differs", "E4")),
        ("0    | -1000", "-9   | -991 ", ("sheet.result_opening", "C4")),
    ],
)
def test_books_that_do_not_tie_are_read_with_a_finding(before: str, after: str, fault: tuple[str, str | None]) -> None:
    assert before in PLAIN
    table = PLAIN.replace(before, after)

    assert faults(table) == [fault]
    assert ties(year(table))


def test_months_that_are_not_the_change() -> None:
    table = """
        Konto | IB   | Jan | Feb | Förändring | UB
        1930  | 100  | 10  | 20  | 50         | 150
        2010  | -100 |     |     |            | -100
        3010  |      | -50 |     | -50        | -50
    """
    _, findings = read(table)
    item = findings[-1]

    assert (item.code, item.place.cell) == ("sheet.months_differ", "E2")
    assert (item.stated, item.expected) == (Decimal(50), Decimal(30))
    assert ties(year(table))


def test_only_one_side_of_the_accounts() -> None:
    assert faults("Konto | IB | UB\n1930 | 5 | 5\n2010 | -5 | -5") == [("sheet.no_result_accounts", None)]
    assert faults("Konto | UB\n3010 | -5\n5010 | 4") == [("sheet.no_balance_accounts", None)]


@pytest.mark.parametrize(
    ("sheet", "file", "above", "where"),
    [
        ("Saldo 2025", "x.xlsx", "", "Saldo 2025"),
        ("Blad1", "saldo_2025-12.xlsx", "", "saldo_2025-12.xlsx"),
        ("Blad1", "saldo20251231.xlsx", "", "saldo20251231.xlsx"),
        ("Blad1", "x.xlsx", "Saldolista\nPeriod: | 2025-01-01 - 2025-12-31\n", "A2"),
    ],
)
def test_year_that_is_told(sheet: str, file: str, above: str, where: str) -> None:
    table = above + "\n".join(line.strip() for line in PLAIN.strip().splitlines())

    found, findings = read_trial_balance(xlsx({sheet: rows_of(table)}), file)

    assert found is not None
    assert found.period == YEAR
    (item,) = [item for item in findings if item.code == "sheet.year_guessed"]
    assert item.parameters == {"year": 2025, "where": where}


@pytest.mark.parametrize("file", ["saldo.xlsx", "20251.xlsx", "1925.xlsx", "2024-2025.xlsx"])
def test_year_that_nothing_tells(file: str) -> None:
    found, findings = read_trial_balance(workbook(PLAIN, "Blad1"), file)

    assert found is None
    assert findings[-1].code == "sheet.no_year"


def test_year_of_the_map_and_of_the_argument() -> None:
    columns = ColumnMap(year=2023)

    by_map, _ = read_trial_balance(workbook(PLAIN), "x.xlsx", columns)
    by_argument, _ = read_trial_balance(workbook(PLAIN), "x.xlsx", columns, YEAR)

    assert by_map is not None
    assert by_argument is not None
    assert (by_map.period.year, by_argument.period.year) == (2023, 2025)


def test_year_of_a_heading_that_is_another() -> None:
    assert faults("Konto | UB 2024\n3010 | -5\n5010 | 5")[0] == ("sheet.other_year", None)


def test_sheets_passed_over_are_told() -> None:
    rows = rows_of(PLAIN)
    data = xlsx({"Dolt": rows, "Omslag": [["Hej"]], "Saldo": rows, "Annat": rows, "Tomt": []}, hidden=["Dolt"])

    found, findings = read_trial_balance(data, "x.xlsx", None, YEAR)
    named, _ = read_trial_balance(data, "x.xlsx", ColumnMap(sheet="Dolt"), YEAR)

    assert found is not None
    assert named is not None
    told = {item.code: dict(item.parameters) for item in findings}
    assert told["sheet.hidden_sheets"] == {"sheets": "Dolt"}
    assert told["sheet.other_sheets"] == {"sheet": "Saldo", "others": "Omslag, Annat"}


@pytest.mark.parametrize(
    ("data", "columns", "code"),
    [
        (xlsx({"A": []}), ColumnMap(), "sheet.no_cells"),
        (xlsx({"A": [["x"]], "B": []}, hidden=["A"]), ColumnMap(), "sheet.no_cells"),
        (xlsx({"A": [["x"]]}), ColumnMap(sheet="B"), "sheet.no_such_sheet"),
        (xlsx({"A": [["Konto", "Namn"], [1, 2]]}), ColumnMap(), "sheet.no_headings"),
        (xlsx({"A": [["Konto", "UB"], ["x", None]]}), ColumnMap(), "sheet.no_accounts"),
        (xlsx({"A": [["x"]]}), ColumnMap(header_row=500), "sheet.no_headings"),
        (b"hello", ColumnMap(), "sheet.no_headings"),
        (b"", ColumnMap(), "sheet.empty_file"),
    ],
)
def test_refused(data: bytes, columns: ColumnMap, code: str) -> None:
    found, findings = read_trial_balance(data, "x.xlsx", columns, YEAR)

    assert (found, [item.code for item in findings if item.severity is Severity.ERROR]) == (None, [code])


def test_limits_can_be_set() -> None:
    found, (item,) = read_trial_balance(workbook(PLAIN), "x.xlsx", limits=Limits(file_bytes=10))

    assert (found, item.code) == (None, "sheet.too_large")


MAP = """
sheet = "Blad"
header_row = 2
year = 2025
association = "Samordningsförbundet"
orgnr = "2220002279"
signs = "debit_positive"

[columns]
account = "Kod"
name = "D"
months = ["M1", "M2"]
closing = "Slut"
"""


def mapped(map_text: str) -> tuple[Books | None, tuple[Finding, ...]]:
    columns, wrong = read_columns(map_text.encode(), "map.toml")
    assert wrong == ()
    rows = rows_of("Kod | M1\nKod | M1 | M2 |  | Slut\n3010 | -1 | -2 | Bidrag | -3\n5010 | 1 | 2 | Hyra | 3")
    return read_trial_balance(xlsx({"Blad": rows}), "x.xlsx", columns)


def test_map() -> None:
    found, findings = mapped(MAP)

    assert found is not None
    assert [item.code for item in findings] == ["sheet.no_balance_accounts"]
    assert (found.name, found.orgnr) == ("Samordningsförbundet", "222000-2279")
    assert found.account_names == {"3010": "Bidrag", "5010": "Hyra"}
    assert [(one.month, one.amount) for one in found.years[0].movements if one.account == "5010"] == [
        (date(2025, 1, 1), Decimal(1)),
        (date(2025, 2, 1), Decimal(2)),
    ]


def test_map_finds_its_row_of_headings() -> None:
    assert mapped(MAP.replace("header_row = 2\n", ""))[0] == mapped(MAP)[0]


def test_map_of_a_table_without_headings() -> None:
    columns = ColumnMap.model_validate({"columns": {"account": "A", "closing": "C"}})

    found, _ = read_trial_balance(text("3010 | Bidrag | -3\n5010 | Hyra | 3"), "x.csv", columns, YEAR)

    assert found is not None
    assert found.years[0].closing == numbers(a3010=-3, a5010=3)


def test_map_with_columns_that_are_not_there() -> None:
    found, findings = mapped(MAP.replace("Slut", "Sist").replace('"M2"', '"IB"'))

    assert found is None
    assert [(item.code, item.parameters["heading"], item.place.cell) for item in findings] == [
        ("sheet.no_column", "Sist", "A2"),
        ("sheet.no_column", "IB", "A2"),
    ]


def test_map_with_too_few_columns() -> None:
    found, findings = mapped(MAP.replace('closing = "Slut"', "").replace('months = ["M1", "M2"]', ""))

    assert (found, [item.code for item in findings]) == (None, ["sheet.map_too_little"])


def test_map_that_is_faulty() -> None:
    columns, findings = read_columns(b'sheets = "x"\norgnr = "1"\nsigns = "plus"\n[columns]\nkonto = "A"\n', "map.toml")

    assert columns is None
    assert [(item.code, item.place.key) for item in findings] == [
        ("rules.wrong_value", "orgnr"),
        ("rules.not_a_choice", "signs"),
        ("rules.unknown_key", "columns.konto"),
        ("rules.unknown_key", "sheets"),
    ]
