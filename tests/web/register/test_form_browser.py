"""The form in a browser: eight taps on a telephone, one answer that stands alone, back and again, and how it looks."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

pytestmark = pytest.mark.browser

DAY = date(2026, 11, 27)
MOST_TAPS = 8


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(transactional_db: None) -> Intervention:  # noqa: ARG001 - lets the server reach what is made
    association = an_association()
    for name in ("Degerfors", "Karlskoga"):
        Member.objects.make(association, name=name, kind=MemberKind.MUNICIPALITY, first_day=date(2020, 1, 1))
    return an_intervention(association, "Coachingteamet")


@pytest.fixture
def coach(coaching: Intervention) -> User:
    user = somebody("coach", coaching.association)
    counts_in(coaching, user)
    return user


def url(intervention: Intervention, event: str = "start") -> str:
    return f"/f/{intervention.association.slug}/uppfoljning/{intervention.slug}/{event}/"


def starts(intervention: Intervention) -> Count:
    ledger = store.ledger_of(intervention.association, intervention.slug, 2026)
    return ledger.month(11).counts.get(("start", Sex.WOMAN), Count()) if ledger else Count()


def answered(page: Page, question: str, answer: str) -> Locator:
    return page.get_by_role("group", name=question).get_by_label(answer, exact=True)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_form_and_its_answers_are_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, coaching: Intervention, coach: User
) -> None:
    page = open_page(look, user=coach, statuses=(422,))
    page.goto(f"/f/{coaching.association.slug}/uppfoljning/formular/")
    picture(page, "form-choose")
    assert page_findings(page) == []
    page.get_by_role("link", name="Start", exact=True).last.click()
    expect(page.get_by_role("heading", name="Start")).to_be_visible()
    picture(page, "form-start")
    assert page_findings(page) == []

    page.get_by_label("Ålder vid start").fill("12")
    page.get_by_role("button", name="Räkna starten").click()
    expect(page.get_by_role("alert")).to_be_visible()
    picture(page, "form-errors")
    assert page_findings(page) == []

    page.get_by_label("Ålder vid start").fill("34")
    answered(page, "Juridiskt kön", "Kvinna").check()
    page.get_by_role("button", name="Räkna starten").click()
    expect(page.get_by_role("heading", name="Starten är räknad")).to_be_visible()
    picture(page, "form-counted")
    assert page_findings(page) == []
    page.get_by_role("button", name="Rättelse: ta tillbaka").click()
    expect(page.get_by_role("heading", name="Starten är tillbakatagen")).to_be_visible()
    picture(page, "form-back")
    assert (page_findings(page), starts(coaching)) == ([], Count())


@pytest.mark.parametrize("look", [Look("phone"), Look("desktop", "dark")], ids=str)
def test_end_and_what_is_asked_about_it_are_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, coaching: Intervention
) -> None:
    page = open_page(look, user=somebody("manager", coaching.association), statuses=(422,))
    page.goto(url(coaching, "avslut"))
    picture(page, "form-end")
    assert page_findings(page) == []

    answered(page, "Juridiskt kön", "Man").check()
    page.get_by_role("button", name="Räkna avslutet").click()
    expect(page.get_by_text("Stämmer det här?")).to_be_visible()
    picture(page, "form-asked")
    assert page_findings(page) == []
    page.get_by_role("button", name="Räkna ändå").first.click()
    expect(page.get_by_role("heading", name="Avslutet är räknat")).to_be_visible()


def test_typical_start_takes_at_most_eight_taps_on_a_telephone(
    open_page: OpenPage, coaching: Intervention, coach: User
) -> None:
    page = open_page(Look("phone"), user=coach)
    page.goto(url(coaching))
    taps: list[str] = []

    def tap(place: Locator) -> None:
        place.scroll_into_view_if_needed()  # moving the page is no tap
        place.tap()
        taps.append(str(place))

    tap(answered(page, "Juridiskt kön", "Kvinna"))
    tap(answered(page, "Kommun", "Karlskoga"))
    tap(page.get_by_label("Ålder vid start"))
    page.keyboard.type("34")
    tap(answered(page, "Utbildning", "Gymnasium"))
    tap(answered(page, "Försörjning vid start", "Sjukpenning"))
    tap(answered(page, "Sysselsättning vid start", "Ingen sysselsättning"))
    tap(answered(page, "Första starten i förbundet i år", "Ja"))
    tap(page.get_by_role("button", name="Räkna starten"))

    expect(page.get_by_role("heading", name="Starten är räknad")).to_be_visible()
    assert len(taps) <= MOST_TAPS
    ledger = store.ledger_of(coaching.association, coaching.slug, 2026)
    assert ledger is not None
    tables = {cell.table: cell.answer for cell in ledger.part(2).cells if cell.answer not in {"missing", "asked"}}
    assert tables["age_band"] == "30_34"
    assert tables["livelihood_before"] == "sickness_benefit"
    assert tables["occupation_before"] == "none"


def test_every_target_is_large_enough_for_a_thumb(open_page: OpenPage, coaching: Intervention, coach: User) -> None:
    page = open_page(Look("phone"), user=coach)
    page.goto(url(coaching))

    heights = page.eval_on_selector_all(
        "form.entry .chips label, form.entry button, form.entry select, form.entry input[type=text]",
        "parts => parts.map(part => part.getBoundingClientRect().height)",
    )

    assert len(heights) > 30
    assert min(heights) >= 44


def test_answer_that_stands_alone_lets_go_of_the_others(
    open_page: OpenPage, coaching: Intervention, coach: User
) -> None:
    page = open_page(user=coach)
    page.goto(url(coaching))

    def ticked() -> list[str]:
        return list(
            page.eval_on_selector_all("[name=q_livelihood_before]:checked", "all => all.map(each => each.value)")
        )

    before = ticked()
    steps = []
    for answer in ("Sjukpenning", "Försörjningsstöd", "Ingen offentlig försörjning", "Studiestöd", "Uppgift saknas"):
        answered(page, "Försörjning vid start", answer).check()
        steps.append(ticked())

    assert [before, *steps] == [
        ["missing"],
        ["sickness_benefit"],
        ["sickness_benefit", "social_assistance"],
        ["no_public"],
        ["study_support"],
        ["missing"],
    ]


def test_question_that_goes_by_another_is_shown_after_it(
    open_page: OpenPage, coaching: Intervention, coach: User
) -> None:
    page = open_page(user=coach)
    page.goto(url(coaching, "uppfoljning-6"))
    follows = page.get_by_role("group", name="Svarade")

    expect(follows).to_be_hidden()
    answered(page, "Hade samtyckt till uppföljning", "Ja").check()

    expect(follows).to_be_visible()


def test_start_is_counted_without_scripts(open_page: OpenPage, coaching: Intervention, coach: User) -> None:
    page = open_page(user=coach, javascript=False)
    page.goto(url(coaching))

    answered(page, "Juridiskt kön", "Kvinna").check()
    answered(page, "Försörjning vid start", "Sjukpenning").check()
    page.get_by_role("button", name="Räkna starten").click()

    expect(page.get_by_role("heading", name="Starten är räknad")).to_be_visible()
    assert starts(coaching) == Count(1)


def _by_back(page: Page) -> None:
    page.go_back()
    page.get_by_role("button", name="Räkna starten").wait_for()


def _by_reload(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


@pytest.mark.parametrize("again", [_by_back, _by_reload])
def test_way_back_and_reload_count_nothing_more(
    open_page: OpenPage, coaching: Intervention, coach: User, again: Callable[[Page], None]
) -> None:
    page = open_page(user=coach, statuses=(422,))
    page.goto(url(coaching))
    answered(page, "Juridiskt kön", "Kvinna").check()
    page.get_by_role("button", name="Räkna starten").click()
    expect(page.get_by_role("heading", name="Starten är räknad")).to_be_visible()

    again(page)
    if again is _by_back:
        assert page.eval_on_selector_all("[name=sex]:checked", "all => all.length") == 0
        page.get_by_role("button", name="Räkna starten").click()
        expect(page.get_by_role("alert")).to_be_visible()
    else:
        expect(page.get_by_role("heading", name="Redan räknat")).to_be_visible()

    assert starts(coaching) == Count(1)
