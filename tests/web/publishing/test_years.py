"""Published years beside each other: what readers come to first, of nothing but what has been published."""

import csv
from html import unescape
from io import BytesIO, StringIO
from re import findall, sub

import pytest
from django.test import Client
from openpyxl import load_workbook

from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.publishing.services.published import withdraw
from mellanrum.web.publishing.view import Codes
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.following_up import individual, standing_in
from support.interventions import counts_in
from support.people import an_association, somebody
from support.published import NAMES, published

pytestmark = pytest.mark.django_db
ONE, OTHER = NAMES
ALL_STARTED = Sum(TOTAL, tuple(NAMES), frozenset({"started"}))


def of_year(year: int, started: tuple[int, int], supported: int, ended: int) -> TableSet:
    """Make a year's set: who started in each of two interventions, and how many of the ended support themselves."""
    code = str(year)
    numbers: dict[Codes, int] = {(ONE, code): started[0], (OTHER, code): started[1], (TOTAL, code): sum(started)}
    ends: dict[Codes, int] = {(TOTAL, code): ended}
    reasons: dict[Codes, int] = {("end_group.self_support",): supported, ("rest",): ended - supported, (TOTAL,): ended}
    return TableSet(
        (
            Table("started.whole", "Startade", "started", ("intervention", "period"), numbers),
            Table("ended.whole", "Avslutade", "ended", ("intervention", "period"), ends),
            Table(
                f"together.ended.end_reason.{year}",
                "Avslutade efter avslutsorsak",
                "ended",
                ("end_reason",),
                reasons,
                {"period": code},
            ),
        ),
        {
            "intervention": Variable(
                "intervention", "Insats", NAMES, (Sum(TOTAL, tuple(NAMES), frozenset({"started"})),)
            ),
            "period": Variable("period", "Tid", {code: code}, ()),
            "end_reason": Variable(
                "end_reason", "Avslutsorsak", {"end_group.self_support": "Egen försörjning", "rest": "Annat"}
            ),
        },
        {"started": "Startade", "ended": "Avslutade"},
    )


FIRST = of_year(2023, (20, 30), 12, 40)
SECOND = of_year(2024, (25, 33), 15, 45)


@pytest.fixture
def years(association: Association) -> Association:
    """Return an association that has published two years."""
    manager = standing_in(association)
    published(association, FIRST, 2023, manager)
    published(association, SECOND, 2024, manager)
    return association


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/publicerat/{rest}"


def as_role(client: Client, role: str, association: Association, *own: str) -> Client:
    user = somebody(role, association)
    for slug in own:
        counts_in(Intervention.objects.of(association).get(slug=slug), user)
    client.force_login(user)
    return client


def page_of(client: Client, association: Association) -> str:
    answer = client.get(address(association))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def table_in(page: str, key: str) -> list[list[str]]:
    """The rows of a table of the page, as they are read."""
    body = page.partition(f'<table id="{key}"')[2].partition("</table>")[0]
    rows = (findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("<tr>")[1:])
    return [[" ".join(sub(r"<[^>]+>", "", cell).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("role", ["chair", "auditor", "accountant", "data_protection_officer", "manager"])
def test_reader_comes_first_to_published_years_beside_each_other(years: Association, client: Client, role: str) -> None:
    page = page_of(as_role(client, role, years), years)

    assert table_in(page, "years") == [
        ["", "2023", "2024"],
        ["Startade", "50", "58"],
        ["Avslutade", "40", "45"],
        ["Egen försörjning", "12", "15"],
        ["Egen försörjning, andel", "30,0 %", "33,3 %"],
    ]
    assert page.index('<table id="years"') < page.index("Alla publiceringar")
    assert f'href="{address(years, "1/uppgift/started.whole/*,2023/tal/")}">50</a>' in page
    assert f'href="{address(years, "2/uppgift/together.ended.end_reason.2024/end_group.self_support/andel/")}">' in page


def test_each_intervention_has_its_years(years: Association, client: Client) -> None:
    page = page_of(as_role(client, "chair", years), years)

    assert table_in(page, f"years.{ONE}")[1:] == [["Startade", "20", "25"]]
    assert table_in(page, f"years.{OTHER}")[1:] == [["Startade", "30", "33"]]


def test_chart_says_every_number_and_is_drawn(years: Association, client: Client) -> None:
    reader = as_role(client, "chair", years)

    page = page_of(reader, years)

    assert 'alt="Staplar för varje år från 2023 till 2024. Startade: 50, 58; avslutade: 40, 45."' in page
    answer = reader.get(address(years, "ar-diagram/years/wide-light/"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")


def test_hidden_number_is_dots_that_open_and_stands_in_no_chart(association: Association, client: Client) -> None:
    manager = standing_in(association)
    published(association, of_year(2023, (20, 3), 12, 40), 2023, manager)
    published(association, SECOND, 2024, manager)
    reader = as_role(client, "chair", association)

    page = page_of(reader, association)
    rows = list(
        csv.reader(
            StringIO(reader.get(address(association, f"ar-tabell/years.{OTHER}/csv/")).content.decode("utf-8-sig")),
            delimiter=";",
        )
    )

    assert table_in(page, f"years.{OTHER}")[1:] == [["Startade", "..dolt", "33"]]
    assert f'href="{address(association, f"1/uppgift/started.whole/{OTHER},2023/tal/")}"><span' in page
    assert f"ar-diagram/years.{OTHER}/" not in page
    assert rows[1] == ["Startade", "..", "33"]
    assert "Två punkter (..) betyder att talet är för lågt" in page


def test_newest_publication_that_stands_is_the_years(years: Association, client: Client) -> None:
    manager = standing_in(years)
    third = published(years, of_year(2024, (25, 43), 15, 45), 2024, manager)
    reader = as_role(client, "chair", years)

    corrected = table_in(page_of(reader, years), "years")[1]
    withdraw(manager, third, "Fel år.")
    after = table_in(page_of(reader, years), "years")[1]

    assert (corrected, after) == (["Startade", "50", "68"], ["Startade", "50", "58"])


def test_years_are_taken_along(years: Association, client: Client) -> None:
    reader = as_role(client, "chair", years)

    sheet = load_workbook(BytesIO(reader.get(address(years, "ar-tabell/years/xlsx/")).content)).worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert ["Startade", 50, 58] in rows
    assert ["Egen försörjning, andel", 0.3, 0.333] in rows


@pytest.mark.parametrize(
    "rest", ["ar-tabell/years/pdf/", "ar-tabell/x/csv/", "ar-diagram/years/x/", "ar-diagram/x/wide-light/"]
)
def test_what_there_is_not_of_years_is_not_found(years: Association, client: Client, rest: str) -> None:
    assert as_role(client, "chair", years).get(address(years, rest)).status_code == 404


@pytest.mark.parametrize("role", ["provider", "coordinator"])
def test_who_is_in_an_intervention_reads_its_years_alone(years: Association, client: Client, role: str) -> None:
    for slug in NAMES:
        individual(years, slug)
    reader = as_role(client, role, years, OTHER)

    page = page_of(reader, years)

    assert table_in(page, f"years.{OTHER}")[1:] == [["Startade", "30", "33"]]
    assert '<table id="years"' not in page
    assert f'<table id="years.{ONE}"' not in page
    assert reader.get(address(years, "ar-tabell/years/csv/")).status_code == 404
    assert reader.get(address(years, f"ar-tabell/years.{ONE}/csv/")).status_code == 404


@pytest.mark.parametrize("role", ["coach"])
@pytest.mark.parametrize("rest", ["", "ar-tabell/years/csv/", "ar-diagram/years/wide-light/"])
def test_role_without_statistics_reads_no_years(years: Association, client: Client, role: str, rest: str) -> None:
    assert as_role(client, role, years).get(address(years, rest)).status_code == 403


def test_nobody_reads_another_associations_years(years: Association, client: Client) -> None:
    other = an_association("Annat")
    client.force_login(somebody("manager", other))

    assert '<table id="years"' not in page_of(client, other)
    assert client.get(address(other, "ar-tabell/years/csv/")).status_code == 404
    assert client.get(address(years, "ar-tabell/years/csv/")).status_code == 404


def test_page_of_years_asks_as_much_of_two_years_as_of_one(association: Association, client: Client) -> None:
    reader, manager = as_role(client, "chair", association), standing_in(association)
    published(association, FIRST, 2023, manager)
    one = queries_of(reader, address(association))
    published(association, SECOND, 2024, manager)

    assert queries_of(reader, address(association)) == one
