"""The start page of those who count, and what is due in follow-up among everything else."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.services.due import Due
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.start.follow_up import follow_up_needs
from mellanrum.web.start.needs import State as Standing
from mellanrum.web.start.needs import left, needs_of
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.held_books import hold
from support.interventions import an_intervention, counts_in
from support.people import somebody
from support.ticked import ticked

DAY = date(2026, 2, 1)
KINDS = ("month", "ongoing", "tables", "carry", "opening", "findings", "follow_up")


@pytest.fixture(autouse=True)
def _february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association, first_day=date(2026, 1, 1))


def _url(association: Association) -> str:
    return f"/f/{association.slug}/"


def _due(kind: str, *, is_soon: bool = False) -> Due:
    return Due(kind, "a", f"Text {kind}", "register:sheet", ("a", "2026-01"), "Tryck", is_soon=is_soon)


def _anything(_: str) -> bool:
    return True


def _report(association: Association) -> None:
    facts = {"state": State.DONE, "beat": timezone.now(), "on": DAY, "changes": 0}
    MadeReport.objects.make(association, year=2025, by=somebody("manager", association), **facts)


def test_follow_up_needs_of_one_is_its_own_text_and_place() -> None:
    [need] = follow_up_needs([_due("month")])

    assert (need.text, need.count, need.can_wait) == ("Text month", 1, True)
    assert (need.place.route, need.place.args, need.place.button) == ("register:sheet", ("a", "2026-01"), "Tryck")


@pytest.mark.parametrize("kind", KINDS)
def test_follow_up_needs_of_several_are_one(kind: str) -> None:
    with override("sv"):
        [need] = follow_up_needs([_due(kind), _due(kind), _due(kind)])

    assert need.count == 3
    assert "3" in need.text
    assert need.place.route == ("register:findings" if kind == "findings" else "register:home")


def test_needs_of_what_locks_soon_stand_before_the_economy_and_stop_no_report() -> None:
    state = Standing(DAY, 2025, has_books=False, follow_up=(_due("month", is_soon=True), _due("follow_up")))

    needs = needs_of(state, _anything)

    assert (needs[0].text, needs[-1].text) == ("Text month", "Text follow_up")
    assert left(needs) == sum(not need.can_wait for need in needs)


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_start_of_manager_has_the_follow_up_after_the_report(client: Client, coaching: Intervention, role: str) -> None:
    association = coaching.association
    hold(association, "dk2025.se", own_map=True)
    _report(association)
    client.force_login(somebody(role, association))

    answer = client.get(_url(association))

    routes = [need.place.route for need in (*answer.context["first"], *answer.context["needs"])]
    assert "register:sheet" in routes
    assert answer.content.decode().count('class="next"') == 1


def test_start_of_accountant_has_no_follow_up(client: Client, coaching: Intervention) -> None:
    association = coaching.association
    hold(association, "dk2025.se", own_map=True)
    _report(association)
    client.force_login(somebody("accountant", association))

    answer = client.get(_url(association))

    assert not [
        need for need in (*answer.context["first"], *answer.context["needs"]) if need.place.route.startswith("register")
    ]


def test_first_hour_is_not_stopped_by_the_follow_up(client: Client, coaching: Intervention) -> None:
    client.force_login(somebody("manager", coaching.association))

    answer = client.get(_url(coaching.association))

    assert answer.templates[0].name == "start/first_hour.html"
    assert [need.place.route for need in answer.context["counting"]] == ["register:sheet"]


def test_first_hour_without_interventions_says_nothing_of_follow_up(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    assert client.get(_url(association)).context["counting"] == ()


def test_start_of_coordinator_is_what_is_due_in_her_own(client: Client, coaching: Intervention) -> None:
    association = coaching.association
    an_intervention(association, "Hemlig insats")
    user = somebody("coordinator", association)
    counts_in(coaching, user)
    client.force_login(user)

    page = client.get(_url(association)).content.decode()

    assert page.count('class="next"') == 1
    assert f'class="button" href="{_url(association)}uppfoljning/pinnblad/coachingteamet/2026-01/"' in page
    assert "Hemlig" not in page


def test_start_of_coordinator_when_nothing_is_due(client: Client, coaching: Intervention) -> None:
    ticked(coaching, 2026, {1: {"start": (6, 6), "ongoing": (6, 6)}})
    user = somebody("coordinator", coaching.association)
    counts_in(coaching, user)
    client.force_login(user)

    page = client.get(_url(coaching.association)).content.decode()

    assert f'class="button" href="{_url(coaching.association)}uppfoljning/"' in page


def test_start_of_coach_is_the_forms_of_her_interventions(client: Client, coaching: Intervention) -> None:
    association = coaching.association
    an_intervention(association, "Hemlig insats")
    ticked(coaching, 2026, {1: {"start": (6, 5)}})
    user = somebody("coach", association)
    counts_in(coaching, user)
    client.force_login(user)

    answer = client.get(_url(association))

    page = answer.content.decode()
    assert [part.template for part in answer.context["parts"]] == ["start/part_forms.html"]
    assert f'href="{_url(association)}uppfoljning/coachingteamet/avslut/"' in page
    assert "Hemlig" not in page
    assert "<table" not in page


@pytest.mark.parametrize("role", ["coordinator", "coach"])
def test_start_of_those_who_count_in_nothing_says_who_can_help(
    client: Client, association: Association, role: str
) -> None:
    client.force_login(somebody(role, association))

    assert client.get(_url(association)).content.decode().count('class="empty"') == 1


@pytest.mark.parametrize("role", ["manager", "coordinator", "coach"])
def test_start_page_queries_do_not_grow_with_interventions(client: Client, association: Association, role: str) -> None:
    user = somebody(role, association)
    client.force_login(user)
    asked = []
    for names in (("A",), ("B", "C")):
        for name in names:
            counts_in(an_intervention(association, name, first_day=date(2026, 1, 1)), user)
        asked.append(queries_of(client, _url(association)))

    assert len(set(asked)) == 1


def test_start_of_data_protection_officer_leads_to_what_is_stored(client: Client, association: Association) -> None:
    client.force_login(somebody("data_protection_officer", association))

    page = client.get(_url(association)).content.decode()

    assert f'href="{_url(association)}uppfoljning/satt-upp/lagras/"' in page
