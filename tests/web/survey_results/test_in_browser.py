"""The pages of results in a browser: in every look, in both languages, and reading results in by hand."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.figures import figures_of
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.survey_results.models import ReportedResults
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.following_up import standing_in
from support.people import an_association, somebody
from support.reported import TABLE, results_to_walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "tallies"])]

PATIENCE = 60_000
"""Milliseconds: a long page, with all its charts, on a busy machine."""
PAGES = (
    *("", "indikator/4/", "enkat/reported_event/", "uppgift/2023/indicators.7.ended.positive/"),
    *("aktiviteter/", "aktiviteter/ny/", "summor/", "summor/violence_screening/2025/"),
    *("inlast/", "inlast/las-in/", "inlast/skriv-in/ended/", "brott/"),
)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    manager = standing_in(association)
    results_to_walk(manager)
    found = figures_of(association, manager.day, "surveys-2023")
    assert found
    publish(manager, found.subject, found.tables, Wish({}))
    page = open_page(look, user=manager.user)
    page.set_default_timeout(PATIENCE)

    for rest in (*PAGES, "../publicerat/1/"):
        page.goto(f"/f/{association.slug}/enkatresultat/{rest}")
        page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
        for image in page.locator("figure.chart img").all():
            image.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        picture(page, rest.strip("./").replace("/", "-") or "home")
        assert (rest, page_findings(page)) == (rest, [])


@pytest.mark.parametrize("look", [Look("phone"), Look()], ids=str)
def test_pasted_table_is_read_in(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    page = open_page(look, user=somebody("manager", association), statuses=(422,))
    page.goto(f"/f/{association.slug}/enkatresultat/inlast/las-in/")
    picture(page, "read-in")
    assert page_findings(page) == []
    page.get_by_label("År", exact=True).fill("2023")
    page.get_by_label("Källa").fill("NNS, resultat 2023")
    page.get_by_label("Eller klistra in en tabell").fill(TABLE.replace("Deltagare avslut", "De som slutat"))

    page.get_by_role("button", name="Titta på resultaten").click()
    picture(page, "asked")
    assert page_findings(page) == []
    page.get_by_label("De som slutat").select_option(label="Deltagare, vid avslut")
    page.get_by_role("button", name="Titta igen").click()
    picture(page, "looked")
    page.get_by_role("button", name="Läs in resultaten").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Inlästa resultat")
    assert ReportedResults.objects.count() == 1
