"""Who sees interventions and their money, and who changes them."""

import re

import pytest
from django.test import Client

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import KEEPERS, can_edit_interventions
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.interventions.models import YearPlan
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, an_intervention_to_walk, counts_in
from support.people import an_association, somebody

MONEY = "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/insatser/{rest}"


@pytest.mark.parametrize("role", RoleName)
def test_every_role_sees_names_and_facts_and_only_some_the_money(
    client: Client, association: Association, role: RoleName
) -> None:
    own, other = an_intervention(association, "Egen"), an_intervention(association, "Annan")
    for made in (own, other):
        YearPlan.objects.make(association, intervention=made, year=2025, from_association=1_234_567)
    user = somebody(role, association)
    counts_in(own, user)
    client.force_login(user)

    pages = [client.get(_url(association, rest)).content.decode() for rest in ("", "egen/", "annan/", "insatser.csv")]

    hidden = {RoleName.COACH, RoleName.DATA_PROTECTION_OFFICER, RoleName.NATIONAL_ANALYST}
    only_own = {RoleName.COORDINATOR, RoleName.PROVIDER}
    sees = [role not in hidden, role not in hidden | only_own]
    assert [MONEY in page for page in pages] == [False, *sees, False]
    assert re.findall(r'<th scope="row"><a href=".*?">(.*?)</a>', pages[0]) == ["Annan", "Egen"]


@pytest.mark.parametrize("role", [role for role in RoleName if role not in KEEPERS])
def test_those_who_may_not_edit_are_refused_by_every_form(
    client: Client, association: Association, role: RoleName
) -> None:
    user = somebody(role, association)
    rows = an_intervention_to_walk(association, user)
    client.force_login(user)

    answers = {path: client.post(_url(association, path)).status_code for path in _forms(rows)}
    page = client.get(_url(association, f"{rows['intervention']}/")).content.decode()

    assert answers == dict.fromkeys(_forms(rows), 403)
    assert [path for path in _forms(rows) if f'href="{_url(association, path)}"' in page] == []


def _forms(rows: dict[str, object]) -> list[str]:
    own = rows["intervention"]
    return [
        "ny/",
        f"{own}/tid-och-installningar/",
        f"{own}/ta-bort/",
        f"{own}/andra/",
        f"{own}/andra/{rows['description']}/",
        f"{own}/andra/{rows['description']}/ta-bort/",
        f"{own}/pengar/nytt-ar/",
        f"{own}/pengar/2025/",
        f"{own}/tar-over/",
        f"{own}/tar-over/{rows['succession']}/ta-bort/",
        f"{own}/personal/ny/",
        f"{own}/personal/{rows['staff']}/avsluta/",
    ]


def test_intervention_of_another_association_is_not_found(as_manager: Client, association: Association) -> None:
    other = an_association("Annat")
    rows = an_intervention_to_walk(other, somebody("coach", other))
    paths = [f"{rows['intervention']}/", *_forms(rows)[1:]]

    assert {as_manager.get(_url(association, path)).status_code for path in paths} == {404}
    assert {as_manager.post(_url(association, path)).status_code for path in paths[1:]} == {404}
    assert {as_manager.get(_url(other, path)).status_code for path in paths} == {404}


def test_parts_of_another_intervention_are_not_found(as_manager: Client, association: Association) -> None:
    rows = an_intervention_to_walk(association, somebody("coach", association))
    an_intervention(association, "Annan")

    paths = [path for path in _forms(rows | {"intervention": "annan"}) if re.search(r"/\d+/", path)]

    assert {path: as_manager.post(_url(association, path)).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_coach_is_led_to_count_only_where_she_counts(client: Client, association: Association) -> None:
    own, _ = an_intervention(association, "Egen"), an_intervention(association, "Annan")
    coach = somebody("coach", association)
    counts_in(own, coach)
    client.force_login(coach)

    pages = [client.get(_url(association, rest)).content.decode() for rest in ("egen/", "annan/")]

    assert [re.findall(r'class="button" href=".*?">(.*?)<', page) for page in pages] == [["Räkna i ett formulär"], []]


@pytest.mark.parametrize("role", RoleName)
def test_who_edits_is_who_keeps_the_association(association: Association, role: RoleName) -> None:
    standing: Standing | None = standing_of(somebody(role, association), association.slug)
    assert standing

    assert can_edit_interventions(standing) == (role in KEEPERS)
