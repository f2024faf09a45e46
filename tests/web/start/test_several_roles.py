"""The start page of somebody with several roles: all that each of them needs, the first thing first."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from mellanrum.web.access.models import Role, User
from mellanrum.web.economy.desk import changes
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.tenancy.models import Association
from support.held_books import hold
from support.interventions import an_intervention, counts_in
from support.people import somebody
from support.ticked import ticked

DAY = date(2026, 2, 1)
READERS = ("preparatory_group", "board_member", "chair", "auditor")
DUE, FORMS, READ = "start/part_due.html", "start/part_forms.html", "start/part_read.html"


@pytest.fixture(autouse=True)
def _february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    """Return an intervention whose January has not been counted, in an association with a report of its year."""
    hold(association, "dk2025.se", own_map=True)
    facts = {"state": State.DONE, "beat": timezone.now(), "on": DAY, "changes": changes(association)}
    MadeReport.objects.make(association, year=2025, by=somebody("manager", association), **facts)
    return an_intervention(association, first_day=date(2026, 1, 1))


def _with(coaching: Intervention, roles: Iterable[str]) -> User:
    """Make somebody with several roles, who is in the intervention by each that counts."""
    first, *others = roles
    user = somebody(first, coaching.association)
    for other in others:
        Role.objects.make(coaching.association, user=user, name=other, first_day=date(2020, 1, 1))
    for role in {first, *others} & {"coordinator", "coach"}:
        counts_in(coaching, user, role=role)
    return user


def _url(coaching: Intervention) -> str:
    return f"/f/{coaching.association.slug}/"


@pytest.mark.parametrize(
    ("roles", "parts"),
    [
        *((("coordinator", reader), [DUE, READ]) for reader in READERS),
        *((("coach", reader), [FORMS, READ]) for reader in READERS),
        (("coordinator", "coach"), [DUE, FORMS]),
        (("coordinator", "coach", "auditor"), [DUE, FORMS, READ]),
        (("chair", "data_protection_officer"), [READ]),
        (("coach", "provider"), [FORMS]),
    ],
    ids=str,
)
def test_start_of_several_roles_is_the_sum_of_their_parts(
    client: Client, coaching: Intervention, roles: tuple[str, ...], parts: list[str]
) -> None:
    client.force_login(_with(coaching, roles))

    answer = client.get(_url(coaching))

    page = answer.content.decode()
    assert [part.template for part in answer.context["parts"]] == parts
    assert (page.count("<h1"), page.count('class="next"')) == (1, int(parts[0] != FORMS))
    assert ("/uppfoljning/pinnblad/coachingteamet/2026-01/" in page) is (DUE in parts)
    assert ("/uppfoljning/coachingteamet/start/" in page) is (FORMS in parts)
    assert (page.count('class="figure"') >= 3) is (READ in parts)


def test_start_of_coordinator_who_reads_begins_with_the_report_when_nothing_is_due(
    client: Client, coaching: Intervention
) -> None:
    ticked(coaching, 2026, {1: {"start": (6, 6), "ongoing": (6, 6)}})
    client.force_login(_with(coaching, ("coordinator", "auditor")))

    answer = client.get(_url(coaching))

    assert [part.template for part in answer.context["parts"]] == [READ, DUE]
    assert answer.content.decode().count('class="next"') == 1


@pytest.mark.parametrize("other", [*READERS, "coach", "coordinator", "accountant"])
def test_start_of_officer_with_another_role_leads_to_what_is_stored(
    client: Client, coaching: Intervention, other: str
) -> None:
    client.force_login(_with(coaching, (other, "data_protection_officer")))

    page = client.get(_url(coaching)).content.decode()

    assert page.count(f'href="{_url(coaching)}uppfoljning/satt-upp/lagras/"') == 1


@pytest.mark.parametrize("other", ["coach", "coordinator"])
@pytest.mark.parametrize("has_report", [True, False])
def test_start_of_accountant_who_counts_has_both(
    client: Client, coaching: Intervention, other: str, *, has_report: bool
) -> None:
    if not has_report:
        MadeReport.objects.of(coaching.association).delete()
    client.force_login(_with(coaching, ("accountant", other)))

    answer = client.get(_url(coaching))

    page = answer.content.decode()
    assert answer.templates[0].name == ("start/desk.html" if has_report else "start/first_hour.html")
    assert ("/uppfoljning/pinnblad/coachingteamet/2026-01/" in page) is (other == "coordinator")
    assert ("/uppfoljning/coachingteamet/start/" in page) is (other == "coach")


def test_start_of_accountant_alone_has_no_forms(client: Client, coaching: Intervention) -> None:
    client.force_login(_with(coaching, ("accountant",)))

    assert client.get(_url(coaching)).context["lines"] is None
