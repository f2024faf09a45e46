"""What an intervention has cost by the books, on its own page: for whom, with which trace, and what is left."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import READERS
from mellanrum.web.economy.opening import years_with_books
from mellanrum.web.economy.outcomes import outcomes_of
from mellanrum.web.interventions.models import Intervention, YearPlan
from mellanrum.web.interventions.services.outcomes import Outcomes
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.held_books import SIE, hold
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

SPENT, LEFT = "4\N{NO-BREAK SPACE}013\N{NO-BREAK SPACE}455", "86\N{NO-BREAK SPACE}545"
TRACE = "/ekonomi/2025/uppgift/spending.interventions.coachingteamet/"


@pytest.fixture
def coaching(association: Association) -> Intervention:
    hold(association, "dk2025.se", own_map=True)
    made = an_intervention(association)
    YearPlan.objects.make(association, intervention=made, year=2025, from_association=Decimal(4_100_000))
    return made


def page_of(client: Client, intervention: Intervention) -> str:
    url = f"/f/{intervention.association.slug}/insatser/{intervention.slug}/"
    return client.get(url).content.decode().replace("&nbsp;", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("role", RoleName)
def test_outcome_is_shown_to_those_who_see_the_money_and_its_accounts_to_readers(
    client: Client, coaching: Intervention, role: RoleName
) -> None:
    user = somebody(role, coaching.association)
    counts_in(coaching, user)
    client.force_login(user)

    page = page_of(client, coaching)

    sees = role in {*READERS, RoleName.COORDINATOR, RoleName.PROVIDER}
    assert (SPENT in page, LEFT in page, "kostnadsställe 30" in page) == (sees, sees, sees)
    assert (TRACE in page) is (role in READERS)
    assert ("Kontona bakom utfallet visas inte här." in page) is (sees and role not in READERS)


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.PROVIDER])
def test_outcome_of_anothers_intervention_is_not_shown(client: Client, coaching: Intervention, role: RoleName) -> None:
    client.force_login(somebody(role, coaching.association))

    page = page_of(client, coaching)

    assert (SPENT in page, "kostnadsställe 30" in page) == (False, False)
    assert outcomes_of(standing_in(coaching.association, role), coaching) == Outcomes()


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.PROVIDER])
def test_trace_of_the_outcome_is_refused_to_who_does_not_read_the_books(
    client: Client, coaching: Intervention, role: RoleName
) -> None:
    user = somebody(role, coaching.association)
    counts_in(coaching, user)
    client.force_login(user)

    assert client.get(f"/f/{coaching.association.slug}{TRACE}").status_code == 403


def test_year_with_outcome_and_no_plan_is_shown_with_nothing_left(client: Client, coaching: Intervention) -> None:
    YearPlan.objects.of(coaching.association).delete()
    client.force_login(somebody("manager", coaching.association))

    page = page_of(client, coaching)

    assert (SPENT in page, "pengar/2025/" in page) == (True, False)


def test_intervention_with_no_place_in_the_books_says_so_and_where_to_mend_it(
    client: Client, coaching: Intervention
) -> None:
    other = an_intervention(coaching.association, "Annan")
    client.force_login(somebody("manager", coaching.association))

    page = page_of(client, other)

    assert "Utfall saknas: det är inte valt var i bokföringen kostnaderna står." in page
    assert f'href="/f/{coaching.association.slug}/ekonomi/omraden/insats/annan/"' in page


def test_outcomes_of_three_years_are_asked_for_as_often_as_of_one(coaching: Intervention) -> None:
    association = coaching.association
    standing = standing_in(association)
    of_2024 = (SIE / "dk2023.se").read_bytes().replace(b"2023", b"2024")

    def asked() -> tuple[int, int]:
        outcomes_of(standing, coaching)  # the years are opened and kept
        with CaptureQueriesContext(connection) as queries:
            outcomes_of(standing, coaching)
        return len(years_with_books(association)), len(queries)

    one = asked()
    hold(association, "dk2023.se")
    hold(association, "dk2023.se", changed_to={"dk2023.se": of_2024})
    three = asked()

    assert (one[0], three[0]) == (1, 3)
    assert one[1] == three[1]


def test_outcome_stays_in_its_own_association(client: Client, coaching: Intervention) -> None:
    other = an_association("Annat")
    client.force_login(somebody("manager", other))
    twin = an_intervention(other)

    assert SPENT not in page_of(client, twin)
    assert outcomes_of(standing_in(other), twin).years == {}
    assert coaching.slug == twin.slug
