"""The tick sheet: its layout, whether its tables tie, late numbers, and finding tables in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.findings import Place
from mellanrum.tallies.cells import Cell, cells_of
from mellanrum.tallies.counting import set_month
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.ledger import Count, empty_ledger
from mellanrum.tallies.rules import ASKED, MISSING, SUM, Answer
from mellanrum.tallies.scheme import Own, Scheme, scheme_of
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.sheets.applying import Chosen, Shape, numbers_of
from mellanrum.tallies.sheets.found import FoundTable, found_from_text, found_to_text
from mellanrum.tallies.sheets.late import count_late
from mellanrum.tallies.sheets.layout import Block, blocks_of, month_rows
from mellanrum.tallies.sheets.looking import letters_of, tables_in
from mellanrum.tallies.sheets.mapping import (
    SKIP,
    SheetMapping,
    Target,
    guessed,
    guessed_column,
    guessed_row,
    is_known,
    is_name,
    joined,
    mapping_from_text,
    mapping_to_text,
    targets_of,
)
from mellanrum.tallies.sheets.persons import person_findings
from mellanrum.tallies.sheets.sums import expected_of, sums_of, tie_of

OWN = Own(
    answers={"municipality": (Answer(key="degerfors", label="Degerfors"), Answer(key="karlskoga", label="Karlskoga"))}
)
SCHEME = scheme_of(OWN, date(2026, 11, 27))
TARGETS = targets_of(SCHEME)


def block(event: str, table: str, scheme: Scheme = SCHEME) -> Block:
    return next(each for each in blocks_of(scheme, event) if each.key == table)


@dataclass(frozen=True)
class Sheet:
    """A sheet in the domain's own notation: cells parted by |, numbers as numbers."""

    rows: Sequence[Sequence[object]]
    sheet: str | None = "Blad1"
    hidden: bool = False

    def at(self, row: int, column: int) -> object:
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int | None = None) -> Place:
        return Place(sheet=self.sheet, cell=f"{letters_of(column or 0)}{row + 1}")


def a_sheet(text: str, name: str = "Blad1") -> Sheet:
    lines = text.strip("\n").splitlines()
    return Sheet([[_value(cell.strip()) for cell in line.split("|")] for line in lines], name)


def _value(text: str) -> object:
    return Decimal(text) if text.removeprefix("-").replace(".", "", 1).isdigit() else text


def found(text: str, name: str = "Blad1") -> tuple[FoundTable, ...]:
    return tables_in([a_sheet(text, name)], is_name(TARGETS))


def target(key: str) -> Target:
    return next(each for each in TARGETS if each.key == key)


def test_every_cell_an_entry_is_counted_in_has_its_place_on_the_sheet() -> None:
    answers: dict[str, Given] = {
        "age": 34,
        "education": ("primary",),
        "livelihood_before": ("sickness_benefit", "social_assistance"),
    }
    for event in SCHEME.events:
        cells = set(cells_of(Entry(event, date(2026, 11, 1), Sex.WOMAN, answers), SCHEME))
        on_sheet = {cell for each in blocks_of(SCHEME, event) for cell in each.cells()}
        assert cells - on_sheet == set()


@pytest.mark.parametrize("event", SCHEME.events)
def test_tables_of_entries_tie_with_their_month(event: str) -> None:
    entries = [
        Entry(event, date(2026, 11, 1), sex, {"age": 30, "livelihood_before": ("study_support", "other_public")})
        for sex in (Sex.WOMAN, Sex.WOMAN, Sex.MAN, Sex.OTHER)
    ]
    cells: dict[Cell, int] = {}
    for entry in entries:
        for cell, number in cells_of(entry, SCHEME).items():
            cells[cell] = cells.get(cell, 0) + number
    counts = {(event, Sex.WOMAN): 2, (event, Sex.MAN): 1, (event, Sex.OTHER): 1}
    ledger = set_month(empty_ledger(2026), 11, counts, {})

    ties = [tie_of(each, cells, expected_of(ledger, 2, event)) for each in blocks_of(SCHEME, event)]

    assert [tie.ties for tie in ties if tie.expected is not None] == [True for tie in ties if tie.expected is not None]


def test_sum_of_several_answers_is_those_asked_and_of_a_number_also_those_missing() -> None:
    several, number = block("start", "livelihood_before"), block("start", "age")
    cells = {
        Cell("start", "livelihood_before", "sickness_benefit", "", Sex.WOMAN): 4,
        Cell("start", "livelihood_before", "social_assistance", "", Sex.WOMAN): 3,
        Cell("start", "livelihood_before", ASKED, "", Sex.WOMAN): 5,
        Cell("start", "age", SUM, "", Sex.MAN): 90,
        Cell("start", "age", ASKED, "", Sex.MAN): 3,
        Cell("start", "age", MISSING, "", Sex.MAN): 1,
    }

    assert sums_of(several, cells)[Sex.WOMAN] == 5
    assert sums_of(number, cells)[Sex.MAN] == 4


def test_table_counted_without_sex_ties_by_its_whole() -> None:
    expected = {Sex.WOMAN: 53, Sex.MAN: 46, Sex.UNSPLIT: 0}

    tie = tie_of(block("start", "education"), {Cell("start", "education", "primary", "", Sex.UNSPLIT): 99}, expected)

    assert tie.ties


def test_fifty_three_and_forty_six_are_not_ninety_eight() -> None:
    cells = {
        Cell("start", "education", "primary", "", Sex.WOMAN): 53,
        Cell("start", "education", "primary", "", Sex.MAN): 45,
    }

    tie = tie_of(block("start", "education"), cells, {Sex.WOMAN: 53, Sex.MAN: 46, Sex.UNSPLIT: 0})

    assert (tie.ties, tie.difference, dict(tie.differences())) == (
        False,
        -1,
        {Sex.WOMAN: 0, Sex.MAN: -1, Sex.UNSPLIT: 0},
    )


def test_intervention_by_head_counts_has_counters_only() -> None:
    assert {row.key for row in month_rows(SCHEME, by_head_count=True)} == {rule.key for rule in SCHEME.counters}


def test_late_numbers_are_late_and_those_taken_back_corrected() -> None:
    before = set_month(empty_ledger(2026), 11, {("start", Sex.WOMAN): 3}, {("start", "degerfors"): 3})

    after = count_late(before, 11, {("start", Sex.WOMAN): 2, ("start", Sex.MAN): -1}, {("start", "degerfors"): -1})

    assert dict(after.month(11).counts) == {
        ("start", Sex.WOMAN): Count(3, late=2),
        ("start", Sex.MAN): Count(corrected=-1),
    }
    assert after.month(11).municipal == {("start", "degerfors"): 2}


TWO = """
Coachingteamet 2026
|
Utbildning          | Kvinnor | Män | Totalt | Andel
Grundskola          | 3       | 4   | 7      | 0.7
Gymnasium           | 2       | 1   | 3      | 0.3
Summa               | 5       | 5   | 10     |
|
Avslutade, orsak    | K       | M
Studier             | 1       | 2
Flyttat             |         | 1
Summa               | 1       | 3
Sent inkommen       | 1       |
"""


def test_tables_are_found_with_titles_columns_and_sums() -> None:
    first, second = found(TWO)

    assert (first.title, [heading.text for heading in first.headings]) == (
        "Utbildning",
        ["Kvinnor", "Män", "Totalt", "Andel"],
    )
    assert [(row.label, row.line, row.numbers) for row in first.rows] == [
        ("Grundskola", 4, (3, 4, 7, "decimal")),
        ("Gymnasium", 5, (2, 1, 3, "decimal")),
    ]
    assert first.total is not None
    assert first.total.numbers == (5, 5, 10, None)
    assert (second.title, second.is_inside) == ("Avslutade, orsak", True)


def test_tables_side_by_side_are_two() -> None:
    tables = found("Ålder | K | M |  | Skola | K | M\n16-19 | 1 | 2 | | Gymnasium | 3 | 4")

    assert [(table.title, table.rows[0].numbers) for table in tables] == [("Ålder", (1, 2)), ("Skola", (3, 4))]
    assert tables[1].headings[0].letters == "F"


def test_hidden_sheet_is_not_read() -> None:
    sheet = a_sheet(TWO)

    assert tables_in([Sheet(sheet.rows, hidden=True)], is_name(TARGETS)) == ()


def test_places_that_are_members_too_are_guessed_to_be_places() -> None:
    places = OWN.answers["municipality"]
    members = tuple(Answer(key=f"member_{each.key}", label=each.label) for each in places)
    scheme = scheme_of(Own(answers={"municipality": places, "next_step": members}), date(2026, 11, 27))
    (table,) = found("Vägledningar | Antal\nDegerfors | 3\nKarlskoga | 4")

    assert guessed(table, SheetMapping(), targets_of(scheme)) == "guidance/municipality"


def test_known_labels_and_columns_are_guessed() -> None:
    (table,) = found(
        "Utbildning, starter | Kvinnor | varav män | Andel %\nSaknar utbildning | 1 | 2 | 3\nGymnasium|1|1|1"
    )

    assert guessed(table, SheetMapping(), TARGETS) == "start/education"
    education = target("start/education")
    assert [guessed_row(row.label, education, SheetMapping()) for row in table.rows] == ["none", "secondary"]
    assert [guessed_column(each.text, education, SheetMapping()) for each in table.headings] == ["woman", "man", SKIP]


def test_remembered_words_hold_wherever_they_stand() -> None:
    (table,) = found("Hur det gick | Tjejer\nPlugg | 4", "Mars")
    remembered = SheetMapping(
        {"hur det gick": "end/end_reason"},
        {("end/end_reason", "plugg"): "studies"},
        {("end/end_reason", "tjejer"): "woman"},
    )

    reason = target("end/end_reason")
    assert guessed(table, remembered, TARGETS) == "end/end_reason"
    assert guessed_row("Plugg", reason, remembered) == "studies"
    assert guessed_column("Tjejer", reason, remembered) == "woman"


def apply(table: FoundTable, choice: Chosen) -> tuple[dict[Cell, int], list[tuple[str, str | None]]]:
    blocks = {(each.event, each.key): each for event in SCHEME.events for each in blocks_of(SCHEME, event)}
    shape = Shape(blocks, {row.key: row for row in month_rows(SCHEME)})
    numbers, said = numbers_of([table], [choice], shape, "pinnar.xlsx")
    return {cell: n for cell, n in numbers.cells.items() if n}, [(item.code, item.place.cell) for item in said]


def test_what_is_left_of_a_total_is_not_split() -> None:
    (table,) = found("Skola | Kvinnor | Män | Totalt\nGymnasium | 3 | 4 | 9")

    cells, said = apply(table, Chosen("start/education", ("secondary",), ("woman", "man", "total")))

    assert cells == {
        Cell("start", "education", "secondary", "", Sex.WOMAN): 3,
        Cell("start", "education", "secondary", "", Sex.MAN): 4,
        Cell("start", "education", "secondary", "", Sex.UNSPLIT): 2,
    }
    assert said == []


def test_two_rows_of_one_answer_are_added() -> None:
    (table,) = found("Skola | Kvinnor\nGymnasium | 3\nGymnasium, ej klar | 4")

    cells, _ = apply(table, Chosen("start/education", ("secondary", "secondary"), ("woman",)))

    assert cells == {Cell("start", "education", "secondary", "", Sex.WOMAN): 7}


def test_crossing_is_read_by_rows_and_columns() -> None:
    (table,) = found("Remittent | Degerfors | Karlskoga\nPsykiatri | 5 | 12")

    cells, _ = apply(
        table, Chosen("referral/referrer_municipality", ("psychiatry",), ("across:degerfors", "across:karlskoga"))
    )

    assert cells == {
        Cell("referral", "referrer_municipality", "psychiatry", "degerfors", Sex.UNSPLIT): 5,
        Cell("referral", "referrer_municipality", "psychiatry", "karlskoga", Sex.UNSPLIT): 12,
    }


def test_faults_and_wrong_sums_are_all_told_with_their_cells() -> None:
    (table,) = found(
        "Skola | Kvinnor | Män | Totalt\nGrundskola | tre | -4 | 2.5\nGymnasium | 3 | 4 | 6\nSumma | 4 | 4 | 6"
    )

    _, said = apply(table, Chosen("start/education", ("primary", "secondary"), ("woman", "man", "total")))

    assert said == [
        ("ticksheet.text", "B2"),
        ("ticksheet.negative", "C2"),
        ("ticksheet.decimal", "D2"),
        ("ticksheet.total_differs", "B4"),
        ("ticksheet.parts_differ", "D3"),
    ]


def test_fault_in_what_is_left_alone_is_not_told() -> None:
    (table,) = found("Skola | Kvinnor | Andel\nGymnasium | 3 | 0.5")

    assert apply(table, Chosen("start/education", ("secondary",), ("woman", SKIP)))[1] == []


def test_number_that_is_crossed_by_one_answer_only_is_told() -> None:
    (table,) = found("Remittent | Totalt\nPsykiatri | 5")

    cells, said = apply(table, Chosen("referral/referrer_municipality", ("psychiatry",), ("total",)))

    assert (cells, [code for code, _ in said]) == ({}, ["ticksheet.across_missing"])


PERSONS = {
    "person_number": "Pinnar | K\n850314-1234 | 1",
    "person_heading": "Förnamn | Start\nx | 1",
    "person_column_sexes": "Nr | Kön\n" + "\n".join(f"{n} | {sex}" for n, sex in enumerate("kkmkmm")),
    "person_column_initials": "Vem | Start\n" + "\n".join(f"{name} | 1" for name in ("AB", "CD", "EF", "GH", "IJ")),
    "person_column_names": "Vem | Start\n"
    + "\n".join(f"{name} | 1" for name in ("Bo Ek", "Siv Al", "Ann-Marie Ask", "Åke Öst", "Ola Alm")),
    "person_column_days": "Nr | Start\n" + "\n".join(f"{n} | 2026-03-1{n}" for n in range(1, 7)),
    "person_column_ages": "Nr | Ålder | Månader\n" + "\n".join(f"{n} | {20 + n} | 12" for n in range(1, 7)),
    "person_rows": "Nr | Start | Slut | Skola\n" + "\n".join(f"{n} | 1 | {n % 2} | 1" for n in range(1, 30)),
}


@pytest.mark.parametrize(("code", "text"), PERSONS.items(), ids=PERSONS)
def test_row_for_each_person_is_refused(code: str, text: str) -> None:
    said = person_findings([a_sheet(text)], is_known(TARGETS))

    assert [item.code for item in said] == [f"ticksheet.{code}"]


TICKS = {
    "tables": TWO,
    "sexes by turns": "Svar | Kön | Antal\n" + "\n".join(f"{a} | {s} | 3" for a in "abcd" for s in ("Kvinna", "Man")),
    "months as days": "Månad | Starter\n" + "\n".join(f"2026-{n:02}-01 | 3" for n in range(1, 7)),
    "ages by single years": "Ålder | Antal\n" + "\n".join(f"{n} | 1" for n in range(20, 30)),
    "many ones with a sum": "Vad | K | M\n" + "\n".join(f"svar {n} | 1 | 0" for n in range(20)) + "\nSumma | 20 | 0",
    "many ones of known answers": "Skola | K | M\n"
    + "\n".join(f"{label} | 1 | 0" for label in ("Saknar utbildning", "Grundskola", "Gymnasium") * 6),
}


@pytest.mark.parametrize("text", TICKS.values(), ids=TICKS)
def test_tick_sheet_is_not_taken_for_persons(text: str) -> None:
    assert person_findings([a_sheet(text)], is_known(TARGETS)) == ()


labels = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(labels, labels), st.dictionaries(st.tuples(labels, labels), labels))
def test_mapping_written_and_read_is_itself(tables: dict[str, str], rows: dict[tuple[str, str], str]) -> None:
    mapping = SheetMapping(tables, rows, rows)

    assert mapping_from_text(mapping_to_text(mapping)) == mapping
    assert joined(SheetMapping(), mapping) == mapping


def test_found_tables_written_and_read_are_themselves() -> None:
    tables = found(TWO)

    assert found_from_text(found_to_text(tables)) == tables


@pytest.mark.parametrize("text", ["", "[", "{}", "[1]", '[{"sheet":1}]', "[" * 5000, "null"])
def test_what_is_no_found_tables_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        found_from_text(text)


@pytest.mark.parametrize("number", ["1.5", "-1", "100001", '"x"', "true", "[]"])
def test_found_number_that_cannot_be_is_refused(number: str) -> None:
    table = '[{"sheet":null,"title":"","headings":[["K","B"]],"rows":[["a",1,[%s]]],"total":null,"is_inside":false}]'

    with pytest.raises(ValueError, match="not a number"):
        found_from_text(table % number)
