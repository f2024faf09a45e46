"""The manager begins to follow up: in January, and in the middle of a year that has other years behind it."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.counters import store
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture
from support.journeys import Walk, with_two_municipalities
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEBRUARY, AUGUST = date(2026, 2, 4), date(2026, 8, 5)
PATIENCE = 60_000
"""Milliseconds: a long page with its charts, on a busy machine."""


@pytest.fixture
def association() -> Association:
    return with_two_municipalities()


def adds_the_intervention(walk: Walk, first_day: str) -> None:
    page = walk.page
    page.get_by_role("link", name="Räkna", exact=True).click()
    walk.looks("nothing-to-count")
    page.get_by_role("link", name="Lägg till en insats").click()
    page.get_by_label("Namn").fill("Coachingteamet")
    for choice in ("Individinriktad", "Individinriktade insatser", "Deltagare, en och en"):
        page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_label("Slag").select_option(label="Arbetslivsinriktad")
    page.get_by_label("Från och med").fill(first_day)
    walk.looks("new-intervention")
    page.get_by_role("button", name="Lägg till insatsen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coachingteamet")


def lets_in(walk: Walk, colleague: User) -> None:
    page = walk.page
    page.get_by_role("link", name="Släpp in någon").click()
    page.get_by_label("Vem").select_option(f"{colleague.pk}/coordinator")
    walk.looks("lets-in")
    page.get_by_role("button", name="Lägg till", exact=True).click()
    expect(page.get_by_role("table", name="Räknar nu eller framöver")).to_contain_text(colleague.name)
    walk.looks("intervention")


def goes_to_setting_up(page: Page) -> None:
    page.get_by_role("link", name="Räkna", exact=True).first.click()
    page.get_by_role("link", name="Så räknar vi", exact=True).click()


def enters_those_ongoing(walk: Walk) -> None:
    page = walk.page
    goes_to_setting_up(page)
    walk.looks("setting-up")
    page.get_by_role("link", name="Skriv in dem").click()
    page.get_by_label("Kvinnor", exact=True).fill("60")
    page.get_by_label("Män", exact=True).fill("40")
    page.get_by_label("Gymnasium, Kvinnor").fill("40")
    walk.looks("ongoing")
    page.get_by_role("button", name="Spara de pågående").click()
    expect(page.get_by_role("status")).to_contain_text("sparade")


def counts_a_month(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Räkna", exact=True).first.click()
    walk.looks("count")
    page.get_by_role("link", name="Fyll i pinnbladet").click()
    for label, number in (("Startade, kvinnor", "53"), ("Startade, män", "46"), ("Avslutade, kvinnor", "9")):
        page.get_by_label(label, exact=True).fill(number)
    page.get_by_role("button", name="Spara pinnbladet").last.click()
    expect(page.get_by_role("status")).to_have_text("Pinnbladet är sparat.")


def asks_how_it_is_going(walk: Walk) -> dict[str, str]:
    page = walk.page
    page.get_by_role("link", name="Statistik", exact=True).click()
    page.get_by_role("navigation", name="Statistik").get_by_role("link", name="Coachingteamet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coachingteamet 2026")
    walk.looks("statistics")
    names, said = (page.locator(f"main dl.facts {tag}").all_inner_texts() for tag in ("dt", "dd"))
    return dict(zip(names, said, strict=True))


def opens_a_figure(walk: Walk) -> None:
    page = walk.page
    page.locator("table#flow a.figure").filter(has_text="99").first.click()
    expect(page.locator(".trace")).to_contain_text("inget finns sparat om enskilda deltagare")
    walk.looks("opened")


def fetches(page: Page, link: Locator) -> str:
    with page.expect_download() as waited:
        link.click()
    return waited.value.path().read_text("utf-8-sig")


def hands_in(walk: Walk) -> str:
    page = walk.page
    page.get_by_role("link", name="Till Uppföljning Finsam").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Till Uppföljning Finsam 2026")
    walk.looks("to-hand-in")
    return fetches(page, page.get_by_role("link", name="Hämta som CSV"))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_manager_begins_and_says_how_it_is_going(
    open_page: OpenPage, picture: Picture, look: Look, association: Association, on_day: Callable[[date], None]
) -> None:
    on_day(FEBRUARY)
    coordinator = somebody("coordinator", association)
    walk = Walk("begins", look, open_page(look, user=somebody("manager", association)), picture)
    walk.page.set_default_timeout(PATIENCE)
    walk.page.goto("/")

    adds_the_intervention(walk, "2024-01-01")
    lets_in(walk, coordinator)
    enters_those_ongoing(walk)
    counts_a_month(walk)
    facts = asks_how_it_is_going(walk)
    opens_a_figure(walk)
    fetched = fetches(walk.page, walk.page.locator("a[href*='/tabell/flow/csv/']"))
    flow = list(csv.reader(fetched.splitlines(), delimiter=";"))
    sheet = hands_in(walk)

    assert walk.found == {}
    assert {name: facts.get(name) for name in ("Startade", "Pågående vid periodens slut")} == {
        "Startade": "99 (kvinnor 53, män 46)",
        "Pågående vid periodens slut": "190 (kvinnor 104, män 86)",
    }
    assert ["Startade", "53", "46", "99"] in flow
    assert "Coachingteamet;Individinriktad;Nej;Nya;53;46;99" in sheet.splitlines()


def writes_an_earlier_year(walk: Walk, year: int, started: str) -> None:
    page = walk.page
    page.get_by_role("link", name=f"Skriv in {year}", exact=True).click()
    page.get_by_role("textbox", name="Dokument").fill(f"Årsredovisning {year}")
    page.get_by_label("Startade, alla", exact=True).fill(started)
    walk.looks("earlier-year")
    page.get_by_role("button", name="Spara talen").click()
    expect(page.get_by_role("link", name=f"Ändra {year}", exact=True)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_first_hour_in_the_middle_of_a_year_with_other_years_behind(
    open_page: OpenPage, picture: Picture, look: Look, association: Association, on_day: Callable[[date], None]
) -> None:
    on_day(AUGUST)
    walk = Walk("first-hour", look, open_page(look, user=somebody("manager", association)), picture)
    page = walk.page
    page.set_default_timeout(PATIENCE)
    page.goto("/")

    adds_the_intervention(walk, "2022-01-01")
    enters_those_ongoing(walk)
    goes_to_setting_up(page)
    page.get_by_role("link", name="Skriv in", exact=False).first.click()
    for year, started in ((2024, "120"), (2025, "99")):
        writes_an_earlier_year(walk, year, started)
    walk.looks("earlier")
    counts_a_month(walk)
    asks_how_it_is_going(walk)

    years = page.locator("section").filter(has=page.get_by_role("heading", name="Åren bredvid varandra"))
    expect(years).to_contain_text("annan metod")
    expect(years).to_contain_text("120")
    ledger = store.ledger_of(association, "coachingteamet", 2026)
    assert walk.found == {}
    assert ledger is not None
    assert {key: count.on_time for key, count in ledger.month(7).counts.items()} == {
        ("start", Sex.WOMAN): 53,
        ("start", Sex.MAN): 46,
        ("end", Sex.WOMAN): 9,
    }
    assert sorted(ReportedCount.objects.of(association).values_list("year", "key", "value")) == [
        (2024, "started", Decimal(120)),
        (2025, "started", Decimal(99)),
    ]
