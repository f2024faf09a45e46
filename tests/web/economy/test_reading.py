"""The pages of a year's economy: who sees them, what they show, what they cost."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

import pytest
from django.test import Client

from mellanrum.composition import Source, Sources, open_year
from mellanrum.figures import Figure
from mellanrum.numbers import decimals
from mellanrum.web.access.models import RoleName
from mellanrum.web.economy.opening import open_year as open_at_desk
from mellanrum.web.economy.services.comments import comment_on, comment_token, comments_of
from mellanrum.web.tenancy.models import Association
from support.held_books import MAP, SIE, hold
from support.links import Links, standing_as
from support.people import an_association, somebody

Queries = Callable[[int], Any]

READERS = ["manager", "administrator", "accountant", "preparatory_group", "board_member", "chair", "auditor"]
OTHERS = sorted({role.value for role in RoleName} - set(READERS))
SECTIONS = [
    "resultatrakning/",
    "balansrakning/",
    "kassaflode/",
    "driftredovisning/",
    "investeringar/",
    "noter/",
    "finansierad-verksamhet/",
    "fem-ar/",
    "balanskrav/",
]
PAGES = ["", "hur-gar-det/", "rapporterna/", *SECTIONS, "att-atgarda/", "avvikelser/", "nyckeltal/"]

BELOW = ["uppgift/income_statement.result/", "konto/4010/", "konto/4010/2025-03/"]
REFUSED = sorted({*product(OTHERS, [*PAGES, *BELOW])} - {("national_analyst", "nyckeltal/")})
"""The key ratios are the one page that a national analyst reads: tests/web/economy/test_key_ratios.py."""


def address(association: Association, page: str = "", year: int = 2025) -> str:
    return f"/f/{association.slug}/ekonomi/{year}/{page}"


@pytest.fixture
def dk(association: Association) -> Association:
    """Return an association with the demo's books."""
    hold(association, "dk2025.se", "dk2023.se", own_map=True)
    return association


@pytest.fixture
def manager(dk: Association, client: Client) -> Client:
    """Return a client signed in as a manager of it."""
    client.force_login(somebody("manager", dk))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_page_has_one_heading_and_no_level_skipped(manager: Client, dk: Association, page: str) -> None:
    answer = manager.get(address(dk, page))

    levels = Links(answer.content.decode()).headings
    assert (answer.status_code, levels.count(1), levels[0]) == (200, 1, 1)
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("role", READERS)
def test_readers_read_statements(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    assert {client.get(address(dk, page)).status_code for page in PAGES} == {200}


@pytest.mark.parametrize(("role", "page"), REFUSED)
def test_others_are_refused_with_the_reason(dk: Association, client: Client, role: str, page: str) -> None:
    client.force_login(somebody(role, dk))

    assert client.get(address(dk, page)).status_code == 403


def test_association_without_books_is_told_how_to_begin(association: Association, client: Client) -> None:
    client.force_login(somebody("accountant", association))

    answer = client.get(f"/f/{association.slug}/ekonomi/")

    assert "Här finns ingen bokföring än" in answer.content.decode()
    assert client.get(address(association)).status_code == 404


@pytest.mark.parametrize(
    ("files", "year", "own_map"),
    [(("dk2025.se", "dk2023.se"), 2025, True), (("vast2023.se",), 2023, False)],
    ids=["dk2025", "vast2023"],
)
def test_every_figure_on_every_page_opens(
    association: Association, client: Client, files: tuple[str, ...], year: int, own_map: bool
) -> None:
    hold(association, *files, own_map=own_map)
    client.force_login(somebody("manager", association))
    found = {
        link for page in PAGES for link in Links(client.get(address(association, page, year)).content.decode()).figures
    }

    parts = {link: client.get(link, headers={"HX-Request": "true"}) for link in found}
    wholes = {link: client.get(link).status_code for link in found}

    assert len(found) > 100
    assert {link: answer.status_code for link, answer in parts.items() if answer.status_code != 200} == {}
    assert {link for link, answer in parts.items() if b"<html" in answer.content} == set()
    assert {link: status for link, status in wholes.items() if status != 200} == {}


def engine(name: str, earlier: str, own_map: bool) -> dict[str, Figure]:
    """Return every figure of a year as composition gives it from the same files."""
    sources = Sources(
        Source(name, (SIE / name).read_bytes()),
        (Source(earlier, (SIE / earlier).read_bytes()),) if earlier else (),
        None,
        Source(MAP.name, MAP.read_bytes()) if own_map else None,
    )
    opened, _ = open_year(sources)
    assert opened is not None
    book = opened.book
    return {key: book.get(key) for prefix in book.prefixes for key in book.keys(prefix)}


@pytest.mark.parametrize(
    ("name", "earlier", "year", "own_map"),
    [("dk2025.se", "dk2023.se", 2025, True), ("vast2023.se", "", 2023, False)],
)
def test_figures_are_those_of_the_engines(
    association: Association, name: str, earlier: str, year: int, own_map: bool
) -> None:
    hold(association, *filter(None, (name, earlier)), own_map=own_map)
    desk = open_at_desk(association, year)
    assert desk is not None

    expected = {key: figure.value for key, figure in engine(name, earlier, own_map).items()}

    assert {key: desk.opened.book.get(key).value for key in expected} == expected


def test_shown_numbers_are_those_of_the_engines(dk: Association, manager: Client) -> None:
    figures = engine("dk2025.se", "dk2023.se", own_map=True)
    told = Links(manager.get(address(dk, "resultatrakning/")).content.decode()).texts

    shown = {
        link.rsplit("/", 2)[1]: text for link, text in told.items() if "period" not in link and "/uppgift/" in link
    }

    assert shown == {
        key: decimals(figures[key].rounded) for key in figures if key.startswith("income_statement.") and key in shown
    }
    assert len(shown) == 10


@pytest.mark.parametrize("page", ["", "resultatrakning/", "noter/", "att-atgarda/", "avvikelser/", "nyckeltal/"])
@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_with_more_years_and_associations(
    association: Association,
    client: Client,
    django_assert_max_num_queries: Queries,
    page: str,
    number: int,
) -> None:
    files = ["dk2025.se", "dk2023.se"][: min(number, 2)]
    hold(association, *files)
    user = somebody("manager", association)
    for _ in range(number - 1):
        hold(an_association(), "dk2023.se")
    client.force_login(user)
    client.get(address(association, page))

    with django_assert_max_num_queries(12):
        client.get(address(association, page))


@pytest.mark.parametrize("page", [*SECTIONS, "nyckeltal/"])
def test_charts_and_tables_of_a_page_are_there(dk: Association, manager: Client, page: str) -> None:
    links = Links(manager.get(address(dk, page)).content.decode())
    tables = [link for link in links.others if "/tabell/" in link]

    kinds = {manager.get(link)["Content-Type"] for link in links.images}

    assert kinds <= {"image/svg+xml"}
    assert {manager.get(link).status_code for link in tables} <= {200}
    assert len(tables) == len(set(tables))


def test_export_has_a_name_that_is_safe(dk: Association, manager: Client) -> None:
    url = address(dk, "tabell/income_statement/income_statement_table.csv")

    answer = manager.get(url)

    name = f"{dk.slug}-2025-income-statement-table.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(b"\xef\xbb\xbfPost")


@pytest.mark.parametrize(
    "page",
    [
        "tabell/income_statement/nothing.csv",
        "tabell/income_statement/income_statement_table.pdf",
        "tabell/nothing/income_statement_table.csv",
        "diagram/overview/money_chart/sideways.svg",
        "diagram/overview/nothing/wide-light.svg",
    ],
)
def test_what_is_not_there_is_not_found(dk: Association, manager: Client, page: str) -> None:
    assert manager.get(address(dk, page)).status_code == 404


@pytest.mark.parametrize("page", ["hur-gar-det/", "avvikelser/"])
def test_budget_beside_outcome_says_how_it_is_signed(dk: Association, manager: Client, page: str) -> None:
    content = manager.get(address(dk, page)).content.decode()

    assert content.count("netto: utfallet med kostnader som minus, budgeten som den beslutades") == 1


def test_comment_is_saved_shown_and_taken_away(dk: Association, client: Client) -> None:
    client.force_login(somebody("accountant", dk))
    url = address(dk, "avvikelser/administration/")

    client.post(url, {"text": "  Två chefer i tre månader. ", "seen": comment_token(None)})
    saved = {area: comment.text for area, comment in comments_of(dk, 2025).items()}
    page = client.get(address(dk, "avvikelser/")).content.decode()
    section = client.get(address(dk, "driftredovisning/")).content.decode()
    client.post(url, {"text": " ", "seen": comment_token(comments_of(dk, 2025)["administration"])})

    assert saved == {"administration": "Två chefer i tre månader."}
    assert [place.count("Två chefer i tre månader.") for place in (page, section)] == [1, 1]
    assert comments_of(dk, 2025) == {}


def test_comment_written_by_somebody_else_meanwhile_is_not_written_over(dk: Association, client: Client) -> None:
    client.force_login(somebody("accountant", dk))
    url = address(dk, "avvikelser/administration/")
    seen = comment_token(None)
    comment_on(standing_as("manager", dk), 2025, "administration", "Chefens ord.")

    second = client.post(url, {"text": "Ekonomens ord.", "seen": seen})
    held = comments_of(dk, 2025)["administration"]
    client.post(url, {"text": "Ekonomens ord.", "seen": comment_token(held)})

    page = second.content.decode()
    assert (second.status_code, held.text) == (409, "Chefens ord.")
    assert ["Chefens ord." in page, ">Ekonomens ord.</textarea>" in page.replace("\n", "")] == [True, True]
    assert comments_of(dk, 2025)["administration"].text == "Ekonomens ord."


@pytest.mark.parametrize(
    ("role", "area", "text", "status"),
    [
        ("board_member", "administration", "Nej", 403),
        ("auditor", "administration", "Nej", 403),
        ("manager", "nothing", "Nej", 404),
        ("manager", "sum", "Nej", 404),
        ("manager", "administration", "x" * 2001, 200),
    ],
)
def test_comment_that_cannot_be_saved(
    dk: Association, client: Client, role: str, area: str, text: str, status: int
) -> None:
    client.force_login(somebody(role, dk))

    answer = client.post(address(dk, f"avvikelser/{area}/"), {"text": text})

    assert (answer.status_code, comments_of(dk, 2025)) == (status, {})


def test_comment_of_another_association_is_not_seen(dk: Association) -> None:
    other = an_association()
    comment_on(standing_as("manager", other), 2025, "administration", "Någon annans.")

    assert comments_of(dk, 2025) == {}


def test_own_limit_is_judged_by_and_taken_away(dk: Association, client: Client) -> None:
    client.force_login(somebody("accountant", dk))
    told = {"figure": "ratios.equity_share", "at_most": "5,5", "from_year": "2025", "decision": "Styrelsen § 7"}

    client.post(address(dk, "nyckeltal/grans/"), told)
    desk = open_at_desk(dk, 2025)
    assert desk is not None
    limit = desk.limits.limit_of("ratios.equity_share", 2025)
    assert limit is not None
    over = [item.code for item in desk.findings("sv") if item.code == "review.over_limit"]
    page = client.get(address(dk, "nyckeltal/"))
    (own,) = page.context["own"]
    client.post(address(dk, f"nyckeltal/grans/{own.pk}/ta-bort/"))
    after = open_at_desk(dk, 2025)
    assert after is not None

    assert (limit.at_most, limit.reference, over) == (Decimal("0.055"), "Styrelsen § 7", ["review.over_limit"])
    assert "Över gränsen" in page.content.decode()
    assert "review.over_limit" not in {item.code for item in after.findings("sv")}


@pytest.mark.parametrize(
    ("field", "value"),
    [("figure", "ratios.liquidity"), ("at_most", "101"), ("at_most", "tjugo"), ("from_year", "1900"), ("decision", "")],
)
def test_faulty_limit_is_not_saved(dk: Association, manager: Client, field: str, value: str) -> None:
    told = {"figure": "ratios.equity_share", "at_most": "30", "from_year": "2025", "decision": "Styrelsen"}

    answer = manager.post(address(dk, "nyckeltal/grans/"), told | {field: value})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])


def test_errors_come_first_among_findings(association: Association, client: Client) -> None:
    broken = (SIE / "dk2025.se").read_bytes().replace(b"#UB 0 1930", b"#UB 0 1931", 1)
    hold(association, "dk2025.se", changed_to={"dk2025.se": broken})
    client.force_login(somebody("manager", association))

    groups = client.get(address(association, "att-atgarda/")).context["groups"]

    order = [group.severity for group in groups]
    assert order == sorted(order, key=["error", "warning", "note"].index)
    assert order[0] == "error"


def test_many_alike_findings_are_folded(dk: Association, manager: Client) -> None:
    groups = manager.get(address(dk, "att-atgarda/")).context["groups"]

    assert {len(group.first) <= 4 for group in groups} == {True}


def test_page_in_english_says_the_same_figures(dk: Association, manager: Client) -> None:
    swedish = Links(manager.get(address(dk, "hur-gar-det/")).content.decode())
    manager.post("/sprak/", {"language": "en", "back": "/"})

    english = Links(manager.get(address(dk, "hur-gar-det/")).content.decode())

    assert swedish.figures == english.figures


def test_files_of_a_table_and_what_takes_a_limit_away_say_whose_they_are(dk: Association, manager: Client) -> None:
    told = {"figure": "ratios.equity_share", "at_most": "30", "from_year": "2025", "decision": "Styrelsen"}
    manager.post(address(dk, "nyckeltal/grans/"), told)

    page = manager.get(address(dk, "nyckeltal/")).content.decode()

    captions = re.findall(r'<span class="caption-text">([^<]+?) *<', page)
    assert captions
    for form in ("Excel", "CSV"):
        assert re.findall(rf'download>{form}<span class="visually-hidden">, ([^<]+)<', page) == captions
    ((figure, named),) = re.findall(
        r'<th scope="row">([^<]+)</th><td class="number">30,00<.*Ta bort<span class="visually-hidden"> ([^<]+)<', page
    )
    assert named == f"{figure}, 2025"
    assert "<td></td>" not in page[page.index("Egna gränser") :].partition("</thead>")[0]
