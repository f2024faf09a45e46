"""The accountant: reads in, maps, sees that it ties, explains a deviation, and opens a sum down to the voucher."""

import re

import pytest
from playwright.sync_api import expect

from mellanrum.web.economy.models import Comment
from support.books import DATA
from support.browser import LOOKS, Look, OpenPage, Picture
from support.journeys import Walk, read_in
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def reads_both_years_in(walk: Walk) -> None:
    page = walk.page
    for name in ("dk2023.se", "dk2025.se"):
        page.get_by_role("link", name="Ekonomi", exact=True).click()
        page.get_by_role("link", name="Läs in", exact=True).first.click()
        read_in(page, DATA / name)
    walk.looks("economy")


def says_which_chart(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Kontokarta", exact=True).click()
    walk.looks("account-map")
    page.get_by_role("button", name="Spara kontoplanen").click()
    expect(page.locator(".message.success")).to_have_text("Sparat: bokföringen följer BAS.")


def sees_that_it_ties(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Att åtgärda").first.click()
    expect(page.locator(".lead")).to_contain_text("Inget hindrar underskrift.")
    walk.looks("to-mend")


def explains_a_deviation(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Avvikelser", exact=True).first.click()
    walk.looks("deviations")
    page.get_by_role("link", name=re.compile("Berätta varför.*Administration")).click()
    page.get_by_label("Kommentar").fill("Revisionen blev dyrare, och en konferens flyttades hit från 2024.")
    walk.looks("comment")
    page.get_by_role("button", name="Spara kommentaren").click()
    expect(page.locator(".said")).to_have_text("Revisionen blev dyrare, och en konferens flyttades hit från 2024.")


def opens_a_sum_to_its_voucher(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Räkningar och noter").first.click()
    page.get_by_role("link", name="Resultaträkning").click()
    page.get_by_role("link", name="7 492 255").click()
    page.locator(".trace summary").first.click()
    page.locator(".trace").get_by_role("link", name="jan 2025").first.click()
    page.get_by_text("Hela verifikatet").first.click()
    expect(page.get_by_text("allt som rörde sig på kontot")).to_be_visible()
    walk.looks("voucher")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_accountant_reads_in_explains_and_follows_a_sum(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    accountant = somebody("accountant", association)
    walk = Walk("accountant", look, open_page(look, user=accountant), picture)
    walk.page.goto("/")
    walk.looks("start")

    reads_both_years_in(walk)
    says_which_chart(walk)
    sees_that_it_ties(walk)
    explains_a_deviation(walk)
    opens_a_sum_to_its_voucher(walk)

    assert walk.found == {}
    assert list(Comment.objects.values_list("area", "by__name")) == [("cc_10", accountant.name)]
