"""What was spent on administration and on each intervention: what the state's follow-up asks for."""

from statements.given import BEFORE, Given, books, opened

LINES = """
#OBJEKT 1 "10" "Kansli"
#OBJEKT 1 "30" "Individinriktat"
#OBJEKT 6 "P1" "Rehabkedjan"
#PBUDGET 0 202501 5010 {1 "10"} 400
2025-01-10: 1930 -7, 3060 -3 {1 "30"}, 5010 10 {1 "30"}
2025-02-10: 1930 -20, 5020 20 {1 "30" 6 "P1"}
2025-03-10: 1930 -30, 4110 30 {1 "30" 6 "P1"}
2025-04-10: 1930 -100, 7010 100 {1 "30"}
2025-05-10: 1930 -40, 7832 40 {1 "30"}
2025-06-10: 1930 -200, 5010 201 {1 "10"}, 3061 -1 {1 "10"}
"""
AREAS = """
[[area]]
key = "adm"
label = "Administration"
kind = "administration"
cost_centres = ["10"]
[[area]]
key = "individ"
label = "Individ"
kind = "individual"
cost_centres = ["30"]
"""
HALF = """
[[allocation]]
from = 2025-01-01
decision = "§ 45"
accounts = ["70"]
shares = { adm = 0.5, individ = 0.5 }
"""
INTERVENTIONS = """
[[intervention]]
key = "team"
label = "Teamet"
cost_centres = ["30"]
[[intervention]]
key = "kedjan"
label = "Rehabkedjan"
projects = ["P1"]
[[intervention]]
key = "kurs"
label = "Kurserna"
accounts = ["411"]
[[intervention]]
key = "tom"
label = "Tom"
cost_centres = ["99"]
"""


def spent(own: str = "") -> Given:
    return opened(books(LINES), own=AREAS + INTERVENTIONS + own)


def test_account_wins_over_project_and_project_over_cost_centre() -> None:
    assert spent().table("spending") == {
        "administration.outcome": 200,
        "administration.budget": 400,
        "interventions.team": 150,
        "interventions.kedjan": 20,
        "interventions.kurs": 30,
    }


def test_cost_of_an_intervention_is_as_booked_whatever_keys_divide() -> None:
    found = spent(HALF)

    assert found.amount("spending.interventions.team") == 150
    assert found.amount("spending.administration.outcome") == 250


def test_intervention_that_nothing_is_booked_on_has_no_outcome_rather_than_nil() -> None:
    assert spent().amount("spending.interventions.tom") is None
    assert spent().amount("spending.interventions.unknown") is None
    assert spent().amount("spending.interventions.team", BEFORE) is None


def test_cost_of_an_intervention_is_the_sum_of_the_accounts_in_its_trace() -> None:
    figure = spent().book.get("spending.interventions.team")

    assert figure.trace.recompute() == figure.value
    assert [term.node.key for term in figure.trace.inputs] == ["5010", "7010", "7832"]


def test_books_without_areas_of_administration_tell_nothing_of_it() -> None:
    found = opened(books("2025-01-10: 1930 -7, 5010 7"), own="")

    assert found.table("spending") == {}
