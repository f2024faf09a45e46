"""The manager's survey: planned in a minute, on the poster, closed from the start page, and read as results."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.sex import Sex
from mellanrum.web.access.standing import today
from mellanrum.web.surveys import services
from mellanrum.web.surveys.models import Survey
from support.browser import Look, OpenPage
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWERS = {"satisfied": "wholly", "new_knowledge": "partly", "well_organised": "very_large_part"}


@pytest.mark.parametrize("look", [Look(), Look("phone")], ids=str)
def test_manager_asks_those_who_came_and_reads_what_they_say(open_page: OpenPage, look: Look) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    page = open_page(look, user=somebody("manager", association))

    page.goto(f"/f/{association.slug}/")
    page.get_by_role("link", name="Enkäter", exact=True).click()
    page.get_by_role("link", name="Planera en enkät").click()
    page.get_by_role("link", name="Evenemangsenkät").click()
    page.get_by_label("Namn").fill("Frukostmöte i november")
    page.get_by_label("Hur många får den").fill("30")
    page.get_by_role("button", name="Spara planen").click()
    expect(page.get_by_text("”Frukostmöte i november” är planerad.")).to_be_visible()
    expect(page.get_by_text("0 enkäter har lämnats in totalt")).to_be_visible()

    survey = services.survey_of(association, "frukostmote_i_november")
    assert survey
    asked = services.questionnaire_of(survey)
    given = {each.key: ANSWERS.get(each.key, "wholly") for each in asked.questions}
    for sex, number in ((Sex.WOMAN, 11), (Sex.MAN, 7)):
        for _ in range(number):
            assert services.answer(survey, FilledForm("attendees", sex, given), day=today()) == ()
    opens, closes = today() - timedelta(days=8), today() - timedelta(days=1)
    Survey.objects.of(association).update(opens=opens, closes=closes)

    page.goto(f"/f/{association.slug}/")
    page.get_by_role("link", name="Se enkäten Enkäten ”Frukostmöte i november” väntar på att stängas").click()
    page.get_by_role("link", name="Stäng enkäten").click()
    expect(page.get_by_text("Det går inte att ångra")).to_be_visible()
    page.get_by_role("button", name="Stäng enkäten").click()
    expect(page.get_by_text("18 enkäter har lämnats in totalt")).to_be_visible()

    page.get_by_role("link", name="Se resultaten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Frukostmöte i november")
    rows = page.get_by_role("table", name=f"De som deltog {opens.year}").get_by_role("row")
    told = {cells[0]: cells[1:] for cells in (row.inner_text().split("\t") for row in rows.all())}
    assert told["1 Nöjd i stort"] == ["18", "18", "100", "0", "0", "100", "100"]
    assert told["2 Ny kunskap"] == ["18", "18", "100", "0", "100", "0", "0"]
