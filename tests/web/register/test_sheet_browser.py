"""The tick sheet in the browser: by keyboard alone, adding itself up, on a telephone, on paper, and looked at."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.access.standing import today
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def coaching() -> tuple[Intervention, User]:
    """A team of an association with two municipalities, running for a year, and its coordinator."""
    association = an_association()
    for key in ("degerfors", "karlskoga"):
        Member.objects.make(
            association, key=key, name=key.title(), kind=MemberKind.MUNICIPALITY, first_day=date(2020, 1, 1)
        )
    made = an_intervention(association, "Coachingteamet", first_day=(today() - timedelta(days=300)).replace(day=1))
    user = somebody("coordinator", association)
    counts_in(made, user)
    return made, user


def url(intervention: Intervention, month: str = "", more: str = "") -> str:
    month = month or f"{today():%Y-%m}"
    return f"/f/{intervention.association.slug}/uppfoljning/pinnblad/{intervention.slug}/{month}/{more}"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_sheet_is_filled_by_keyboard_alone_and_tells_at_once_what_does_not_tie(
    open_page: OpenPage, picture: Picture
) -> None:
    intervention, user = coaching()
    page = open_page(user=user)
    page.goto(url(intervention), timeout=60_000)  # the first page that a site writes takes its time

    page.get_by_label("Startade, kvinnor", exact=True).focus()
    page.keyboard.type("53")
    press(page, "Tab")
    page.keyboard.type("46")
    press(page, "ArrowDown")
    page.keyboard.type("7")
    expect(page.locator('tr[data-event="start"] [data-total]')).to_have_text("99")
    part = page.locator("#part-start > summary")
    part.focus()
    press(page, "Enter")
    page.locator('[id="t.start.education.primary..woman"]').focus()
    page.keyboard.type("53")
    press(page, "ArrowDown", "ArrowUp", "Tab")
    page.keyboard.type("45")
    table = page.get_by_role("table", name="Startade efter utbildning")
    expect(table.locator('[data-sum="woman"]')).to_have_text("53")
    expect(table.locator('[data-difference="woman"]')).to_have_text("stämmer")
    expect(table.locator('[data-difference="man"]')).to_have_text("1 för få")
    expect(part).to_contain_text("99 enligt månaderna")
    expect(part.locator("[data-state]")).to_have_text("1 stämmer inte")
    picture(page, "sheet-being-filled")
    press(page, "Enter")

    expect(page.get_by_text("Pinnbladet är sparat. 1 tabell stämmer inte")).to_be_visible()
    ledger = store.ledger_of(intervention.association, intervention.slug, today().year)
    assert ledger
    assert dict(ledger.month(today().month).counts) == {
        ("start", Sex.WOMAN): Count(53),
        ("start", Sex.MAN): Count(46),
        ("end", Sex.MAN): Count(7),
    }


def test_sheet_opens_what_does_not_tie_and_keeps_the_rest_folded(open_page: OpenPage, picture: Picture) -> None:
    intervention, user = coaching()
    page = open_page(Look("phone"), user=user)
    page.goto(url(intervention))
    for label, number in (("Startade, kvinnor", "5"), ("Avslutade, kvinnor", "4")):
        page.get_by_label(label, exact=True).fill(number)
    for event, name in (("start", "t.start.education.primary..woman"), ("end", "t.end.end_reason.work..woman")):
        page.locator(f"#part-{event} > summary").click()
        page.locator(f'[id="{name}"]').fill("4")
    page.get_by_role("button", name="Spara pinnbladet").last.click()

    expect(page.get_by_text("Pinnbladet är sparat.")).to_be_visible()
    parts = page.locator(".sheet-part").evaluate_all(
        "parts => parts.filter((each) => each.open).map((each) => each.id)"
    )
    assert parts == ["part-start"]
    tables = page.locator("#part-start .sheet-table").evaluate_all("tables => tables.map((each) => each.open)")
    assert sum(tables) == 1
    expect(page.locator("#part-start .sheet-table[open] > summary")).to_contain_text("stämmer inte")
    picture(page, "sheet-folded")
    assert page_findings(page) == []
    page.locator("#part-start > summary").focus()
    press(page, "Enter")
    press(page, *["Tab"] * page.locator("#part-start ~ .sheet-part").count())
    expect(page.locator(".sheet-part > summary").last).to_be_focused()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_sheet_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    intervention, user = coaching()
    page = open_page(look, user=user)
    page.goto(url(intervention))
    page.get_by_label("Startade, kvinnor", exact=True).fill("5")
    page.locator('[id="o.woman"]').fill("4")
    page.get_by_role("button", name="Summera").click()
    summary = page.locator("#part-start > summary")
    expect(summary).to_contain_text("5 enligt månaderna, 0 av")
    page.locator("#part-start").evaluate("part => { part.open = true; }")

    picture(page, "sheet")

    assert page_findings(page) == []


@pytest.mark.parametrize("look", [Look("phone"), Look("desktop")], ids=str)
def test_pages_around_the_sheet_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    intervention, user = coaching()
    page = open_page(look, user=user, statuses=(422,))
    locked = f"{(today() - timedelta(days=100)):%Y-%m}"
    found = {}

    page.goto(f"/f/{intervention.association.slug}/uppfoljning/pinnblad/")
    picture(page, "sheet-list")
    found["list"] = page_findings(page)
    page.goto(url(intervention, locked))
    picture(page, "sheet-locked")
    found["locked"] = page_findings(page)
    page.goto(url(intervention, locked, "sent/"))
    picture(page, "sheet-late")
    found["late"] = page_findings(page)
    page.goto(url(intervention, more="las-in/"))
    picture(page, "sheet-import")
    found["import"] = page_findings(page)
    page.get_by_label("Välj ett kalkylblad").set_input_files(
        {"name": "pinnar.xlsx", "mimeType": "application/octet-stream", "buffer": a_workbook()}
    )
    page.get_by_role("button", name="Titta i filen").click()
    expect(page.get_by_role("heading", name="Ange vad tabellerna är")).to_be_visible()
    page.get_by_label("Tabellen är").select_option("start/education")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_text("Det här behöver sägas först")).to_be_visible()
    picture(page, "sheet-mapping")
    found["mapping"] = page_findings(page)
    page.get_by_label("Bara grundskola").select_option("primary")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Det här skulle ändras")).to_be_visible()
    picture(page, "sheet-preview")
    found["preview"] = page_findings(page)

    assert found == {name: [] for name in found}


def a_workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in (["Skola", "Kvinnor", "Män"], ["Bara grundskola", 3, 4], ["Gymnasium", 2, 1], ["Summa", 5, 6]):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheet_without_javascript_adds_up_and_saves(open_page: OpenPage) -> None:
    intervention, user = coaching()
    page = open_page(user=user, javascript=False)
    page.goto(url(intervention))
    page.get_by_label("Startade, kvinnor", exact=True).fill("5")

    page.get_by_role("button", name="Summera").click()
    expect(page.locator('tr[data-event="start"] [data-total]')).to_have_text("5")
    page.get_by_role("button", name="Spara pinnbladet").last.click()

    expect(page.get_by_text("Pinnbladet är sparat.")).to_be_visible()


def test_opening_a_month_by_decision_is_without_faults(open_page: OpenPage, picture: Picture) -> None:
    intervention, _ = coaching()
    page = open_page(Look("phone"), user=somebody("manager", intervention.association))

    page.goto(url(intervention, f"{(today() - timedelta(days=100)):%Y-%m}", "oppna/"))

    picture(page, "sheet-reopen")
    assert page_findings(page) == []
