"""Those who read and sign read the statistics as they are published; exact pages say where to, and who can."""

import re

import pytest
from playwright.sync_api import expect

from support.browser import LOOKS, Look, OpenPage, Picture
from support.interventions import an_intervention
from support.journeys import Walk, with_two_municipalities
from support.people import somebody
from support.published import published
from support.ticked import ticked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Din roll läser statistiken som den är publicerad, med de tal dolda som kunde peka ut någon."
WHO = "De som kan: förbundschef, administratör eller samordnare."
RESTS = (
    "coachingteamet/",
    "blad/uppfoljning-finsam/",
    "coachingteamet/uppgift/interventions.coachingteamet.started/",
    "coachingteamet/tabell/flow/csv/",
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", ["board_member", "accountant"])
def test_reader_reads_what_is_published_and_nothing_else(
    open_page: OpenPage, picture: Picture, look: Look, role: str
) -> None:
    association = with_two_municipalities()
    ticked(an_intervention(association), 2026, {1: {"start": (153, 146)}})
    page = open_page(look, user=somebody(role, association), statuses=[403])
    walk = Walk(f"published-{role}", look, page, picture)
    page.goto("/")

    page.get_by_role("link", name="Statistik", exact=True).click()
    expect(page.get_by_text("Inget är publicerat än")).to_be_visible()
    walk.looks("nothing")
    published(association)
    page.reload()
    page.get_by_role("link", name="2024").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Statistik 2024")
    table = page.get_by_role("table", name="Startade i varje insats")
    expect(table).to_be_visible()
    walk.looks("publication")
    page.locator("summary", has=page.locator("#coachingteamet-started")).click()
    hidden = page.get_by_role("table", name="Coachingteamet: startade efter ålder").get_by_text("dolt").count()
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile(r"CSV\W+Startade i varje insats")).click()
    page.goto(f"/f/{association.slug}/statistik/coachingteamet/")
    expect(page.locator("main")).to_contain_text(WHY)
    expect(page.locator("main")).to_contain_text(WHO)
    walk.looks("refused")
    refused = [page.request.get(f"/f/{association.slug}/statistik/{rest}") for rest in RESTS]
    page.get_by_role("link", name="Det som är publicerat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publicerad statistik")

    assert walk.found == {}
    assert hidden >= 2
    assert taken.value.suggested_filename == "finsam-degerforskarlskoga-2024-1-interventions.csv"
    assert [answer.status for answer in refused] == [403] * len(RESTS)
    assert [answer for answer in refused if re.search(r"\b(153|146|299)\b", answer.text())] == []
