"""The manager in the year: a changed file comes with a new account, and the report has to follow."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from mellanrum.web.economy.models import MapVersion, Pointer
from mellanrum.web.reports.making import make_report
from support.browser import LOOKS, Look, OpenPage, Picture
from support.editing import standing_at
from support.journeys import NEW_ACCOUNT, Walk, corrected_books, filled, send
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def first_thing(walk: Walk, at: str) -> str:
    """Go to the start page, and say what it wants first."""
    walk.page.goto("/")
    walk.looks(at)
    return walk.page.locator(".next h2").inner_text()


def moved(walk: Walk, line: str) -> list[str]:
    """The amounts of a line in the tables of what changes: before, after and the difference."""
    row = walk.page.get_by_role("row").filter(has=walk.page.get_by_role("rowheader", name=line, exact=True)).first
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in row.get_by_role("cell").all_inner_texts()]


def reads_the_changed_file_in(walk: Walk, file: Path) -> None:
    page = walk.page
    page.get_by_role("link", name="Ekonomi", exact=True).click()
    page.get_by_role("link", name="Läs in", exact=True).click()
    send(page, file)
    expect(page.get_by_role("heading", level=1)).to_have_text("Läsa in den här bokföringen för 2025?")
    walk.looks("changed-file")
    unmapped = page.locator(".notice.warning li")
    assert unmapped.all_inner_texts() == [f"{NEW_ACCOUNT} Avsatt för revision nytt"]
    assert moved(walk, "Årets resultat") == ["−193 877", "−195 377", "−1 500"]
    page.get_by_role("button", name="Läs in bokföringen").click()
    expect(page.get_by_text("är inläst")).to_be_visible()


def maps_the_new_account(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Välj rad").click()
    walk.looks("account-map")
    page.get_by_role("link", name=f"{NEW_ACCOUNT} Avsatt för revision").click()
    expect(page.get_by_label("Kortfristiga skulder (förslag)")).to_be_checked()
    page.get_by_role("button", name="Visa vad det gör").click()
    expect(page.get_by_role("table", name="Vad det gör med räkningarna för 2025")).to_be_visible()
    walk.looks("account")
    assert moved(walk, "Kortfristiga skulder")[-1] == "1 500"
    page.get_by_role("button", name="Spara raden").click()
    expect(page.locator(".message.success")).to_be_visible()


def makes_the_report_anew(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Rapporter", exact=True).click()
    walk.looks("reports-behind")
    page.get_by_role("link", name="2025, nummer").click()
    expect(page.get_by_text("Något har ändrats sedan rapporten gjordes")).to_be_visible()
    page.get_by_role("button", name="Gör om den").click()
    page.get_by_role("link", name="Det som ändrats sedan den förra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det som ändrats i rapporten för 2025")
    walk.looks("what-changed")


def takes_the_file_back(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Ekonomi", exact=True).click()
    page.get_by_role("link", name="Filer", exact=True).click()
    walk.looks("files")
    page.get_by_role("link", name="Ångra dk2025 rättad.se").click()
    walk.looks("undo")
    page.get_by_role("button", name="Ångra inläsningen").click()
    expect(page.get_by_text("dk2025.se gäller för 2025 igen")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_changed_file_is_followed_to_the_report_and_taken_back(
    open_page: OpenPage, picture: Picture, look: Look, tmp_path: Path
) -> None:
    association = filled()
    manager = somebody("manager", association)
    make_report(standing_at(manager, association), 2025)
    walk = Walk("in-the-year", look, open_page(look, user=manager), picture)

    firsts = [first_thing(walk, "start")]
    reads_the_changed_file_in(walk, corrected_books(tmp_path))
    firsts.append(first_thing(walk, "start-unmapped"))
    maps_the_new_account(walk)
    makes_the_report_anew(walk)
    changes = {line: moved(walk, line) for line in ("Verksamhetens kostnader", "Summa skulder", "Kassa och bank")}
    takes_the_file_back(walk)

    assert walk.found == {}
    assert firsts == ["2 stora avvikelser från budgeten saknar förklaring", "1 konto saknar rad i räkningarna"]
    assert changes == {
        "Verksamhetens kostnader": ["Resultaträkning 2025 och 2024", "2025", "−7 680 846", "−7 682 346", "−1 500"],
        "Summa skulder": ["Balansräkning 2025 och 2024", "2025", "2 109 676", "2 111 176", "1 500"],
        "Kassa och bank": [],
    }
    assert Pointer.objects.values_list("file__name").get(year=2025) == ("dk2025.se",)
    assert MapVersion.objects.count() == 2
