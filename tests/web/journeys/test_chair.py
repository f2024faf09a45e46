"""The chair, in the evening: a link, two steps to sign in, the report as a page, and the figure that looks odd."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.reports.making import make_report
from support.browser import LOOKS, Look, OpenPage, Picture
from support.editing import standing_at
from support.journeys import Walk, filled, sign_in_as
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "Verifikat visas inte för din roll"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_chair_reads_the_report_and_is_told_where_a_figure_stops(
    open_page: OpenPage, picture: Picture, look: Look
) -> None:
    association = filled()
    association.second_factor = True
    association.save()
    report = make_report(standing_at(somebody("manager", association), association), 2025)
    page = open_page(look, statuses=[403])
    walk = Walk("chair", look, page, picture)

    page.goto(f"/f/demo/rapporter/{report.pk}/")
    walk.looks("sign-in")
    sign_in_as(page, somebody("chair", association))
    expect(page.get_by_role("heading", level=1)).to_have_text("Årsredovisning 2025, ekonomisk del")
    page.goto("/")
    walk.looks("start")
    page.get_by_role("link", name="Läs rapporten").click()
    walk.looks("report")
    page.get_by_role("table", name="Resultaträkning 2025").get_by_role("link", name="−7 680 846").click()
    expect(page.locator(".trace-stop").last).to_contain_text("Här slutar vägen, vid konto och månad.")
    expect(page.locator(".trace-stop").last).to_contain_text(WHY)
    walk.looks("odd-figure")
    vouchers = page.locator(".trace a[href*='/2025-']").count()
    page.get_by_role("link", name="Ekonomi", exact=True).click()
    walk.looks("economy")
    tabs = page.locator("nav.sub-tabs a").all_inner_texts()
    page.goto("/f/demo/ekonomi/las-in/")
    expect(page.get_by_text("Din roll låter dig inte läsa in bokföring eller budget.")).to_be_visible()
    walk.looks("refused")

    assert walk.found == {}
    assert vouchers == 0
    assert [tab for tab in tabs if tab in {"Läs in", "Filer"}] == []
