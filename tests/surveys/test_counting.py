"""From filled forms to counters: one broken form for each finding, and what becomes of whole ones."""

from dataclasses import replace

import pytest

from mellanrum.findings import Finding, Severity, spoken_message
from mellanrum.surveys.closing import closed
from mellanrum.surveys.collected import Cell, from_text, to_text
from mellanrum.surveys.counting import added, count, count_batch, empty, offered_findings
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.sex import Sex
from surveys.by_hand import M, W, batch, counted, form, many, numbers, shipped_one, small


def codes(found: tuple[Finding, ...]) -> list[tuple[str, str | None]]:
    return [(item.code.removeprefix("surveys."), item.place.key) for item in found]


def test_form_is_counted_by_question_answer_and_sex() -> None:
    collected = counted([form(came="yes", liked="partly", mark="7")])

    assert numbers(collected) == {"came yes woman": 1, "liked partly woman": 1, "mark 7 woman": 1}
    assert collected.forms == {("guests", Sex.WOMAN): 1}


def test_question_left_out_is_counted_as_blank() -> None:
    assert numbers(counted([form(came="yes", liked="", mark="blank")])) == {
        "came yes woman": 1,
        "liked blank woman": 1,
        "mark blank woman": 1,
    }


def test_question_behind_a_gate_that_stays_shut_is_counted_nowhere() -> None:
    assert numbers(counted([form(M, came="no"), form(M)])) == {
        "came no man": 1,
        "came blank man": 1,
        "mark blank man": 2,
    }


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (form(group="others"), [("unknown_group", "group")]),
        (form(Sex.UNSPLIT), [("sex_not_stated", "sex")]),
        (form(came="yes", age="44"), [("unknown_question", "age")]),
        (form(came="maybe"), [("answer_not_in_scale", "came")]),
        (form(mark="11"), [("grade_out_of_range", "mark")]),
        (form(mark="-1"), [("grade_out_of_range", "mark")]),
        (form(mark="7.5"), [("grade_out_of_range", "mark")]),
        (form(came="no", liked="partly"), [("asked_only_after", "liked")]),
        (form(liked="withheld"), [("answer_not_in_scale", "liked"), ("asked_only_after", "liked")]),
        (
            form(Sex.UNSPLIT, came="x", mark="99", more="1"),
            [
                ("sex_not_stated", "sex"),
                ("unknown_question", "more"),
                ("answer_not_in_scale", "came"),
                ("grade_out_of_range", "mark"),
            ],
        ),
    ],
)
def test_broken_form_is_refused_with_all_its_faults(broken: FilledForm, expected: list[tuple[str, str]]) -> None:
    before = counted([form(came="no")])

    after, found = count(before, broken, small())

    assert codes(found) == expected
    assert {item.severity for item in found} == {Severity.ERROR}
    assert after is before


def test_finding_says_what_may_be_answered() -> None:
    [item] = count(empty(small()), form(mark="11"), small())[1]

    assert spoken_message(item) == "”11” är inget betyg för ”Betyg”: betygen går från 0 till 10."


def test_closed_survey_counts_nothing_more() -> None:
    before = closed(batch(many(6, came="no")), 5, small())

    after, found = count(before, form(came="yes"), small())

    assert codes(found) == [("closed", None)]
    assert after is before


def test_form_of_another_version_is_refused() -> None:
    before = replace(empty(small()), version="an older one")

    assert codes(count(before, form(came="yes"), small())[1]) == [("other_version", None)]


def test_form_of_another_questionnaire_is_refused() -> None:
    assert codes(count(empty(shipped_one("event")), form(came="yes"), small())[1]) == [("other_version", None)]


def test_batch_is_counted_whole() -> None:
    forms = [form(came="yes", liked="wholly"), form(M, came="no"), form(mark="3")]

    assert batch(forms) == counted(forms)


def test_batch_with_a_fault_counts_nothing_and_names_each_form() -> None:
    before = empty(small())

    after, found = count_batch(before, [form(came="yes"), form(came="x"), form(mark="12", came="y")], small())

    assert [(item.place.line, item.place.key) for item in found] == [(2, "came"), (3, "came"), (3, "mark")]
    assert after is before


@pytest.mark.parametrize(
    ("offered", "handed_in", "said"),
    [
        ({"guests": 2, "staff": 2}, 5, ["surveys.more_than_offered"]),
        ({"guests": 2, "staff": 2}, 4, []),
        ({"guests": 2, "staff": 9}, 5, []),  # more than of the group, and that is not told
        ({"guests": 2}, 5, []),  # how many in all is not known
    ],
)
def test_more_forms_than_offered_is_asked_about_by_what_they_are_in_all(
    offered: dict[str, int], handed_in: int, said: list[str]
) -> None:
    guests = small().groups[0]
    put = replace(small(), groups=(guests, guests.model_copy(update={"key": "staff"})))
    after, _ = count_batch(empty(small(), offered), many(handed_in, came="yes"), small())

    found = tuple(offered_findings(after, put))

    assert [each.code for each in found] == said
    assert [(each.severity, each.parameters) for each in found] == [(Severity.WARNING, {})] * len(said)


def test_counters_that_come_whole_are_added() -> None:
    mine, theirs = batch(many(2, came="yes", liked="partly")), batch(many(3, M, came="no"))

    assert added(mine, theirs, small()) == (batch([*many(2, came="yes", liked="partly"), *many(3, M, came="no")]), ())


def test_counters_that_do_not_tie_are_refused() -> None:
    mine, theirs = empty(small()), batch(many(3, came="yes", liked="partly"))
    cells = {cell: number for cell, number in theirs.cells.items() if cell.question != "mark"}
    twice = {**cells, Cell("guests", "liked", "partly", W): 4}

    after, found = added(mine, replace(theirs, cells=twice), small())

    assert codes(found) == [("counters_differ", "guests/liked/woman"), ("counters_differ", "guests/mark/woman")]
    assert [(item.parameters["says"], item.parameters["makes"]) for item in found] == [(4, 3), (0, 3)]
    assert after is mine


def test_counter_of_no_question_is_refused() -> None:
    theirs = batch(many(3, came="no"))
    cells = {**theirs.cells, Cell("guests", "age", "44", W): 1}

    assert codes(added(empty(small()), replace(theirs, cells=cells), small())[1]) == [
        ("unknown_counter", "guests/age/44/woman")
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells":1}', "null", '"x"'])
def test_text_that_is_no_survey_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_text(text)


@pytest.mark.parametrize("number", ["0", "-1", "true", '"1"', "1.5"])
def test_text_with_a_number_that_counts_nothing_is_refused(number: str) -> None:
    text = to_text(counted([form(came="no")])).replace('"came/no"', '"came/no"')

    with pytest.raises(ValueError, match="not a counter"):
        from_text(text.replace('guests/came/no/woman":1', f'guests/came/no/woman":{number}'))
