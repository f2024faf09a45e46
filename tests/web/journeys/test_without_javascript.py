"""The manager's way from a file to a report, in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.reports.models import MadeReport
from support.books import DATA
from support.browser import OpenPage
from support.journeys import read_in
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_manager_comes_from_file_to_report(open_page: OpenPage) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    page = open_page(user=somebody("manager", association), javascript=False)
    page.goto("/")

    page.get_by_role("link", name="Läs in bokföringen").click()
    read_in(page, DATA / "dk2025.se")
    page.get_by_role("link", name="Start", exact=True).click()
    page.get_by_role("button", name="Gör rapporten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Årsredovisning 2025, ekonomisk del")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Hämta PDF").click()
    page.get_by_role("table", name="Resultaträkning 2025").get_by_role("link", name="7 492 255").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verksamhetens intäkter 2025")
    page.locator("main summary").first.click()
    page.get_by_role("link", name="jan 2025").first.click()
    expect(page.get_by_role("table", name="Verifikat")).to_be_visible()

    assert waited.value.path().read_bytes() == bytes(MadeReport.objects.get().pdf or b"")
