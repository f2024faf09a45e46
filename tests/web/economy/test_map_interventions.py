"""Where in the books what an intervention costs stands: said on a page, kept in the account map."""

import pytest
from django.test import Client

from mellanrum.books.association_map import AssociationMap, InterventionCosts
from mellanrum.web.economy.services.mapping import map_held, save_map
from mellanrum.web.interventions.models import Description
from mellanrum.web.tenancy.models import Association
from support.editing import books_held, keeper, page_of, signed_in
from support.following_up import individual
from support.people import an_association

GIVEN = {"seen": "0", "cost_centres": ["10"], "accounts": "411"}
SAID = InterventionCosts(key="ny_insats", label="Nya insatsen", cost_centres=("10",), accounts=("411",))


@pytest.fixture
def accountant(association: Association) -> Client:
    books_held(association)
    made = individual(association)
    facts = {"money_area": "individual", "kind": "mapping", "first_day": made.first_day}
    Description.objects.make(association, intervention=made, name="Nya insatsen", **facts)
    return signed_in("accountant", association)


def test_what_an_intervention_costs_is_said_and_stands_in_the_map(association: Association, accountant: Client) -> None:
    answer = accountant.post(page_of(association, "intervention", "ny-insats"), GIVEN)

    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(association, "areas"))
    assert map_held(association).own.intervention == (SAID,)
    assert accountant.get(page_of(association, "areas")).context["interventions"] == [
        ("ny-insats", "Nya insatsen", SAID)
    ]


def test_cost_centre_leaves_the_intervention_that_had_it(association: Association, accountant: Client) -> None:
    individual(association, "andra")
    accountant.post(page_of(association, "intervention", "ny-insats"), GIVEN)

    accountant.post(page_of(association, "intervention", "andra"), GIVEN | {"seen": "1", "accounts": ""})

    assert [(row.key, row.cost_centres, row.accounts) for row in map_held(association).own.intervention] == [
        ("andra", ("10",), ()),
        ("ny_insats", (), ("411",)),
    ]


def test_choosing_nothing_takes_it_back(association: Association, accountant: Client) -> None:
    accountant.post(page_of(association, "intervention", "ny-insats"), GIVEN)

    accountant.post(page_of(association, "intervention", "ny-insats"), {"seen": "1", "accounts": ""})

    assert map_held(association).own.intervention == ()


def test_page_made_from_an_older_map_saves_nothing(association: Association, accountant: Client) -> None:
    accountant.post(page_of(association, "intervention", "ny-insats"), GIVEN)

    answer = accountant.post(page_of(association, "intervention", "ny-insats"), GIVEN | {"accounts": ""})

    assert len(answer.context["form"].non_field_errors()) == 1
    assert map_held(association).own.intervention == (SAID,)


@pytest.mark.usefixtures("accountant")
@pytest.mark.parametrize("role", ["coordinator", "provider", "board_member", "auditor", "coach"])
def test_only_the_desk_may_say_it(association: Association, role: str) -> None:
    client = signed_in(role, association)

    assert client.post(page_of(association, "intervention", "ny-insats"), GIVEN).status_code == 403
    assert map_held(association).own.intervention == ()


def test_row_that_no_intervention_has_is_told_and_removed(association: Association, accountant: Client) -> None:
    stray = InterventionCosts(key="nya_insatsen", label="Nya insatsen", cost_centres=("20",))
    save_map(keeper(association), AssociationMap(intervention=(SAID, stray)), "", 0)

    answer = accountant.get(page_of(association, "areas"))
    accountant.post(page_of(association, "intervention_remove", "nya_insatsen"), {"seen": "1"})

    assert answer.context["strays"] == [stray]
    assert "Ingen insats har den här nyckeln" in answer.content.decode()
    assert page_of(association, "intervention_remove", "nya_insatsen") in answer.content.decode()
    assert map_held(association).own.intervention == (SAID,)


def test_what_an_intervention_would_cost_is_shown_before_it_is_saved(
    association: Association, accountant: Client
) -> None:
    accountant.post(page_of(association, "intervention", "ny-insats"), GIVEN | {"accounts": "7010"})

    taken_back = {"seen": "1", "accounts": "", "step": "preview"}
    answer = accountant.post(page_of(association, "intervention", "ny-insats"), taken_back)

    assert [(line.key, line.after) for line in answer.context["effect"].lines] == [
        ("spending.interventions.ny_insats", None)
    ]
    assert '<th scope="rowgroup" colspan="4">Vad varje insats kostar</th>' in answer.content.decode()


def test_intervention_of_another_association_is_not_found(association: Association, accountant: Client) -> None:
    individual(an_association("Annat"), "deras")

    assert accountant.get(page_of(association, "intervention", "deras")).status_code == 404
