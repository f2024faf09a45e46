"""What is shown of typed totals: nothing that tells of the few, and numbers as they are written elsewhere."""

import re

import pytest
from django.test import Client

from mellanrum.documents.shown import cell_text
from mellanrum.web.survey_results.figures import book_of
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/summor/{rest}"


def shown_in(manager: Client, association: Association) -> dict[str, list[list[str]]]:
    """Return what the page tells, by caption."""
    typed = manager.get(address(association)).context["typed"]
    return {each.table.caption: [[cell_text(cell) for cell in row.cells] for row in each.table.rows] for each in typed}


def screened(women: int, men: int) -> dict[str, str]:
    """Return what is typed of 40 who were asked, of whom 28 answered, split so."""
    whole = {"offered.all": "40", "answered.all": "28"}
    asked = {"offered.woman": "25", "offered.man": "15"}
    return {**whole, **asked, "answered.woman": str(women), "answered.man": str(men)}


def test_few_are_in_no_total_mean_or_figure(manager: Client, association: Association) -> None:
    rated = {"rated.all": "3", "better.all": "3", "sum_before.all": "36", "sum_after.all": "45"}
    manager.post(address(association, "rating_scale/2025/"), rated)
    screened = {"offered.all": "40", "answered.all": "28", "at_least_one_yes.all": "2", "all_no.all": "26"}
    manager.post(address(association, "violence_screening/2025/"), screened)

    shown = shown_in(manager, association)
    assert [row[1:] for row in shown["Skattningsskala 2025"]] == [["för få svar"]] * 4
    assert [row[1:] for row in shown["Frågor om våld 2025"]] == [
        *(["40", "–"], ["28", "70"]),
        *(["för få svar", "–"], ["för få svar", "–"]),
    ]
    keys = book_of(standing_in(association), results_in(association, 5), 2025).keys("surveys")
    figures = ("offered", "answered", "answered.share")
    assert keys == tuple(f"surveys.violence_screening.{key}" for key in figures)
    form = manager.get(address(association, "rating_scale/2025/")).context["form"]
    assert [form.initial[name] for name in rated] == [3, 3, 36, 45]


def test_mean_and_share_are_written_as_elsewhere(manager: Client, association: Association) -> None:
    rated = {"rated.all": "40", "better.all": "25", "sum_before.all": "500"}
    manager.post(address(association, "rating_scale/2025/"), rated)

    [rows] = shown_in(manager, association).values()
    assert [row[2:] for row in rows] == [["–", "–"], ["63", "–"], ["–", "12,5"]]


def test_sexes_stand_beside_all_where_none_of_them_is_few(manager: Client, association: Association) -> None:
    manager.post(address(association, "violence_screening/2025/"), screened(18, 10))

    [rows] = shown_in(manager, association).values()

    assert [row[1:] for row in rows] == [["40", "–", "25", "–", "15", "–"], ["28", "70", "18", "72", "10", "67"]]


def test_sexes_are_left_out_where_one_of_them_is_few(manager: Client, association: Association) -> None:
    manager.post(address(association, "violence_screening/2025/"), screened(25, 3))

    [shown] = manager.get(address(association)).context["typed"]

    assert [len(row.cells) for row in shown.table.rows] == [3, 3]
    assert shown.table.notes[0].startswith("Kvinnor och män står inte var för sig")
    for key in ("answered", "answered.share"):
        trace = f"/f/{association.slug}/enkatresultat/uppgift/2025/surveys.violence_screening.{key}/"
        assert [manager.get(f"{trace}{of}").status_code for of in ("", "?sex=man", "?sex=ingen")] == [200, 404, 404]


def test_every_number_opens_to_what_was_typed_and_its_source(manager: Client, association: Association) -> None:
    given = {**screened(18, 10), "source": "Mottagningsteamets sammanställning"}
    manager.post(address(association, "violence_screening/2025/"), given)
    page = manager.get(address(association)).content.decode()

    traces = re.findall(r'class="figure" href="([^"]+)"', page)

    assert "Källa: Mottagningsteamets sammanställning." in page
    assert len(traces) == 9
    for url in traces:
        opened = manager.get(url)
        assert given["source"] in opened.content.decode()
        assert f">{opened.context['shown'].removesuffix(chr(160) + '%')}<" in page
    assert manager.get(traces[1]).context["name"] == "Tillfrågade, kvinnor"


def test_totals_are_handed_out_as_they_are_told(manager: Client, association: Association) -> None:
    manager.post(address(association, "violence_screening/2025/"), screened(25, 3))
    table = f"/f/{association.slug}/enkatresultat/tabell/t.violence_screening."

    text = manager.get(f"{table}2025/csv/").content.decode("utf-8-sig")

    assert ("28" in text, "3;" in text) == (True, False)
    assert manager.get(f"{table}2024/csv/").status_code == 404
