"""The operations statement: areas, allocation keys, budget."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mellanrum.books.ledger import Movement
from statements.given import BEFORE, HEAD, books, given, opened

CENTRES = """
#DIM 1 "Kostnadsställe"
#OBJEKT 1 "10" "Administration"
#OBJEKT 1 "20" "Strukturövergripande"
#OBJEKT 1 "30" "Individinriktat"
#OBJEKT 1 "40" "ESF-projekt"
#OBJEKT 6 "P1" "Rehabkedjan"
#KONTO 3010 "Bidrag från staten"
#KONTO 3020 "Bidrag från regionen"
#KONTO 3030 "Bidrag från kommunen"
#KONTO 3050 "ESF-medel"
"""
AREAS = """
[[area]]
key = "adm"
label = "Administration"
kind = "administration"
cost_centres = ["10"]
[[area]]
key = "struktur"
label = "Strukturövergripande insatser"
kind = "structural"
cost_centres = ["20"]
accounts = ["5911"]
[[area]]
key = "individ"
label = "Individinriktade insatser"
kind = "individual"
cost_centres = ["30", "31"]
projects = ["P1"]
"""
SALARY = """
[[allocation]]
from = 2025-01-01
decision = "Styrelsen § 45"
accounts = ["7010"]
cost_centres = ["10"]
shares = { struktur = 0.7, adm = 0.3 }
"""


def test_areas_are_guessed_from_the_cost_centres() -> None:
    that = given(
        f"""{CENTRES}
        2025-01-10: 1930 1000, 3010 -500 {{}}, 3020 -250 {{}}, 3030 -250 {{}}
        2025-02-10: 1930 -600, 5010 100 {{1 "10"}}, 5010 200 {{1 "20"}}, 5010 300 {{1 "30"}}
        2025-03-10: 1930 50, 3050 -50 {{1 "40"}}
        2025-04-10: 1930 7, 8311 -7
        """
    )

    assert that.table("operations") == {
        "cc_10.cost": -100,
        "cc_10.net": -100,
        "cc_20.cost": -200,
        "cc_20.net": -200,
        "cc_30.cost": -300,
        "cc_30.net": -300,
        "cc_40.income": 50,
        "cc_40.net": 50,
        "contributions.income": 1000,
        "contributions.net": 1000,
        "financial.income": 7,
        "financial.net": 7,
        "sum.income": 1057,
        "sum.cost": -600,
        "sum.net": 457,
    }
    kinds = {row.key: row.kind for row in that.basis.areas.rows if row.key.startswith("cc")}
    assert kinds == {"cc_10": "administration", "cc_20": "structural", "cc_30": "individual", "cc_40": "project"}


def test_area_goes_by_account_then_project_then_cost_centre() -> None:
    that = given(
        """
        2025-02-10: 1930 -15, 5911 1 {1 "30" 6 "P1"}, 5010 2 {1 "10" 6 "P1"}, 5010 4 {1 "10"}, 5010 8 {1 "31"}
        """,
        own=AREAS,
    )

    assert that.amount("operations.struktur.cost") == -1
    assert that.amount("operations.individ.cost") == -2 - 8
    assert that.amount("operations.adm.cost") == -4


def test_account_in_an_area_does_not_take_longer_numbers_along() -> None:
    that = given(
        f'{CENTRES}\n#KONTO 30105 "Hyra"\n2025-02-10: 1930 15, 3010 -5 {{}}, 30105 -10 {{1 "10"}}', "kommun-bas"
    )

    assert that.amount("operations.contributions.income") == 5
    assert that.amount("operations.cc_10.income") == 10


def test_cost_without_a_cost_centre_inherits_the_only_one_of_its_account() -> None:
    that = given(
        """
        2025-02-10: 1930 -100, 5010 60 {1 "30"}, 5010 40 {}
        2025-03-10: 1930 -100, 6010 30 {1 "30"}, 6010 50 {1 "10"}, 6010 20 {}
        """,
        own=AREAS,
    )

    assert that.amount("operations.individ.cost") == -60 - 40 - 30
    assert that.amount("operations.adm.cost") == -50 - 20
    assert that.amount("financed.individual.cc_30") == 130
    [said] = [item for item in that.said if item.code == "map.without_cost_centre"]
    assert said.parameters["amount"] == 20


def test_without_cost_centres_nothing_is_called_administration() -> None:
    that = given("2025-02-10: 1930 -100, 5010 100")

    assert that.amount("operations.unassigned.cost") == -100
    assert that.amount("financed.unassigned.a5010") == 100
    assert that.amount("financed.administration") is None
    assert that.amount("ratios.share_administration") is None
    assert that.codes() == []


def test_allocation_key_divides_a_salary_between_areas_and_leaves_the_statement_alone() -> None:
    that = given(
        """
        2025-02-10: 1930 -1300, 7010 1000 {1 "10"}, 7010 200 {1 "20"}, 6010 100 {1 "10"}
        """,
        own=f'notes_by = "area"\n{AREAS}{SALARY}',
    )

    assert that.amount("operations.adm.cost") == -300 - 100
    assert that.amount("operations.struktur.cost") == -700 - 200
    assert that.table("financed") == {
        "structural": 900,
        "structural.allocated": 700,
        "structural.cc_20": 200,
        "administration": 400,
        "administration.a6010": 100,
        "administration.allocated": 300,
        "total": 1300,
    }
    assert that.table("cost_note") == {"adm": 1100, "struktur": 200, "sum": 1300}
    assert that.amount("income_statement.costs") == -1300


def test_allocation_key_holds_from_its_day() -> None:
    own = AREAS + SALARY.replace("from = 2025-01-01", "from = 2025-07-01\nto = 2025-09-30")

    that = given(
        """
        2025-06-30: 1930 -10, 7010 10 {1 "10"}
        2025-07-01: 1930 -100, 7010 100 {1 "10"}
        2025-09-30: 1930 -100, 7010 100 {1 "10"}
        2025-10-01: 1930 -10, 7010 10 {1 "10"}
        """,
        own=own,
    )

    assert that.amount("operations.struktur.cost") == -140
    assert that.amount("operations.adm.cost") == -80


def test_allocation_key_for_a_cost_centre_divides_its_costs_and_not_its_income() -> None:
    own = AREAS + SALARY.replace('accounts = ["7010"]\n', "")

    that = given('2025-02-10: 1930 -50, 5010 100 {1 "10"}, 3910 -50 {1 "10"}', own=own)

    assert that.table("operations") == {
        "adm.income": 50,
        "adm.cost": -30,
        "adm.net": 20,
        "struktur.cost": -70,
        "struktur.net": -70,
        "sum.income": 50,
        "sum.cost": -100,
        "sum.net": -50,
    }


def test_allocation_key_takes_costs_that_inherit_their_cost_centre() -> None:
    that = given('2025-02-10: 1930 -30, 7010 10 {1 "10"}, 7010 20 {}', own=AREAS + SALARY)

    assert that.amount("operations.struktur.cost") == -21


def test_allocated_shares_are_exact() -> None:
    own = AREAS + SALARY.replace("{ struktur = 0.7, adm = 0.3 }", "{ struktur = 0.335, adm = 0.665 }")

    that = given('2025-02-10: 1930 -0.01, 7010 0.01 {1 "10"}', own=own)

    assert that.amount("operations.struktur.cost") == Decimal("-0.00335")
    assert that.amount("operations.sum.cost") == Decimal("-0.01")


BUDGET = """
#PBUDGET 0 202501 5010 {1 "10"} 400
#PBUDGET 0 202501 3010 {} -1000
#PBUDGET 0 202502 5010 {1 "30"} 500
"""


def test_budget_is_shown_with_costs_positive_and_a_minus_deviation_is_worse() -> None:
    that = given(
        f"""{CENTRES}{BUDGET}
        2025-01-10: 1930 900, 3010 -900 {{}}
        2025-02-10: 1930 -900, 5010 450 {{1 "10"}}, 5010 450 {{1 "30"}}
        """
    )

    assert that.amount("operations.cc_10.budget") == 400
    assert that.amount("operations.cc_10.deviation") == -50
    assert that.amount("operations.cc_30.deviation") == 50
    assert that.amount("operations.contributions.budget") == -1000
    assert that.amount("operations.contributions.deviation") == -100
    assert that.amount("operations.sum.budget") == -100
    assert that.amount("operations.sum.deviation") == that.amount("ratios.budget_deviation") == -100
    assert that.codes() == []


def test_budget_without_contributions_is_no_budget_of_the_whole() -> None:
    that = given(
        f"""{CENTRES}
        #PBUDGET 0 202501 5010 {{1 "10"}} 400
        2025-01-10: 1930 900, 3010 -900 {{}}
        2025-02-10: 1930 -450, 5010 450 {{1 "10"}}
        """
    )

    assert that.amount("operations.cc_10.deviation") == -50
    assert that.amount("operations.contributions.budget") is None
    assert that.amount("operations.contributions.deviation") is None
    assert that.amount("operations.sum.budget") == 400
    assert that.amount("operations.sum.deviation") is None
    assert that.amount("ratios.budget_deviation") is None
    assert that.codes() == ["statements.contributions_unbudgeted"]


def test_budget_is_divided_by_the_allocation_key_as_the_outcome_is() -> None:
    that = given('#PBUDGET 0 202501 7010 {1 "10"} 100\n2025-02-10: 1930 -100, 7010 100 {1 "10"}', own=AREAS + SALARY)

    assert that.amount("operations.struktur.budget") == 70
    assert that.amount("operations.struktur.deviation") == that.amount("operations.adm.deviation") == 0


def test_area_with_only_a_budget_has_a_row() -> None:
    that = given(f"{CENTRES}{BUDGET}")

    assert that.amount("operations.cc_30.net") == 0
    assert that.amount("operations.cc_30.deviation") == 500


def test_year_without_a_budget_has_no_budget_columns() -> None:
    that = given(
        f'#RES -1 5010 70\n#PSALDO -1 202401 5010 {{1 "10"}} 70{BUDGET}\n2025-02-10: 1930 -5, 5010 5 {{1 "10"}}'
    )

    assert that.amount("operations.cc_10.budget", BEFORE) is None
    assert that.amount("operations.sum.deviation", BEFORE) is None
    assert that.amount("operations.cc_10.budget") == 400
    assert all(key.rpartition(".")[2] in {"income", "cost", "net"} for key in that.book.keys("operations", BEFORE))


@pytest.mark.parametrize(
    ("budget", "codes"),
    [
        ("#PBUDGET 0 202501 5010 {} -400\n#PBUDGET 0 202501 3010 {} 1000", ["statements.budget_sign"]),
        ("#PBUDGET 0 202501 5010 {} -400\n#PBUDGET 0 202501 3010 {} -1000", ["statements.budget_sign"]),
        ("#PBUDGET 0 202501 5010 {} 400\n#PBUDGET 0 202502 5010 {} -100", []),
    ],
)
def test_budget_with_its_signs_turned_is_a_warning(budget: str, codes: list[str]) -> None:
    that = given(f"{budget}\n2025-02-10: 1930 -5, 5010 5")

    assert that.codes() == codes


@pytest.mark.parametrize(("amount", "codes"), [(-400, ["statements.budget_sign"]), (400, [])])
def test_budget_by_area_with_its_signs_turned_is_a_warning(amount: int, codes: list[str]) -> None:
    of = books(f'{CENTRES}2025-02-10: 1930 -5, 5010 5 {{1 "30"}}')
    budget = (Movement("", (("1", "30"),), None, Decimal(amount)),)
    planned = replace(of, years=(replace(of.years[0], budget=budget), *of.years[1:]))

    that = opened(planned)

    assert that.codes() == codes
    assert that.amount("operations.cc_30.budget") == amount


def test_area_only_of_last_year_keeps_its_row() -> None:
    that = given(
        f"""{CENTRES}
        #RES -1 5010 70
        #PSALDO -1 202401 5010 {{1 "20"}} 70
        2025-02-10: 1930 -5, 5010 5 {{1 "10"}}
        """
    )

    assert that.amount("operations.cc_20.cost") == 0
    assert that.amount("operations.cc_20.cost", BEFORE) == -70
    assert that.amount("financed.structural.cc_20") == 0


def test_cost_centres_that_look_alike_have_rows_of_their_own() -> None:
    that = given(
        """
        2025-02-10: 1930 -31, 5010 1 {1 "10 A"}, 5010 2 {1 "10-A"}, 5010 4 {1 "10_a"}, 5010 8 {1 "Å"}, 5010 16 {1 "A"}
        """
    )

    shown = that.table("operations")
    assert shown["cc_10_a.cost"] == -4
    assert sorted(value for key, value in shown.items() if key.endswith(".cost")) == [-31, -16, -8, -4, -2, -1]


def test_cost_centres_with_one_name_are_told_apart_by_their_codes() -> None:
    that = given(
        """
        #OBJEKT 1 "11" "Insatser"
        #OBJEKT 1 "12" "Insatser"
        2025-02-10: 1930 -3, 5010 1 {1 "11"}, 5010 2 {1 "12"}
        """
    )

    labels = [that.book.get(f"operations.cc_{code}.net").label for code in ("11", "12")]
    assert labels == ["Insatser (11)", "Insatser (12)"]


def test_area_of_the_map_that_nothing_reaches_is_a_note() -> None:
    that = given('2025-02-10: 1930 -3, 5010 1 {1 "10"}, 5010 2 {1 "20"}', own=AREAS)

    assert that.codes() == ["map.area_unused"]
    [said] = [item for item in that.said if item.code == "map.area_unused"]
    assert said.parameters["areas"] == "Individinriktade insatser"


def test_cost_centre_in_no_area_is_a_warning() -> None:
    lines = '#OBJEKT 1 "99" "Övrigt"\n2025-02-10: 1930 -7, 5010 1 {1 "10"}, 5010 2 {1 "99"}, 5010 4 {1 "30"}'

    that = given(lines, own=AREAS, head=HEAD)

    [said] = [item for item in that.said if item.code == "map.cost_centre_unplaced"]
    assert said.parameters["cost_centres"] == "99 Övrigt"
    assert that.amount("operations.adm.cost") == -3


def test_contributions_of_the_map_take_the_members_accounts() -> None:
    own = """
    [[area]]
    key = "medel"
    label = "Medelstilldelning"
    kind = "contributions"
    [[area]]
    key = "adm"
    label = "Administration"
    kind = "administration"
    cost_centres = ["10"]
    [[contributor]]
    member = "state"
    accounts = ["3010"]
    """

    that = given('2025-02-10: 1930 90, 3010 -100 {}, 5010 10 {1 "10"}', own=own)

    assert that.amount("operations.medel.net") == 100
    assert that.amount("operations.contributions.net") is None
