"""A file in the long format is read like any other file of results, without a question."""

from dataclasses import replace

import pytest

from mellanrum.composition.surveying import look_at_long
from mellanrum.surveys.exchange import LongRow, reported_of, rows_to_text
from mellanrum.surveys.importing.long import HEADINGS
from mellanrum.surveys.importing.mapping import suggested, unknown_words
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.importing.vocabulary import meaning_of, sex_of
from mellanrum.surveys.reported import ReportedSurvey, reported_responses, reported_results
from surveys.by_hand import small


def of(question: str, sex: str, answer: str, number: int | None, association: str = "Väst") -> LongRow:
    return LongRow(association, "small", "v", 2023, "guests", question, sex, answer, number, "small")


ANSWERS = [
    of("", "all", "handed_in", 13),
    of("", "all", "offered", 40),
    *(of("came", sex, answer, number) for sex, answer, number in [("all", "yes", 6), ("all", "no", 7)]),
    *(of("came", sex, answer, number) for sex, answer, number in [("woman", "yes", 6), ("man", "no", 7)]),
    of("came", "unsplit", "yes", 1),
]
EAST = [replace(each, association="Öst") for each in ANSWERS]
GROUPED = [
    of("came", "all", "asked", 13),
    of("came", "all", "valid", 12),
    of("came", "all", "positive", 6),
    of("came", "all", "negative", None),
]


def read(rows: list[LongRow], year: int = 2023) -> ReportedSurvey:
    looked = look_at_long(("\ufeff" + rows_to_text(rows)).encode(), "fil.csv", small(), year)
    assert looked
    mapping = suggested(looked.tables)
    assert (looked.found, dict(unknown_words(looked.tables, mapping, small()))) == ((), {})
    survey, found = read_results(looked.tables, mapping, small(), year=year, source="Kansliet")
    assert found == ()
    return survey


@pytest.mark.parametrize(
    "rows", [ANSWERS, GROUPED, [*ANSWERS, *(replace(each, association="Öst") for each in ANSWERS)]]
)
def test_what_is_read_is_what_the_rows_say(rows: list[LongRow]) -> None:
    survey, told = read(rows), reported_of(rows, small(), 2023, "Kansliet")

    for one, other in zip(reported_results(survey, small()), reported_results(told, small()), strict=True):
        for sex in (None, *other.by_sex):
            mine, theirs = one.of(sex), other.of(sex)
            assert mine
            assert theirs
            assert replace(mine, source=None) == replace(theirs, source=None)
    assert reported_responses(survey, small()) == reported_responses(told, small())


def test_number_keeps_the_line_it_stands_on() -> None:
    rows = read(GROUPED).rows

    assert [(each.place.file, each.place.line, each.place.cell) for each in rows] == [("fil.csv", 2, "F2")]


def test_rows_of_another_year_are_left() -> None:
    looked = look_at_long(rows_to_text(ANSWERS).encode(), "fil.csv", small(), 2022)

    assert looked
    assert (looked.tables, [each.code for each in looked.found]) == ((), ["surveys.import_nothing"])


def test_versions_are_not_added_up() -> None:
    rows = [*ANSWERS, *(replace(each, version="w") for each in EAST)]

    looked = look_at_long(rows_to_text(rows).encode(), "fil.csv", small(), 2023)

    assert looked
    assert (looked.tables, [each.code for each in looked.found]) == ((), ["surveys.long_versions"])


def test_row_that_cannot_be_read_stops_the_file() -> None:
    text = rows_to_text(ANSWERS) + "x;small;v;2023;guests;came;all;yes;many;small\n"

    looked = look_at_long(text.encode(), "fil.csv", small(), 2023)

    assert looked
    assert (looked.tables, [(each.code, each.place.line) for each in looked.found]) == (
        (),
        [("surveys.long_row", len(ANSWERS) + 2)],
    )


def test_another_file_is_of_another_format() -> None:
    assert look_at_long(b"Grupp;Kom\nguests;7\n", "fil.csv", small(), 2023) is None


def test_headings_of_the_table_are_known() -> None:
    assert {meaning: meaning_of(heading) for meaning, heading in HEADINGS.items()} == {each: each for each in HEADINGS}


def test_star_is_everybody() -> None:
    assert sex_of(" * ") is None
    assert (sex_of(""), sex_of("..")) == ("", "")
