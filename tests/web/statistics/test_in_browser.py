"""The pages of statistics in a browser: in every look, on a telephone, with figures that open in place."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.interventions.models import Intervention
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.following_up import followed_up
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "tallies"])]


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/statistik/{rest}"


PATIENCE = 60_000
"""Milliseconds: a long page, with all its charts, on a busy machine."""


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = followed_up(an_association())
    page = open_page(look, user=somebody("manager", association))
    page.set_default_timeout(PATIENCE)

    for name, rest in (
        ("association", "?year=2025"),
        ("intervention", "coachingteamet/?year=2025"),
        ("guidance", "mottagningsteamet/?year=2025"),
        ("statutory", "blad/uppfoljning-finsam/?year=2025"),
        ("trace", "coachingteamet/uppgift/interventions.coachingteamet.end_reasons.self_support.share/?year=2025"),
    ):
        page.goto(address(association, rest))
        page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
        for image in page.locator("figure.chart img").all():
            image.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        picture(page, name)
        assert (name, page_findings(page)) == (name, [])


@pytest.mark.parametrize("look", [Look("phone"), Look()], ids=str)
def test_figure_opens_in_place_and_closes(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = followed_up(an_association())
    page = open_page(look, user=somebody("manager", association))
    page.set_default_timeout(PATIENCE)
    page.goto(address(association, "coachingteamet/?year=2025"))
    link = page.locator("table[id='flow'] a.figure").filter(has_text="99").first

    link.click()
    expect(page.locator(".trace-row")).to_contain_text("inget finns sparat om enskilda deltagare")
    picture(page, "opened")
    assert page_findings(page) == []
    link.click()
    expect(page.locator(".trace-row")).to_have_count(0)


def test_choice_is_made_and_the_list_sorted_without_scripts(open_page: OpenPage) -> None:
    association = followed_up(an_association())
    page = open_page(user=somebody("manager", association), javascript=False)
    page.set_default_timeout(PATIENCE)
    page.goto(address(association))

    page.get_by_label("År", exact=True).select_option("2025")
    page.get_by_role("group", name="Vilka deltagare").get_by_label("Alla under året").check()
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Statistik 2025")
    expect(page.get_by_role("heading", name="Alla under tiden")).to_be_visible()
    page.get_by_role("columnheader", name="Startade").get_by_role("link").first.click()
    expect(page.locator("th[aria-sort='descending']")).to_have_text("Startade")


def test_folded_part_is_opened_by_its_link_and_by_its_heading(open_page: OpenPage, picture: Picture) -> None:
    association = followed_up(an_association())
    page = open_page(Look("phone"), user=somebody("manager", association))
    page.set_default_timeout(PATIENCE)
    page.goto(address(association, "coachingteamet/?year=2025"))
    ended, years = page.locator("table[id='sets']"), page.locator("table[id='years']")

    expect(ended).not_to_be_visible()
    picture(page, "folded")
    page.get_by_role("link", name="Vid avslutet", exact=True).click()
    expect(ended).to_be_visible()
    page.locator("summary", has=page.locator("#ar")).press("Enter")
    expect(years).to_be_visible()


def test_folded_part_is_opened_without_scripts(open_page: OpenPage) -> None:
    association = followed_up(an_association())
    page = open_page(user=somebody("manager", association), javascript=False)
    page.set_default_timeout(PATIENCE)
    page.goto(address(association, "coachingteamet/?year=2025"))

    page.locator("summary", has=page.locator("#avslut")).click()
    expect(page.locator("table[id='sets']")).to_be_visible()


@pytest.mark.parametrize("look", [Look("phone"), Look("desktop", "dark")], ids=str)
def test_empty_and_refused_pages_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    Intervention.objects.make(
        association, slug="ny", direction="individual", counting="participations", first_day="2024-01-01"
    )
    for name, role in (("empty", "manager"), ("alone", "coordinator"), ("refused", "chair")):
        page = open_page(look, user=somebody(role, association), statuses=(403,))
        page.goto(address(association))
        picture(page, f"none-{name}")
        assert (name, page_findings(page)) == (name, [])
