"""What has been published, as each role reads it: the list, the page, files and charts."""

import csv
import json
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mellanrum.web.interventions.models import Intervention
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.services.published import withdraw
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.following_up import individual, standing_in
from support.interventions import counts_in
from support.people import an_association, somebody
from support.published import a_set, a_year, published

WHOLE = [
    "accountant",
    "auditor",
    "board_member",
    "chair",
    "data_protection_officer",
    "national_analyst",
    "preparatory_group",
    "manager",
]
OWN = ["provider", "coordinator"]
NONE = ["coach"]


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/publicerat/{rest}"


def read(client: Client, association: Association, rest: str) -> str:
    answer = client.get(address(association, rest))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def as_role(client: Client, role: str, association: Association, *own: str) -> Client:
    """Sign somebody in, who is in some interventions."""
    user = somebody(role, association)
    for slug in own:
        counts_in(Intervention.objects.of(association).get(slug=slug), user)
    client.force_login(user)
    return client


def rows_of(client: Client, association: Association, rest: str) -> list[list[str]]:
    answer = client.get(address(association, rest))
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("role", WHOLE)
def test_reader_of_protected_counts_reads_the_whole_publication(
    association: Association, client: Client, role: str
) -> None:
    published(association)
    reader = as_role(client, role, association)

    text = read(reader, association, "1/")

    assert 'href="/f/samordningsforbundet-prov/publicerat/1/"' in read(reader, association, "")
    assert "Hela förbundet" in text
    assert "Coachingteamet: startade efter ålder" in text
    assert "Mottagningsteamet: startade efter ålder" in text


@pytest.mark.parametrize("role", OWN)
def test_who_is_in_an_intervention_reads_its_tables_alone(association: Association, client: Client, role: str) -> None:
    published(association)
    for slug in ("coachingteamet", "mottagningsteamet"):
        individual(association, slug)
    reader = as_role(client, role, association, "mottagningsteamet")

    text = read(reader, association, "1/")
    rows = rows_of(reader, association, "1/tabell/interventions/csv/")

    assert "Du ser tabellerna om dina egna insatser." in text
    assert "Mottagningsteamet: startade efter ålder" in text
    assert "Coachingteamet" not in text
    assert [row[0] for row in rows[1:]] == ["Mottagningsteamet"]
    assert reader.get(address(association, "1/tabell/coachingteamet.age/csv/")).status_code == 404
    assert reader.get(address(association, "1/tabell/all.age/csv/")).status_code == 404
    assert reader.get(address(association, "1/allt/json/")).status_code == 404


def test_who_is_in_no_intervention_reads_no_table(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "provider", association)

    text = read(reader, association, "1/")

    assert "Ingen tabell om dina insatser" in text
    assert "<table" not in text


@pytest.mark.parametrize("role", NONE)
def test_role_without_statistics_is_refused(association: Association, client: Client, role: str) -> None:
    published(association)
    reader = as_role(client, role, association)

    answers = [reader.get(address(association, rest)).status_code for rest in ("", "1/", "1/allt/xlsx/")]

    assert answers == [403] * 3


def test_nobody_reads_another_associations_publication(association: Association, client: Client) -> None:
    published(association)
    other = an_association("Annat")
    client.force_login(somebody("manager", other))

    assert client.get(address(other, "1/")).status_code == 404
    assert client.get(address(association, "1/")).status_code == 404


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("chair", "När förbundschefen publicerar ett år eller en period står tabellerna här"),
        ("manager", "När du publicerar ett år eller en period läser styrelsen"),
    ],
)
def test_empty_list_says_what_will_be_here(association: Association, client: Client, role: str, said: str) -> None:
    text = read(as_role(client, role, association), association, "")

    assert said in text


def test_rounded_publication_says_so_and_nothing_of_dots(association: Association, client: Client) -> None:
    publish(standing_in(association), a_year(), a_set(), Wish({}, rounds=True))
    reader = as_role(client, "chair", association)

    text = read(reader, association, "1/")

    assert " av förbundschef. Små tal är avrundade, på samma sätt i varje tabell.</p>" in text
    assert "punkter" not in text
    book = load_workbook(BytesIO(reader.get(address(association, "1/allt/xlsx/")).content))
    assert book.worksheets[0].cell(5, 1).value == "Små tal är avrundade, på samma sätt i varje tabell."


def test_hidden_number_is_dots_to_see_and_a_word_to_hear(association: Association, client: Client) -> None:
    published(association)

    text = read(as_role(client, "chair", association), association, "1/")

    assert '<span aria-hidden="true">..</span><span class="visually-hidden">dolt</span>' in text
    assert "Två punkter (..) betyder att talet är för lågt för att visas, eller döljs för att skydda ett annat." in text
    assert "litet" not in text
    assert "skyddar" not in text


def test_table_is_taken_along_with_dots(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    rows = rows_of(reader, association, "1/tabell/coachingteamet.age/csv/")
    sheet = load_workbook(BytesIO(reader.get(address(association, "1/tabell/coachingteamet.age/xlsx/")).content))

    assert rows[0] == ["Ålder", "Kvinnor Antal", "Kvinnor %", "Män Antal", "Män %", "Alla Antal", "Alla %"]
    assert rows[1][:2] == ["16–29 år", ".."]
    assert rows[4][1::2] == ["23", "32", "55"]
    assert [row[1].value for row in sheet.worksheets[1].iter_rows() if row[0].value == "16–29 år"] == [".."]


def test_all_tables_are_taken_along_at_once(association: Association, client: Client) -> None:
    published(association)

    answer = as_role(client, "chair", association).get(address(association, "1/allt/xlsx/"))

    assert len(load_workbook(BytesIO(answer.content)).worksheets) == 1 + 4
    assert answer.headers["Content-Disposition"] == 'attachment; filename="samordningsforbundet-prov-2024-1.xlsx"'


def test_document_is_handed_out_byte_for_byte(association: Association, client: Client) -> None:
    publication = published(association)

    answer = as_role(client, "chair", association).get(address(association, "1/allt/json/"))

    assert answer.content.decode() == publication.document
    assert json.loads(answer.content)["format"] == "mellanrum-protected/1"


@pytest.mark.parametrize(
    "rest",
    [
        "2/",
        "1/allt/pdf/",
        "1/tabell/x/csv/",
        "1/tabell/all.age/pdf/",
        "1/diagram/x/wide-light/",
        "1/diagram/interventions/x/",
    ],
)
def test_what_there_is_not_is_not_found(association: Association, client: Client, rest: str) -> None:
    published(association)

    assert as_role(client, "chair", association).get(address(association, rest)).status_code == 404


def test_chart_is_drawn_of_what_is_shown(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    answer = reader.get(address(association, "1/diagram/interventions/wide-light/"))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")


def test_withdrawn_publication_is_gone_for_readers_with_all_that_belongs_to_it(
    association: Association, client: Client
) -> None:
    manager = standing_in(association)
    withdraw(manager, published(association, standing=manager), "Fel år.")
    reader = as_role(client, "chair", association)

    answers = [
        reader.get(address(association, rest)).status_code for rest in ("1/", "1/allt/json/", "1/tabell/all.age/csv/")
    ]

    assert answers == [404] * 3
    assert "Inget är publicerat än" in read(reader, association, "")


def test_manager_withdraws_on_a_page_that_asks_why(association: Association, client: Client) -> None:
    published(association)
    manager = as_role(client, "manager", association)

    without = manager.post(address(association, "1/dra-tillbaka/"), {"reason": ""})
    done = manager.post(address(association, "1/dra-tillbaka/"), {"reason": "Fel år."}, follow=True)
    again = manager.post(address(association, "1/dra-tillbaka/"), {"reason": "Igen."}, follow=True)

    assert without.status_code == 422
    assert "Fel år." in done.content.decode()
    assert "Den är redan tillbakadragen." in again.content.decode()


def test_chair_is_not_offered_to_withdraw(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    assert "dra-tillbaka" not in read(reader, association, "1/")
    assert reader.get(address(association, "1/dra-tillbaka/")).status_code == 403


def test_everything_published_is_one_file_for_the_data_protection_officer(
    association: Association, client: Client
) -> None:
    manager = standing_in(association)
    published(association, standing=manager)
    withdraw(manager, published(association, year=2023, standing=manager), "Fel år.")
    reader = as_role(client, "data_protection_officer", association)

    rows = rows_of(reader, association, "att-lamna-ut/csv/")

    assert rows[0] == ["publication", "published", "table", "counted", "where", "number", "text"]
    assert {row[0] for row in rows[1:]} == {"Statistik 2024"}
    found = {(row[2], row[4]): row[5] for row in rows[1:]}
    assert (
        found["Coachingteamet: startade efter ålder", "Insats: Coachingteamet, Ålder: 16–29 år, Kön: Kvinnor"] == ".."
    )
    assert found["Startade i varje insats", "Insats: Coachingteamet"] == "55"
    assert reader.get(address(association, "att-lamna-ut/pdf/")).status_code == 404


def test_file_to_hand_out_is_reached_from_what_is_stored(association: Association, client: Client) -> None:
    reader = as_role(client, "data_protection_officer", association)

    text = reader.get(reverse("register:stored", args=[association.slug])).content.decode()

    assert f'href="{address(association, "att-lamna-ut/csv/")}"' in text


@pytest.mark.parametrize("role", ["chair", "manager"])
def test_list_asks_as_much_of_three_publications_as_of_one(association: Association, client: Client, role: str) -> None:
    reader = as_role(client, role, association)
    published(association)
    one = queries_of(reader, address(association))
    published(association, year=2023)
    published(association, year=2022)

    assert queries_of(reader, address(association)) == one


def test_page_asks_as_much_where_there_are_three_publications(association: Association, client: Client) -> None:
    reader = as_role(client, "chair", association)
    published(association)
    one = queries_of(reader, address(association, "1/"))
    published(association, year=2023)
    published(association, year=2022)

    assert queries_of(reader, address(association, "1/")) == one


@pytest.mark.parametrize("role", ["chair", "provider", "data_protection_officer"])
def test_start_page_of_a_reader_leads_to_what_was_published_last(
    association: Association, client: Client, role: str
) -> None:
    reader = as_role(client, role, association)
    before = reader.get(f"/f/{association.slug}/").content.decode()
    published(association)

    after = reader.get(f"/f/{association.slug}/").content.decode()

    assert ("Publicerad statistik" in before, "Publicerad statistik" in after) == (False, True)
    assert f'href="{address(association, "1/")}"' in after
