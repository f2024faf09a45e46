"""The indicators over published years: this year, earlier ones, where a series begins anew, the nation beside."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from mellanrum.disclosure.tables import TOTAL, Variable
from mellanrum.documents.model import Number
from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of
from mellanrum.surveys.results import POSITIVE, QuestionResults, Result
from mellanrum.surveys.series import YearResults
from mellanrum.web.publishing.beside import Beside, for_file
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.reading import OfYear
from mellanrum.web.publishing.view import Codes, View, ViewTable
from mellanrum.web.survey_results.published_years import indicators_beside

QUESTIONNAIRE = questionnaire_of("indicators", date(2024, 12, 31), Own())
assert QUESTIONNAIRE
GROUP = QUESTIONNAIRE.groups[0]
FIRST, SECOND = QUESTIONNAIRE.of_group(GROUP.key)[:2]
GROUP_CODE = f"indicators.{GROUP.key}"
CODES = {f"{GROUP_CODE}.{each.key}": name for each, name in ((FIRST, "P1 Tid"), (SECOND, "P2 Planering"))}
VARIABLES = {
    "survey": Variable("survey", "Enkät", {"indicators": "Indikatorer"}),
    "respondents": Variable("respondents", "Grupp", {GROUP_CODE: "Personal"}),
    "question": Variable("question", "Fråga", CODES),
    "answer": Variable("answer", "Svar", {"positive": "Positiva", "valid": "Giltiga svar"}),
}


def of_year(number: int, year: int, *positives: int | None) -> OfYear:
    """A publication of a year: of 40 valid answers to each question so many were positive."""
    tables = tuple(_table(code, year, positive) for code, positive in zip(CODES, positives, strict=False))
    limits = {table.cell_key(codes): 5 for table in tables for codes in table.numbers}
    publication = Publication(
        number=number, first_day=date(year, 1, 1), last_day=date(year, 12, 31), on=date(2025, 2, 1)
    )
    return OfYear(publication, View(tables, VARIABLES, {}, limits))


def _table(code: str, year: int, positive: int | None) -> ViewTable:
    at = {"survey": "indicators", "year": str(year), "respondents": GROUP_CODE, "question": code}
    numbers: dict[Codes, int | None] = {("valid",): 40, (TOTAL,): 44, ("positive",): positive}
    return ViewTable(f"indicators.{year}.{code}", code, "survey_answers", ("answer",), numbers, at)


def national(year: int, share: str) -> YearResults:
    assert QUESTIONNAIRE
    found = QuestionResults(FIRST, Result(FIRST, shares={POSITIVE: Decimal(share)}))
    return YearResults(year, QUESTIONNAIRE, (found,), source="NNS")


def told(
    held: list[OfYear], nation: tuple[YearResults, ...] = (), questionnaire: Questionnaire | None = QUESTIONNAIRE
) -> Beside:
    with override("sv"):
        [found] = indicators_beside(held, questionnaire, nation)
    return found


def rows(found: Beside) -> list[list[object]]:
    table = for_file(found.table)
    return [[cell.value if isinstance(cell, Number) else cell for cell in row.cells] for row in table.rows]


YEARS = [of_year(1, 2023, 20, None), of_year(2, 2024, 30, 10)]


def test_years_stand_beside_each_other_the_newest_first_with_dots_for_what_is_hidden() -> None:
    found = told(YEARS)

    assert [column.header for column in found.table.columns] == ["Fråga", "2024", "2023"]
    assert rows(found) == [["P1 Tid", 75, 50], ["P2 Planering", 25, ".."]]
    assert found.heading == "Indikatorer: Personal"


def test_each_number_opens_in_its_own_publication() -> None:
    keys = [cell.key for cell in told(YEARS).table.rows[1].cells if isinstance(cell, Number)]

    code = list(CODES)[1]
    assert keys == [f"2/indicators.2024.{code}/positive/andel", f"1/indicators.2023.{code}/positive/andel"]


def test_nation_stands_beside_with_its_source() -> None:
    found = told(YEARS, (national(2023, "0.61"),))

    assert [(column.group, column.header) for column in found.table.columns[1:]] == [
        ("2024", "Förbundet"),
        ("2024", "Nationellt"),
        ("2023", "Förbundet"),
        ("2023", "Nationellt"),
    ]
    assert rows(found)[0] == ["P1 Tid", 75, None, 50, 61]
    assert found.table.notes[-1] == "Nationellt: NNS."


def test_year_of_break_is_told_where_it_falls_between_the_years() -> None:
    assert QUESTIONNAIRE
    broken = replace(QUESTIONNAIRE, breaks={FIRST.key: (2024,), SECOND.key: (2023,)})

    found = told(YEARS, questionnaire=broken)

    assert found.table.columns[-1].header == "Serien börjar om"
    assert [row[-1] for row in rows(found)] == ["2024", ""]


def test_surveys_without_indicators_have_no_years() -> None:
    view = View((), {})

    assert list(indicators_beside([OfYear(YEARS[0].publication, view)], QUESTIONNAIRE, ())) == []
