"""Cells that are figures of a month, of a municipality, of money, and of all since counting began."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from mellanrum.web.interventions.models import Intervention, YearPlan
from mellanrum.web.tenancy.models import Association
from support.links import Links
from support.people import somebody
from support.vast import vast
from web.statistics.test_figures import rows_of, trace_of
from web.statistics.test_pages import address, text_of

CELL = re.compile(r'<a class="figure" href="([^"]+)">([^<]+)</a>')


def cells_of(client: Client, association: Association, rest: str, table: str) -> list[tuple[str, str]]:
    """List the figures of a table of a page: their addresses and what is shown."""
    html = client.get(address(association, rest)).content.decode()
    body = html.partition(f'<table id="{table}"')[2].partition("</table>")[0]
    return [(unescape(url), shown) for url, shown in CELL.findall(body)]


def rows_of_table(client: Client, association: Association, rest: str, table: str) -> list[list[str]]:
    """List the rows of a table of a page, each as the cells it has."""
    html = client.get(address(association, rest)).content.decode()
    body = html.partition(f'<table id="{table}"')[2].partition("</table>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("<tr")[1:]]


def wrong(client: Client, cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """List the cells whose trace does not open, or shows another number."""
    found = []
    for url, shown in cells:
        answer = client.get(url, headers={"HX-Request": "true"})
        if answer.status_code != 200 or f'class="trace-amount">{shown}' not in answer.content.decode():
            found.append((url, shown))
    return found


@pytest.mark.parametrize("rest", ["?year=2025", "coachingteamet/?year=2025&part=1", "mottagningsteamet/?year=2025"])
def test_every_cell_of_a_month_opens_its_month(manager: Client, dk: Association, rest: str) -> None:
    cells = cells_of(manager, dk, rest, "months")

    assert wrong(manager, cells[::4]) == []
    assert len(cells) > 30
    assert sum("from=2025-" in url for url, _ in cells) > 30


def test_all_since_january_opens_what_it_is_of(manager: Client, dk: Association) -> None:
    key = "interventions.coachingteamet.started"

    text = trace_of(manager, dk, f"coachingteamet/uppgift/{key}/?year=2025&from=2025-01&to=2025-12")

    assert ">99</strong>" in text


@pytest.mark.parametrize("table", ["municipal.started", "municipal.ended", "since"])
def test_every_cell_by_municipality_and_since_the_beginning_opens(manager: Client, dk: Association, table: str) -> None:
    cells = cells_of(manager, dk, "coachingteamet/?year=2025", table)

    assert wrong(manager, cells[::3]) == []
    assert len(cells) > 4


@pytest.mark.parametrize("table", ["municipal.started", "started.means", "started.age_band", "ended.end_reason"])
def test_sums_bases_and_who_gave_a_number_open(manager: Client, dk: Association, table: str) -> None:
    rows = rows_of_table(manager, dk, "coachingteamet/?year=2025", table)

    numbers = [re.sub(r"<[^>]+>", "", cell).strip() for cell in rows[-1]]
    opened = [unescape(url) for cell in rows[-1] for url, _ in CELL.findall(cell)]
    assert len(opened) == sum(number[:1].isdigit() and number != "0" for number in numbers[1:]) > 0
    assert wrong(manager, [pair for cell in rows[-1] for pair in CELL.findall(cell.replace("&amp;", "&"))]) == []


def test_month_by_municipality_is_taken_along(manager: Client, dk: Association) -> None:
    rows = rows_of(manager, dk, "coachingteamet/tabell/municipal.started/csv/?year=2025")

    assert rows[0] == ["Månad", "Degerfors kommun", "Karlskoga kommun", "Totalt"]
    assert len(rows) == 14
    assert rows[-1] == ["Året", "20", "79", "99"]
    assert [sum(int(row[at]) for row in rows[1:-1]) for at in (1, 2, 3)] == [20, 79, 99]


def test_cost_opens_the_money_and_the_participations(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    YearPlan.objects.filter(intervention=intervention, year=2025).delete()
    YearPlan.objects.make(dk, intervention=intervention, year=2025, from_association=Decimal(1_980_000))

    key = "interventions.coachingteamet.cost_per_participation"
    text = trace_of(manager, dk, f"coachingteamet/uppgift/{key}/?year=2025")

    assert "10 000 kr" in text
    assert "Det som delas: Beviljat för året enligt insatsens plan" in text
    assert "Delat med: Alla under året, i insatser med beviljade pengar" in text
    figures = Links(manager.get(address(dk, "coachingteamet/?year=2025")).content.decode()).figures
    assert any(f"/{key}/" in url for url in figures)


@pytest.mark.parametrize("table", ["referral.matrix", "referral.payers", "queue", "groups", "screening"])
def test_every_cell_of_referrals_and_counters_opens(association: Association, client: Client, table: str) -> None:
    vast(association)
    client.force_login(somebody("manager", association))

    cells = cells_of(client, association, "rehabvagledare/?year=2023", table)

    assert wrong(client, cells[::5]) == []
    assert len(cells) >= 7


@pytest.mark.parametrize(
    "asked",
    ["from=2025-01", "to=2025-01", "from=2025-13&to=2025-13", "from=0001-01&to=9999-12", "from=2025-02&to=2025-01"],
)
def test_months_there_are_none_of_are_not_found(manager: Client, dk: Association, asked: str) -> None:
    key = "interventions.coachingteamet.started"

    assert manager.get(address(dk, f"coachingteamet/uppgift/{key}/?year=2025&{asked}")).status_code == 404


def test_broad_bands_and_limits_stand_before_the_fine_ones(manager: Client, dk: Association) -> None:
    text = text_of(manager, dk, "coachingteamet/?year=2025")

    broad, _, fine = text.partition("Alla band: Startade efter ålder vid start")
    assert "16–29 år|" in broad
    assert "16–29 år|" not in fine.partition("Startade efter utbildning")[0]
    assert "20–24 år|" in fine
    months = text.partition("Avslutade efter tid i insatsen, breda band")[2].partition("Alla band:")[0]
    assert "Högst 9 månader|26|52,0|15|44,1|41|48,8|" in months.splitlines()
    assert "Minst 24 månader|14|28,0|9|26,5|23|27,4|" in months.splitlines()


@pytest.mark.parametrize("table", ["started.age_band.broad", "ended.months_band.broad"])
def test_every_broad_cell_opens(manager: Client, dk: Association, table: str) -> None:
    cells = cells_of(manager, dk, "coachingteamet/?year=2025", table)

    assert wrong(manager, cells[::3]) == []
    assert len(cells) > 10
