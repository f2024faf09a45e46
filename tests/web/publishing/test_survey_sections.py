"""A survey's publication laid out: an overview of a group's questions, and bars of nothing that is not told."""

from dataclasses import replace
from decimal import Decimal

from mellanrum.disclosure.tables import TOTAL, Variable
from mellanrum.documents.model import Cell, ChartKind, Number
from mellanrum.web.publishing.sections import sections_of
from mellanrum.web.publishing.survey_sections import overview, positive_chart
from mellanrum.web.publishing.view import Codes, View, ViewTable

VARIABLES = {
    "survey": Variable("survey", "Enkät", {"s": "Enkäten"}),
    "respondents": Variable("respondents", "Grupp", {"s.staff": "Personal"}),
    "question": Variable("question", "Fråga", {"q1": "P1 Tid", "q2": "P2 Respekt"}),
    "answer": Variable("answer", "Svar", {"positive": "Positiva", "clearly_positive": "Klart", "valid": "Giltiga"}),
    "reply": Variable("reply", "Enkäter", {"handed_in": "Inlämnade enkäter"}),
}
AT = {"survey": "s", "respondents": "s.staff"}
KEY = "s.s.staff"


def question(key: str, name: str = "", **numbers: int | None) -> ViewTable:
    told: dict[Codes, int | None] = {(TOTAL if each == "total" else each,): n for each, n in numbers.items()}
    return ViewTable(name or key, key, "survey_answers", ("answer",), told, {**AT, "question": key})


def view_of(*tables: ViewTable) -> View:
    limits = {table.cell_key(codes): 5 for table in tables for codes in table.numbers}
    return View(tables, VARIABLES, {}, limits)


def cells(view: View) -> list[tuple[object, ...]]:
    """The rows of the overview of the staff's questions, numbers as they are."""
    found = overview(view, KEY)
    assert found
    return [tuple(shown(cell) for cell in row.cells) for row in found.rows]


def shown(cell: Cell) -> object:
    """What a cell holds; dots for what is hidden, with what opens it."""
    if isinstance(cell, Number):
        return ".." if cell.value is None and cell.key else cell.value
    return cell


def test_overview_has_a_row_for_each_question_with_what_is_told_of_most_answers() -> None:
    view = view_of(
        question("q1", "q1.valid", valid=40),
        question("q1", positive=30, clearly_positive=20, valid=40),
        question("q2", positive=20, clearly_positive=None, valid=40),
    )

    assert cells(view) == [("P1 Tid", 40, 75, 50), ("P2 Respekt", 40, 50, "..")]


def test_overview_without_any_share_has_the_valid_answers_alone() -> None:
    view = view_of(question("q1", valid=26), question("q2", valid=None))

    assert cells(view) == [("P1 Tid", 26), ("P2 Respekt", "..")]
    found = overview(view, KEY)
    assert found
    assert len(found.notes) == 1


def test_overview_of_a_grade_has_its_mean_and_how_many_of_those_asked_gave_one() -> None:
    mark = question("q1", valid=40, total=50)
    view = replace(view_of(mark), means={mark.cell_key(("valid",)): Decimal("7.5")})

    assert cells(view) == [("P1 Tid", 40, 80, Decimal("7.5"))]


def test_what_is_hidden_in_the_overview_opens_as_what_is_shown_does() -> None:
    view = view_of(
        question("q1", positive=30, clearly_positive=20, valid=40, total=50),
        question("q2", positive=20, clearly_positive=None, valid=40, total=50),
    )

    found = overview(view, KEY)

    assert found
    assert [[cell.key for cell in row.cells if isinstance(cell, Number)] for row in found.rows] == [
        [f"{key}/valid/tal", f"{key}/valid/svarsandel", f"{key}/positive/andel", f"{key}/clearly_positive/andel"]
        for key in ("q1", "q2")
    ]


def test_bars_have_the_clearly_positive_inside_where_all_are_told() -> None:
    view = view_of(
        question("q1", positive=30, clearly_positive=20, valid=40),
        question("q2", positive=20, clearly_positive=10, valid=40),
    )

    chart = positive_chart(view, KEY)
    assert chart
    numbers = [[int(number.value or 0) for number in series.numbers] for series in chart.series]
    assert (chart.kind, numbers) == (ChartKind.STACKED, [[50, 25], [25, 25]])


def test_bars_are_of_all_positive_where_one_question_hides_the_clearly_positive() -> None:
    view = view_of(
        question("q1", positive=30, clearly_positive=20, valid=40),
        question("q2", positive=20, clearly_positive=None, valid=40),
    )

    chart = positive_chart(view, KEY)
    assert chart
    numbers = [[int(number.value or 0) for number in series.numbers] for series in chart.series]
    assert (chart.kind, numbers) == (ChartKind.BARS, [[75, 50]])


def test_a_table_that_stands_twice_is_read_once_and_its_one_row_says_what_it_counts() -> None:
    forms = ViewTable("forms", "Enkäten", "survey_forms", ("reply",), {("handed_in",): 40}, AT)
    twice = ViewTable("again", "Enkäten", "survey_forms", ("reply",), {("handed_in",): 40}, AT)

    group = sections_of(view_of(forms, twice))[0].groups[0]

    assert [[row.label for row in told.grid.rows] for told in group.told] == [["Inlämnade enkäter"]]
