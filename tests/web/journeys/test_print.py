"""Pages on paper: what is read, and nothing that is pressed."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import Look, OpenPage, Picture
from support.journeys import filled
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRESSED = "nav, header, footer, button, .actions, .table-tools, .chart details, .on-screen"
TURNED = {"light": "none", "dark": "invert(1) hue-rotate(180deg)"}
"""What a chart that was drawn for a scheme needs to be read on white."""


@pytest.mark.parametrize("look", [Look(), Look("desktop", "dark")], ids=str)
@pytest.mark.parametrize("address", ["resultatrakning", "hur-gar-det", "nyckeltal"])
def test_page_prints_without_what_is_pressed(open_page: OpenPage, picture: Picture, address: str, look: Look) -> None:
    page = open_page(look, user=somebody("chair", filled()))
    page.goto(f"/f/demo/ekonomi/2025/{address}/")
    page.emulate_media(media="print", color_scheme=look.scheme)

    picture(page, f"print-{address}")
    assert [each.inner_text() for each in page.locator(PRESSED).all() if each.is_visible()] == []
    expect(page.get_by_role("table").first).to_be_visible()
    for chart in page.locator(".chart picture img").all():
        expect(chart).to_have_css("filter", TURNED[look.scheme])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_links_of_running_text_are_spelled_out_and_the_page_has_its_address(
    open_page: OpenPage, picture: Picture
) -> None:
    page = open_page(user=somebody("manager", filled()))
    page.goto("/f/demo/ekonomi/tidigare-ar/?x=1")
    address = page.locator(".printed-address")
    expect(address).not_to_be_visible()
    page.emulate_media(media="print")

    picture(page, "print-links")
    expect(address).to_have_text(f"Sidans adress: {page.url}")
    page.goto("/f/demo/forbund/medlemmar/")
    assert spelled(page, "main p > a[href='/f/demo/forbund/medlemmar/fordelning/']") != "none"
    assert spelled(page, "main td a") == "none"


def spelled(page: Page, link: str) -> str:
    """What is written after a link."""
    return str(page.locator(link).first.evaluate("link => getComputedStyle(link, '::after').content"))
