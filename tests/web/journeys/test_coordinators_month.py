"""The coordinator's month: what needs her, the totals by keyboard, what does not tie, how many are really ongoing."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from support.browser import LOOKS, Look, OpenPage, Picture
from support.interventions import an_intervention, counts_in
from support.journeys import Walk, sign_in_as, with_two_municipalities
from support.keyboard import OUT_OF_ORDER, follow, tab_to
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = date(2026, 2, 4)
"""A day when January has ended, and locks within a week."""
PATIENCE = 60_000
"""Milliseconds: to draw a sheet with its tables open, on a busy machine."""
IN_SIGHT = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const at = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return at === document.activeElement;
}"""
"""Whether what has the focus lies under nothing."""
EXPLAINED = "En hade räknats två gånger på papperet."


@pytest.fixture(autouse=True)
def _february(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture
def coaching() -> Intervention:
    """A team that began with the year, in an association with two municipalities."""
    return an_intervention(with_two_municipalities(), "Coachingteamet", first_day=date(2026, 1, 1))


@pytest.fixture
def coordinator(coaching: Intervention) -> User:
    user = somebody("coordinator", coaching.association)
    counts_in(coaching, user)
    return user


def looks(walk: Walk, at: str) -> None:
    """Look at the sheet from its end, where its buttons lie over nothing."""
    walk.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    walk.looks(at)


def types(page: Page, **numbers: str) -> None:
    """Type numbers into the fields of the sheet, each reached by Tab alone, in the order they stand."""
    for field, number in numbers.items():
        for _ in range(150):
            if page.evaluate("document.activeElement.id") == field.replace("__", "."):
                break
            page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab does not come to {field}")
        assert page.evaluate(IN_SIGHT) is True
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(number)


def told_at(page: Page, caption: str, place: int) -> str:
    """What the row of differences says in a column of a table of the sheet."""
    return page.get_by_role("table", name=caption, exact=True).locator("[data-difference]").nth(place).inner_text()


def signs_in(walk: Walk, coordinator: User) -> None:
    page = walk.page
    page.goto("/")
    sign_in_as(page, coordinator)
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här väntar på dig")
    expect(page.locator(".next h2")).to_have_text("Januari 2026 är inte räknad i Coachingteamet och låses 2026-02-10")
    walk.looks("start")
    page.get_by_role("link", name="Fyll i pinnbladet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coachingteamet, januari 2026")


def sees_what_does_not_tie(walk: Walk) -> None:
    page = walk.page
    types(page, m__start__woman="53", m__start__man="46", m__end__woman="3", m__end__man="2")
    types(page, p__start__degerfors="20", p__end__degerfors="1", p__start__karlskoga="78", p__end__karlskoga="4")
    expect(page.locator('tr[data-event="start"] [data-total]')).to_have_text("99")
    assert [told_at(page, "Månaden per kommun", place) for place in (2, 3)] == ["1 för få", "stämmer"]
    looks(walk, "not-tied")


def mends_and_saves(walk: Walk) -> None:
    page = walk.page
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("79")
    assert told_at(page, "Månaden per kommun", 2) == "stämmer"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Pinnbladet är sparat.")


def types_how_many_are_ongoing(walk: Walk) -> None:
    page = walk.page
    types(page, o__woman="50", o__man="43")
    expect(page.locator("[data-counted]")).to_have_text(["50", "44", "0"])
    caption = "Pågående vid månadens slut"
    assert [told_at(page, caption, place) for place in (0, 1)] == ["stämmer", "1 för få"]
    looks(walk, "ongoing")
    types(page, note=EXPLAINED)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Pinnbladet är sparat.")
    expect(page.get_by_label("Förklaring till skillnaden")).to_have_value(EXPLAINED)
    looks(walk, "explained")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_month_is_counted_by_keyboard_and_its_difference_explained(
    open_page: OpenPage, picture: Picture, look: Look, coaching: Intervention, coordinator: User
) -> None:
    walk = Walk("month", look, open_page(look, statuses=[401]), picture)
    walk.page.set_default_timeout(PATIENCE)

    signs_in(walk, coordinator)
    sees_what_does_not_tie(walk)
    mends_and_saves(walk)
    types_how_many_are_ongoing(walk)
    walk.page.goto("/")
    expect(walk.page.locator(".next h2")).to_have_text("Inget väntar")
    walk.looks("start-after")

    ledger = store.ledger_of(coaching.association, coaching.slug, 2026)
    assert ledger
    assert walk.found == {}
    assert walk.page.evaluate(OUT_OF_ORDER) == 0
    assert dict(ledger.month(1).counts) == {
        ("start", Sex.WOMAN): Count(53),
        ("start", Sex.MAN): Count(46),
        ("end", Sex.WOMAN): Count(3),
        ("end", Sex.MAN): Count(2),
    }
    assert ledger.month(1).ongoing == {Sex.WOMAN: 50, Sex.MAN: 43, Sex.OTHER: 0}


def test_what_is_due_is_done_by_keyboard_from_the_start_page(open_page: OpenPage, coordinator: User) -> None:
    page = open_page(user=coordinator)
    page.goto("/")

    follow(page, "Fyll i pinnbladet")
    types(page, m__start__woman="5", m__start__man="7")
    tab_to(page, "Spara pinnbladet")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Pinnbladet är sparat.")
