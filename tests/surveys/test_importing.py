"""Results from other people's files: what columns mean, what words mean, and each fault at its cell."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.sheets import open_grids
from mellanrum.surveys.importing.found import FoundTable, found_from_text, found_to_text, tables_in, typed_table
from mellanrum.surveys.importing.mapping import (
    ResultsMapping,
    mapping_from_text,
    mapping_to_text,
    suggested,
    unknown_words,
)
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.importing.vocabulary import meaning_of
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import Reported, ReportedSurvey, reported_from_text, reported_results, reported_to_text
from mellanrum.surveys.results import percent
from mellanrum.surveys.sex import Sex
from support.workbooks import Rows, Written, xlsx
from surveys.by_hand import indicators, shipped_one

HEAD = ["Grupp", "Fråga", "Kön", "Antal svar", "Negativa", "Varken", "Positiva", "Klart positiva"]
ROW: list[Written] = ["Styrelse", 1, "Samtliga", 8, 0, 2, 6, 3]


def found_in(rows: Rows, sheet: str = "Blad1") -> tuple[FoundTable, ...]:
    grids, refused = open_grids(xlsx({sheet: rows}), "resultat.xlsx")
    assert refused == ()
    return tables_in(grids)


def read(
    rows: Rows,
    mapping: ResultsMapping | None = None,
    *,
    sheet: str = "Blad1",
    questionnaire: Questionnaire | None = None,
) -> tuple[ReportedSurvey, list[tuple[str, str | None]]]:
    tables = found_in(rows, sheet)
    asked = questionnaire or indicators()
    survey, found = read_results(tables, suggested(tables, mapping), asked, year=2023, source="NNS 2023")
    return survey, [(item.code.removeprefix("surveys."), item.place.cell) for item in found]


def named(survey: ReportedSurvey) -> list[tuple[str, str, str | None]]:
    return [(row.group, row.question, row.sex) for row in survey.rows]


def test_row_is_read_by_its_headings() -> None:
    survey, found = read([HEAD, ROW])

    assert found == []
    assert named(survey) == [("board", "s1", None)]
    assert (survey.rows[0].counts, survey.rows[0].numbers) == (
        {"valid": 8},
        {"negative": 0, "neither": 2, "positive": 6, "clearly_positive": 3},
    )


@pytest.mark.parametrize("question", [6, "6", "DA6", "da 6", "6. Mer redo", "6: mer redo"])
def test_question_is_named_by_number_or_letters(question: Written) -> None:
    survey, found = read([HEAD, ["Deltagare - avslutsenkät", question, "alla", 20, 2, 3, 15, 9]])

    assert (named(survey), found) == ([("ended", "da6", None)], [])


def test_question_is_named_by_its_label_in_swedish() -> None:
    survey, _ = read([HEAD, ["DA", "Inflytande", "alla", 20, 2, 3, 15, 9]])

    assert named(survey) == [("ended", "da2", None)]


def test_only_question_of_a_group_is_named_by_the_indicator() -> None:
    survey, found = read([["Indikator", "Grupp", "n"], [7, "Deltagare - avslutsenkät", 20], [6, "Personal", 15]])

    assert (named(survey), found) == ([("ended", "da6", None), ("staff", "p2", None)], [])


def test_indicator_of_several_questions_names_none() -> None:
    assert read([["Indikator", "Grupp", "n"], [8, "Personal", 20]])[1] == [("import_question", "A2")]


def test_group_stands_in_the_title_or_the_name_of_the_sheet() -> None:
    rows: Rows = [["Styrelse"], [], ["Fråga", "n"], [1, 8]]

    assert named(read(rows)[0]) == named(read(rows[2:], sheet="Styrelsen")[0]) == [("board", "s1", None)]


def test_empty_cells_mean_what_stands_over_them() -> None:
    rows: Rows = [HEAD, ROW, [None, None, "Kvinnor", 5, 0, 1, 4, 2], [None, 2, "Samtliga", 8, 0, 3, 5, 2]]

    assert named(read(rows)[0]) == [("board", "s1", None), ("board", "s1", Sex.WOMAN), ("board", "s2", None)]


def test_columns_may_be_of_a_sex_each() -> None:
    survey, found = read([["Fråga", "n", "n kvinnor", "n män", "Positiva kvinnor"], ["", 8, 5, 3, 4]], sheet="Styrelse")
    assert found == [("import_question", "A2")]

    survey, found = read([["Fråga", "n", "n kvinnor", "n män", "Positiva kvinnor"], [1, 8, 5, 3, 4]], sheet="Styrelse")
    assert found == []
    assert {row.sex: (row.counts, row.numbers) for row in survey.rows} == {
        None: ({"valid": 8}, {}),
        Sex.WOMAN: ({"valid": 5}, {"positive": 4}),
        Sex.MAN: ({"valid": 3}, {}),
    }


def test_answers_may_have_a_row_each() -> None:
    answers = ["Aldrig", "Sällan", "Ibland", "Ofta", "För det mesta", "Alltid", "Vet ej"]
    counts: list[list[Written]] = [["DA1", each, at] for at, each in enumerate(answers, 1)]
    rows: Rows = [["Fråga", "Svar", "Antal"], *counts]

    survey, found = read(rows, sheet="DA")

    [results] = reported_results(survey, indicators())
    assert found == []
    assert (results.all.valid, results.all.percent("positive"), results.all.number("clearly_positive")) == (21, 71, 11)


@pytest.mark.parametrize("written", [[96, 81], ["96 %", "81 %"], [0.96, 0.81], ["0,96", "0,81"]])
def test_shares_are_read_in_per_cent_or_as_fractions(written: Sequence[Written]) -> None:
    survey, found = read([["Fråga", "Andel positiva", "Andel klart positiva"], [1, *written]], sheet="Remittenter")

    [results] = reported_results(survey, indicators())
    assert found == []
    assert [results.all.percent(what) for what in ("positive", "clearly_positive")] == [96, 81]
    assert results.all.valid is None


def test_shares_with_their_sign_stand_beside_those_without() -> None:
    rows: Rows = [["Fråga", "Andel positiva", "Svarsfrekvens", "Andel negativa"], [1, "96 %", 92, 4]]

    survey, found = read(rows, sheet="Remittenter")

    assert found == []
    assert {what: f"{share:.2f}" for what, share in survey.rows[0].shares.items()} == {
        "positive": "0.96",
        "answer_rate": "0.92",
        "negative": "0.04",
    }


def test_columns_that_mean_the_same_are_told() -> None:
    assert read([["Fråga", "n", "Antal svar"], [1, 8, 9]], sheet="Styrelse")[1] == [("import_column_twice", "C2")]


def test_typed_table_is_read_as_a_file_is() -> None:
    table = typed_table(["Fråga", "Kön", "Antal svar", "Andel positiva"], [["1", "alla", "1 018", "96 %"]], "Styrelse")

    survey, found = read_results([table], suggested([table]), indicators(), year=2023, source="Inskrivet")

    assert found == ()
    assert [(row.question, row.counts, row.shares) for row in survey.rows] == [
        ("s1", {"valid": 1018}, {"positive": Decimal("0.96")})
    ]


def test_fault_of_a_typed_table_stands_at_its_row_and_column() -> None:
    table = typed_table(["Fråga", "Antal svar"], [["1", "8"], ["2", "åtta"]], "Styrelse")

    _, found = read_results([table], suggested([table]), indicators(), year=2023, source="Inskrivet")

    assert [(item.code, item.place.line, item.place.cell) for item in found] == [("surveys.import_number", 2, "B2")]


def test_grades_have_a_reported_mean() -> None:
    survey, found = read([["Fråga", "n", "Medelvärde"], [1, 12, 8.4]], questionnaire=shipped_one("activity"))

    [results] = reported_results(survey, shipped_one("activity"))
    assert (found, results.all.mean, results.all.valid) == ([], Decimal("8.4"), 12)


@pytest.mark.parametrize("nothing", ["", "-", "..", "?", "för få svar", "<5"])
def test_what_is_not_told_is_left_out(nothing: str) -> None:
    survey, found = read([HEAD, [*ROW[:-1], nothing]])

    assert found == []
    assert "clearly_positive" not in survey.rows[0].numbers


@pytest.mark.parametrize(
    ("column", "written", "expected"),
    [
        (0, "Grannar", [("import_group", "A2")]),
        (1, 99, [("import_question", "B2")]),
        (1, "DA1", [("import_question", "B2")]),
        (2, "Pojkar", [("import_sex", "C2")]),
        (3, "åtta", [("import_number", "D2")]),
        (4, -1, [("import_number", "E2")]),
        (5, 2.5, [("import_number", "F2")]),
        (7, 7, [("more_than_whole", "B2")]),
        (6, 5, [("parts_differ", "B2")]),
    ],
)
def test_fault_stands_at_its_cell(column: int, written: Written, expected: list[tuple[str, str]]) -> None:
    row = [*ROW[:column], written, *ROW[column + 1 :]]

    assert read([HEAD, row])[1] == expected


def test_all_faults_are_told_and_what_can_be_read_is() -> None:
    rows: Rows = [HEAD, ["Grannar", 1, "alla", 8], ROW, ["Styrelse", 2, "alla", "x", "y", 3, 5, 2]]

    survey, found = read(rows)

    assert found == [("import_group", "A2"), ("import_number", "D4"), ("import_number", "E4")]
    assert named(survey) == [("board", "s1", None), ("board", "s2", None)]


@pytest.mark.parametrize(
    ("share", "expected"), [(75, []), (76, [("share_differs", "B2")]), (101, [("import_share", "E2")])]
)
def test_printed_share_is_held_against_its_numbers(share: int, expected: list[tuple[str, str]]) -> None:
    rows: Rows = [["Grupp", "Fråga", "n", "Positiva", "Andel positiva"], ["Styrelse", 1, 8, 6, share]]

    assert read(rows)[1] == expected


def test_question_that_is_reported_of_a_sex_alone_is_told_and_left_out() -> None:
    survey, found = read([HEAD, ROW, ["Styrelse", 2, "Kvinnor", 8, 0, 2, 6, 3]])

    assert found == [("no_total", "B3")]
    assert [each.question.key for each in reported_results(survey, indicators())] == ["s1"]


def test_question_over_is_not_that_of_another_indicator() -> None:
    head = ["Indikator", "Grupp", "Fråga", "n"]

    assert read([head, [14, "Styrelse", 2, 8], [12, None, None, 8]])[0].rows[1].question == "s1"


def test_answer_of_another_scale_is_told() -> None:
    assert read([["Fråga", "Svar", "Antal"], ["DA1", "Helt och hållet", 4]], sheet="DA")[1] == [("import_answer", "B2")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Kön", "n"], ["alla", 8]], "import_no_question"),
        ([["Fråga", "n"], [1, 8]], "import_no_group"),
        ([["Ort", "Invånare"], ["Uddevalla", 57000]], "import_nothing"),
    ],
)
def test_table_that_says_too_little_is_told(rows: Rows, expected: str) -> None:
    assert [code for code, _ in read(rows)[1]] == [expected]


def test_what_has_been_said_of_words_is_remembered() -> None:
    rows: Rows = [["Vem", "Vad", "Hur många", "Uppdelat"], ["Grannar", "Trivs", 8, "Flickor"]]
    said = ResultsMapping(
        columns={"vem": "group", "vad": "question", "hur många": "valid", "uppdelat": "sex"},
        groups={"grannar": "board"},
        questions={"board/trivs": "s3"},
        sexes={"flickor": "woman"},
    )

    survey, found = read(rows, mapping_from_text(mapping_to_text(said)))

    assert (named(survey), found) == ([("board", "s3", Sex.WOMAN)], [("no_total", "B2")])


def test_words_that_nothing_is_known_of_are_asked_about_once() -> None:
    rest: list[Written] = [1, "Flickor", "Kanske", 3]
    tables = found_in(
        [
            ["Grupp", "Fråga", "Kön", "Svar", "Antal"],
            ["Grannar", *rest],
            ["Grannar", *rest],
            ["Styrelse", 1, "alla", "Delvis", 3],
        ]
    )

    assert unknown_words(tables, suggested(tables), indicators()) == {
        "group": ("Grannar",),
        "sex": ("Flickor",),
        "answer": ("Kanske",),
    }


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Antal svar", "valid"),
        ("ANTAL  SVAR:", "valid"),
        ("n kvinnor", "valid@woman"),
        ("Kvinnor n", "valid@woman"),
        ("Andel positiva, män", "share_positive@man"),
        ("Väder", ""),
    ],
)
def test_heading_is_guessed(heading: str, meaning: str) -> None:
    assert meaning_of(heading) == meaning


def test_hidden_sheet_is_not_read() -> None:
    grids, _ = open_grids(xlsx({"Dold": [HEAD, ROW], "Synlig": [HEAD, ROW]}, hidden=["Dold"]), "resultat.xlsx")

    assert [table.sheet for table in tables_in(grids)] == ["Synlig"]


def test_tables_under_each_other_are_two() -> None:
    tables = found_in([["Styrelse"], HEAD[1:], ROW[1:], [], ["Personal"], HEAD[1:], ROW[1:]])

    assert [(table.title, len(table.rows)) for table in tables] == [("Styrelse", 1), ("Personal", 1)]


def test_found_tables_ride_in_the_page() -> None:
    tables = found_in([HEAD, ROW, [*ROW[:-1], "-"]])

    assert found_from_text(found_to_text(tables)) == tables


FOUND = '[{"sheet":"","title":"","headings":["A"],"letters":["A"],"rows":[[null,null,1,["x"]]]}]'


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[1]", '[{"sheet":1}]', "null"),
        FOUND.replace('"letters":["A"]', '"letters":[]'),
        FOUND.replace("1,[", '"1",['),
        FOUND.replace('["x"]', '["x","y"]'),
        FOUND.replace('["x"]', "[1]"),
        FOUND.replace('["x"]', '[["x"]]'),
        FOUND.replace('["x"]', f'["{"x" * 301}"]'),
        f"[{','.join([FOUND[1:-1]] * 61)}]",
    ],
)
def test_text_that_is_no_tables_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        found_from_text(text)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"columns":[],"groups":{},"questions":{},"sexes":{},"answers":{}}'])
def test_text_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        mapping_from_text(text)


def test_column_with_a_meaning_there_is_not_is_left_alone() -> None:
    said = ResultsMapping(columns={"antal svar": "weight", "negativa": "negative@girl"})

    survey, found = read([HEAD, ROW], said)

    assert found == []
    assert (survey.rows[0].counts, set(survey.rows[0].numbers)) == ({}, {"neither", "positive", "clearly_positive"})


def test_formula_that_failed_and_a_day_are_no_numbers() -> None:
    grids, _ = open_grids(b"Grupp;Fr\xe5ga;n;Positiva\nStyrelse;1;#REF!;2023-01-05\nStyrelse;2;8;6\n", "resultat.csv")
    tables = tables_in([replace(grid, rows=[*grid.rows[:1], grid.rows[2], grid.rows[1]]) for grid in grids])

    _, found = read_results(tables, suggested(tables), indicators(), year=2023, source="NNS")

    assert [(item.code, item.parameters["written"]) for item in found] == [
        ("surveys.import_number", "#"),
        ("surveys.import_number", "2023-01-05"),
    ]


REPORTED_TEXT = reported_to_text(
    ReportedSurvey("activity", 2023, "NNS", (Reported("attendees", "grade", None, {"valid": 8}, mean=Decimal("7.5")),))
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        REPORTED_TEXT.replace(":8", ":-8"),
        REPORTED_TEXT.replace(":8", ":true"),
        REPORTED_TEXT.replace('"7.5"', '"x"'),
    ],
)
def test_text_that_is_no_reported_survey_is_refused(text: str) -> None:
    assert reported_from_text(REPORTED_TEXT).rows[0].mean == Decimal("7.5")
    with pytest.raises(ValueError, match=r".*"):
        reported_from_text(text)


SHARES = st.integers(0, 100).map(lambda number: Decimal(number) / 100)
REPORTED = st.builds(
    Reported,
    group=st.just("board"),
    question=st.sampled_from(["s1", "s2"]),
    sex=st.sampled_from([None, Sex.WOMAN, Sex.MAN]),
    counts=st.dictionaries(st.sampled_from(["valid", "asked"]), st.integers(0, 500)),
    numbers=st.dictionaries(st.sampled_from(["negative", "positive"]), st.integers(0, 500)),
    answers=st.dictionaries(st.sampled_from(["partly", "wholly"]), st.integers(0, 500)),
    shares=st.dictionaries(st.sampled_from(["negative", "positive"]), SHARES),
    mean=st.none() | st.decimals(0, 10, places=1),
)


@given(rows=st.lists(REPORTED, max_size=6))
def test_reported_survey_is_written_and_read_back(rows: list[Reported]) -> None:
    survey = ReportedSurvey("indicators", 2023, "NNS 2023, 'Öst'", tuple(rows))

    assert reported_from_text(reported_to_text(survey)) == survey


@given(number=st.integers(0, 26))
def test_share_in_whole_per_cent_is_rounded_half_up(number: int) -> None:
    shown = percent(Decimal(number) / 26)

    assert shown == (200 * number + 26) // 52
