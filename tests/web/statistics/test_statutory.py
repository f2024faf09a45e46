"""The sheet for the state's follow-up on the site: money from the books, counts, and what is lacking."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mellanrum.web.interventions.models import Counting, Intervention, YearPlan
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.following_up import individual, starts
from support.held_books import hold
from support.links import Links
from web.statistics.test_figures import address, rows_of

SHEET = "blad/uppfoljning-finsam/"


@pytest.fixture
def with_books(dk: Association) -> Association:
    """Return the example with its books, its account map, and a plan for Coachingteamet."""
    hold(dk, "dk2025.se", own_map=True)
    coaching = Intervention.objects.of(dk).get(slug="coachingteamet")
    YearPlan.objects.make(dk, intervention=coaching, year=2025, from_association=Decimal("4101000.50"), budgeted=200)
    return dk


def text_of(client: Client, association: Association, query: str) -> str:
    return client.get(address(association, f"{SHEET}{query}")).content.decode().replace("&nbsp;", " ")


def test_sheet_of_a_year_is_what_the_law_asks_for(manager: Client, with_books: Association) -> None:
    rows = rows_of(manager, with_books, f"{SHEET}csv/?year=2025")

    assert rows[0] == ["Insats", "Inriktning", "ESF-projekt", "Vad", "Kvinnor", "Män", "Totalt"]
    own = [row[3:] for row in rows if row[0] == with_books.name]
    assert own == [
        ["Medel från medlemmarna, kr", "", "", "4942000"],
        ["Utgående eget kapital, kr", "", "", "436119"],
        ["Administration, budget, kr", "", "", "340000"],
        ["Administration, utfall, kr", "", "", own[3][3]],
    ]
    coaching = [row[1:] for row in rows if row[0] == "Coachingteamet"]
    assert {(row[0], row[1]) for row in coaching} == {("Individinriktad", "Nej")}
    assert [row[2:] for row in coaching] == [
        ["Budget, kr", "", "", "4101001"],
        ["Utfall, kr", "", "", coaching[1][5]],
        ["Budgeterat antal", "", "", "200"],
        ["Nya", "53", "46", "99"],
        ["Avslutade", "50", "34", "84"],
    ]


def test_outcome_of_intervention_is_that_of_its_cost_centre(manager: Client, with_books: Association) -> None:
    rows = rows_of(manager, with_books, f"{SHEET}csv/?year=2025")
    trace = manager.get(f"/f/{with_books.slug}/ekonomi/2025/uppgift/operations.individ.cost/")

    outcome = next(row[6] for row in rows if row[0] == "Coachingteamet" and row[3] == "Utfall, kr")
    assert trace.context["figure"].rounded == -Decimal(outcome)


def test_period_has_counts_alone_and_lacks_nothing(manager: Client, with_books: Association) -> None:
    rows = rows_of(manager, with_books, f"{SHEET}csv/?year=2025&part=1")
    text = text_of(manager, with_books, "?year=2025&part=1")

    assert {row[3] for row in rows[1:]} == {"Nya", "Avslutade", "Deltog"}
    assert "Det här saknas" not in text
    assert "lämnas för hela år" in text


def test_every_number_that_has_a_figure_opens_its_trace(manager: Client, with_books: Association) -> None:
    links = Links(text_of(manager, with_books, "?year=2025"))

    answers = {url: manager.get(url.replace("&amp;", "&")).status_code for url in links.figures}

    assert len(answers) == 10  # four of the association, two outcomes, new and ended by two sexes
    assert set(answers.values()) == {200}


def test_sheet_without_books_says_so_and_where_to_read_them_in(manager: Client, dk: Association) -> None:
    text = text_of(manager, dk, "?year=2025")

    assert "Ingen bokföring är inläst för 2025." in text
    assert f'href="/f/{dk.slug}/ekonomi/las-in/"' in text
    assert "Coachingteamet har varken pengar eller budgeterat antal för 2025." in text
    assert f'href="/f/{dk.slug}/insatser/coachingteamet/pengar/nytt-ar/"' in text


def test_sheet_says_which_intervention_has_no_place_in_the_books(manager: Client, with_books: Association) -> None:
    individual(with_books, "ny-insats")
    starts(with_books, "ny-insats", 6, 6)

    text = text_of(manager, with_books, "?year=2025")

    assert "Det är inte valt var i bokföringen kostnaderna för ny-insats står." in text
    assert f'href="/f/{with_books.slug}/ekonomi/omraden/insats/ny-insats/"' in text


def test_year_that_a_document_tells_has_its_numbers_and_says_what_lacks(manager: Client, dk: Association) -> None:
    for slug, key, sex, value in (
        ("a", "started", "woman", 53),
        ("a", "started", "man", 46),
        ("b", "started", "", 99),
    ):
        row = Intervention.objects.of(dk).filter(slug=slug).first() or individual(dk, slug)
        ReportedCount.objects.make(
            dk, intervention=row, year=2024, key=key, sex=sex, value=Decimal(value), source="Årsredovisning 2024"
        )
    individual(dk, "c")
    YearPlan.objects.make(
        dk, intervention=Intervention.objects.of(dk).get(slug="c"), year=2024, from_association=Decimal(1000)
    )

    rows = rows_of(manager, dk, f"{SHEET}csv/?year=2024")
    page = text_of(manager, dk, "?year=2024")
    answers = {url: manager.get(url.replace("&amp;", "&")) for url in Links(page).figures}

    new = {row[0]: row[4:] for row in rows if row[3:4] == ["Nya"] and row[0] in {"a", "b", "c"}}
    assert new == {"a": ["53", "46", "99"], "b": ["", "", ""], "c": ["", "", ""]}
    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert len([url for url in answers if "/statistik/a/" in url or "/statistik/b/" in url]) == 2
    assert "Uppgifterna ur dokument om b 2024 har inte alla tal på juridiskt kön." in page
    assert f'href="{reverse("register:earlier_year", args=[dk.slug, "b", 2024])}"' in page
    assert "Inget är räknat i c 2024." in page


def test_numbers_of_an_intervention_that_now_counts_heads_alone_open_nothing(manager: Client, dk: Association) -> None:
    Intervention.objects.of(dk).filter(slug="coachingteamet").update(counting=Counting.HEAD_COUNTS)
    rows = rows_of(manager, dk, f"{SHEET}csv/?year=2025")
    links = Links(text_of(manager, dk, "?year=2025"))

    assert [row[4:] for row in rows if row[0] == "Coachingteamet" and row[3] == "Nya"] == [["53", "46", "99"]]
    assert links.figures == []


def test_map_of_accounts_is_read_once_however_many_interventions_have_no_place_in_it(
    manager: Client, with_books: Association
) -> None:
    page = address(with_books, f"{SHEET}?year=2025")
    asked = []
    for more in (("en",), ("tva", "tre")):
        for slug in more:
            individual(with_books, slug)
            starts(with_books, slug, 6, 6)
        manager.get(page)
        asked.append(queries_of(manager, page))

    assert asked[0] == asked[1]


def test_money_is_in_sek_in_english(manager: Client, with_books: Association) -> None:
    manager.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    rows = rows_of(manager, with_books, f"{SHEET}csv/?year=2025")

    assert [row[3] for row in rows if row[0] == "Coachingteamet"][:3] == [
        "Budget, SEK",
        "Outcome, SEK",
        "Budgeted number",
    ]


def test_sheet_says_that_nothing_differs(manager: Client, dk: Association) -> None:
    assert "Bladet och förbundets egna totaler är lika." in text_of(manager, dk, "?year=2025")


def test_sheet_explains_what_differs_from_own_totals(manager: Client, dk: Association) -> None:
    individual(dk, "projektet", is_esf=True)
    starts(dk, "projektet", 6, 6)

    answer = manager.get(address(dk, f"{SHEET}xlsx/?year=2025"))

    table = load_workbook(BytesIO(answer.content)).worksheets[2]
    rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=4)]
    at = next(at for at, row in enumerate(rows) if row[0] == "Nya")
    assert [row[1] for row in rows[at : at + 3]] == [111, -12, 99]
    assert str(rows[at + 1][0]).startswith("ESF-projekt")
