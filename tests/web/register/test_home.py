"""The page Räkna, the page of what does not tie, and what is stored."""

import json
from datetime import date

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import set_tables
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.services.deciding import kind_of, settings_on
from mellanrum.web.register.services.ledgers import ledgers_now
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody
from support.ticked import ticked

DAY = date(2026, 3, 5)
TALLIERS = ("manager", "administrator", "coordinator")
READERS = ("accountant", "preparatory_group", "board_member", "chair", "auditor", "national_analyst")


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/uppfoljning/{rest}"


def _somebody_in(intervention: Intervention, role: str) -> User:
    user = somebody(role, intervention.association)
    counts_in(intervention, user)
    return user


def _asked(client: Client, url: str) -> tuple[int, int]:
    """How many questions a page asks of each database."""
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["tallies"]) as other:
        assert client.get(url).status_code == 200
    return len(one), len(other)


@pytest.mark.parametrize("role", [*READERS, "provider", "data_protection_officer"])
def test_home_is_for_those_who_count(client: Client, association: Association, role: str) -> None:
    client.force_login(somebody(role, association))

    assert [client.get(_url(association, page)).status_code for page in ("", "att-ratta/")] == [403, 403]


@pytest.mark.parametrize("role", TALLIERS)
def test_home_without_interventions_leads_to_the_first(client: Client, association: Association, role: str) -> None:
    client.force_login(somebody(role, association))

    page = client.get(_url(association)).content.decode()

    assert page.count('class="empty"') == 1
    assert (f'href="/f/{association.slug}/insatser/ny/"' in page) == (role != "coordinator")


def test_home_of_manager_has_one_first_thing(client: Client, association: Association) -> None:
    for name in ("Coachingteamet", "Mottagningsteamet"):
        an_intervention(association, name, first_day=date(2026, 1, 1))
    client.force_login(somebody("manager", association))

    answer = client.get(_url(association))

    page = answer.content.decode()
    assert (page.count('class="next"'), page.count('class="need"')) == (1, 1)
    assert [card.name for card in answer.context["cards"]] == ["Coachingteamet", "Mottagningsteamet"]
    assert f'href="/f/{association.slug}/insatser/coachingteamet/personal/ny/"' in page


def test_home_shows_what_is_counted_and_what_locks_when(client: Client, association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2026, 1, 1))
    ticked(coaching, 2026, {1: {"start": (1, 1)}, 2: {"start": (6, 5), "end": (1, 0), "ongoing": (6, 6)}})
    client.force_login(_somebody_in(coaching, "coordinator"))

    [card] = client.get(_url(association)).context["cards"]

    told = [(line.month, line.locks, line.is_counted, line.started, line.ended) for line in card.months]
    assert told == [
        (date(2026, 3, 1), date(2026, 4, 10), False, 0, 0),
        (date(2026, 2, 1), date(2026, 3, 10), True, 11, 1),
    ]
    assert (card.ongoing, card.period, card.period_locks) == (12, 1, date(2026, 7, 10))


def test_home_of_coordinator_has_only_her_own(client: Client, association: Association) -> None:
    mine = an_intervention(association, "Min insats")
    an_intervention(association, "Hemlig insats")
    client.force_login(_somebody_in(mine, "coordinator"))

    pages = [client.get(_url(association, page)).content.decode() for page in ("", "att-ratta/")]

    assert [("Hemlig" in page) for page in pages] == [False, False]


def test_home_of_coach_has_forms_and_no_number(client: Client, association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2026, 1, 1))
    ticked(coaching, 2026, {2: {"start": (6, 5), "end": (1, 0), "ongoing": (6, 6)}})
    client.force_login(_somebody_in(coaching, "coach"))

    answer = client.get(_url(association))

    page = answer.content.decode()
    assert answer.templates[0].name == "register/home_forms.html"
    assert f'href="{_url(association)}coachingteamet/start/"' in page
    assert "pinnblad" not in page
    assert "<td" not in page


def test_home_of_coach_without_interventions_says_who_can_help(client: Client, association: Association) -> None:
    an_intervention(association)
    client.force_login(somebody("coach", association))

    assert client.get(_url(association)).content.decode().count('class="empty"') == 1


@pytest.mark.parametrize("page", ["", "att-ratta/", "satt-upp/", "satt-upp/lagras/"])
def test_pages_ask_no_more_with_more_interventions(client: Client, association: Association, page: str) -> None:
    client.force_login(somebody("manager", association))
    asked = []
    for names in (("A",), ("B", "C")):
        for name in names:
            ticked(an_intervention(association, name, first_day=date(2026, 1, 1)), 2026, {2: {"start": (3, 4)}})
        client.get(_url(association, page))  # locks what is due
        asked.append(_asked(client, _url(association, page)))

    assert asked[0] == asked[1]


def test_findings_page_names_what_does_not_tie_and_where_it_is_mended(client: Client, association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2026, 1, 1))
    ticked(coaching, 2026, {2: {"start": (6, 5), "ongoing": (7, 5)}})
    client.force_login(_somebody_in(coaching, "coordinator"))

    answer = client.get(_url(association, "att-ratta/"))

    [group] = answer.context["groups"]
    assert [(told.words["finding"].code, told.url) for told in group.told] == [
        ("tallies.ongoing_differs", f"{_url(association)}pinnblad/coachingteamet/2026-02/")
    ]


def test_findings_page_when_all_ties_says_so(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    assert client.get(_url(association, "att-ratta/")).content.decode().count('class="empty"') == 1


@pytest.mark.parametrize("role", [*READERS, "coordinator", "coach", "provider"])
def test_stored_is_for_keepers_and_the_data_protection_officer(
    client: Client, association: Association, role: str
) -> None:
    client.force_login(somebody(role, association))

    pages = ("satt-upp/lagras/", "satt-upp/lagras/fil/csv")
    assert [client.get(_url(association, page)).status_code for page in pages] == [403, 403]


def test_stored_of_data_protection_officer_has_no_file_yet(client: Client, association: Association) -> None:
    client.force_login(somebody("data_protection_officer", association))

    pages = ("satt-upp/lagras/", "satt-upp/lagras/fil/csv", "satt-upp/lagras/fil/json")
    assert [client.get(_url(association, page)).status_code for page in pages] == [200, 403, 403]
    assert (
        'href="/f/samordningsforbundet-prov/uppfoljning/satt-upp/lagras/fil'
        not in client.get(_url(association, pages[0])).content.decode()
    )


def _with_tables(intervention: Intervention, education: dict[Sex, int]) -> None:
    def make(ledger: Ledger) -> Ledger:
        return set_tables(
            ledger, 1, "start", {Cell("start", "education", "primary", "", sex): n for sex, n in education.items()}
        )

    kind = kind_of(settings_on(intervention.association, 2026))
    store.change(intervention.association, intervention.slug, 2026, make, kind=kind)


def test_stored_file_has_totals_and_what_is_shown_and_nothing_that_waits(
    client: Client, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    coaching = an_intervention(association, first_day=date(2026, 1, 1))
    ticked(coaching, 2026, {2: {"start": (6, 1)}})
    _with_tables(coaching, {Sex.WOMAN: 6, Sex.MAN: 1})
    client.force_login(somebody("manager", association))
    waiting = json.loads(client.get(_url(association, "satt-upp/lagras/fil/json")).content)

    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(2026, 8, 1))
    locked = json.loads(client.get(_url(association, "satt-upp/lagras/fil/json")).content)

    assert [(row["event"], row["table"], row["sex"], row["number"]) for row in waiting] == [
        ("start", "total", "man", 1),
        ("start", "total", "woman", 6),
    ]
    shown = [(row["answer"], row["sex"], row["number"]) for row in locked if row["table"] == "education"]
    assert shown == [("primary", "unsplit", 7)]


def test_stored_file_as_csv_has_as_many_rows(client: Client, association: Association) -> None:
    ticked(an_intervention(association, first_day=date(2026, 1, 1)), 2026, {2: {"start": (6, 1), "end": (1, 0)}})
    client.force_login(somebody("administrator", association))

    rows = client.get(_url(association, "satt-upp/lagras/fil/csv")).content.decode("utf-8-sig").splitlines()

    assert rows[0].split(";") == [
        "intervention",
        "year",
        "period",
        "event",
        "table",
        "answer",
        "across",
        "sex",
        "number",
    ]
    assert len(rows) == 1 + 3


def test_stored_file_is_the_associations_own(client: Client, association: Association) -> None:
    other = an_intervention(an_association("Annat"), "Annan insats", first_day=date(2026, 1, 1))
    ticked(other, 2026, {2: {"start": (6, 6)}})
    client.force_login(somebody("manager", association))

    assert json.loads(client.get(_url(association, "satt-upp/lagras/fil/json")).content) == []
    assert client.get(_url(association, "satt-upp/lagras/fil/exe")).status_code == 404


def test_stored_counts_counters_and_locks(client: Client, association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2026, 1, 1))
    ticked(coaching, 2026, {1: {"start": (6, 6)}, 2: {"start": (6, 6)}})
    client.force_login(somebody("manager", association))

    [year] = client.get(_url(association, "satt-upp/lagras/")).context["stored"].years

    assert (year.totals, year.locked_months, year.locks_on) == (4, 1, date(2027, 1, 31))
    assert ledgers_now(association, coaching.slug, DAY)[0].month(1).is_locked
