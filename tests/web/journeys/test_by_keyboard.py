"""The accountant's journey with the keyboard alone: what has the focus is seen, and the order is that of reading."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.economy.models import Comment, Pointer
from support.books import DATA
from support.browser import OpenPage
from support.keyboard import OUT_OF_ORDER, follow, skip_to_content, tab_to
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_accountant_needs_no_mouse(open_page: OpenPage) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    page = open_page(user=somebody("accountant", association))
    page.goto("/")
    skip_to_content(page)

    follow(page, "Läs in bokföringen")
    tab_to(page, "file")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Space")
    asked.value.set_files(DATA / "dk2025.se")
    follow(page, "Titta på filen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Läsa in den här bokföringen för 2025?")
    follow(page, "Läs in bokföringen", "Kontokarta", "Spara kontoplanen")
    expect(page.locator(".message.success")).to_be_visible()
    follow(page, "Avvikelser", "Berätta varför")
    tab_to(page, "textarea")
    page.keyboard.type("Revisionen blev dyrare.")
    follow(page, "Spara kommentaren", "Räkningar och noter", "Resultaträkning")
    tab_to(page, "7 492 255")
    page.keyboard.press("Enter")
    expect(page.locator(".trace")).to_be_visible()
    tab_to(page, "3010")
    page.keyboard.press("Enter")
    tab_to(page, "jan 2025")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Verifikat")).to_be_visible()
    tab_to(page, "Hela verifikatet")
    page.keyboard.press("Enter")
    expect(page.locator(".trace details[open] table.whole")).to_be_visible()

    assert page.evaluate(OUT_OF_ORDER) == 0
    assert list(Pointer.objects.values_list("year", "file__name")) == [(2025, "dk2025.se")]
    assert Comment.objects.get().text == "Revisionen blev dyrare."
