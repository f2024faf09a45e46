"""From a figure down to the vouchers: what adds up, who sees how far, what is said where the way ends."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.figures import Figure, Operation
from mellanrum.figures.tracing import traced
from mellanrum.web.access.rules import Refused
from mellanrum.web.economy.opening import YearAtDesk, open_year
from mellanrum.web.economy.reading.tracing import MOST, Line, Tree
from mellanrum.web.economy.reading.vouchers import account_at, vouchers_on
from mellanrum.web.tenancy.models import Association
from support.held_books import hold
from support.links import Links, standing_as
from support.people import an_association, somebody

PART = {"HX-Request": "true"}


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


def address(association: Association, page: str) -> str:
    return f"/f/{association.slug}/ekonomi/2025/{page}"


def figures(desk: YearAtDesk) -> list[Figure]:
    book = desk.opened.book
    return [figure for prefix in book.prefixes for figure in map(book.get, book.keys(prefix))]


def amount(line: Line) -> Decimal:
    return Decimal(line.amount.replace("\xa0", "").replace(",", ".").replace("\u2212", "-"))


def test_lines_of_every_sum_add_up_to_it(desk: YearAtDesk) -> None:
    sums = [figure for figure in figures(desk) if figure.trace.operation is Operation.SUM and figure.trace.inputs]

    differs = []
    for figure in sums:
        lines = Tree(figure, "a", 2025, "sv").lines() or ()
        total = sum((-amount(line) if line.is_turned else amount(line) for line in lines), Decimal(0))
        if abs(total - figure.value) > Decimal("0.005") * len(lines):
            differs.append((figure.key, total, figure.value))

    assert len(sums) > 50
    assert differs == []


def test_months_of_every_account_add_up_to_it(desk: YearAtDesk) -> None:
    tree = Tree(desk.opened.book.get("income_statement.revenue"), "a", 2025, "sv")

    accounts = tree.lines() or ()

    assert len(accounts) == 6
    assert [sum(map(amount, account.lines), Decimal(0)) for account in accounts] == list(map(amount, accounts))


def test_large_tree_comes_branch_by_branch(dk: Association, desk: YearAtDesk, client: Client) -> None:
    figure = max(figures(desk), key=lambda each: sum(below.size for below in traced(each)))
    lines = Tree(figure, dk.slug, 2025, "sv").lines() or ()
    client.force_login(somebody("manager", dk))
    at = next(line for line in lines if line.below)

    whole = client.get(address(dk, f"uppgift/{figure.key}/"), headers=PART).content.decode()
    url = address(dk, f"uppgift/{figure.key}/?branch={at.branch}")
    part, page = client.get(url, headers=PART), client.get(url)

    assert sum(line.below + 1 for line in lines) > MOST
    assert (at.is_lazy, whole.count("hx-get"), whole.count("<li>")) == (
        True,
        sum(bool(line.below) for line in lines),
        len(lines),
    )
    assert (b"<html" in part.content, b"<html" in page.content) == (False, True)


@pytest.mark.parametrize(
    "page",
    [
        "uppgift/nothing.at_all/",
        "uppgift/income_statement/",
        "uppgift/income_statement.result/?period=2031",
        "uppgift/income_statement.result/?period=1890",
        "uppgift/income_statement.result/?period=x",
        "uppgift/income_statement.result/?branch=99",
        "uppgift/income_statement.result/?branch=-1",
        "uppgift/income_statement.result/?branch=0.0.0.0.0.0.0.0.0",
        "konto/0000/",
        "konto/4010/?period=1999",
        "konto/4010/2025-13/",
        "konto/4010/2031-01/",
        "konto/0000/2025-01/",
    ],
)
def test_what_the_books_do_not_have_is_not_found(dk: Association, client: Client, page: str) -> None:
    client.force_login(somebody("manager", dk))

    assert client.get(address(dk, page)).status_code == 404


def test_allocation_and_reported_figures_say_where_they_come_from(desk: YearAtDesk) -> None:
    budget = Tree(desk.opened.book.get("operations.administration.budget"), "a", 2025, "sv").lines() or ()
    outcome = Tree(desk.opened.book.get("operations.administration.cost"), "a", 2025, "sv").lines() or ()

    assert {bool(line.url) for line in budget} == {False}
    assert {line.url.rsplit("/", 2)[0] for line in outcome} == {"/f/a/ekonomi/2025/konto"}


@pytest.mark.parametrize("role", ["manager", "administrator", "accountant", "auditor"])
def test_those_who_may_read_vouchers_come_to_them(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    trace = client.get(address(dk, "uppgift/income_statement.revenue/"), headers=PART)
    answers = [client.get(link) for link in Links(trace.content.decode()).figures]

    assert {answer.status_code for answer in answers} == {200}
    assert {answer["Cache-Control"].count("no-store") for answer in answers} == {1}
    assert "Här slutar vägen" not in trace.content.decode()


@pytest.mark.parametrize("role", ["preparatory_group", "board_member", "chair"])
def test_the_way_of_others_ends_at_account_and_month(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    trace = client.get(address(dk, "uppgift/income_statement.revenue/"), headers=PART).content.decode()
    account = client.get(address(dk, "konto/3010/"), headers=PART).content.decode()
    month = client.get(address(dk, "konto/3010/2025-01/"))

    reason = "Verifikat visas inte för din roll"
    assert [text.count(reason) for text in (trace, account)] == [1, 1]
    assert [link for link in Links(trace).figures if link.endswith(("2025-01/", "2025-02/"))] == []
    assert ("Hela verifikatet" in account, month.status_code) == (False, 403)


def test_service_refuses_vouchers_by_itself(dk: Association, desk: YearAtDesk) -> None:
    board = standing_as("board_member", dk)
    found = account_at(board, desk, "3010", 2025)

    with pytest.raises(Refused):
        vouchers_on(board, desk, "3010", date(2025, 1, 1))
    assert found is not None
    assert found.rows == ()


def test_vouchers_of_every_month_of_every_account_are_what_moved(dk: Association, desk: YearAtDesk) -> None:
    standing = standing_as("auditor", dk)
    year = desk.opened.books.years[0]

    found = [
        vouchers_on(standing, desk, account, month) for account in year.accounts() for month in year.period.months()
    ]

    differs = [(each.account, each.month) for each in found if each is not None and not each.is_whole]
    unbalanced = [
        row.posting.line
        for each in found
        if each is not None
        for row in each.rows
        if sum(other.amount for other in row.whole)
    ]
    assert (differs, unbalanced) == ([], [])
    assert sum(len(each.rows) for each in found if each is not None) > 500


def test_year_of_an_account_is_the_sum_of_its_months(dk: Association, desk: YearAtDesk) -> None:
    found = account_at(standing_as("manager", dk), desk, "4010", 2025)

    assert found is not None
    assert found.sum == found.moved == sum((month.value for month in found.months), Decimal(0))
    assert found.closing == found.opening + found.moved


def test_year_before_without_a_file_of_its_own_says_so(dk: Association, client: Client) -> None:
    client.force_login(somebody("manager", dk))

    page = client.get(address(dk, "konto/3010/?period=2024")).content.decode()

    assert "Bokföringen för 2024 är inte inläst för sig" in page


def test_another_years_own_file_has_its_vouchers(dk: Association, desk: YearAtDesk) -> None:
    found = account_at(standing_as("manager", dk), desk, "3010", 2023)

    assert found is not None
    assert (found.why, found.is_whole, bool(found.rows)) == ("", True, True)


def test_balances_without_vouchers_say_so(association: Association, client: Client) -> None:
    lines = (
        b'#FLAGGA 0\n#FORMAT PC8\n#SIETYP 1\n#FNAMN "Prov"\n#RAR 0 20250101 20251231\n#KONTO 1930 "Bank"\n'
        b'#KONTO 2010 "Eget kapital"\n#KONTO 3010 "Bidrag"\n#IB 0 1930 0\n#UB 0 1930 100\n#IB 0 2010 0\n#UB 0 2010 0\n'
        b"#RES 0 3010 -100\n"
    )
    hold(association, "balances.se", changed_to={"balances.se": lines})
    client.force_login(somebody("manager", association))

    page = client.get(address(association, "konto/1930/")).content.decode()

    assert "Bokföringen för 2025 är saldon utan verifikat" in page


def test_vouchers_of_another_association_are_not_found(dk: Association, client: Client) -> None:
    client.force_login(somebody("manager", an_association()))

    assert client.get(address(dk, "konto/3010/2025-01/")).status_code == 404


def test_trace_is_told_apart_as_part_and_as_page(dk: Association, client: Client) -> None:
    client.force_login(somebody("manager", dk))

    answer = client.get(address(dk, "uppgift/income_statement.result/"), headers=PART)

    assert "HX-Request" in answer["Vary"]


def test_whole_voucher_has_a_heading_for_each_column(dk: Association, client: Client) -> None:
    client.force_login(somebody("auditor", dk))

    page = client.get(address(dk, "konto/3010/2025-01/"), headers=PART).content.decode()

    (voucher, *_) = re.findall(r'<table class="whole">.*?</table>', page)
    heads = re.findall(r'<th scope="col"><span class="visually-hidden">([^<]+)</span></th>', voucher)
    (row, *_) = re.findall(r"<tr><th scope=\"row\">.*?</tr>", voucher)
    assert heads == ["Konto", "Text", "Belopp", "Debet eller kredit"]
    assert len(re.findall("<t[hd]", row)) == len(heads)
