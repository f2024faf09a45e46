"""The pages of a year's economy: who sees them, what they show, what they cost."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from mellanrum.web.access.models import RoleName
from mellanrum.web.tenancy.models import Association
from support.held_books import hold
from support.people import somebody

READERS = ["manager", "administrator", "accountant", "preparatory_group", "board_member", "chair", "auditor"]
OTHERS = sorted({str(role.value) for role in RoleName} - set(READERS))
PAGES = [
    "",
    "hur-gar-det/",
    "rapporterna/",
    "resultatrakning/",
    "balansrakning/",
    "kassaflode/",
    "driftredovisning/",
    "investeringar/",
    "noter/",
    "finansierad-verksamhet/",
    "fem-ar/",
    "balanskrav/",
    "att-atgarda/",
    "avvikelser/",
    "nyckeltal/",
]


class Links(HTMLParser):
    """Collects the links of a page by their class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.figures: list[str] = []
        self.others: list[str] = []
        self.images: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            (self.figures if told.get("class") == "figure" else self.others).append(told["href"] or "")
        for name in ("src", "srcset"):
            if tag in {"img", "source"} and told.get(name):
                self.images.append(told[name] or "")


@pytest.fixture
def dk(association: Association) -> Association:
    """Return an association with the demo's books."""
    hold(association, "dk2025.se", "dk2023.se", own_map=True)
    return association


@pytest.fixture
def reader(dk: Association, client: Client) -> Client:
    """Return a client signed in as a manager of it."""
    client.force_login(somebody("manager", dk))
    return client


def address(association: Association, page: str = "", year: int = 2025) -> str:
    return f"/f/{association.slug}/ekonomi/{year}/{page}"


@pytest.mark.parametrize("page", PAGES)
def test_page_is_shown_to_manager(reader: Client, dk: Association, page: str) -> None:
    answer = reader.get(address(dk, page))

    assert answer.status_code == 200
    assert answer.content.count(b"<h1>") == 1
