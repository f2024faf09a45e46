"""Pages on paper: what is read, and nothing that is pressed."""

import pytest
from playwright.sync_api import expect

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
