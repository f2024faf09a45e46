"""Editing in a browser: every page by axe and at every width, and the journey of the account nobody knows."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from mellanrum.books.association_map import AssociationMap, NoteRow
from mellanrum.web.economy.services.mapping import map_held, save_map
from mellanrum.web.economy.services.stating import Document, save_document, year_token
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.editing import AREAS, UNMAPPED, books_held, keeper, page_of
from support.people import somebody

pytestmark = pytest.mark.browser

PAGES: list[tuple[str, *tuple[str | int, ...]]] = [
    ("account_map",),
    ("map_account", UNMAPPED),
    ("map_history",),
    ("map_back", 1),
    ("map_file",),
    ("areas",),
    ("area_new",),
    ("area", "struktur"),
    ("area_remove", "struktur"),
    ("notes_by",),
    ("note_row_new",),
    ("payers",),
    ("keys",),
    ("key_new",),
    ("budget_year", 2025),
    ("reported",),
    ("earlier_year", 2021),
    ("earlier_remove", 2021),
]
NOTE = NoteRow(note="cost_note", label="Löner", prefixes=("70",))


@pytest.fixture
def desk(association: Association) -> Association:
    books_held(association)
    standing = keeper(association)
    save_map(standing, AREAS, "områden", 0)
    save_map(standing, AssociationMap(area=AREAS.area, note_row=(NOTE,)), "notraden Löner", 1)
    said = {"overview.revenue": "7 176", "overview.equity_ratio": "41,8"}
    save_document(standing, Document(2021, "Årsredovisning 2021", 4, 1000, said), "", year_token(association, 2021))
    return association


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_right_by_axe_and_fit(open_page: OpenPage, picture: Picture, desk: Association, look: Look) -> None:
    page = open_page(look, user=somebody("manager", desk))

    found = {}
    for route, *arguments in PAGES:
        page.goto(page_of(desk, route, *arguments))
        picture(page, f"redigera-{route}")
        found[route] = page_findings(page)

    assert {route: faults for route, faults in found.items() if faults} == {}


def test_unknown_account_is_put_on_a_line_after_seeing_what_it_does(open_page: OpenPage, desk: Association) -> None:
    page = open_page(user=somebody("accountant", desk))
    page.goto(page_of(desk, "account_map"))

    page.get_by_role("link", name="2199").click()
    page.get_by_label("Avsättningar").check()
    expect(page.get_by_role("table", name="Vad det gör")).to_contain_text("Avsättningar")
    page.get_by_role("button", name="Spara raden").click()

    expect(page.get_by_role("status")).to_contain_text("Sparat: kontot 2199 Avsatt till Avsättningar")
    assert map_held(desk).number == 3


def test_unknown_account_is_put_on_a_line_without_javascript(open_page: OpenPage, desk: Association) -> None:
    page = open_page(Look("phone"), user=somebody("accountant", desk), javascript=False)
    page.goto(page_of(desk, "map_account", UNMAPPED))

    page.get_by_label("Avsättningar").check()
    page.get_by_role("button", name="Visa vad det gör").click()
    expect(page.get_by_role("table", name="Vad det gör")).to_contain_text("Avsättningar")
    assert map_held(desk).number == 2
    page.get_by_role("button", name="Spara raden").click()

    assert urlsplit(page.url).path == page_of(desk, "account_map")
    assert map_held(desk).number == 3


def test_shares_of_a_key_are_added_up_while_they_are_typed(open_page: OpenPage, desk: Association) -> None:
    page = open_page(user=somebody("accountant", desk))
    page.goto(page_of(desk, "key_new"))

    page.get_by_label("Beslut").fill("Styrelsen § 45")
    page.get_by_label("Från och med").fill("2025-01-01")
    page.get_by_label("Konton").fill("7010")
    page.get_by_label("Administration, procent").fill("30")
    page.get_by_label("Struktur, procent").fill("60")
    page.get_by_label("Struktur, procent").blur()

    expect(page.locator("#effect")).to_contain_text("De blir 90,00 %: 10,00 % saknas.")
