"""The pages of who answers, in a browser: without faults, by keyboard, and without scripts."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.counters.surveys import collected_of
from mellanrum.web.surveys import services
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.people import an_association
from support.surveying import a_survey, manager_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "tallies"])]


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_of_who_answers_are_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, language: str
) -> None:
    survey = a_survey(manager_of(an_association()), has_slips=True, about="Vi vill göra frukosten bättre.")
    page = open_page(look, javascript=language == "sv", statuses=(422,))
    begin, onward, leave = {
        "sv": ("Börja", "Nästa", "Lämna in svaren"),
        "en": ("Begin", "Next", "Hand in the answers"),
    }[language]
    faults = {}

    def look_at(name: str) -> None:
        picture(page, f"answering-{language}-{name}")
        faults[name] = page_findings(page) if language == "sv" else []

    page.goto(f"/svara/{survey.address}/?sprak={language}")
    look_at("begin")
    page.get_by_role("button", name=begin).click()
    page.get_by_role("button", name=onward).click()
    look_at("fault")
    page.get_by_label("Gäster").check()
    page.get_by_role("button", name=onward).click()
    look_at("question")
    page.locator("input[value=yes]").check()
    page.get_by_role("button", name=onward).click()
    page.locator("input[value=partly]").check()
    page.get_by_role("button", name=onward).click()
    page.locator("input[value=other]").check()
    look_at("sex")
    page.get_by_role("button", name=onward).click()
    look_at("end")
    page.locator("#text").fill("Ring 070-123 45 67")
    page.get_by_role("button", name=leave).click()
    look_at("end-fault")
    page.locator("#text").fill("")
    page.get_by_role("button", name=leave).click()
    look_at("thanks")
    page.goto(f"/svara/{survey.address}/kod/?sprak={language}")
    page.get_by_role("textbox").fill("abc")
    page.get_by_role("button", name=begin).click()
    look_at("code")

    assert {name: wrong for name, wrong in faults.items() if wrong} == {}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0 if language == "sv" else True
    assert services.handed_in(survey) == 1


def test_survey_is_answered_by_keyboard_alone(open_page: OpenPage) -> None:
    survey = a_survey(manager_of(an_association()))
    page = open_page()
    page.goto(f"/svara/{survey.address}/")
    press = page.keyboard.press
    page.get_by_role("button", name="Börja").focus()

    press("Enter")
    for marked in ("guests", "yes", "wholly", "woman"):
        page.locator("input[type=radio]").first.focus()
        while page.evaluate("document.activeElement.value") != marked or not page.evaluate(
            "document.activeElement.checked"
        ):
            press("Space" if page.evaluate("document.activeElement.value") == marked else "ArrowDown")
        press("Enter")
    page.get_by_role("button", name="Lämna in svaren").focus()
    press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tack")
    held = collected_of(survey.association, survey.key)
    assert held
    assert held.number("guests", "liked", "wholly") == 1
