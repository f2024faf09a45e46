"""Who reads statistics: exact numbers for those who count and the manager, what is published for others."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.rules import Refused, check_can_read_statistics
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.statistics import opening
from mellanrum.web.tenancy.models import Association
from support.interventions import counts_in
from support.people import an_association, somebody
from support.routes import routes
from support.walking import ARGUMENTS

EXACT = ["manager", "administrator", "coordinator"]
PROTECTED = [
    "accountant",
    "auditor",
    "board_member",
    "chair",
    "data_protection_officer",
    "national_analyst",
    "preparatory_group",
    "provider",
]
NONE = ["coach"]
OWN = [route for route in routes() if route.name.startswith("statistics:")]
WHOLE = "Exakta tal"


def answer_of(client: Client, association: Association, rest: str = "") -> tuple[int, str]:
    answer = client.get(f"/f/{association.slug}/statistik/{rest}")
    return answer.status_code, answer.content.decode()


def count_in(association: Association, user: User, slug: str) -> None:
    intervention = Intervention.objects.of(association).get(slug=slug)
    counts_in(intervention, user)


def test_every_role_is_exact_protected_or_without_statistics() -> None:
    assert sorted([*EXACT, *PROTECTED, *NONE]) == sorted(RoleName.values)


@pytest.mark.parametrize("role", PROTECTED)
def test_exact_page_tells_protected_role_what_to_read_and_who_can(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    status, text = answer_of(client, dk, "coachingteamet/?year=2025")

    assert status == 403
    assert "Din roll läser statistiken som den är publicerad" in text
    assert f'href="/f/{dk.slug}/publicerat/"' in text
    assert "De som kan: förbundschef, administratör eller samordnare." in text


@pytest.mark.parametrize("role", PROTECTED)
def test_statistics_lead_protected_role_to_what_is_published(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    answer = client.get(f"/f/{dk.slug}/statistik/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/f/{dk.slug}/publicerat/")


@pytest.mark.parametrize("role", NONE)
def test_page_for_role_without_statistics_is_refused(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    assert answer_of(client, dk)[0] == 403


@pytest.mark.parametrize("role", PROTECTED)
def test_every_view_lets_a_protected_role_through_one_place_alone(
    dk: Association, client: Client, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Standing] = []

    def protected(standing: Standing) -> None:
        asked.append(standing)
        raise Refused("shut", ())  # what is refused here is refused by this, and by nothing else

    monkeypatch.setattr(opening, "protected", protected)
    monkeypatch.setattr(Refused, "sentence", lambda _: "shut")
    client.force_login(somebody(role, dk))
    values = ARGUMENTS | {"association": dk.slug, "intervention": "coachingteamet", "piece": "flow"}
    walked = [route for route in OWN if route.rule and route.rule.check is check_can_read_statistics]
    walked = [route for route in walked if route.name != "statistics:home"]  # it leads to what is published

    answers: list[HttpResponseBase] = [client.get(route.url(values)) for route in walked]

    assert [answer.status_code for answer in answers] == [403] * len(walked)
    assert len(asked) == len(walked)
    assert len(walked) >= 7


def test_every_view_asks_for_statistics_or_for_the_sheet() -> None:
    checks = {route.name: route.rule.check.__name__ for route in OWN if route.rule and route.rule.check}

    assert {name for name, check in checks.items() if check != "check_can_read_statistics"} == {
        "statistics:statutory",
        "statistics:statutory_file",
    }


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_keeper_reads_every_intervention_exactly(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    status, text = answer_of(client, dk, "?year=2025")

    assert status == 200
    assert WHOLE in text
    assert "Coachingteamet" in text
    assert "Mottagningsteamet" in text


def test_coordinator_reads_own_interventions_and_no_sum_of_others(dk: Association, client: Client) -> None:
    user = somebody("coordinator", dk)
    count_in(dk, user, "mottagningsteamet")
    client.force_login(user)

    status, text = answer_of(client, dk, "?year=2025")

    assert (status, "statistik/coachingteamet/" in text, "Mina insatser" in text) == (200, False, True)
    assert "198" not in text
    assert answer_of(client, dk, "mottagningsteamet/?year=2025")[0] == 200


def test_coordinator_is_told_why_another_intervention_is_not_shown(dk: Association, client: Client) -> None:
    user = somebody("coordinator", dk)
    count_in(dk, user, "mottagningsteamet")
    client.force_login(user)

    for rest in (
        "coachingteamet/",
        "coachingteamet/uppgift/interventions.coachingteamet.started/?year=2025",
        "coachingteamet/tabell/flow/csv/?year=2025",
        "coachingteamet/diagram/flow/wide-light/?year=2025",
    ):
        status, text = answer_of(client, dk, rest)
        assert (status, "Du räknar inte i den här insatsen" in text) == (403, True)


def test_coordinator_does_not_open_another_interventions_figure_by_its_key(dk: Association, client: Client) -> None:
    user = somebody("coordinator", dk)
    count_in(dk, user, "mottagningsteamet")
    client.force_login(user)

    whole = answer_of(client, dk, "uppgift/interventions.coachingteamet.started/?year=2025")
    beside = answer_of(client, dk, "mottagningsteamet/uppgift/interventions.coachingteamet.started/?year=2025")

    assert (whole[0], beside[0]) == (404, 404)


def test_another_associations_intervention_is_not_found(dk: Association, client: Client) -> None:
    other = an_association("Annat förbund")
    client.force_login(somebody("manager", other))

    assert answer_of(client, other, "coachingteamet/")[0] == 404
    assert answer_of(client, other, "uppgift/interventions.coachingteamet.started/?year=2025")[0] == 404
    assert answer_of(client, dk, "coachingteamet/")[0] == 404


@pytest.mark.parametrize("role", [*PROTECTED, *NONE, "coordinator"])
def test_sheet_for_the_state_is_for_the_manager(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    assert answer_of(client, dk, "blad/uppfoljning-finsam/?year=2025")[0] == 403
    assert answer_of(client, dk, "blad/uppfoljning-finsam/csv/?year=2025")[0] == 403
