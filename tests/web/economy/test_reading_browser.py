"""Reading the economy in a browser: as people look at it, and with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.held_books import hold
from support.people import somebody

pytestmark = pytest.mark.browser

PAGES = {
    "oversikt": "",
    "hur-gar-det": "hur-gar-det/",
    "resultat": "resultatrakning/",
    "drift": "driftredovisning/",
    "noter": "noter/",
    "fem-ar": "fem-ar/",
    "nyckeltal": "nyckeltal/",
    "avvikelser": "avvikelser/",
    "att-atgarda": "att-atgarda/",
    "kommentar": "avvikelser/administration/",
    "grans": "nyckeltal/grans/",
}


@pytest.fixture
def dk(association: Association) -> Association:
    """Return an association with the demo's books."""
    hold(association, "dk2025.se", "dk2023.se", own_map=True)
    return association


def go(page: Page, association: Association, path: str) -> None:
    page.goto(f"/f/{association.slug}/ekonomi/2025/{path}")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_right_by_axe_and_fit(open_page: OpenPage, picture: Picture, dk: Association, look: Look) -> None:
    page = open_page(look, user=somebody("accountant", dk))

    found = {}
    for name, path in PAGES.items():
        go(page, dk, path)
        picture(page, name)
        found[name] = page_findings(page)

    assert found == {name: [] for name in PAGES}


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_figure_opens_down_to_the_voucher(open_page: OpenPage, picture: Picture, dk: Association, look: Look) -> None:
    page = open_page(look, user=somebody("auditor", dk))
    go(page, dk, "resultatrakning/")

    page.get_by_role("link", name="7 492 255").click()
    page.locator(".trace summary").first.click()
    page.locator(".trace").get_by_role("link", name="jan 2025").first.click()
    page.get_by_text("Hela verifikatet").first.click()

    expect(page.get_by_text("allt som rörde sig på kontot")).to_be_visible()
    picture(page, "till-verifikatet")
    assert page_findings(page) == []


def test_figure_opens_and_closes_by_keyboard(open_page: OpenPage, dk: Association) -> None:
    page = open_page(user=somebody("chair", dk))
    go(page, dk, "resultatrakning/")
    figure = page.get_by_role("link", name="7 492 255")

    expect(figure).to_have_attribute("aria-expanded", "false")
    figure.press("Enter")
    expect(page.locator(".trace-row .trace")).to_be_visible()
    expect(figure).to_have_attribute("aria-expanded", "true")
    page.locator(".trace summary").first.press("Enter")
    page.locator(".trace summary").first.press("Escape")

    expect(page.locator(".trace-row")).to_have_count(0)
    expect(figure).to_be_focused()
    for closes in ("Enter", "Escape"):
        figure.press("Enter")
        expect(page.locator(".trace-row .trace")).to_be_visible()
        figure.press(closes)
        expect(page.locator(".trace-row")).to_have_count(0)


def test_large_trace_brings_a_branch_when_it_is_opened(open_page: OpenPage, dk: Association) -> None:
    page = open_page(user=somebody("manager", dk))
    go(page, dk, "")

    page.get_by_role("link", name="−35 877 kr").click()
    page.locator(".trace details[hx-get] > summary").first.click()

    expect(page.locator(".trace details[open] .branch li").first).to_be_visible()


def test_figure_is_a_page_without_javascript(open_page: OpenPage, dk: Association) -> None:
    page = open_page(user=somebody("manager", dk), javascript=False)
    go(page, dk, "resultatrakning/")

    page.get_by_role("link", name="7 492 255").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Verksamhetens intäkter 2025")


def test_the_boards_page_prints_on_one_sheet(open_page: OpenPage, dk: Association) -> None:
    page = open_page(user=somebody("chair", dk))
    go(page, dk, "hur-gar-det/")

    pdf = page.pdf(format="A4", margin={"top": "15mm", "bottom": "15mm", "left": "18mm", "right": "18mm"})

    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page/") + pdf.count(b"/Type /Page ") == 1
