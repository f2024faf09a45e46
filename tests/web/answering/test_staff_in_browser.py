"""The pages of staff, in a browser: forms from paper by keyboard alone, and what was written in free text."""

import pytest

from mellanrum.web.surveys.services import close, handed_in
from support.answering import Person
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.people import an_association, somebody
from support.surveying import a_survey, answered, manager_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_forms_from_paper_are_typed_by_keyboard_alone(open_page: OpenPage, picture: Picture, look: Look) -> None:
    survey = a_survey(manager_of(an_association()))
    page = open_page(look, user=somebody("coordinator", survey.association), statuses=(422,))
    page.goto(f"/f/{survey.association.slug}/enkater/{survey.key}/papper/")
    page.locator("#cell-1-came").focus()

    for typed in ("1", "6", "1", "2", "", "2", "9", "1", "3"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    picture(page, "paper-fault")
    faults = page_findings(page)
    page.get_by_role("link", name="Enkät 3, Fråga 1").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Räkna in 3 enkäter").wait_for()
    picture(page, "paper-sums")
    faults += page_findings(page)
    page.get_by_role("button", name="Räkna in 3 enkäter").press("Enter")
    page.get_by_text("har räknats in.").wait_for()
    picture(page, "paper-counted")

    assert (faults, handed_in(survey)) == ([], 3)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_page_of_free_text_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    standing = manager_of(an_association())
    survey = a_survey(standing)
    answered(survey, 5)
    for text in ("Mer kaffe, tack.", "Lokalen var bra.\nTiden var dålig."):
        Person(survey).begin().choose("guests", "yes", "wholly", "man").press("leave", text=text)
    close(standing, survey)
    page = open_page(look, user=standing.user)
    page.goto(f"/f/{survey.association.slug}/enkater/{survey.key}/")
    page.get_by_role("link", name="Med egna ord").click()

    page.get_by_role("button", name="Publicera").first.click()
    picture(page, "written")

    assert page_findings(page) == []
    assert page.get_by_text("Är publicerad", exact=True).count() == 1
