"""The long format: rows that add up over associations, and are read back as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.surveys.exchange import (
    COLUMNS,
    LongRow,
    added_up,
    reported_of,
    rows_from_text,
    rows_to_text,
)
from mellanrum.surveys.reported import reported_responses, reported_results
from mellanrum.surveys.sex import Sex
from surveys.by_hand import small

HEADING = ";".join(COLUMNS)
NAMES = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
ROWS = st.builds(
    LongRow,
    association=NAMES,
    questionnaire=st.just("small"),
    version=st.just("v1"),
    year=st.integers(2018, 2030),
    group=st.sampled_from(["guests", "hosts"]),
    question=st.sampled_from(["", "came"]),
    sex=st.sampled_from(["all", "woman", "man"]),
    answer=st.sampled_from(["yes", "no", "handed_in"]),
    number=st.none() | st.integers(0, 999),
    survey=st.sampled_from(["", "reported_event"]),
)


def rows_of(women: int, men: int, association: str = "Väst") -> tuple[LongRow, ...]:
    """Return the rows of women who came and liked it partly, and men who did not come."""
    told = [("", "all", "handed_in", women + men), ("", "all", "offered", 40)]
    told += [("came", "all", "no", men), ("came", "all", "yes", women), ("came", "woman", "yes", women)]
    told += [("came", "man", "no", men), ("liked", "all", "partly", women), ("liked", "woman", "partly", women)]
    return tuple(LongRow(association, "small", small().version, 2023, "guests", *each) for each in told)


@given(rows=st.lists(ROWS, max_size=8))
def test_rows_are_written_and_read_back(rows: list[LongRow]) -> None:
    read, faults = rows_from_text(rows_to_text(rows))

    assert faults == ()
    assert sorted(read, key=repr) == sorted(rows, key=repr)


@given(rows=st.lists(ROWS, max_size=8))
def test_no_cell_is_taken_for_a_formula(rows: list[LongRow]) -> None:
    assert [line for line in rows_to_text(rows).splitlines() if line.startswith(("=", "+", "-", "@"))] == []


def test_numbers_of_associations_are_added() -> None:
    both = added_up([*rows_of(6, 7), *rows_of(10, 20, "Öst")], "Riket")

    assert {
        (row.association, row.sex, row.answer): row.number for row in both if row.question == "came" and row.number
    } == {
        ("Riket", "all", "no"): 27,
        ("Riket", "all", "yes"): 16,
        ("Riket", "man", "no"): 27,
        ("Riket", "woman", "yes"): 16,
    }


def test_number_that_one_association_hides_is_hidden_in_the_sum() -> None:
    hidden = [LongRow("A", "small", "v", 2023, "guests", "came", "all", "yes", None)]
    shown = [LongRow("B", "small", "v", 2023, "guests", "came", "all", "yes", 9)]

    assert [row.number for row in added_up([*hidden, *shown])] == [None]
    assert [row.number for row in added_up([*shown, *hidden])] == [None]


def event(survey: str, number: int | None, offered: int = 0) -> list[LongRow]:
    """Return the rows of one event among several of an association's year."""
    of = ("A", "small", "v", 2023, "guests")
    told = [LongRow(*of, "came", "all", "yes", number, survey)]
    return [*told, LongRow(*of, "", "all", "offered", offered, survey)] if offered else told


def test_events_of_one_questionnaire_are_added() -> None:
    (row,) = reported_of([*event("one", 9), *event("two", 8)], small(), 2023, "x").rows

    assert (row.answers, row.counts) == ({"yes": 17}, {"asked": 17})


def test_events_are_hidden_together_where_one_is() -> None:
    assert reported_of([*event("one", 9), *event("two", None)], small(), 2023, "x").rows == ()


def test_file_without_the_survey_is_read() -> None:
    rows = event("", 9)
    old = "\n".join(line.rpartition(";")[0] for line in rows_to_text(rows).splitlines())

    assert rows_from_text(old) == (tuple(rows), ())


def test_rows_become_a_reported_survey() -> None:
    survey = reported_of(rows_of(6, 7), small(), 2023, "Sammanställning")

    found = {each.question.key: each for each in reported_results(survey, small())}
    assert found["came"].all.percent("positive") == 46
    assert found["liked"].all.valid == 6
    assert found["came"].by_sex[Sex.WOMAN].percent("positive") == 100
    assert [(each.handed_in, each.offered) for each in reported_responses(survey, small())] == [(13, 40)]


def test_question_with_a_hidden_answer_has_no_base() -> None:
    rows = [
        LongRow("A", "small", "v", 2023, "guests", "came", "all", "yes", 9),
        LongRow("A", "small", "v", 2023, "guests", "came", "all", "no", None),
    ]

    assert reported_of(rows, small(), 2023, "x").rows == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("surveys.long_heading", 1)]),
        ("a;b\n", [("surveys.long_heading", 1)]),
        (f"{HEADING}\nV;small;v;2023;guests;came;all;yes\n", [("surveys.long_row", 2)]),
        (f"{HEADING}\nV;small;v;23;guests;came;all;yes;1\n", [("surveys.long_row", 2)]),
        (f"{HEADING}\nV;small;v;2023;guests;came;girls;yes;1\n", [("surveys.long_row", 2)]),
        (f"{HEADING}\nV;small;v;2023;guests;came;all;yes;-1\n", [("surveys.long_row", 2)]),
        (f"{HEADING}\nV;small;v;2023;guests;came;all;yes;x\nV\n", [("surveys.long_row", 2), ("surveys.long_row", 3)]),
    ],
)
def test_faulty_file_is_told_by_line(text: str, expected: list[tuple[str, int]]) -> None:
    _, found = rows_from_text(text)

    assert [(item.code, item.place.line) for item in found] == expected
