"""Figures that open, tables that are taken along, charts, and the sheet for the state's follow-up."""

import csv
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from mellanrum.web.economy.handing_out import DRAWINGS
from mellanrum.web.tenancy.models import Association
from support.links import Links

PAGES = [
    "?year=2025",
    "coachingteamet/?year=2025&what=all",
    "coachingteamet/?year=2025&part=2&over=woman",
    "mottagningsteamet/?year=2025",
]


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/statistik/{rest}"


def trace_of(client: Client, association: Association, rest: str, *, is_part: bool = True) -> str:
    headers = {"HX-Request": "true"} if is_part else {}
    answer = client.get(address(association, rest), headers=headers)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(client: Client, association: Association, rest: str) -> list[list[str]]:
    answer = client.get(address(association, rest))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("rest", PAGES)
def test_every_figure_of_a_page_opens_its_trace(manager: Client, dk: Association, rest: str) -> None:
    links = Links(manager.get(address(dk, rest)).content.decode())
    sample = sorted(set(links.figures))[::5]

    answers = {url: manager.get(unescape(url), headers={"HX-Request": "true"}) for url in sample}

    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
    shown = {url: links.texts[url].strip() for url in sample}
    wrong = [url for url, answer in answers.items() if shown[url].split()[0] not in answer.content.decode()]
    assert wrong == []
    assert len(sample) > 15


def test_trace_tells_months_entries_and_rule(manager: Client, dk: Association) -> None:
    text = trace_of(manager, dk, "coachingteamet/uppgift/interventions.coachingteamet.started/?year=2025&sex=woman")

    assert "Coachingteamet: Startade, kvinnor 2025" in text
    assert ">53</strong>" in text
    assert "2025-01" in text
    assert "5 räknade" in text
    assert "Uppföljningens kodlistor" in text
    assert "inget finns sparat om enskilda deltagare" in text


def test_trace_of_a_share_tells_what_is_divided_by_what(manager: Client, dk: Association) -> None:
    key = "interventions.coachingteamet.end_reasons.self_support.share"

    text = trace_of(manager, dk, f"coachingteamet/uppgift/{key}/?year=2025")

    assert "45,2 %" in text
    assert "Det som delas: " in text
    assert "Delat med: " in text
    assert "2025-01–2025-06" in text


def test_trace_is_a_page_of_its_own_without_scripts(manager: Client, dk: Association) -> None:
    text = trace_of(manager, dk, "uppgift/interventions.all.all/?year=2025", is_part=False)

    assert Links(text).headings[0] == 1
    assert "Alla insatser tillsammans" in text


@pytest.mark.parametrize(
    "rest",
    [
        "coachingteamet/uppgift/interventions.coachingteamet.nothing/?year=2025",
        "coachingteamet/uppgift/interventions.all.started/?year=2025",
        "coachingteamet/uppgift/balance_sheet.equity/?year=2025",
        "coachingteamet/uppgift/interventions.coachingteamet.started/?year=2025&sex=x",
        "uppgift/interventions.coachingteamet/?year=2025",
    ],
)
def test_figure_there_is_none_of_is_not_found(manager: Client, dk: Association, rest: str) -> None:
    assert manager.get(address(dk, rest)).status_code == 404


def test_table_is_taken_along_as_csv(manager: Client, dk: Association) -> None:
    rows = rows_of(manager, dk, "coachingteamet/tabell/flow/csv/?year=2025")

    assert rows[0] == ["", "Kvinnor", "Män", "Alla"]
    assert ["Startade", "53", "46", "99"] in rows
    assert ["Rättelser", "-12", "-8", "-20"] in rows


def test_table_of_shares_is_taken_along_as_csv(manager: Client, dk: Association) -> None:
    rows = rows_of(manager, dk, "coachingteamet/tabell/ended.end_reason/csv/?year=2025")

    assert rows[0] == ["", "Kvinnor Antal", "Kvinnor %", "Män Antal", "Män %", "Alla Antal", "Alla %"]
    assert ["Studier", "12", "24,0", "6", "17,6", "18", "21,4"] in rows


def test_table_is_taken_along_as_excel_with_what_it_is(manager: Client, dk: Association) -> None:
    answer = manager.get(address(dk, "coachingteamet/tabell/flow/xlsx/?year=2025"))

    about, table = load_workbook(BytesIO(answer.content)).worksheets
    assert [about.cell(at, 1).value for at in (2, 3)] == [dk.name, "Coachingteamet"]
    assert "inte publiceras" in str(about.cell(5, 1).value)
    assert [cell.value for cell in table[5]][:4] == ["Startade", 53, 46, 99]


@pytest.mark.parametrize(
    "rest", ["tabell/nothing/csv/", "tabell/flow/pdf/", "diagram/flow/huge/", "diagram/nothing/wide-light/"]
)
def test_piece_there_is_none_of_is_not_found(manager: Client, dk: Association, rest: str) -> None:
    assert manager.get(address(dk, f"coachingteamet/{rest}?year=2025")).status_code == 404


def test_every_chart_has_words_and_a_drawing(manager: Client, dk: Association) -> None:
    html = manager.get(address(dk, "coachingteamet/?year=2025")).content.decode()
    images = sorted({unescape(url) for url in Links(html).images if "wide-light" in url})

    answers = [manager.get(url) for url in images[:4]]

    assert {answer.headers["Content-Type"] for answer in answers} == {"image/svg+xml"}
    assert html.count("<img ") == html.count(' alt="Staplar') + html.count(' alt="Linjer')
    assert len(images) > 8


def test_drawings_are_kept_by_association_in_memory_alone(manager: Client, dk: Association) -> None:
    DRAWINGS.clear()

    manager.get(address(dk, "coachingteamet/diagram/flow/wide-light/?year=2025"))

    assert [key[0] for key in DRAWINGS._values if isinstance(key, tuple)] == [dk.pk]
