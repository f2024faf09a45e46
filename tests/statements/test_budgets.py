"""A budget from a file of its own: where a row says it belongs, and where that is in the books."""

from decimal import Decimal

import pytest

from mellanrum.books.ledger import Movement
from mellanrum.statements.budgets import AreaBudget, budget_of_areas, with_budget
from statements.given import Given, books, opened

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


def with_areas(year: Given, own: str, *rows: AreaBudget) -> tuple[Given, list[str]]:
    """The year with a budget typed by area, and what was said of the budget."""
    budget = budget_of_areas(rows, year.basis.areas)
    planned, found = with_budget(year.basis.books, budget, year.basis.areas, "")
    return opened(planned, own=own), [item.code for item in found]


def area(key: str, income: int = 0, cost: int = 0) -> AreaBudget:
    return AreaBudget(key, Decimal(income), Decimal(cost))


def test_budget_by_area_is_cost_less_income() -> None:
    rows = (area("adm", cost=90), area("individ", 15, 70), area("studie", 40), area("contributions", 200))
    own = MAP[: MAP.rindex("[[area]]")]

    year, said = with_areas(opened(books(YEAR), own=own), own, *rows)

    budget = {name: amount for name, amount in year.table("operations").items() if name.endswith(".budget")}
    assert said == []
    assert budget == {
        "adm.budget": 90,
        "individ.budget": 55,
        "studie.budget": -40,
        "contributions.budget": -200,
        "sum.budget": -95,
    }
    assert year.amount("operations.adm.deviation") == 50
    assert year.amount("operations.contributions.deviation") == 300


def test_budget_by_area_is_not_mistaken_for_a_cost_centre_of_that_name() -> None:
    lines = f'{YEAR}\n2025-04-01: 5010 5 {{1 "adm"}}, 1930 -5'
    own = MAP.replace('cost_centres = ["30"]', 'cost_centres = ["30", "adm"]')

    year, _ = with_areas(opened(books(lines), own=own), own, area("adm", cost=90))

    assert (year.amount("operations.adm.budget"), year.amount("operations.individ.budget")) == (90, 0)


def test_budget_by_area_where_the_books_have_no_cost_centres() -> None:
    lines = "2025-02-01: 1930 500, 3010 -500\n2025-03-01: 5010 40, 1930 -40"

    year, said = with_areas(opened(books(lines)), "", area("unassigned", cost=90))

    assert (said, year.amount("operations.unassigned.budget")) == ([], 90)


def test_budget_by_area_of_nil_is_a_budget() -> None:
    year = opened(books(YEAR), own=MAP)

    assert budget_of_areas([area("adm")], year.basis.areas) == (row("10", "", 0),)


def test_budget_for_an_area_that_is_none_is_told() -> None:
    year, said = with_areas(opened(books(YEAR), own=MAP), MAP, area("annat", cost=3))

    assert (said, year.amount("operations.sum.budget")) == (["budget.unknown_place"], 3)
