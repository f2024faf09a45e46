"""The start page as each role sees it."""

from datetime import date

import pytest
from django.utils import timezone

from mellanrum.web.access.models import Role
from mellanrum.web.reports.models import MadeReport, State
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.held_books import hold
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", ["manager", "chair", "coach"])
def test_start_page_is_without_faults(open_page: OpenPage, picture: Picture, look: Look, role: str) -> None:
    association = an_association()
    user = somebody(role, association)
    hold(association, "dk2025.se", own_map=True)
    facts = {"state": State.DONE, "beat": timezone.now(), "on": date(2026, 2, 1), "changes": 0, "errors": 2}
    MadeReport.objects.make(association, year=2025, by=user, **facts)
    page = open_page(look, user=user)

    page.goto(f"/f/{association.slug}/")

    picture(page, f"start-{role}")
    assert page_findings(page) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_start_page_of_several_roles_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    user = somebody("coordinator", association)
    for role in ("coach", "auditor", "data_protection_officer"):
        Role.objects.make(association, user=user, name=role, first_day=date(2026, 2, 1))
    coaching = an_intervention(association)
    for role in ("coordinator", "coach"):
        counts_in(coaching, user, role=role)
    hold(association, "dk2025.se", own_map=True)
    page = open_page(look, user=user)

    page.goto(f"/f/{association.slug}/")

    picture(page, "start-several-roles")
    assert page_findings(page) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("role", ["manager", "chair"])
def test_start_page_of_empty_association_is_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, role: str
) -> None:
    association = an_association()
    page = open_page(look, user=somebody(role, association))

    page.goto(f"/f/{association.slug}/")

    picture(page, f"start-empty-{role}")
    assert page_findings(page) == []


def test_start_page_of_stranger_is_without_faults(open_page: OpenPage) -> None:
    page = open_page(Look("phone"), user=somebody())

    page.goto("/")

    assert page_findings(page) == []


def test_start_page_by_keyboard_the_first_thing_is_reached_after_the_menu(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=somebody("manager", association))
    page.goto(f"/f/{association.slug}/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Läs in förra årets SIE-fil"


def test_figure_of_the_start_page_opens(open_page: OpenPage) -> None:
    association = an_association()
    hold(association, "dk2025.se", own_map=True)
    page = open_page(Look("phone"), user=somebody("chair", association))
    page.goto(f"/f/{association.slug}/")

    page.locator("dl a.figure").first.click()
    page.locator("dl .trace-box .trace").first.wait_for()

    assert page_findings(page) == []
