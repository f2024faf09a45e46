"""Those who read and sign are told why the statistics are not shown to them yet, and who can see them."""

import re

import pytest
from playwright.sync_api import expect

from support.browser import LOOKS, Look, OpenPage, Picture
from support.interventions import an_intervention
from support.journeys import Walk, with_two_municipalities
from support.people import somebody
from support.ticked import ticked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Din roll får läsa statistiken när små tal i den kan skyddas, så att ingen går att känna igen."
WHO = "De som kan: förbundschef, administratör eller samordnare."
RESTS = (
    "coachingteamet/",
    "blad/uppfoljning-finsam/",
    "coachingteamet/uppgift/interventions.coachingteamet.started/",
    "coachingteamet/tabell/flow/csv/",
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", ["board_member", "accountant"])
def test_reader_is_told_why_and_who_can(open_page: OpenPage, picture: Picture, look: Look, role: str) -> None:
    association = with_two_municipalities()
    ticked(an_intervention(association), 2026, {1: {"start": (53, 46)}})
    page = open_page(look, user=somebody(role, association), statuses=[403])
    walk = Walk(f"refused-{role}", look, page, picture)
    page.goto("/")

    page.get_by_role("link", name="Statistik", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här är inte för din roll")
    expect(page.locator("main")).to_contain_text(WHY)
    expect(page.locator("main")).to_contain_text(WHO)
    walk.looks("statistics")
    refused = [page.request.get(f"{page.url.partition('?')[0]}{rest}") for rest in RESTS]
    page.get_by_role("link", name="Vad min roll får, och vem som kan resten").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert walk.found == {}
    assert [answer.status for answer in refused] == [403] * len(RESTS)
    assert [answer for answer in refused if re.search(r"\b(53|46|99)\b", answer.text())] == []
