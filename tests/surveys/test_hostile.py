"""Whatever comes in, nothing stops: it is read, or said what is wrong with it."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.books.sheets import open_grids
from mellanrum.findings import has_error
from mellanrum.surveys.closing import closed
from mellanrum.surveys.collected import Collected, from_text, to_text
from mellanrum.surveys.counting import count, empty
from mellanrum.surveys.exchange import COLUMNS, rows_from_text
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.importing.found import found_from_text, found_to_text, tables_in, typed_table
from mellanrum.surveys.importing.mapping import (
    ResultsMapping,
    mapping_from_text,
    mapping_to_text,
    suggested,
    unknown_words,
)
from mellanrum.surveys.importing.persons import respondent_findings
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.own import own_to_text, read_own
from mellanrum.surveys.questionnaires import totals_on
from mellanrum.surveys.reported import Reported, ReportedSurvey, reported_findings, reported_from_text, reported_to_text
from mellanrum.surveys.results import results_of
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.totals import Totals, totals_findings, totals_from_text, totals_to_text
from mellanrum.surveys.wording import wording_from_text, wording_to_text
from mellanrum.surveys.years import year_of_reported
from surveys.by_hand import DAY, SMALL, batch, indicators, many, own_of, small, with_offered

FEW = settings(max_examples=60, deadline=None)
HEADINGS = [
    "Grupp",
    "Fråga",
    "Indikator",
    "Kön",
    "Svar",
    "Antal",
    "n",
    "Positiva",
    "Andel positiva",
    "n kvinnor",
    "",
    "?",
]
CELLS = st.sampled_from(
    [
        "Styrelse",
        "DA",
        "1",
        "S1",
        "6",
        "kvinnor",
        "alla",
        "Ofta",
        "Helt och hållet",
        "96 %",
        "-",
        "..",
        "1,5",
        "-3",
        "1e9",
    ]
) | st.text(max_size=8)
ROWS = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5),
    )
)
JUNK: st.SearchStrategy[object] = st.sampled_from(
    [None, True, -1, 0, 1.5, "", "x", "a/b", "guests/came/yes/woman", [], [[]], {}, {"a": 1}, [1, "x"]]
)
TABLE = typed_table(["Fråga", "n", "Svar"], [["1", "8", "Ofta"], ["2", "-", "x"]], "Styrelse")
TEXTS: list[tuple[Callable[[str], object], str]] = [
    (from_text, to_text(closed(with_offered(batch(many(6, came="yes", liked="partly")), guests=9), 5, small()))),
    (found_from_text, found_to_text([TABLE])),
    (mapping_from_text, mapping_to_text(suggested([TABLE], ResultsMapping(groups={"x": "board"})))),
    (
        reported_from_text,
        reported_to_text(
            ReportedSurvey("small", 2023, "NNS", (Reported("guests", "came", Sex.MAN, {"valid": 8}, mean=Decimal(7)),))
        ),
    ),
    (totals_from_text, totals_to_text(Totals("rating_scale", 2023, {("rated", None): 8, ("rated", Sex.MAN): 3}))),
]


def use(found: object) -> None:
    """Do what is done with what was read: whatever was let through must not stop anything later."""
    match found:
        case Collected():
            results_of(found, small())
        case ReportedSurvey():
            year_of_reported(found, small())
            reported_findings(found, small())
            assert reported_from_text(reported_to_text(found)) == found
        case Totals():
            totals_findings(found, totals_on(DAY)[1])
        case ResultsMapping():
            read_results([TABLE], found, indicators(), year=2023, source="x")
        case tuple():
            read_results(found, suggested(found), indicators(), year=2023, source="x")
        case _:
            raise AssertionError(found)


@st.composite
def broken(draw: st.DrawFn, plain: object) -> object:
    """Put something else in the place of any one part of what was written."""
    if isinstance(plain, dict) and plain and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(plain)))
        if draw(st.integers(0, 5)) == 0:
            return {other: value for other, value in plain.items() if other != key}
        if draw(st.integers(0, 5)) == 0:
            return {**plain, draw(st.text(max_size=3)): plain[key]}
        return {**plain, key: draw(broken(plain[key]))}
    if isinstance(plain, list) and plain and draw(st.booleans()):
        at = draw(st.integers(0, len(plain) - 1))
        return [*plain[:at], draw(broken(plain[at])), *plain[at + 1 :]]
    return draw(JUNK)


@FEW
@given(told=ROWS)
def test_any_typed_table_is_read_or_told_of(told: tuple[list[str], list[list[str]]]) -> None:
    table = typed_table(*told)
    mapping = suggested([table])
    survey, found = read_results([table], mapping, indicators(), year=2023, source="x")

    unknown_words([table], mapping, indicators())
    results = year_of_reported(survey, indicators()).results
    assert survey.rows or found
    assert all(each.all.share("positive") is None or (each.all.share("positive") or 0) >= 0 for each in results)


@FEW
@given(told=ROWS)
def test_any_file_is_looked_through(told: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = told
    text = "\n".join(";".join(cell.replace(";", ",").replace('"', "'") for cell in row) for row in (headings, *rows))
    grids, _ = open_grids(text.encode(), "fil.csv")

    assert all(item.place.cell for item in respondent_findings(grids, [indicators()]))
    assert all(len(table.headings) == len(row.cells) for table in tables_in(grids) for row in table.rows)


@FEW
@given(
    group=st.sampled_from(["guests", "x", ""]),
    sex=st.sampled_from(Sex),
    answers=st.dictionaries(CELLS, CELLS, max_size=4),
)
def test_any_form_is_counted_once_or_not_at_all(group: str, sex: Sex, answers: dict[str, str]) -> None:
    collected, found = count(empty(small()), FilledForm(group, sex, answers), small())

    assert collected.handed_in() == (0 if has_error(found) else 1)


@pytest.mark.parametrize(("read", "text"), TEXTS, ids=lambda each: getattr(each, "__name__", ""))
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_text_is_read_or_refused(read: Callable[[str], object], text: str, data: st.DataObject) -> None:
    try:
        found = read(json.dumps(data.draw(broken(json.loads(text)))))
    except ValueError:
        return
    use(found)


@FEW
@given(plain=broken(json.loads(own_to_text(own_of(SMALL)))))
def test_any_rules_are_read_or_told_of(plain: object) -> None:
    rules, found = read_own(json.dumps(plain))

    assert (rules is None) is bool(found)


@FEW
@given(plain=broken({"questionnaire": "small", "language": "sv", "source": "x", "questions": {"came": "Kom du?"}}))
def test_any_wording_is_read_or_refused(plain: object) -> None:
    wording = wording_from_text(json.dumps(plain))

    assert wording is None or wording_from_text(wording_to_text(wording)) == wording


@FEW
@given(text=st.text(max_size=60), lines=st.lists(st.text(alphabet=';"0123.\n a', max_size=20), max_size=4))
def test_any_file_in_the_long_format_is_read_or_told_of(text: str, lines: list[str]) -> None:
    assert rows_from_text(text)[1]
    rows, found = rows_from_text("\n".join([";".join(COLUMNS), *lines]))
    assert not rows or all(row.year for row in rows)
    assert all(item.place.line for item in found)
