"""Budgets as movements."""

from datetime import date
from decimal import Decimal

import pytest

from mellanrum.books.ledger import Movement
from mellanrum.books.sheets import ColumnMap, read_budget
from mellanrum.figures import Period
from mellanrum.findings import Severity
from support.tables import text, workbook

YEAR = Period.of_year(2026)


def read(table: str, columns: ColumnMap | None = None) -> tuple[Movement, ...]:
    movements, findings = read_budget(workbook(table, "Budget"), "budget.xlsx", columns, YEAR)
    assert [item for item in findings if item.severity is not Severity.NOTE] == []
    return movements


def faults(table: str, columns: ColumnMap | None = None) -> list[tuple[str, str | None]]:
    _, findings = read_budget(workbook(table, "Budget"), "budget.xlsx", columns, YEAR)
    wrong = [(item.code, item.place.cell) for item in findings if item.severity is not Severity.NOTE]
    assert wrong
    return wrong


def moved(account: str, amount: int, *objects: tuple[str, str], month: date | None = None) -> Movement:
    return Movement(account, objects, month, Decimal(amount))


BY_ACCOUNT = """
    Konto | Kst | Projekt | Budget 2026
    3010  |     |         | -900
    5010  | 10  |         | 300
    7010  | 10  | P1      | 600
"""


def test_by_account_and_cost_centre() -> None:
    assert read(BY_ACCOUNT) == (
        moved("3010", -900),
        moved("5010", 300, ("1", "10")),
        moved("7010", 600, ("1", "10"), ("6", "P1")),
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_same_from_text(delimiter: str) -> None:
    movements, _ = read_budget(text(BY_ACCOUNT, delimiter), "budget.csv", None, YEAR)

    assert movements == read(BY_ACCOUNT)


def test_income_positive() -> None:
    table = BY_ACCOUNT.replace("-900", "900").replace(" 300", "-300").replace(" 600", "-600")

    assert read(table, ColumnMap(signs="income_positive")) == read(BY_ACCOUNT)


POSITIVE = BY_ACCOUNT.replace("-900", "900")


def test_income_and_costs_positive() -> None:
    assert read(POSITIVE, ColumnMap(signs="positive")) == read(BY_ACCOUNT)


@pytest.mark.parametrize("table", [POSITIVE, POSITIVE.replace(" 300", "-300").replace(" 600", "-600")])
def test_income_that_is_positive_without_a_map_is_told(table: str) -> None:
    assert faults(table) == [("sheet.budget_signs", None)]


@pytest.mark.parametrize("heading", ["Budget 2026 (tkr)", "Belopp i kkr", "Budget, tusental kronor", "Budget TKR"])
def test_thousands_that_a_heading_says(heading: str) -> None:
    table = f"Konto | {heading}\n3010 | -900\n5010 | 12.5"
    movements, findings = read_budget(workbook(table, "Blad1"), "x.xlsx", None, YEAR)

    assert movements == (moved("3010", -900_000), moved("5010", 12_500))
    (note,) = [item for item in findings if item.code != "sheet.columns_guessed"]
    assert (note.code, note.severity, note.place.cell) == ("sheet.step_guessed", Severity.NOTE, "B1")
    assert note.parameters == {"text": heading}


@pytest.mark.parametrize(
    "table", ["Belopp i tkr\nKonto | Jan | Feb\n5010 | 1 | 2", "Konto | Jan | Feb\n | tkr | tkr\n5010 | 1 | 2"]
)
def test_thousands_that_stand_above_or_under_the_headings(table: str) -> None:
    assert [movement.amount for movement in read(table)] == [1_000, 2_000]


def test_thousands_that_the_map_says() -> None:
    assert read("Konto | Belopp\n5010 | 1.5", ColumnMap(step=1000)) == (moved("5010", 1_500),)
    assert read("Konto | Belopp tkr\n5010 | 1.5", ColumnMap(step=1000)) == (moved("5010", 1_500),)


def test_heading_that_the_map_says_is_wrong_about_thousands() -> None:
    assert read("Konto | Belopp tkr\n5010 | 1500", ColumnMap(step=1)) == (moved("5010", 1_500),)


def test_thousands_in_a_months_sum_agree() -> None:
    table = "Konto | Jan | Feb | Summa tkr\n5010 | 1 | 2 | 4"
    _, findings = read_budget(workbook(table), "x.xlsx", None, YEAR)

    assert [(item.stated, item.expected) for item in findings if item.stated] == [(Decimal(4_000), Decimal(3_000))]


def test_by_cost_centre_alone() -> None:
    table = """
        Kostnadsställe | Belopp
        10 Stab        | 300
        20             | 600
        Summa          | 900
    """
    assert read(table) == (moved("", 300, ("1", "10")), moved("", 600, ("1", "20")))


def test_by_account_or_cost_centre() -> None:
    table = """
        Konto | Kst | Belopp
              | 10  | 300
        3010  |     | -300
    """
    assert read(table) == (moved("", 300, ("1", "10")), moved("3010", -300))


def test_by_area() -> None:
    table = """
        Område           | Budget
        Individinriktat  | 600
        Administration   | 300
        Totalt           | 900
    """
    assert read(table) == (moved("", 300, ("1", "Administration")), moved("", 600, ("1", "Individinriktat")))


def test_by_month() -> None:
    table = """
        Konto | Januari | Februari | December | Summa
        5010  | 1       | 2        | 3        | 6
    """
    assert read(table) == tuple(
        moved("5010", amount, month=date(2026, month, 1)) for month, amount in ((1, 1), (2, 2), (12, 3))
    )


def test_row_for_each_month() -> None:
    assert read("Konto | Månad | Belopp\n5010 | mars | 5") == (moved("5010", 5, month=date(2026, 3, 1)),)


def test_rows_of_the_same_thing_are_added() -> None:
    table = """
        Konto | Kst | Motpart | Belopp
        5010  | 10  | a       | 1
        5010  | 10  | b       | 2
    """
    assert read(table) == (moved("5010", 3, ("1", "10")),)


def test_fraction_of_an_ore_is_kept() -> None:
    (movement,) = read("Konto | Belopp\n5010 | 33.33333")

    assert movement.amount == Decimal("33.33333")


def test_year_is_not_needed_for_a_whole_year() -> None:
    movements, findings = read_budget(workbook(BY_ACCOUNT.replace(" 2026", ""), "Blad1"), "x.xlsx")

    assert (len(movements), [item.code for item in findings]) == (3, ["sheet.columns_guessed"])


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Konto | Kst | Belopp\n | | 5\n3010 | | 7", ("sheet.belongs_nowhere", "A2")),
        ("Konto | Belopp\nx | 5", ("sheet.no_account", "A2")),
        ("Konto | Belopp\n3010 | mycket", ("sheet.not_an_amount", "B2")),
        ("Konto | Belopp\n3010 | =1+1", ("sheet.formula_not_computed", "B2")),
        ("Konto | Belopp\n3010 | 1\n3010 | 2", ("sheet.duplicate_row", "A3")),
        ("Konto | Månad | Belopp\n3010 | 2025-01 | 1", ("sheet.not_a_month", "B2")),
        ("Konto | Jan | Feb | Summa\n3010 | 1 | 2 | 4", ("sheet.budget_months_differ", "D2")),
        ("Konto | Belopp", ("sheet.no_budget_rows", None)),
        ("Kund | Belopp", ("sheet.no_budget_headings", None)),
        ("Konto | Namn", ("sheet.no_budget_headings", None)),
    ],
)
def test_faults(table: str, expected: tuple[str, str | None]) -> None:
    assert faults(table) == [expected]


def test_months_need_a_year() -> None:
    movements, findings = read_budget(workbook("Konto | Jan | Feb\n3010 | 1 | 2", "Blad1"), "x.xlsx")

    assert (movements, findings[-1].code) == ((), "sheet.no_year")


def test_refused_file() -> None:
    movements, (item,) = read_budget(b"", "x.xlsx")

    assert (movements, item.code) == ((), "sheet.empty_file")
