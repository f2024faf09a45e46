"""Long tables: their head stays in sight, and what has the focus is not behind it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser import Look, OpenPage, Picture, page_findings
from support.journeys import filled
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = "document.querySelector('.table-box > table').style.minWidth = '1800px'"
MANY = """() => {
    const body = document.querySelector(".table-box tbody");
    body.append(...[...body.rows].map(row => row.cloneNode(true)));
}"""


def account_map(page: Page) -> Locator:
    page.goto("/f/demo/ekonomi/kontokarta/")
    return page.locator(".table-box").first


def top(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return round(box["y"])


def bottom(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return round(box["y"] + box["height"])


def test_head_of_a_long_table_stays_in_the_window(open_page: OpenPage, picture: Picture) -> None:
    page = open_page(user=somebody("manager", filled()))
    table = account_map(page)
    expect(table).to_have_class("table-box fits")

    table.locator("tbody tr").nth(20).evaluate("row => window.scrollTo(0, row.getBoundingClientRect().top + scrollY)")

    picture(page, "head-in-window")
    assert (top(table) < -500, top(table.locator("thead"))) == (True, 0)
    behind = table.locator("tbody tr").nth(19).get_by_role("link").first
    behind.focus()
    assert top(behind) >= bottom(table.locator("thead"))


def test_head_of_a_long_table_that_is_too_wide_stays_in_a_box_that_scrolls(
    open_page: OpenPage, picture: Picture
) -> None:
    page = open_page(user=somebody("manager", filled()))
    table = account_map(page)
    page.evaluate(MANY)
    page.evaluate(WIDE)
    expect(table).to_have_class("table-box long")

    table.scroll_into_view_if_needed()
    table.evaluate("box => box.scrollTo(100, 600)")

    box = table.bounding_box()
    assert box
    assert box["height"] <= 0.85 * 800
    assert top(table.locator("thead")) == top(table)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    picture(page, "head-in-box")  # last: a picture of the whole page makes the window as high, and no box scrolls in it


def test_table_that_is_too_wide_and_short_only_scrolls_sideways(open_page: OpenPage) -> None:
    page = open_page(Look("phone"), user=somebody("manager", filled()))
    page.goto("/f/demo/ekonomi/2025/resultatrakning/")

    table = page.locator(".table-box").first

    expect(table).to_have_class("table-box")
    assert table.evaluate("box => box.scrollWidth > box.clientWidth && box.scrollHeight === box.clientHeight")
    assert page_findings(page) == []


def test_long_table_without_scripts_scrolls_sideways_as_before(open_page: OpenPage) -> None:
    page = open_page(user=somebody("manager", filled()), javascript=False)

    table = account_map(page)

    expect(table).to_have_class("table-box")
    expect(table).to_have_css("overflow-x", "auto")
