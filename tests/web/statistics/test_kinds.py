"""What is told of referrals, follow-up, screening and groups, of a year with published numbers."""

import re
from html import unescape

import pytest
from django.test import Client

from mellanrum.web.tenancy.models import Association
from support.browser import Look, OpenPage, Picture, page_findings
from support.people import an_association, somebody
from support.vast import vast


def rows_of(client: Client, association: Association) -> list[str]:
    answer = client.get(f"/f/{association.slug}/statistik/rehabvagledare/?year=2023")
    body = re.sub(r"</t[dh]>\s*", "|", re.sub(r"\s+", " ", answer.content.decode()))
    body = re.sub(r"</(tr|p|h1|h2|h3|dd|caption)>", "\n", body)
    plain = unescape(re.sub(r"<[^>]+>", "", body)).replace("\N{NO-BREAK SPACE}", " ")
    return [line.strip() for line in plain.splitlines()]


@pytest.fixture
def rows(association: Association, client: Client) -> list[str]:
    client.force_login(somebody("manager", association))
    return rows_of(client, vast(association))


def test_referrals_are_a_matrix_beside_the_financing(rows: list[str]) -> None:
    assert "Uddevalla|30|44|10|7|12|3|0|106|30,5|2,8|" in rows
    assert "Totalt|88|74|97|36|38|15|0|348|" in " ".join(rows)


def test_referrals_of_each_kind_of_member_stand_beside_what_it_pays(rows: list[str]) -> None:
    assert [row for row in rows if row.startswith(("Staten|", "Region|", "Kommun|9", "Egen ansökan och övriga|"))] == [
        "Staten|162|46,6|50,0|",
        "Region|74|21,3|25,0|",
        "Kommun|97|27,9|25,0|",
        "Egen ansökan och övriga|15|4,3|–|",
    ]


def test_follow_up_rate_is_of_those_who_consented(rows: list[str]) -> None:
    assert "6 månader|287|279|239|85,7|" in rows
    assert any("85,7 % " in row and "av dem som hade samtyckt" in row for row in rows)


def test_follow_up_is_told_of_women_and_men_beneath_all(rows: list[str]) -> None:
    at = rows.index("6 månader|287|279|239|85,7|")

    women, men = (row.split("|") for row in rows[at + 1 : at + 3])

    assert (women[0], men[0]) == ("Kvinnor", "Män")
    assert [int(a) + int(b) for a, b in zip(women[1:4], men[1:4], strict=True)] == [287, 279, 239]


def test_screening_is_told_of_those_who_were_offered_and_who_answered(rows: list[str]) -> None:
    told = [row.split("|") for row in rows if row.startswith(("Svarade|", "Minst ett ja|", "Bara nej|", "Ville inte"))]

    assert [(row[0], *row[5:7]) for row in told] == [
        ("Svarade", "389", "98,0"),
        ("Minst ett ja", "282", "71,0"),
        ("Bara nej", "107", "27,0"),
        ("Ville inte svara", "8", "2,0"),
    ]
    assert [int(row[1]) + int(row[3]) for row in told] == [389, 282, 107, 8]
    assert any(row.startswith("Bas: erbjudna att svara|") and row.endswith("|397||") for row in rows)


def test_groups_and_queue_are_told_month_by_month(rows: list[str]) -> None:
    assert "Jan 2023|2|20|17|85,0|" in rows
    assert "Året|24|240|204|85,0|" in rows
    assert "Året|12|0|12|" in rows


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "tallies"])
@pytest.mark.parametrize("look", [Look("phone"), Look("desktop", "dark"), Look()], ids=str)
def test_page_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = vast(an_association())
    page = open_page(look, user=somebody("manager", association))
    page.set_default_timeout(60_000)
    page.goto(f"/f/{association.slug}/statistik/rehabvagledare/?year=2023")
    page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
    for image in page.locator("figure.chart img").all():
        image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    picture(page, "vast")
    assert page_findings(page) == []
