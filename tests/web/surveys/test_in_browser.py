"""The pages of running surveys in a browser: in every look, on a telephone, on paper, without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it brings no types

from mellanrum.web.access.standing import Standing, today
from mellanrum.web.surveys import services
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.own import rules_of
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.people import an_association
from support.surveying import a_survey, answered, filled_in, manager_of, surveys_to_walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "tallies"]),
]


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkater/{rest}"


def some_of_each(standing: Standing) -> str:
    """Have a survey of each kind; return the key of the open one."""
    key = surveys_to_walk(standing)
    a_survey(standing, label="Kommande enkät", opens=today() + timedelta(days=9))
    past(standing, "Förra mötet")
    services.close(standing, past(standing, "Stängd enkät"))
    return key


def past(standing: Standing, label: str) -> Survey:
    """Have a survey that eight have answered, whose days have passed."""
    survey = a_survey(standing, label=label)
    answered(survey, 8)
    days = {"opens": today() - timedelta(days=20), "closes": today() - timedelta(days=1)}
    Survey.objects.of(standing.association).filter(pk=survey.pk).update(**days)
    return survey


PAGES = {
    "list": "",
    "plan": "ny-enkat/breakfast/",
    "open": "{key}/",
    "poster": "{key}/affisch/",
    "over": "forra_motet/",
    "closed": "stangd_enkat/",
    "questionnaire": "egna-formular/fragor/breakfast/",
    "scale": "egna-formular/skalor/mood/",
    "wordings": "egna-texter/",
}
"""Those that look like no other; all of them are walked in `journeys`."""


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    manager = manager_of(association)
    page = open_page(look, user=manager.user)
    page.goto(address(association))
    picture(page, "surveys-none")
    found = {"none": page_findings(page)}
    key = some_of_each(manager)
    for name, rest in PAGES.items():
        page.goto(address(association, rest.format(key=key)))
        picture(page, f"surveys-{name}")
        found[name] = page_findings(page)
    page.goto(address(association, f"{key}/lappar/"))
    page.get_by_role("button", name="Gör lappar").click()
    picture(page, "surveys-slips-made")
    found["slips-made"] = page_findings(page)

    page.goto(address(association, f"{key}/fil/"))
    survey = services.survey_of(association, key)
    assert survey
    filled = filled_in(services.questionnaire_of(survey)).encode()
    page.get_by_label("Välj en fil med svar").set_input_files(
        {"name": "svar.csv", "mimeType": "text/csv", "buffer": filled}
    )
    page.get_by_role("button", name="Titta på filen").click()
    picture(page, "surveys-file-look")
    found["file-look"] = page_findings(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_survey_is_planned_run_and_closed_without_scripts(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=manager_of(association).user, javascript=False)
    page.goto(address(association))
    page.get_by_role("link", name="Planera en enkät").click()
    page.get_by_role("link", name="Skriv ett eget formulär").click()
    page.get_by_role("link", name="Skriv ett eget formulär").click()
    page.get_by_label("Namn").fill("Lunchen")
    page.get_by_label("Vilka som svarar").fill("Gäster")
    page.get_by_label("Den första frågan").fill("Var maten god?")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("link", name="Planera en enkät med det").click()
    page.get_by_role("button", name="Spara planen").click()
    expect(page.get_by_text("Öppen", exact=True)).to_be_visible()
    page.get_by_role("link", name="Stäng enkäten").click()
    page.get_by_role("button", name="Stäng enkäten").click()

    expect(page.get_by_text("är stängd.")).to_be_visible()
    assert [each.label for each in rules_of(association).questionnaires] == ["Lunchen"]


def test_only_the_slips_come_on_paper(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    manager = manager_of(association)
    survey = a_survey(manager, has_slips=True)
    page = open_page(user=manager.user)
    page.goto(address(association, f"{survey.key}/lappar/"))
    page.get_by_role("button", name="Gör lappar").click()

    page.emulate_media(media="print")
    picture(page, "surveys-slips-paper")

    expect(page.locator(".slips li").first).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("button", name="Skriv ut lapparna")).to_be_hidden()


def test_text_is_copied(open_page: OpenPage) -> None:
    association = an_association()
    manager = manager_of(association)
    survey = a_survey(manager)
    page = open_page(user=manager.user)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(association, f"{survey.key}/texter/"))

    page.get_by_role("button", name="Kopiera påminnelse").click()

    expect(page.get_by_role("button", name="Kopierat")).to_be_visible()
    assert f"/svara/{survey.address}/" in page.evaluate("navigator.clipboard.readText()")


def test_poster_is_one_page_on_paper(open_page: OpenPage) -> None:
    association = an_association()
    manager = manager_of(association)
    survey = a_survey(
        manager, label="Hur var det att vara med i Coachingteamet under våren?", about="Vi läser allt. " * 15
    )
    page = open_page(user=manager.user)
    page.goto(address(association, f"{survey.key}/affisch/"))

    made = PdfDocument(page.pdf(format="A4"))

    text = made[0].get_textpage().get_text_range()
    assert len(made) == 1
    assert (survey.address in text, "Enkäter" in text) == (True, False)
