"""The manager of an association with nothing yet: from the invitation to a report, and nothing else is asked."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from mellanrum.web.access.invitations import Wanted, invite
from mellanrum.web.access.models import RoleName
from mellanrum.web.association.models import Member, Official
from mellanrum.web.reports.models import MadeReport
from support.books import DATA
from support.browser import LOOKS, Look, OpenPage, Picture
from support.editing import standing_at
from support.held_books import DAY
from support.journeys import Walk, code_of, send
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "sex gröna måsar vilar"  # noqa: S105 - of somebody who does not exist
BEFORE = {
    "Intäkter (finansiella intäkter ingår)": "6 463 878",
    "Kostnader (avskrivningar och finansiella kostnader ingår)": "6 556 700",
    "Årets resultat": "−92 822",
    "Utgående eget kapital": "629 996",
}


def step_at_hand(page: Page) -> str:
    return page.locator("[aria-current=step] h2").inner_text()


def sets_up_sign_in(walk: Walk, secret: str) -> None:
    page = walk.page
    page.goto(f"/inbjudan/{secret}/")
    walk.looks("invitation")
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_label("Lösenordet en gång till").fill(PASSWORD)
    page.get_by_role("button", name="Skapa mitt konto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett steg till innan du kommer in")
    walk.looks("one-step-more")
    page.get_by_role("link", name="Lägg till det andra steget").click()
    walk.looks("second-factor")
    page.get_by_role("link", name="Lägg till en app").click()
    walk.looks("app")
    page.get_by_label("Kod").fill(code_of(page.locator("main code").inner_text().replace(" ", "")))
    page.get_by_role("button", name="Lägg till appen").click()
    walk.looks("recovery-codes")
    page.get_by_role("link", name="Jag har sparat dem").click()


def writes_last_years_figures(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Skriv siffrorna i stället").click()
    walk.looks("earlier-years")
    page.get_by_role("link", name="Skriv in 2024").click()
    page.get_by_label("Dokument", exact=True).fill("Årsredovisning 2024")
    for label, printed in BEFORE.items():
        page.get_by_label(label).fill(printed)
    walk.looks("last-year")
    page.get_by_role("button", name="Spara uppgifterna").click()
    expect(page.get_by_text("Uppgifterna om 2024 är sparade.")).to_be_visible()


def reads_this_years_books_in(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Läs in bokföringen").click()
    walk.looks("read-in")
    send(page, DATA / "dk2025.se")
    expect(page.get_by_role("heading", level=1)).to_have_text("Läsa in den här bokföringen för 2025?")
    walk.looks("books")
    page.get_by_role("button", name="Läs in bokföringen").click()
    expect(page.get_by_text("dk2025.se är inläst")).to_be_visible()
    walk.looks("economy")


def makes_the_report(walk: Walk) -> bytes:
    page = walk.page
    page.get_by_role("button", name="Gör rapporten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Årsredovisning 2025, ekonomisk del")
    walk.looks("report")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Hämta PDF").click()
    return waited.value.path().read_bytes()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_manager_comes_from_nothing_to_a_report(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    by = standing_at(somebody("administrator", association), association)
    _, secret = invite(by, Wanted("Kim Lind", "kim@example.org", RoleName.MANAGER, DAY))
    page = open_page(look)
    walk = Walk("first-hour", look, page, picture)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(re.sub(r"^https?://[^/]+|\d+(?=/)|(?<=/inbjudan/)[^/]+", "", request.url))

    page.on("request", note)
    first_things = []

    def goes_to_start(at: str) -> None:
        page.goto("/")
        first_things.append(step_at_hand(page))
        walk.looks(at)

    sets_up_sign_in(walk, secret)
    goes_to_start("start-1")
    writes_last_years_figures(walk)
    goes_to_start("start-2")
    reads_this_years_books_in(walk)
    goes_to_start("start-3")
    pdf = makes_the_report(walk)
    page.goto("/")
    walk.looks("start-after")

    place = f"/f/{association.slug}"
    assert walk.found == {}
    assert first_things == [
        "1 Siffrorna för 2024",
        "2 Bokföringen för 2025",
        "3 Årsredovisningen för 2025, ett första utkast",
    ]
    assert page.locator("[aria-current=step]").count() == 0
    assert pdf[:5] == b"%PDF-"
    assert pdf == bytes(MadeReport.objects.get().pdf or b"")
    assert sent == [
        "/inbjudan//",
        "/konto/tvasteg/totp/activate/",
        f"{place}/ekonomi/tidigare-ar//",
        f"{place}/ekonomi/las-in/",
        f"{place}/ekonomi/las-in//bekrafta/",
        f"{place}/rapporter/gor//",
    ]
    assert (Member.objects.count(), Official.objects.count()) == (0, 0)
