"""Results as pages: by group, each indicator over years, breaks, the national result, too few."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from mellanrum.documents.model import Number
from mellanrum.documents.shown import cell_text
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.web.survey_results.figures import book_of
from mellanrum.web.survey_results.models import BreakYear, Whose
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.survey_results.services.reported import Arriving, keep
from mellanrum.web.surveys.services import close
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.people import somebody
from support.reported import TABLE, reported_in, results_to_walk
from support.surveying import a_survey, answered
from web.survey_results.test_importing import look, save

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/{rest}"


def table(told: Any) -> list[list[str]]:  # noqa: ANN401 - a table with its chart, from a context
    return [[cell_text(cell) for cell in row.cells] for row in told.table.rows]


def test_group_stands_beside_the_year_before_and_the_nation(manager: Client, association: Association) -> None:
    reported_in(association)

    answer = manager.get(address(association))

    ended = next(each for each in answer.context["groups"] if each.table.key == "o.ended")
    assert answer.context["year"] == 2023
    assert ended.heading == "Deltagare, vid avslut 2023"
    assert table(ended)[5] == ["DA6 Mer redo, stegförflyttning", "70", "65", "5", "–"]


def test_indicator_is_told_over_years(manager: Client, association: Association) -> None:
    reported_in(association)

    told = manager.get(address(association, "indikator/1/")).context["told"]

    assert [each.table.key for each in told] == ["q.ongoing.dp1", "q.ended.da1"]
    assert [row[0] for row in table(told[1])] == ["2023", "2022", "2021", "2020", "2019"]
    assert told[1].chart.categories == ("2019", "2020", "2021", "2022", "2023", "Riket 2023")


def test_break_stands_where_the_association_says(manager: Client, association: Association) -> None:
    reported_in(association)
    page = address(association, "indikator/4/")
    assert [len(row) for row in table(manager.get(page).context["told"][0])].index(1) == 3  # below 2021

    manager.post(address(association, "brott/"), {"dp4": "2023", "da4": ""})

    ongoing, ended = manager.get(page).context["told"]
    assert [len(row) for row in table(ongoing)].index(1) == 1
    assert all(len(row) > 1 for row in table(ended))
    assert set(BreakYear.objects.values_list("question", "year")) == {("dp4", 2023), ("da4", None)}


def test_too_few_answers_are_not_told(manager: Client, association: Association) -> None:
    save(manager, association, look(manager, association).content.decode())

    answer = manager.get(address(association, "indikator/12/"))

    board = answer.context["told"][0]
    assert [row[0] for row in table(board)] == ["2023"]
    assert [cell for cell in table(board)[0][1:] if cell] == ["för få svar"]
    assert board.chart is None
    assert "75" not in answer.content.decode().partition("<main")[2].partition("table-tools")[0]


def test_others_than_the_manager_read_what_is_published(association: Association, client: Client) -> None:
    reported_in(association)
    client.force_login(somebody("chair", association))

    assert client.get(address(association)).url == f"/f/{association.slug}/publicerat/"  # type: ignore[attr-defined]  # an answer's
    for rest in ("indikator/7/", "tabell/o.ended/csv/", "diagram/o.ended/wide-light/", "inlast/"):
        assert client.get(address(association, rest)).status_code == 403


def test_table_is_handed_out(manager: Client, association: Association) -> None:
    reported_in(association)

    answer = manager.get(address(association, "tabell/q.ended.da6/csv/?year=2023"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].split(";")[:2] == ["2023", "46"]


def test_chart_is_drawn(manager: Client, association: Association) -> None:
    reported_in(association)

    answer = manager.get(address(association, "diagram/o.ended/wide-light/?year=2023"))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("rest", ["indikator/11/", "enkat/ingen/", "tabell/o.ingen/csv/", "tabell/o.ended/pdf/"])
def test_what_is_not_there_is_not_found(manager: Client, association: Association, rest: str) -> None:
    reported_in(association)

    assert manager.get(address(association, rest)).status_code == 404


def test_page_is_asked_for_alike_with_one_year_and_five(
    manager: Client, association: Association, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save(manager, association, look(manager, association, TABLE).content.decode())
    manager.get(address(association))
    with CaptureQueriesContext(connection) as once:
        manager.get(address(association))
    number = len(once)
    reported_in(association)

    with django_assert_num_queries(number):
        manager.get(address(association))


def test_figure_opens_to_what_was_reported(manager: Client, association: Association) -> None:
    reported_in(association)

    answer = manager.get(address(association, "uppgift/2023/indicators.7.ended.6.positive/"))

    assert answer.context["shown"] == "70\xa0%"
    assert [line.amount for line in answer.context["lines"]] == ["70\xa0%"]
    assert "Årsredovisning 2023" in answer.context["lines"][0].label


@pytest.mark.parametrize("page", ["", "indikator/7/", "indikator/12/", "enkat/{event}/"])
def test_every_figure_of_a_page_opens(manager: Client, association: Association, page: str) -> None:
    reported_in(association)
    save(manager, association, look(manager, association).content.decode())
    html = manager.get(address(association, page.format(event=an_event(association)))).content.decode()
    links = set(re.findall(r'<a class="figure" href="([^"]+)"', html))

    assert links != set()
    assert {link: manager.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("page", ["", "indikator/1/", "indikator/7/", "enkat/{event}/"])
def test_every_number_of_a_page_is_a_figure(manager: Client, association: Association, page: str) -> None:
    reported_in(association)
    save(manager, association, look(manager, association).content.decode())

    found = list(numbers(manager.get(address(association, page.format(event=an_event(association)))).content.decode()))

    assert {head for head, is_link in found if is_link} != set()
    # What is counted out of two figures that stand beside it is none itself.
    assert {head for head, is_link in found if not is_link} <= {"Förändring, procentenheter"}


def an_event(association: Association) -> str:
    """Read an event's results in; gives its key."""
    results_to_walk(standing_in(association))
    (key,) = results_in(association, 5).surveys
    return key


def numbers(html: str) -> Iterator[tuple[str, bool]]:
    """Give the column of every number in a table, and whether it leads to what it comes from."""
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
        for row in re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</tr>", table, re.DOTALL):
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
            for head, cell in zip(heads[-len(cells) :], cells, strict=True) if cells else ():
                if re.search(r"[0-9]", re.sub("<[^>]+>", "", cell)):
                    yield head, 'class="figure"' in cell


def test_year_before_and_nation_open_to_their_own_figures(manager: Client, association: Association) -> None:
    reported_in(association)

    groups = manager.get(address(association)).context["groups"]

    row = next(each for each in groups if each.table.key == "o.ended").table.rows[0]
    assert [(cell.key, cell.period.year) for cell in row.cells[2:] if cell.key] == [
        ("indicators.1.ended.1.positive", 2022),
        ("national_indicators.1.ended.1.positive", 2023),
    ]
    nation = manager.get(address(association, "uppgift/2023/national_indicators.1.ended.1.positive/")).context
    assert (nation["name"].partition(":")[0], nation["shown"]) == ("Riket", "91\xa0%")


def test_break_stands_in_the_place_of_the_change(manager: Client, association: Association) -> None:
    reported_in(association)

    shown = manager.get(address(association, "?year=2021")).context["groups"]

    ended = next(each for each in shown if each.table.key == "o.ended")
    assert table(ended)[3][-1] == "brott"
    assert [row[-1] for row in table(ended)].count("brott") == 1
    assert ended.table.notes == ("Brott: frågan har formulerats om, så 2021 ska inte jämföras med 2020.",)


def test_break_is_marked_in_the_chart_over_years(manager: Client, association: Association) -> None:
    reported_in(association)

    ongoing = manager.get(address(association, "indikator/4/")).context["told"][0]

    assert ongoing.chart.categories[:4] == ("2019", "2020", "2021*", "2022")
    assert ongoing.table.notes[0] == "* Brott: serien börjar om 2021."


@pytest.mark.parametrize(
    ("reported", "key", "told"),
    [
        ({"mean": Decimal("0.5")}, "mean", "0,5"),
        ({"shares": {"positive": Decimal(1)}}, "positive", "100\xa0%"),
        ({"shares": {"positive": Decimal("0.5")}}, "positive", "50\xa0%"),
    ],
)
def test_what_was_reported_is_told_in_its_own_unit(
    manager: Client, association: Association, reported: dict[str, Any], key: str, told: str
) -> None:
    row = Reported("attendees", "grade", None, **reported)
    keep(standing_in(association), Arriving(ReportedSurvey("activity", 2023, "NNS", (row,)), Whose.OWN))

    answer = manager.get(address(association, f"uppgift/2023/surveys.reported_activity.attendees.grade.{key}/"))

    assert (answer.context["shown"], [line.amount for line in answer.context["lines"]]) == (told, [told])


@pytest.mark.parametrize("year", [0, 1, 1993, 9999, 10000, int("9" * 30)])
def test_figure_of_a_year_that_is_none_is_not_found(manager: Client, association: Association, year: int) -> None:
    reported_in(association)

    assert manager.get(address(association, f"uppgift/{year}/indicators.7.ended.positive/")).status_code == 404


@pytest.mark.parametrize(
    "page", ["aktiviteter/ny/", "brott/", "inlast/las-in/", "inlast/skriv-in/board/", "summor/violence_screening/2023/"]
)
def test_page_with_a_form_answers_who_asks_for_its_head(manager: Client, association: Association, page: str) -> None:
    assert manager.head(address(association, page)).status_code == 200


@pytest.mark.parametrize("key", ["indicators.7.ended.positive@woman", "books.1.2", "indicators.12.board.positive"])
def test_what_is_no_figure_is_not_found(manager: Client, association: Association, key: str) -> None:
    save(manager, association, look(manager, association).content.decode())

    assert manager.get(address(association, f"uppgift/2023/{key}/")).status_code == 404


def test_figures_are_of_all_together(manager: Client, association: Association) -> None:
    save(manager, association, look(manager, association).content.decode())
    results = results_in(association, 5)
    book = book_of(standing_in(association), results, 2023)

    assert book.find("indicators.1.ended.positive")
    assert book.find("indicators.1.ended.positive", sex="woman") is None


@pytest.mark.parametrize(
    ("offered", "told"), [({}, ["staff"]), ({"guests": 9}, ["guests", "staff"]), ({"staff": 14}, ["staff"])]
)
def test_group_that_was_not_asked_is_not_told_as_too_few(
    manager: Client, association: Association, offered: dict[str, int], told: list[str]
) -> None:
    standing = standing_in(association)
    survey = a_survey(standing, offered=offered)
    answered(survey, 12, "staff", standing.day)
    close(standing, survey)

    page = manager.get(address(association, f"enkat/{survey.key}/"))

    assert [each.table.key.rsplit(".")[-1] for each in page.context["groups"]] == told


def test_survey_that_nobody_was_asked_in_has_a_page_without_groups(manager: Client, association: Association) -> None:
    standing = standing_in(association)
    survey = a_survey(standing, offered={})
    close(standing, survey)

    page = manager.get(address(association, f"enkat/{survey.key}/"))

    assert (page.status_code, page.context["groups"]) == (200, ())


def test_every_answer_opens_to_its_figure(manager: Client, association: Association) -> None:
    standing = standing_in(association)
    survey = a_survey(standing)
    answered(survey, 12)
    close(standing, survey)
    told = manager.get(address(association, f"enkat/{survey.key}/")).context["answers"]

    cells = [cell for each in told for row in each.table.rows for cell in row.cells[1:] if isinstance(cell, Number)]
    opened = [cell for cell in cells if cell.value is not None]

    assert [each.table.key.split(".")[-1] for each in told] == ["came", "liked"]
    assert [cell for cell in opened if not cell.key] == []
    for cell in opened:
        shown = manager.get(address(association, f"uppgift/{standing.day.year}/{cell.key}/")).context["shown"]
        assert shown.removesuffix("\xa0%") == cell_text(cell)
