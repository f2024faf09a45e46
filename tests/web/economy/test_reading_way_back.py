"""A figure, its account and its month: one sign all the way down, and a way back to where the figure stands."""

import re
from datetime import date

import pytest
from django.test import Client

from mellanrum.statements.making import MINUS_ONE
from mellanrum.web.economy.opening import YearAtDesk, open_year
from mellanrum.web.economy.reading.tracing import Tree
from mellanrum.web.economy.reading.trails import page_of
from mellanrum.web.economy.reading.vouchers import account_at, vouchers_on
from mellanrum.web.tenancy.models import Association
from support.held_books import hold
from support.links import standing_as
from support.people import somebody

JANUARY = date(2025, 1, 1)
HERE = re.compile(r'<a href="([^"]+)" aria-current="page">')
TRAIL = re.compile(r'<p class="trail">(.*?)</p>')


@pytest.fixture
def dk(association: Association) -> Association:
    """Return an association with the demo's books."""
    hold(association, "dk2025.se", "dk2023.se", own_map=True)
    return association


@pytest.fixture
def desk(dk: Association) -> YearAtDesk:
    """Return its newest year."""
    found = open_year(dk, 2025)
    assert found is not None
    return found


@pytest.fixture
def manager(dk: Association, client: Client) -> Client:
    """Return a client signed in as a manager of it."""
    client.force_login(somebody("manager", dk))
    return client


def address(association: Association, page: str) -> str:
    return f"/f/{association.slug}/ekonomi/2025/{page}"


def test_month_leads_to_vouchers_with_the_sign_of_its_line(dk: Association, desk: YearAtDesk, manager: Client) -> None:
    tree = Tree(desk.opened.book.get("income_statement.costs"), dk.slug, 2025, "sv")
    account = next(line for line in tree.lines() or () if line.label.startswith("4010"))
    month = account.lines[0]

    page = manager.get(month.url)

    assert month.url == address(dk, "konto/4010/2025-01/?sign=turned")
    assert account.url == address(dk, "konto/4010/?sign=turned")
    assert month.amount == "−304\xa0926,89"
    assert f"Verifikaten är tillsammans {month.amount} kr: allt som rörde sig på kontot." in page.content.decode()


def test_line_with_the_sign_of_the_books_leads_to_them_as_they_are(desk: YearAtDesk) -> None:
    lines = Tree(desk.opened.book.get("balance_sheet.cash"), "a", 2025, "sv").lines() or ()

    assert {"sign=" in line.url for line in lines} == {False}


def test_turned_vouchers_are_the_same_with_the_other_sign(dk: Association, desk: YearAtDesk) -> None:
    standing = standing_as("manager", dk)
    plain = vouchers_on(standing, desk, "4010", JANUARY)
    turned = vouchers_on(standing, desk, "4010", JANUARY, is_turned=True)

    assert plain is not None
    assert turned is not None
    assert (turned.sum, turned.moved) == (MINUS_ONE * plain.sum, MINUS_ONE * plain.moved)
    assert [row.is_debit for row in turned.rows] == [row.posting.amount >= 0 for row in plain.rows]
    assert [row.amount for row in turned.rows] == [MINUS_ONE * row.amount for row in plain.rows]
    assert {sum(each.amount for each in row.whole) for row in turned.rows} == {0}


def test_turned_account_closes_with_the_other_sign(dk: Association, desk: YearAtDesk) -> None:
    plain = account_at(standing_as("manager", dk), desk, "1930", 2025)
    turned = account_at(standing_as("manager", dk), desk, "1930", 2025, is_turned=True)

    assert plain is not None
    assert turned is not None
    assert turned.closing == MINUS_ONE * plain.closing
    assert [month.value for month in turned.months] == [MINUS_ONE * month.value for month in plain.months]


@pytest.mark.parametrize(
    ("page", "tab", "back"),
    [
        ("uppgift/income_statement.costs/", "rapporterna/", ["rapporterna/", "resultatrakning/"]),
        ("uppgift/audit_note.sum/", "rapporterna/", ["rapporterna/", "noter/"]),
        ("uppgift/ratios.equity_share/", "nyckeltal/", ["nyckeltal/"]),
        ("konto/4010/", "rapporterna/", ["rapporterna/", "resultatrakning/"]),
        ("konto/1930/", "rapporterna/", ["rapporterna/", "balansrakning/"]),
        (
            "konto/4010/2025-01/?sign=turned",
            "rapporterna/",
            ["rapporterna/", "resultatrakning/", "konto/4010/?sign=turned"],
        ),
    ],
)
def test_page_marks_its_tab_and_leads_back(
    dk: Association, manager: Client, page: str, tab: str, back: list[str]
) -> None:
    content = manager.get(address(dk, page)).content.decode()
    trail = TRAIL.search(content)

    assert trail is not None
    assert address(dk, tab) in HERE.findall(content)
    assert re.findall(r'href="([^"]+)"', trail[1]) == [address(dk, each) for each in back]


def test_every_figure_stands_on_a_page(desk: YearAtDesk) -> None:
    assert [prefix for prefix in desk.opened.book.prefixes if page_of(f"{prefix}.x") is None] == []


def test_lines_of_an_areas_net_are_told_apart(desk: YearAtDesk) -> None:
    lines = Tree(desk.opened.book.get("operations.administration.net"), "a", 2025, "sv").lines() or ()

    assert [line.label for line in lines] == ["Administration, intäkt 2025", "Administration, kostnad 2025"]
