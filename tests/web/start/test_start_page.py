import hashlib
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from mellanrum.web.economy.desk import changes
from mellanrum.web.economy.models import ImportedFile, StatedFigure, Upload
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.held_books import hold
from support.people import an_association, somebody

DAY = date(2026, 2, 1)
DESK = ("manager", "administrator", "accountant")
READERS = ("preparatory_group", "board_member", "chair", "auditor")
OTHERS = ("provider", "data_protection_officer", "national_analyst")


@pytest.fixture(autouse=True)
def _february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


def _url(association: Association) -> str:
    return f"/f/{association.slug}/"


def _report(association: Association, year: int = 2025, **fields: object) -> MadeReport:
    facts = {"state": State.DONE, "beat": timezone.now(), "on": DAY, "changes": changes(association), **fields}
    report: MadeReport = MadeReport.objects.make(association, year=year, by=somebody("manager", association), **facts)
    return report


@pytest.mark.parametrize("role", DESK)
def test_start_of_empty_association_leads_through_the_first_hour(
    client: Client, association: Association, role: str
) -> None:
    client.force_login(somebody(role, association))

    answer = client.get(_url(association))

    assert answer.templates[0].name == "start/first_hour.html"
    assert (answer.context["current"], answer.context["state"].year) == (0, 2025)


def test_start_first_hour_after_figures_of_last_year(client: Client, association: Association) -> None:
    StatedFigure.objects.make(association, year=2024, key="overview.revenue", value="1", source="Årsredovisning")
    client.force_login(somebody("manager", association))

    assert client.get(_url(association)).context["current"] == 1


def test_start_first_hour_after_the_books_of_the_year_before_leads_on_to_step_two(
    client: Client, association: Association
) -> None:
    hold(association, "dk2023.se")
    client.force_login(somebody("manager", association))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mellanrum.web.access.standing.today", lambda: date(2025, 11, 27))
        answer = client.get(_url(association))

    assert (answer.context["state"].year, answer.context["current"]) == (2024, 1)


def test_start_first_hour_after_the_books_offers_the_report(client: Client, association: Association) -> None:
    hold(association, "dk2025.se", own_map=True)
    client.force_login(somebody("manager", association))

    page = client.get(_url(association))

    assert page.context["current"] == 2
    assert f'action="/f/{association.slug}/rapporter/gor/2025/"' in page.content.decode()


def test_start_at_the_desk_has_one_first_thing(client: Client, association: Association) -> None:
    hold(association, "dk2025.se", own_map=True)
    _report(association)
    client.force_login(somebody("manager", association))

    answer = client.get(_url(association))

    assert answer.templates[0].name == "start/desk.html"
    assert answer.content.decode().count('class="next"') == 1
    lacking = [need.place.route for need in (*answer.context["first"], *answer.context["needs"])]
    assert {"association:members", "association:officials", "association:edit"} <= set(lacking)


def test_start_at_the_desk_says_when_figures_have_changed(client: Client, association: Association) -> None:
    hold(association, "dk2025.se", own_map=True)
    _report(association, changes=0)
    client.force_login(somebody("accountant", association))

    needs = [*client.get(_url(association)).context["first"], *client.get(_url(association)).context["needs"]]

    assert [need.place.route for need in needs if need.place.does_it] == ["reports:make"]


def test_start_at_the_desk_a_waiting_file_comes_first(client: Client, association: Association) -> None:
    hold(association, "dk2025.se", own_map=True)
    _report(association)
    by = somebody("accountant", association)
    expected = ImportedFile.objects.of(association).get()
    digest = hashlib.sha256(b"x").hexdigest()
    facts = {"kind": "books", "name": "a", "data": b"x", "size": 1, "sha256": digest, "year": 2025, "on": DAY}
    Upload.objects.make(association, by=by, expected=expected, **facts)
    client.force_login(by)

    [first] = client.get(_url(association)).context["first"]

    assert (first.count, first.place.route) == (1, "economy:import")


@pytest.mark.parametrize("role", READERS)
def test_start_of_reader_is_the_report(client: Client, association: Association, role: str) -> None:
    hold(association, "dk2025.se", own_map=True)
    report = _report(association)
    client.force_login(somebody(role, association))

    page = client.get(_url(association)).content.decode()

    assert page.count(f'href="/f/{association.slug}/rapporter/{report.pk}/"') == 1
    assert page.count('class="figure"') >= 3


@pytest.mark.parametrize("role", READERS)
def test_start_of_reader_where_nothing_is_made(client: Client, association: Association, role: str) -> None:
    client.force_login(somebody(role, association))

    assert client.get(_url(association)).content.decode().count('class="empty"') == 1


def test_start_of_reader_of_books_without_report(client: Client, association: Association) -> None:
    hold(association, "dk2025.se", own_map=True)
    client.force_login(somebody("chair", association))

    page = client.get(_url(association)).content.decode()

    assert f'class="button" href="/f/{association.slug}/ekonomi/2025/hur-gar-det/"' in page


@pytest.mark.parametrize("role", OTHERS)
def test_start_of_role_without_economy_says_so(client: Client, association: Association, role: str) -> None:
    hold(association, "dk2025.se", own_map=True)
    _report(association)
    client.force_login(somebody(role, association))

    answer = client.get(_url(association))

    assert answer.templates[0].name == "start/nothing_here.html"
    assert 'class="figure"' not in answer.content.decode()


@pytest.mark.django_db
def test_home_of_user_without_role_explains(client: Client) -> None:
    user = somebody()
    client.force_login(user)

    page = client.get("/").content.decode()

    assert user.email in page


def test_home_of_user_with_one_role_goes_there(client: Client, association: Association) -> None:
    client.force_login(somebody("coach", association))

    assert client.get("/")["Location"] == _url(association)


def test_home_of_user_with_several_lists_them(client: Client, association: Association) -> None:
    user = somebody("coach", association)
    client.force_login(user)
    asked = []
    for number in range(3):
        user.roles.create(association=an_association(f"Förbund {number}"), name="coach", first_day=DAY)
        asked.append(queries_of(client, "/"))

    assert len(client.get("/").context["places"]) == 4
    assert len(set(asked)) == 1


def test_start_page_queries_do_not_grow_with_years(client: Client, association: Association) -> None:
    hold(association, "dk2025.se", own_map=True)
    _report(association)
    client.force_login(somebody("manager", association))
    queries_of(client, _url(association))  # opens the year, which is kept
    with_one = queries_of(client, _url(association))
    for year in (2022, 2023):
        _report(association, year)

    assert queries_of(client, _url(association)) == with_one
