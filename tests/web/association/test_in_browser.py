"""The association's pages as people see them."""

import pytest

from mellanrum.web.association.models import FinancialYear, Logo, Member, Official
from mellanrum.web.tenancy.models import Association
from mellanrum.web.tenancy.services import make_association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.people import an_association, somebody

pytestmark = pytest.mark.browser

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'
PAGES = {
    "facts": "",
    "edit": "uppgifter/",
    "members": "medlemmar/",
    "member": "medlemmar/ny/",
    "split": "medlemmar/fordelning/",
    "board": "styrelse/",
    "official": "styrelse/ny/",
    "years": "ar/",
    "close": "ar/2025/stang/",
    "look": "rapportens-utseende/",
    "logo": "rapportens-utseende/logotyp/",
    "heading": "rapportens-utseende/avsnitt/notes/",
}


def _filled() -> Association:
    association = make_association("Samordningsförbundet Västerås och Öland", orgnr="212000-0142")
    member = Member.objects.make(association, name="Ale kommun", kind="municipality", inhabitants=30_000)
    Member.objects.make(association, name="Försäkringskassan", kind="state")
    Official.objects.make(association, name="Anna Öberg", function="deputy", appointed_by=member)
    Logo.objects.make(association, content=SVG, media_type="image/svg+xml", alt="Ett märke")
    FinancialYear.objects.make(association, year=2025)
    return association


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = _filled()
    page = open_page(look, user=somebody("manager", association))

    found = {}
    for name, path in PAGES.items():
        page.goto(f"/f/{association.slug}/forbund/{path}")
        picture(page, f"association-{name}")
        found[name] = page_findings(page)

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("path", ["medlemmar/", "styrelse/", "ar/", "rapportens-utseende/"])
def test_empty_pages_are_without_faults(open_page: OpenPage, path: str) -> None:
    association = an_association()
    page = open_page(Look("phone"), user=somebody("auditor", association))

    page.goto(f"/f/{association.slug}/forbund/{path}")

    assert page_findings(page) == []


def test_faults_of_form_get_focus_and_lead_to_the_field(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=somebody("manager", association), statuses=(422,))
    page.goto(f"/f/{association.slug}/forbund/medlemmar/ny/")

    page.get_by_role("button", name="Lägg till medlemmen").click()
    focused = page.evaluate("document.activeElement.getAttribute('role')")
    page.get_by_role("link", name="Slag:").click()

    assert focused == "alert"
    assert page.evaluate("location.hash") == "#id_kind_0"
    assert page_findings(page) == []


def test_sections_are_moved_by_keyboard_without_javascript(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=somebody("manager", association), javascript=False)
    page.goto(f"/f/{association.slug}/forbund/rapportens-utseende/")
    rows = page.locator("tbody th")
    before = rows.first.inner_text()

    page.get_by_role("button", name=f"Ned {before}").press("Enter")

    assert rows.nth(1).inner_text() == before
