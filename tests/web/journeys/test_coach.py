"""The coach, telephone in hand: eight taps from the bookmark to "counted", and a code that fills the end form."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.code.decision import turn_on
from support.browser import LOOKS, Look, OpenPage, Picture
from support.interventions import an_intervention, counts_in
from support.journeys import Walk, sign_in_as, with_two_municipalities
from support.people import somebody
from support.ticked import standing_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JANUARY, SEPTEMBER = date(2026, 1, 20), date(2026, 9, 15)
MOST_TAPS, SECONDS = 8, 30
A_TAP, A_DIGIT = 2.5, 0.3
"""Seconds: to find the next answer and touch it, and to type a digit, as the keystroke-level model has them."""


@pytest.fixture
def coaching() -> Intervention:
    return an_intervention(with_two_municipalities(), "Coachingteamet", first_day=date(2026, 1, 1))


@pytest.fixture
def coach(coaching: Intervention) -> User:
    user = somebody("coach", coaching.association)
    counts_in(coaching, user)
    return user


def bookmark(coaching: Intervention, event: str = "start") -> str:
    return f"/f/{coaching.association.slug}/uppfoljning/{coaching.slug}/{event}/"


def counted(coaching: Intervention, event: str, month: int) -> Count:
    ledger = store.ledger_of(coaching.association, coaching.slug, 2026)
    return ledger.month(month).counts.get((event, Sex.WOMAN), Count()) if ledger else Count()


def answer(page: Page, question: str, text: str) -> Locator:
    return page.get_by_role("group", name=question).get_by_label(text, exact=True)


def answers_the_start(page: Page) -> list[str]:
    """Answer what a coach knows of who just left, by touch where there is touch; returns what was touched."""
    touched: list[str] = []

    def touch(place: Locator, name: str) -> None:
        place.scroll_into_view_if_needed()
        place.click()
        touched.append(name)

    touch(answer(page, "Juridiskt kön", "Kvinna"), "woman")
    touch(answer(page, "Kommun", "Karlskoga kommun"), "Karlskoga")
    touch(page.get_by_label("Ålder vid start"), "age")
    page.keyboard.type("34")
    touch(answer(page, "Utbildning", "Gymnasium"), "secondary")
    touch(answer(page, "Försörjning vid start", "Sjukpenning"), "sickness benefit")
    touch(answer(page, "Sysselsättning vid start", "Ingen sysselsättning"), "nothing")
    touch(answer(page, "Första starten i förbundet i år", "Ja"), "first")
    touch(page.get_by_role("button", name="Räkna starten"), "count")
    return touched


def reload_as_sent(page: Page) -> None:
    """Load an answer again, as a browser does that lost it: what was sent is sent once more."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_coach_counts_a_start_from_the_bookmark(
    open_page: OpenPage, picture: Picture, look: Look, coaching: Intervention, coach: User
) -> None:
    page = open_page(look, statuses=[401])
    walk = Walk("coach", look, page, picture)
    page.goto(bookmark(coaching))
    sign_in_as(page, coach)
    expect(page.get_by_role("heading", level=1)).to_have_text("Start")
    walk.looks("form")

    touched = answers_the_start(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Starten är räknad")
    walk.looks("counted")
    reload_as_sent(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Redan räknat")
    walk.looks("counted-already")
    page.goto("/")
    walk.looks("start")

    assert walk.found == {}
    assert len(touched) <= MOST_TAPS
    assert len(touched) * A_TAP + len("34") * A_DIGIT <= SECONDS
    assert counted(coaching, "start", 1) == Count(1)


def gets_a_code(walk: Walk) -> str:
    page = walk.page
    answers_the_start(page)
    expect(page.get_by_role("heading", name="Följekod")).to_be_visible()
    walk.looks("code")
    return " ".join(page.locator("#slip-code code").all_inner_texts())


def pastes_it(walk: Walk, code: str) -> None:
    page = walk.page
    page.get_by_label("Följekod").fill(code.lower().replace(" ", ""))
    page.get_by_role("button", name="Fyll i").click()


def counts_the_end(walk: Walk) -> None:
    page = walk.page
    answer(page, "Avslutsorsak", "Anställning utan stöd").check()
    answer(page, "Samtycke till uppföljning", "Ja").check()
    page.get_by_role("button", name="Räkna avslutet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Avslutet är räknat")
    walk.looks("end-counted")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_code_of_the_start_fills_the_end_form_months_later(
    open_page: OpenPage,
    picture: Picture,
    look: Look,
    coaching: Intervention,
    coach: User,
    on_day: Callable[[date], None],
) -> None:
    turn_on(standing_on(JANUARY, coaching.association), "§ 14/2026", "Inget att invända.")
    page = open_page(look, user=coach, statuses=[422])
    walk = Walk("code", look, page, picture)
    page.goto(bookmark(coaching))

    code = gets_a_code(walk)
    on_day(SEPTEMBER)
    page.goto(bookmark(coaching, "avslut"))
    pastes_it(walk, code)
    expect(page.get_by_text("Koden är läst")).to_be_visible()
    walk.looks("filled")
    for question, text in (
        ("Juridiskt kön", "Kvinna"),
        ("Kommun", "Karlskoga kommun"),
        ("Utbildning", "Gymnasium"),
        ("Försörjning vid start", "Sjukpenning"),
    ):
        expect(answer(page, question, text)).to_be_checked()
    expect(page.get_by_label("Ålder vid start")).to_have_value("34")
    expect(page.get_by_label("Månader i insatsen")).to_have_value("8")
    counts_the_end(walk)
    page.goto(bookmark(coaching, "avslut"))
    pastes_it(walk, code)
    expect(page.get_by_role("alert")).to_contain_text("redan")
    walk.looks("used")

    assert walk.found == {}
    assert (counted(coaching, "start", 1), counted(coaching, "end", 9)) == (Count(1), Count(1))
