"""Every page of the site: axe, one heading, its width on a telephone, its console. A new page is walked by itself."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from mellanrum.web.reports.making import make_report
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.browser import Look, OpenPage, Picture, page_findings, sideways_findings
from support.editing import page_of, standing_at
from support.journeys import filled
from support.people import somebody
from support.routes import routes
from support.walking import ARGUMENTS
from support.walking_rows import rows_to_walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HANDFUL = ("association:members", "association:look", "economy:ratios", "economy:areas", "access:abilities")
EXAMPLE = {
    "account": "4010",
    "area": "administration",
    "economy:area.key": "administration",
    "economy:area_remove.key": "administration",
    "economy:earlier_remove.year": 2021,
}
"""What the example has, where other associations have something else."""


def pages(client: Client, values: dict[str, Any]) -> dict[str, str]:
    """The addresses that answer somebody with a page of HTML, by the names of their routes."""
    found = {}
    for route in routes():
        url = route.url(values) if route.rule else ""
        answer = client.get(url) if url else None
        if answer and answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found[route.name] = url
    return found


def wrong_with(page: Page, url: str, *, is_judged: bool) -> list[str]:
    page.goto(url)
    wrong = page_findings(page) if is_judged else sideways_findings(page)
    headings = page.locator("h1").count()
    return wrong if headings == 1 else [*wrong, f"{headings} headings of the first level"]


def everything() -> tuple[Any, dict[str, str]]:
    """The example with a report, a file that waits and a row of each kind: its manager, and the manager's pages."""
    association = filled()
    manager = somebody("manager", association)
    client = Client()
    client.force_login(manager)
    report = make_report(standing_at(manager, association), 2025)
    upload = _upload(client, association)
    rows = rows_to_walk(manager, association) | {"upload": upload, "pk": report.pk}
    return manager, pages(client, ARGUMENTS | EXAMPLE | rows)


def _upload(client: Client, association: Association) -> int:
    answer = client.post(page_of(association, "import"), {"file": SimpleUploadedFile("ny.se", sie()), "whole": "yes"})
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def test_every_page_of_the_manager_is_without_faults(open_page: OpenPage) -> None:
    manager, addresses = everything()
    page = open_page(user=manager)

    found = {name: wrong_with(page, url, is_judged=True) for name, url in addresses.items()}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(addresses) > 60


def test_no_page_scrolls_sideways_on_a_telephone(open_page: OpenPage) -> None:
    manager, addresses = everything()
    page = open_page(Look("phone", "dark"), user=manager)

    found = {name: wrong_with(page, url, is_judged=name in HANDFUL) for name, url in addresses.items()}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {name for name in HANDFUL if name not in addresses} == set()


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
