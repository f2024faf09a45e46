import pytest
from django.test import Client

from mellanrum.web.association.models import FinancialYear
from mellanrum.web.association.services import remember_year, takes_files
from mellanrum.web.tenancy.models import Association
from support.people import somebody

FACTS = {"name": "Förbundet", "orgnr": "2120000142", "chart": "kommun-bas", "second_factor": "on"}


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/forbund/{rest}"


def test_edit_facts_adds_the_hyphen(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, "uppgifter/"), FACTS)

    association.refresh_from_db()
    assert answer["Location"] == _url(association)
    assert (association.name, association.orgnr, association.chart) == ("Förbundet", "212000-0142", "kommun-bas")


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"orgnr": "212000-0143"}, ["orgnr"]),
        ({"orgnr": "12"}, ["orgnr"]),
        ({"name": " "}, ["name"]),
        ({"chart": "own"}, ["chart"]),
    ],
)
def test_edit_facts_with_fault(
    client: Client, association: Association, fields: dict[str, str], faulty: list[str]
) -> None:
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, "uppgifter/"), FACTS | fields)

    assert list(answer.context["form"].errors) == faulty
    before = association.name
    association.refresh_from_db()
    assert association.name == before


def test_edit_facts_organisation_number_may_be_left_out(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, "uppgifter/"), FACTS | {"orgnr": "", "chart": ""})

    assert answer.status_code == 302


def test_edit_facts_refused_to_accountant(client: Client, association: Association) -> None:
    client.force_login(somebody("accountant", association))

    assert client.post(_url(association, "uppgifter/"), FACTS).status_code == 403


def test_split_is_saved(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    client.post(_url(association, "medlemmar/fordelning/"), {"split": "agreement"})

    association.refresh_from_db()
    assert association.split == "agreement"


def test_takes_files_until_the_year_is_closed(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))
    remember_year(association, 2025)
    states = [takes_files(association, 2025)]

    for page in ("stang/", "oppna/"):
        client.post(_url(association, f"ar/2025/{page}"))
        states.append(takes_files(association, 2025))

    assert states == [True, False, True]


def test_remember_year_leaves_a_closed_one_closed(association: Association) -> None:
    FinancialYear.objects.make(association, year=2025, is_open=False)

    remember_year(association, 2025)

    assert not takes_files(association, 2025)


@pytest.mark.parametrize("page", ["stang/", "oppna/"])
def test_year_nobody_has_opened_is_not_found(client: Client, association: Association, page: str) -> None:
    client.force_login(somebody("manager", association))

    assert client.get(_url(association, f"ar/2025/{page}")).status_code == 404


def test_close_year_page_changes_nothing(client: Client, association: Association) -> None:
    remember_year(association, 2025)
    client.force_login(somebody("manager", association))

    client.get(_url(association, "ar/2025/stang/"))

    assert takes_files(association, 2025)


@pytest.mark.parametrize(("year", "taken"), [("2025", True), ("1993", False), ("9999", False), ("", False)])
def test_add_year(client: Client, association: Association, year: str, taken: bool) -> None:
    client.force_login(somebody("manager", association))

    client.post(_url(association, "ar/nytt/"), {"year": year})

    assert FinancialYear.objects.of(association).exists() == taken


def test_add_year_that_is_there_opens_it(client: Client, association: Association) -> None:
    FinancialYear.objects.make(association, year=2025, is_open=False)
    client.force_login(somebody("manager", association))

    client.post(_url(association, "ar/nytt/"), {"year": "2025"})

    assert takes_files(association, 2025)


def test_years_page_newest_first(client: Client, association: Association) -> None:
    for year in (2023, 2025, 2024):
        remember_year(association, year)
    client.force_login(somebody("auditor", association))

    assert [row.year for row in client.get(_url(association, "ar/")).context["years"]] == [2025, 2024, 2023]
