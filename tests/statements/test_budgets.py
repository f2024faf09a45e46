"""A budget from a file of its own: where a row says it belongs, and where that is in the books."""

from decimal import Decimal

import pytest

from mellanrum.books.ledger import Movement
from mellanrum.statements.budgets import with_budget
from statements.given import books, opened

YEAR = """
#DIM 1 "Kostnadsställe"
#OBJEKT 1 "10" "Kansliet"
#OBJEKT 1 "30" "Coachingteamet"
#KONTO 3010 "Bidrag från staten"
#KONTO 5010 "Lokaler"
#PBUDGET 0 202501 5010 {1 "10"} 7
2025-02-01: 1930 500, 3010 -500
2025-03-01: 5010 40 {1 "10"}, 5010 60 {1 "30"}, 1930 -100
"""
MAP = """
[[area]]
key = "adm"
label = "Administration"
kind = "administration"
cost_centres = ["10"]
[[area]]
key = "individ"
label = "Individinriktade insatser"
kind = "individual"
cost_centres = ["30"]
[[area]]
key = "studie"
label = "Studiespåret"
kind = "project"
projects = ["P7"]
[[area]]
key = "ranta"
label = "Ränta"
kind = "administration"
accounts = ["3010"]
"""


def row(centre: str, account: str = "", amount: int = 9, *more: tuple[str, str]) -> Movement:
    return Movement(account, (("1", centre), *more), None, Decimal(amount))


@pytest.mark.parametrize(
    ("written", "account", "objects"),
    [
        ("10", "", (("1", "10"),)),
        ("Kansliet", "", (("1", "10"),)),
        (" coachingteamet ", "", (("1", "30"),)),
        ("Administration", "", (("1", "10"),)),
        ("individ", "", (("1", "30"),)),
        ("INDIVIDINRIKTADE INSATSER", "", (("1", "30"),)),
        ("Studiespåret", "", (("6", "P7"),)),
        ("Ränta", "3010", ()),
    ],
)
def test_budget_row_stands_where_it_says(written: str, account: str, objects: tuple[tuple[str, str], ...]) -> None:
    year = opened(books(YEAR), own=MAP).basis

    planned, found = with_budget(year.books, [row(written)], year.areas, "budget.csv")

    assert (planned.years[0].budget, found) == ((Movement(account, objects, None, Decimal(9)),), ())


def test_budget_row_keeps_its_account_and_project() -> None:
    year = opened(books(YEAR), own=MAP).basis

    planned, _ = with_budget(year.books, [row("Kansliet", "5010", 3, ("6", "P1"))], year.areas, "budget.csv")

    assert planned.years[0].budget == (row("10", "5010", 3, ("6", "P1")),)


def test_budget_for_an_unknown_place_keeps_it_and_says_so_once() -> None:
    year = opened(books(YEAR), own=MAP).basis

    planned, found = with_budget(year.books, [row("Månen"), row("Månen", amount=2)], year.areas, "budget.csv")

    assert planned.years[0].budget == (row("Månen"), row("Månen", amount=2))
    assert [(item.code, item.place.file, item.parameters["name"]) for item in found] == [
        ("budget.unknown_place", "budget.csv", "Månen")
    ]


def test_budget_of_the_members_contributions_where_areas_are_guessed() -> None:
    year = opened(books(YEAR)).basis

    planned, found = with_budget(year.books, [row("Medelstilldelning", amount=-500)], year.areas, "budget.csv")

    assert (opened(planned).amount("operations.contributions.budget"), found) == (-500, ())


def test_budget_takes_the_place_of_the_books_own_and_leaves_other_years() -> None:
    year = opened(books(YEAR)).basis

    planned, _ = with_budget(year.books, [row("10", amount=12)], year.areas, "budget.csv")

    assert opened(planned).amount("operations.sum.budget") == 12
    assert planned.years[1:] == year.books.years[1:]
