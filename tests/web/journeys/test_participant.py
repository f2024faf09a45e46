"""The participant's way: scan the poster, answer in the words of the survey, see why nobody can know; no scripts."""

import pytest
from playwright.sync_api import expect

from mellanrum.web.surveys.services import handed_in
from support.browser import Look, OpenPage
from support.people import an_association, somebody
from support.surveying import a_survey, manager_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_participant_answers_from_the_poster_on_a_telephone(open_page: OpenPage) -> None:
    survey = a_survey(manager_of(an_association("Finsam Degerfors/Karlskoga")), questionnaire="event")
    desk = open_page(user=somebody("manager", survey.association))
    desk.goto(f"/f/{survey.association.slug}/enkater/{survey.key}/affisch/")
    link = desk.locator(".poster-link").inner_text()
    page = open_page(Look("phone", "light"), javascript=False)

    page.goto(link if link.startswith("http") else f"http://{link}")
    page.get_by_text("Varför ingen kan veta att det var du").click()
    expect(page.get_by_text("Det finns ingen rad om dig.")).to_be_visible()
    page.get_by_role("button", name="Börja").click()
    for answer in ("Helt och hållet", "Delvis", "Vet ej", "Annat eller vill inte ange"):
        expect(page.get_by_text("av 4")).to_be_visible()
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Nästa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det var allt")
    page.get_by_role("button", name="Ändra Ny kunskap").click()
    page.get_by_label("Till stor del", exact=True).check()
    page.get_by_role("button", name="Nästa").click()
    assert handed_in(survey) == 0
    page.get_by_role("button", name="Lämna in svaren").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tack")
    assert (handed_in(survey), page.context.cookies()) == (1, [])
    desk.goto(f"/f/{survey.association.slug}/enkater/{survey.key}/")
    expect(desk.get_by_text("1 enkät har lämnats in totalt")).to_be_visible()
