"""Räkna, setting up and what is stored, in the browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import standing_of
from mellanrum.web.interventions.models import Succession
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.register.services.due import month_before
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody
from support.setting_up import decisions_to_walk
from support.ticked import ticked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THIS = date.today().replace(day=1)  # noqa: DTZ011 - as a server without a zone of its own
LAST = month_before(THIS)
PAGES = {
    "rakna": "",
    "att-ratta": "att-ratta/",
    "satt-upp": "satt-upp/",
    "tider": "satt-upp/tider/",
    "tider-nya": "satt-upp/tider/nya/",
    "svar": "satt-upp/svar/",
    "svar-nytt": "satt-upp/svar/end_reason/nytt/",
    "grupper": "satt-upp/avslutsorsaker/",
    "grupp-ny": "satt-upp/avslutsorsaker/ny/",
    "tabeller": "satt-upp/tabeller/",
    "tabell-ny": "satt-upp/tabeller/end/ny/",
    "ingaende": "satt-upp/insats/coachingteamet/ingaende/",
    "tidigare": "satt-upp/insats/coachingteamet/tidigare/",
    "tidigare-ar": "satt-upp/insats/coachingteamet/tidigare/2023/",
    "lagras": "satt-upp/lagras/",
}


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/uppfoljning/{rest}"


def _filled() -> tuple[Association, User]:
    """An association that counts: one thing does not tie, one month is not counted, one stock is to be carried over."""
    association = an_association()
    manager = somebody("manager", association)
    coaching = an_intervention(association, "Coachingteamet", first_day=date(2020, 1, 1))
    before = an_intervention(association, "Mottagningsteamet", first_day=date(2020, 1, 1))
    after = an_intervention(association, "Vägledningscentrum Östra länet", first_day=LAST)
    Succession.objects.make(association, before=before, after=after, on=LAST)
    ticked(before, THIS.year, {THIS.month: {"start": (7, 8)}})
    ticked(coaching, THIS.year, {THIS.month: {"start": (53, 46), "end": (3, 2), "ongoing": (50, 45)}})
    standing = standing_of(manager, association.slug)
    assert standing
    decisions_to_walk(standing)
    source = {"source": "Årsredovisning 2023", "page": 12}
    for sex, value in (("", 112), ("woman", 60)):
        ReportedCount.objects.make(
            association, intervention=coaching, year=2023, key="started", sex=sex, value=value, **source
        )
    return association, manager


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_setting_up_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association, manager = _filled()
    page = open_page(look, user=manager)
    row = Succession.objects.of(association).get()
    pages = PAGES | {"overfor": f"satt-upp/insats/{row.after.slug}/overfor/{row.pk}/"}

    found = {}
    for name, rest in pages.items():
        page.goto(_url(association, rest))
        for fold in page.locator("details:not(.menu)").all():
            fold.evaluate("fold => fold.open = true")
        picture(page, name)
        found[name] = page_findings(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", ["manager", "coordinator", "coach", "data_protection_officer"])
def test_first_pages_of_an_empty_association_are_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, role: str
) -> None:
    association = an_association()
    page = open_page(look, user=somebody(role, association))

    page.goto(_url(association, "satt-upp/lagras/" if role == "data_protection_officer" else ""))

    picture(page, f"tomt-{role}")
    assert page_findings(page) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", ["coordinator", "coach"])
def test_pages_of_those_who_count_are_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, role: str
) -> None:
    association = an_association()
    user = somebody(role, association)
    coaching = an_intervention(association, "Coachingteamet", first_day=date(2020, 1, 1))
    counts_in(coaching, user)
    ticked(coaching, THIS.year, {THIS.month: {"start": (5, 6)}})
    page = open_page(look, user=user)

    wrong = []
    for name, url in {"start": f"/f/{association.slug}/", "rakna": _url(association)}.items():
        page.goto(url)
        picture(page, f"{name}-{role}")
        wrong += page_findings(page)

    assert wrong == []


def test_faults_of_forms_are_told_in_the_browser(open_page: OpenPage, picture: Picture) -> None:
    association, manager = _filled()
    page = open_page(Look("phone"), user=manager, statuses=(422,))
    page.goto(_url(association, "satt-upp/tabeller/end/ny/"))

    page.get_by_label("Efter", exact=True).select_option("age_band")
    page.get_by_label("Korsad med").select_option("end_reason")
    page.get_by_label("Tabellens namn").fill("Ålder efter orsak")
    page.get_by_role("button", name="Lägg till tabellen").click()

    expect(page.get_by_label("Lägg till den ändå")).to_be_visible()
    picture(page, "tabell-trang")
    assert page_findings(page) == []
    page.get_by_label("Lägg till den ändå").check()
    page.get_by_role("button", name="Lägg till tabellen").click()
    expect(page.get_by_role("status")).to_contain_text("Ålder efter orsak")


def test_opening_stock_is_entered_and_held_against_its_total(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    an_intervention(association, "Coachingteamet", first_day=date(2020, 1, 1))
    page = open_page(user=somebody("manager", association), statuses=(422,))
    page.goto(_url(association, "satt-upp/insats/coachingteamet/ingaende/"))

    page.get_by_label("Kvinnor", exact=True).fill("12")
    page.get_by_label("Grundskola, Kvinnor").fill("13")
    page.get_by_role("button", name="Spara de pågående").click()

    expect(page.get_by_role("alert")).to_contain_text("13 i tabellen, men 12 pågående")
    picture(page, "ingaende-fel")
    assert page_findings(page) == []
    page.get_by_label("Grundskola, Kvinnor").fill("7")
    page.get_by_role("button", name="Spara de pågående").click()
    expect(page.get_by_role("status")).to_contain_text("sparade")


def test_stock_is_carried_over_by_two_clicks(open_page: OpenPage) -> None:
    association, manager = _filled()
    page = open_page(user=manager)
    page.goto(_url(association, "satt-upp/"))

    page.get_by_role("link", name="För över de pågående").click()
    page.get_by_role("button", name="För över dem").click()

    expect(page.get_by_role("status")).to_contain_text("15 är överförda")
