"""Who is coordinator of one intervention and coach or provider of another is so there as well."""

from datetime import date

import pytest
from django.test import Client

from mellanrum.web.access.models import Role
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.tenancy.models import Association
from support.entry_forms import form_url, heading, send, token_in
from support.interventions import an_intervention, counts_in
from support.people import somebody

pytestmark = pytest.mark.django_db

A_START = {"month": "2026-11", "sex": "woman"}
FULL, FORMS, NOTHING = (200, 200, 200, 200), (403, 200, 403, 403), (403, 403, 403, 403)


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(2026, 11, 27))


@pytest.fixture
def three(association: Association, client: Client) -> dict[str, Intervention]:
    """Interventions by what whoever has signed in is there."""
    user = somebody("coordinator", association)
    for role in ("coach", "provider"):
        Role.objects.make(association, user=user, name=role, first_day=date(2020, 1, 1))
    made = {role: an_intervention(association, f"Som {role}") for role in ("coordinator", "coach", "provider")}
    for role, intervention in made.items():
        counts_in(intervention, user, role=role)
    client.force_login(user)
    return made


@pytest.mark.parametrize(("role", "expected"), [("coordinator", FULL), ("coach", FORMS), ("provider", NOTHING)])
def test_sheet_form_correction_and_statistics_are_for_what_somebody_is_there(
    client: Client, three: dict[str, Intervention], role: str, expected: tuple[int, ...]
) -> None:
    held = three[role]
    place = f"/f/{held.association.slug}"
    addresses = (
        f"{place}/uppfoljning/pinnblad/{held.slug}/2026-11/",
        form_url(held),
        form_url(held, "start/rattelse"),
        f"{place}/statistik/{held.slug}/",
    )

    assert tuple(client.get(address).status_code for address in addresses) == expected


def test_what_a_coach_counted_a_moment_ago_is_taken_back_and_nothing_else(
    client: Client, three: dict[str, Intervention]
) -> None:
    held = three["coach"]
    back = form_url(held, "start/ta-tillbaka")
    page = send(client, form_url(held), A_START)

    assert client.post(back, {**A_START, "token": ""}).status_code == 403
    assert heading(client.post(back, {**A_START, "token": token_in(page)})) == "Starten är tillbakatagen"


def test_page_of_counting_has_sheets_where_they_are_filled_and_forms_where_they_are(
    client: Client, three: dict[str, Intervention]
) -> None:
    page = client.get(f"/f/{three['coach'].association.slug}/uppfoljning/").content.decode()

    sheets = [role for role, each in three.items() if f"/pinnblad/{each.slug}/" in page]
    forms = [role for role, each in three.items() if form_url(each) in page]
    assert (sheets, forms) == (["coordinator"], ["coordinator", "coach"])
