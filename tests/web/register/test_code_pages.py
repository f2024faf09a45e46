"""The pages of the carried code: decided with a number and an opinion, its slip, its keys."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.counters.models import CodeKey
from mellanrum.web.register.code import keys
from mellanrum.web.register.code.decision import decisions_of, is_on, turn_on
from mellanrum.web.register.services.ledgers import save
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.interventions import an_intervention
from support.people import somebody

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


@pytest.fixture
def standing(association: Association) -> Standing:
    found = standing_of(somebody("manager", association), association.slug)
    assert found
    return found


@pytest.fixture
def manager(client: Client, standing: Standing) -> Client:
    client.force_login(standing.user)
    return client


def page_of(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/uppfoljning/foljekod/{rest}"


def words(answer: Any) -> str:  # noqa: ANN401 - the fixture has no type of its own - an answer of the test client
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def used(standing: Standing) -> int:
    """Have the code used, with a key, and return its year."""
    turn_on(standing, "§ 14/2026", "Inget att invända.")
    return keys.key_of_year(standing.association, standing.day.year).year


def test_code_is_turned_on_with_number_and_opinion(manager: Client, association: Association) -> None:
    answer = manager.post(
        page_of(association, "anvand/"), {"decision": "§ 14/2026", "opinion": "Inget att invända."}, follow=True
    )

    assert is_on(association)
    assert "Följekoden används från och med nu." in words(answer)
    assert [(row.decision, row.opinion) for row in decisions_of(association)] == [("§ 14/2026", "Inget att invända.")]


@pytest.mark.parametrize("lacking", ["decision", "opinion"])
def test_code_is_not_turned_on_without_both(manager: Client, association: Association, lacking: str) -> None:
    said = {"decision": "§ 14/2026", "opinion": "Ja.", lacking: ""}

    answer = manager.post(page_of(association, "anvand/"), said)

    assert (answer.status_code, is_on(association)) == (422, False)


def test_code_is_turned_off_by_a_decision(manager: Client, association: Association, standing: Standing) -> None:
    used(standing)

    manager.post(page_of(association, "sluta/"), {"decision": "§ 3/2027"})

    assert not is_on(association)
    assert [row.decision for row in decisions_of(association)] == ["§ 3/2027", "§ 14/2026"]


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [("manager", 200, 200), ("data_protection_officer", 200, 403), ("coordinator", 403, 403), ("auditor", 403, 403)],
)
def test_pages_are_for_those_who_decide_and_the_officer(
    client: Client, association: Association, role: str, sees: int, changes: int
) -> None:
    client.force_login(somebody(role, association))

    answers = [client.get(page_of(association, rest)).status_code for rest in ("", "prov/", "anvand/", "sluta/")]

    assert answers == [sees, sees, changes, changes]


def test_new_key_takes_the_place_of_the_old(manager: Client, association: Association, standing: Standing) -> None:
    year = used(standing)

    answer = manager.post(page_of(association, "ny-nyckel/"), follow=True)

    assert f"{year} (2) används någon kan vara kvar" not in words(answer)
    assert [row.number for row in CodeKey.objects.of(association)] == [1, 2]


def test_no_key_is_changed_where_the_code_is_off(manager: Client, association: Association) -> None:
    assert manager.post(page_of(association, "ny-nyckel/")).status_code == 404


def test_key_is_destroyed_after_a_question(manager: Client, association: Association, standing: Standing) -> None:
    year = used(standing)
    address = page_of(association, f"nyckel/{year}/1/forstor/")

    asked = manager.get(address)
    answer = manager.post(address, follow=True)

    assert f"Vill du förstöra nyckeln för {year}?" in words(asked)
    assert f"Nyckeln för {year} är förstörd." in words(answer)
    assert [row.sealed for row in CodeKey.objects.of(association)] == [""]
    assert manager.get(address).status_code == 404


def test_key_that_is_due_is_destroyed_by_the_next_save_and_not_by_looking(
    manager: Client, association: Association, standing: Standing
) -> None:
    turn_on(standing, "§ 14", "Ja.")
    keys.key_of_year(association, 2019)

    manager.get(page_of(association))
    looked = [bool(row.sealed) for row in CodeKey.objects.of(association)]
    save(standing, an_intervention(association), standing.day.year, lambda ledger: ledger)

    assert (looked, [(row.year, row.sealed) for row in CodeKey.objects.of(association)]) == ([True], [(2019, "")])


def test_slip_is_kept_by_no_cache(manager: Client, association: Association) -> None:
    answer = manager.get(page_of(association, "prov/"))

    assert "no-store" in answer["Cache-Control"]
    groups = re.findall(r"<li><code>(\w+)</code></li>", answer.content.decode())
    assert [len(group) for group in groups] == [4] * 9
    assert re.search(r"style=|data:|<script>", answer.content.decode()) is None


def test_page_asks_as_much_for_three_keys_as_for_one(
    manager: Client,
    association: Association,
    standing: Standing,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - the fixture has no type of its own
) -> None:
    year = used(standing)
    manager.get(page_of(association))
    with django_assert_max_num_queries(100) as one:
        manager.get(page_of(association))
    for number in (1, 2):
        keys.key_of_year(association, year + number)

    with django_assert_max_num_queries(len(one)):
        manager.get(page_of(association))


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(open_page: OpenPage, picture: Picture, standing: Standing, look: Look) -> None:
    association = standing.association
    page = open_page(look, user=standing.user)
    found = {}
    page.goto(page_of(association))
    picture(page, "code-off")
    found["off"] = page_findings(page)
    year = used(standing)

    for rest in ("", "prov/", "anvand/", "sluta/", "ny-nyckel/", f"nyckel/{year}/1/forstor/"):
        page.goto(page_of(association, rest))
        picture(page, f"code-{rest.strip('/').replace('/', '-') or 'home'}")
        found[rest] = page_findings(page)

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.browser
def test_slip_is_printed_alone_and_can_be_copied(open_page: OpenPage, picture: Picture, standing: Standing) -> None:
    page = open_page(LOOKS[0], user=standing.user)
    page.goto(page_of(standing.association, "prov/"))
    code = " ".join(page.locator("#slip-code code").all_inner_texts())

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiera koden").click()
    expect(page.get_by_role("button", name="Kopierat")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code

    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Skriv ut lappen")).to_be_hidden()
    picture(page, "code-print")
