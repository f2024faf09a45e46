"""The pages of publishing in a browser: in every look, on a telephone, with and without scripts."""

import re
from html import unescape

import pytest
from playwright.sync_api import Page, expect

from mellanrum.web.publishing.models import Draft, State
from mellanrum.web.publishing.services import drafting
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.following_up import standing_in
from support.people import an_association, somebody
from support.published import published

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "tallies"]),
    pytest.mark.usefixtures("counts"),
]


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/publicerat/{rest}"


def opened(page: Page) -> None:
    """Unfold every part of a page, and let its pictures come."""
    page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
    for image in page.locator("figure.chart img").all():
        image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    manager = standing_in(association)
    page = open_page(look, user=manager.user)
    page.goto(address(association))
    picture(page, "published-none")
    found = {"none": page_findings(page)}
    published(association, standing=manager)
    drafting.begin(manager, "2024", {})
    for name, rest in (
        ("list", ""),
        ("one", "1/"),
        ("choose", "publicera/"),
        ("draft", "publicera/utkast/"),
        ("withdraw", "1/dra-tillbaka/"),
    ):
        page.goto(address(association, rest))
        opened(page)
        picture(page, f"published-{name}")
        found[name] = page_findings(page)
    Draft.objects.update(state=State.FAILED, problem="Ett tal går inte att skydda.")
    page.goto(address(association, "publicera/utkast/"))
    picture(page, "published-failed")
    found["failed"] = page_findings(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_manager_chooses_a_form_publishes_and_withdraws(open_page: OpenPage, javascript: bool) -> None:
    association = an_association()
    page = open_page(user=somebody("manager", association), javascript=javascript)
    page.goto(address(association))

    page.locator("main").get_by_role("link", name="Publicera", exact=True).last.click()
    page.get_by_role("group", name="Vad som ska publiceras").get_by_label("Statistik 2024", exact=True).check()
    page.get_by_role("button", name="Visa vad som skulle publiceras").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkast: statistik 2024")
    page.get_by_text("Visa grövre eller finare").first.click()
    page.get_by_label("Som den är").first.check()
    page.get_by_role("button", name="Visa så").first.click()
    expect(page.get_by_role("table", name="Startade efter ålder", exact=True)).to_contain_text("Kvinnor")
    page.get_by_role("button", name="Publicera statistik 2024").click()
    expect(page.locator(".message.success")).to_have_text("Publicerat som nummer 1: statistik 2024.")
    page.get_by_role("link", name="Dra tillbaka").click()
    page.get_by_label("Varför den dras tillbaka").fill("Fel år.")
    page.get_by_role("button", name="Dra tillbaka").click()
    expect(page.locator(".notice.warning")).to_contain_text("Fel år.")


def test_page_prints_with_its_tables_and_nothing_that_is_pressed(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    published(association)
    page = open_page(user=somebody("chair", association))
    page.goto(address(association, "1/"))
    opened(page)
    page.emulate_media(media="print")

    picture(page, "print-published")
    pressed = page.locator("nav, header, footer, button, .actions, .table-tools, .on-screen")
    assert [each.inner_text() for each in pressed.all() if each.is_visible()] == []
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.locator("main p", has_text=f"{association.name}. Nummer 1")).to_be_visible()


def test_waiting_page_goes_on_by_itself(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    association = an_association()
    manager = standing_in(association)
    begun: list[object] = []
    monkeypatch.setattr(drafting, "_start", begun.append)
    draft = drafting.begin(manager, "2024", {})
    page = open_page(user=manager.user)
    page.goto(address(association, "publicera/utkast/"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Utkastet för statistik 2024 görs")
    drafting.work(manager, draft.pk)
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkast: statistik 2024")
    assert re.search("Publicera statistik 2024", unescape(page.content()))
