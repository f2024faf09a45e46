"""What an address may ask for, and where what is told ends."""

from datetime import date
from itertools import product

import pytest
from django.test import Client

from mellanrum.web.interventions.models import Intervention, Succession
from mellanrum.web.register.models import Settings as FollowUpSettings
from mellanrum.web.tenancy.models import Association
from support.following_up import individual, starts
from support.people import somebody
from web.statistics.test_access import answer_of, count_in
from web.statistics.test_pages import address, text_of

ABSURD = [
    *(f"?year={year}" for year in ("0000", "0001", "1993", "2101", "9999", "-2025", "٢٠٢٥", "2025%00", "1e3")),
    *(f"?year=2025&part={part}" for part in ("0", "5", "-1", "²", "1.5")),
    "?what=%00",
]
PLACES = [
    "",
    "coachingteamet/",
    "blad/uppfoljning-finsam/",
    "blad/uppfoljning-finsam/csv/",
    "uppgift/interventions.all.started/",
    "coachingteamet/tabell/flow/csv/",
    "coachingteamet/diagram/flow/wide-light/",
]


@pytest.mark.parametrize("query", ABSURD)
def test_absurd_choice_is_not_found_anywhere(manager: Client, dk: Association, query: str) -> None:
    answers = {place: manager.get(address(dk, f"{place}{query}")).status_code for place in PLACES}

    assert answers == dict.fromkeys(PLACES, 404)


@pytest.mark.parametrize("query", ["esf=%00", "sort=%00", "esf=2", "sort=all'--", "year=2100", "year=1994", "x=1"])
def test_other_odd_values_break_nothing(manager: Client, dk: Association, query: str) -> None:
    answers = {manager.get(address(dk, f"{place}?{query}")).status_code for place in PLACES}

    assert answers <= {200, 404}


@pytest.mark.parametrize(
    ("kind", "year", "part"), list(product(("year", "tertial", "quarter"), (2024, 2030), (1, 2, 3, 4)))
)
def test_period_of_a_year_without_counts_is_as_the_association_has_set(
    association: Association, client: Client, kind: str, year: int, part: int
) -> None:
    individual(association)
    starts(association, "ny-insats", 6, 6)
    FollowUpSettings.objects.make(association, period=kind, from_year=2020)
    client.force_login(somebody("manager", association))
    places = ("", "ny-insats/", "blad/uppfoljning-finsam/")
    in_year = {"year": 1, "tertial": 3, "quarter": 4}[kind]

    answers = {client.get(address(association, f"{place}?year={year}&part={part}")).status_code for place in places}

    assert answers == {200 if part <= in_year else 404}


def test_intervention_with_a_stock_and_no_counts_this_year_is_listed(association: Association, client: Client) -> None:
    individual(association, "gamla")
    starts(association, "gamla", 6, 7, year=2024)
    individual(association, "nya")
    starts(association, "nya", 5, 5)
    client.force_login(somebody("manager", association))

    text = text_of(client, association, "?year=2025")

    assert "gamla|0|0|13|13|–|" in text
    assert "nya|10|0|10|10|–|" in text
    assert "Alla tillsammans|10|0|23|23|–|" in text


def test_coordinators_sum_is_called_her_own(dk: Association, client: Client) -> None:
    user = somebody("coordinator", dk)
    count_in(dk, user, "coachingteamet")
    client.force_login(user)

    page, trace = (
        answer_of(client, dk, rest)[1] for rest in ("?year=2025", "uppgift/interventions.all.started/?year=2025")
    )

    assert "Dina tillsammans" in page
    assert "Dina insatser tillsammans" in trace
    assert "Alla insatser tillsammans" not in page + trace


def test_lineage_says_where_it_stops_for_who_may_not_read_on(dk: Association, client: Client) -> None:
    before, after = (Intervention.objects.of(dk).get(slug=slug) for slug in ("coachingteamet", "mottagningsteamet"))
    individual(dk, "arvtagaren")
    starts(dk, "arvtagaren", 6, 6)
    heir = Intervention.objects.of(dk).get(slug="arvtagaren")
    Succession.objects.make(dk, before=before, after=heir, on=date(2025, 1, 1))
    Succession.objects.make(dk, before=after, after=heir, on=date(2025, 1, 1))
    user = somebody("coordinator", dk)
    count_in(dk, user, "arvtagaren")
    rest = "arvtagaren/uppgift/interventions.arvtagaren.lineage.started/?year=2025"

    client.force_login(user)
    hers = answer_of(client, dk, rest)
    client.force_login(somebody("manager", dk))
    whole = answer_of(client, dk, rest)

    assert (hers[0], "Talet slutar där" in hers[1], "Talet slutar där" in whole[1]) == (200, True, False)
