"""A file of survey results is opened, looked through, and refused where it has a row for each person."""

from pathlib import Path

import pytest

from mellanrum.composition.surveying import look_at_results, survey_families
from mellanrum.figures import FigureBook, Period
from mellanrum.surveys.closing import closed
from mellanrum.surveys.years import year_of_collected
from support.workbooks import Rows, Written, xlsx
from surveys.by_hand import DAY, batch, indicators, many, shipped_one, small

VECTORS = Path(__file__).parents[1] / "data" / "indicator_2023_vectors.csv"
ASKED = [indicators(), shipped_one("event"), shipped_one("activity")]
RESULTS: Rows = [["Fråga", "Kön", "Antal svar", "Positiva"], ["DA1", "Samtliga", 20, 15], ["DA1", "Kvinnor", 12, 9]]


def told(rows: Rows) -> list[tuple[str, str | None]]:
    """What is said of a file, as a workbook and as text: the same of both."""
    text = "\n".join(";".join(map(str, row)) for row in rows)
    files = {"resultat.xlsx": xlsx({"Blad": rows}), "resultat.csv": text.encode()}
    said = []
    for name, data in files.items():
        looked = look_at_results(data, name, ASKED)
        assert not (looked.tables and looked.found)
        said.append([(item.code.removeprefix("surveys."), item.place.cell) for item in looked.found])
    assert said[0] == said[1]
    return said[0]


def test_published_results_are_one_table() -> None:
    looked = look_at_results(VECTORS.read_bytes(), VECTORS.name, ASKED)

    assert (len(looked.tables), len(looked.tables[0].rows), looked.found) == (1, 56, ())


def test_totals_are_let_through() -> None:
    assert told(RESULTS) == []


ANSWERS = ["Alltid", "Ofta", "Ibland", "Sällan", "Vet ej", "Alltid", "Alltid", "Ofta"]


def numbered(*more: str) -> list[list[Written]]:
    return [[number, answer, *more] for number, answer in enumerate(ANSWERS)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*RESULTS, ["19900101-1234", "", 1, 1]], [("file_person_number", "A4")]),
        ([["Tidsstämpel", *RESULTS[0]], *[["", *row] for row in RESULTS[1:]]], [("file_heading", "A1")]),
        ([["Nr", "DA1", "DA2"], *numbered("Ofta")], [("file_answers", "A2")]),
        ([["Nr", "Svar"], *numbered()], [("file_list", "A2")]),
        ([["Nr", "F1", "F2", "F3"], *[[n, 7, n % 11, 9] for n in range(12)]], [("file_grades", "A2")]),
    ],
)
def test_file_with_a_row_for_each_person_is_refused(rows: Rows, expected: list[tuple[str, str]]) -> None:
    assert told(rows) == expected


def test_answers_with_how_many_gave_them_are_let_through() -> None:
    counts: list[list[Written]] = [["DA1", each, n % 3] for n, each in enumerate(ANSWERS[:5])]
    rows: Rows = [["Fråga", "Svar", "Antal"], *counts]

    assert told(rows) == []


def test_answers_with_ever_more_who_gave_them_are_let_through() -> None:
    rows: Rows = [["Svar", "Antal"], ["Aldrig", 1], ["Sällan", 2], ["Ibland", 4], ["Ofta", 9], ["Alltid", 20]]

    assert told(rows) == []


def test_file_without_a_table_is_told() -> None:
    assert told([["Bara text"], ["och mer text"]]) == [("import_nothing", None)]


def test_file_that_is_no_file_of_results_is_told() -> None:
    looked = look_at_results(b"", "tom.xlsx", ASKED)

    assert [item.code for item in looked.found] == ["sheet.empty_file"]


def test_file_with_more_than_results_have_is_told() -> None:
    many_rows: list[list[Written]] = [[f"DA{number}", number] for number in range(5_001)]
    rows: Rows = [["Fråga", "Antal"], *many_rows]

    assert told(rows) == [("import_too_much", None)]


def test_families_are_those_of_indicators_national_and_other_surveys() -> None:
    kept = closed(batch(many(9, came="no")), 5, small())
    families = survey_families(surveys={"small": [year_of_collected(kept, small(), 2023)]})
    book = FigureBook("Förbundet", Period.of_year(2023), DAY, families)

    assert book.prefixes == ("indicators", "national_indicators", "surveys")
    assert book.get("surveys.small.guests.handed_in").value == 9
