"""Every page of the site: axe, one heading, its width on a telephone, its console. A new page is walked by itself."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from mellanrum.web.access.models import User
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import STAFF_ROLES
from mellanrum.web.reports.making import make_report
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.browser import Look, OpenPage, Picture, page_findings, sideways_findings
from support.editing import page_of, standing_at
from support.interventions import counts_in
from support.journeys import filled
from support.people import somebody
from support.pointing import Pointing
from support.routes import routes
from support.walking import ARGUMENTS
from support.walking_rows import rows_to_walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HANDFUL = ("association:members", "association:look", "economy:ratios", "economy:areas", "access:abilities")
FOLLOW_UP = ("interventions", "register", "statistics", "publishing", "answering")
"""The apps whose pages axe judges on a telephone, too: they are filled in and read on one."""
OTHERS = (
    "accountant",
    "chair",
    "auditor",
    "preparatory_group",
    "coordinator",
    "coach",
    "provider",
    "data_protection_officer",
)
"""Who else walks the site: with buttons that are grey, and pages that are only read."""
EXAMPLE = {
    "account": "4010",
    "area": "administration",
    "economy:area.key": "administration",
    "economy:area_remove.key": "administration",
    "economy:earlier_remove.year": 2021,
    **{f"statistics:{name}.intervention": "coachingteamet" for name in ("intervention", "trace", "table", "chart")},
    **{f"register:{name}.intervention": "coachingteamet" for name in ("sheet", "sheet_late", "sheet_import", "form")},
    "register:sheet.month": "2026-01",
    "register:sheet_import.month": "2026-01",
}
"""What the example has, where other associations have something else."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was answered."""

    url: str
    html: str

    @property
    def seen(self) -> str:
        """What is seen of it but for its frame, without what is made anew each time."""
        return re.sub(r'value="[^"]{30,}"', "", self.html[self.html.index("<main") :].partition("</main>")[0])


def answers(client: Client, values: dict[str, Any]) -> dict[str, Answer]:
    """What answers somebody with a page of HTML, by the names of the routes."""
    found = {}
    for route in routes():
        url = route.url(values) if route.rule else ""
        answer = client.get(url) if url else None
        if answer and answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found[route.name] = Answer(url, answer.content.decode())
    return found


def pages(client: Client, values: dict[str, Any]) -> dict[str, str]:
    """The addresses that answer somebody with a page of HTML, by the names of their routes."""
    return {name: answer.url for name, answer in answers(client, values).items()}


NOTHING_STICKS = """() => {
    for (const each of document.querySelectorAll("body *")) {
        if (getComputedStyle(each).position === "sticky") each.style.position = "static";
    }
}"""
"""What sticks to the window lies over something wherever the page stands; heads of tables have tests of their own."""


def wrong_with(page: Page, url: str, *, is_judged: bool) -> list[str]:
    page.goto(url)
    page.evaluate(NOTHING_STICKS)
    wrong = page_findings(page) if is_judged else sideways_findings(page)
    headings = page.locator("h1").count()
    return wrong if headings == 1 else [*wrong, f"{headings} headings of the first level"]


def is_judged_small(name: str) -> bool:
    """Tell whether axe judges a page on a telephone: a handful of forms and tables, and the follow-up."""
    return name in HANDFUL or name.partition(":")[0] in FOLLOW_UP


def everything() -> tuple[Any, dict[str, Any]]:
    """The example with a report, a file that waits and a row of each kind: its manager, and values for every route."""
    association = filled()
    manager = somebody("manager", association)
    client = Client()
    client.force_login(manager)
    report = make_report(standing_at(manager, association), 2025)
    upload = _upload(client, association)
    rows = rows_to_walk(manager, association) | {"upload": upload, "pk": report.pk}
    return manager, ARGUMENTS | EXAMPLE | rows


def answers_to(user: User, values: dict[str, Any]) -> dict[str, Answer]:
    """What answers a user with a page."""
    client = Client()
    client.force_login(user)
    return answers(client, values)


def pages_of(user: User, values: dict[str, Any]) -> dict[str, str]:
    """The addresses that answer a user with a page."""
    return {name: answer.url for name, answer in answers_to(user, values).items()}


def _upload(client: Client, association: Association) -> int:
    answer = client.post(page_of(association, "import"), {"file": SimpleUploadedFile("ny.se", sie()), "whole": "yes"})
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def test_every_page_of_the_manager_is_without_faults(open_page: OpenPage) -> None:
    manager, values = everything()
    addresses = pages_of(manager, values)
    page = open_page(user=manager)

    found = {name: wrong_with(page, url, is_judged=True) for name, url in addresses.items()}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(addresses) > 120


def test_no_page_scrolls_sideways_on_a_telephone(open_page: OpenPage) -> None:
    manager, values = everything()
    addresses = pages_of(manager, values)
    page = open_page(Look("phone", "dark"), user=manager)

    found = {name: wrong_with(page, url, is_judged=is_judged_small(name)) for name, url in addresses.items()}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {name for name in HANDFUL if name not in addresses} == set()


def test_every_page_that_others_see_otherwise_is_without_faults(open_page: OpenPage) -> None:
    """A page that somebody has been shown already is not judged once more; its frame goes by the start page."""
    manager, values = everything()
    association = Association.objects.get(slug=values["association"])
    judged = {answer.seen for answer in answers_to(manager, values).values()}
    found: dict[str, list[str]] = {}
    looked_at = {}

    for role in OTHERS:
        reader = somebody(role, association)
        for intervention in Intervention.objects.of(association) if role in STAFF_ROLES else ():
            counts_in(intervention, reader)
        own = {name: each for name, each in answers_to(reader, values).items() if each.seen not in judged}
        judged |= {each.seen for each in own.values()}
        page = open_page(user=reader)
        found |= {f"{role}, {name}": wrong_with(page, each.url, is_judged=True) for name, each in own.items()}
        looked_at[role] = len(own)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {role: number for role, number in looked_at.items() if number < 2} == {}
    assert any("why-not" in seen for seen in judged)


def test_everything_that_a_page_points_at_is_on_it() -> None:
    manager, values = everything()

    found = {name: Pointing(answer.html).missing for name, answer in answers_to(manager, values).items()}

    assert {name: missing for name, missing in found.items() if missing} == {}


@pytest.mark.parametrize("look", [Look(), Look("phone", "dark")], ids=str)
def test_every_page_of_a_stranger_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    addresses = pages(Client(), ARGUMENTS)
    page = open_page(look, statuses=[401])

    found = {}
    for name, url in addresses.items():
        found[name] = wrong_with(page, url, is_judged=True)
        picture(page, f"stranger-{name.replace(':', '-')}")

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(addresses) > 5
