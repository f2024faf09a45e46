"""Questions behind gates, and those asked of a part of a group, in the linked set of surveys: nobody finds the few."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from composition.test_published_answers import as_it_is, hidden_in, published
from composition.test_published_surveys import said, system_of
from mellanrum.composition.published.surveys import PublishedSurveys, Surveyed, published_surveys
from mellanrum.disclosure.attack import Contradiction, intervals
from mellanrum.disclosure.protect import Protected, protect
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import Cell, System
from mellanrum.disclosure.system import system_of as made_of
from mellanrum.surveys.closing import FewOthers, closed
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.own import read_own_toml
from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.surveys.results import QuestionResults, Result, Telling, asked_of
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.series import YearResults, added_results
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.years import year_of_collected, year_of_reported
from surveys.by_hand import DAY, M, O, W, batch, indicators, many

GATES = """
[[scale]]
key = "does"
label = "Sysselsättning"
answer = [
    { key = "work", label = "Arbetar" },
    { key = "study", label = "Studerar" },
    { key = "unknown", label = "Vet ej", valid = false },
]
DATED

[[scale]]
key = "mood"
label = "Hur det är"
answer = [
    { key = "fine", label = "Bra", group = "positive" },
    { key = "fair", label = "Ganska bra", group = "positive" },
    { key = "bad", label = "Dåligt", group = "negative" },
]
DATED

[[questionnaire]]
key = "life"
label = "Livet"
kind = "own"
group = [{ key = "guests", label = "Gäster" }]
DATED
"""
QUESTION = """
[[questionnaire.question]]
key = "{key}"
group = "guests"
number = {number}
label = "Fråga {key}"
scale = "{scale}"
{gate}
DATED
"""
KINDS = {  # what is asked first, and the answer that opens the questions after it
    "single": ("does", "work"),
    "unknown": ("does", "unknown"),
    "blank": ("mood", "bad"),
    "of_several": ("mood", "fine"),
    "grade": ("grade", "10"),
}
OTHERWISE = {"work": "study", "unknown": "work", "bad": "fine", "fine": "fair", "10": "3"}


def life(kind: str) -> Questionnaire:
    """A gate, and two questions behind it."""
    scale, answer = KINDS[kind]
    behind = f'only_after = ["gate", "{answer}"]'
    asked = [("gate", 1, scale, ""), ("liked", 2, "yes_no", behind), ("mark", 3, "grade", behind)]
    text = GATES + "".join(
        QUESTION.format(key=key, number=number, scale=of, gate=gate) for key, number, of, gate in asked
    )
    rules, found = read_own_toml(text.replace("DATED", 'from = 2020-01-01\nreference = "Eget"').encode(), "eget.toml")
    assert rules is not None, found
    made = questionnaire_of("life", DAY, Own(rules))
    assert made is not None
    return made


def first(kind: str, opened: int, otherwise: int, **behind: str) -> list[FilledForm]:
    answer = KINDS[kind][1]
    return [
        *many(opened, W, gate=answer, **{"liked": "yes", "mark": "7", **behind}),
        *many(otherwise, W, gate=OTHERWISE[answer]),
    ]


def parts_of(key: str) -> dict[str, str]:
    return dict(each.split("=", 1) for each in key.split("|")[1:])


def told_questions(made: PublishedSurveys) -> set[str]:
    keys = (parts_of(cell.key).get("question", "") for cell in system_of(made).cells)
    return {key.rpartition(".")[2] for key in keys} - {""}


def knowing_all(made: Protected, collected: Collected, asked: Questionnaire) -> System:
    """The system as a reader knows it who reckons with every gate, whether the set told of it or not.

    Those who gave the answer of a gate are a part of its valid answers, and those asked behind it are they, but for
    those whose answers are withheld. Nothing is added of what the set holds no number of.
    """
    cells = {cell.key: cell for cell in made.system.cells}
    held = [[(factor, made.system.cells[at].key) for factor, at in each.terms] for each in made.system.relations]
    for question in asked.questions:
        if question.only_after is not None:
            held += _of_gate(cells, collected, asked, question)
    return made_of(cells.values(), held)


def _of_gate(
    cells: dict[str, Cell], collected: Collected, asked: Questionnaire, question: QuestionRule
) -> Iterator[list[tuple[int, str]]]:
    at = "respondents=life.guests|survey=own|year=2025"
    behind = f"survey_answers|question=life.guests.{question.key}|{at}"
    gate, answer = question.only_after or ("", "")
    before = asked.question("guests", gate)
    assert before is not None
    valid = f"survey_answers|answer=valid|question=life.guests.{gate}|{at}"
    if behind not in cells or valid not in cells or answer not in asked.valid(before):
        return
    opened = collected.number("guests", gate, answer)
    number, withheld = asked_of(collected, question), f"withheld.{question.key}"
    assert cells[behind].value == number
    for key, value in (("opened", opened), ("otherwise", cells[valid].value - opened), (withheld, opened - number)):
        cells[key] = Cell(key, value, 5, is_offered=False)
    yield [(1, valid), (-1, "opened"), (-1, "otherwise")]
    yield [(1, "opened"), (-1, behind), (-1, withheld)]


def found_few(made: Protected, collected: Collected, asked: Questionnaire) -> list[str]:
    """The small numbers that a reader who knows of the gates finds, or knows to be small."""
    whole = knowing_all(made, collected, asked)
    seen = seen_of(whole, {whole.index[key] for key in hidden_in(made)})
    found = intervals(seen)
    assert not isinstance(found, Contradiction)
    reached = {each.cell: (each.lowest, each.highest) for each in found}
    few = []
    for goal in whole.goals:
        lowest, highest = reached[goal.cell]
        if lowest > goal.lowest or (highest is not None and highest < goal.highest):
            few.append(whole.cells[goal.cell].key)
    return few


def in_form(made: PublishedSurveys, key: str) -> Protected:
    """Protect a set with every table in the form of a key, where it has that."""
    forms = {each.key: next((form for form in each.forms if form.key == key), None) for each in made.tables.tables}
    return protect(made.tables, forms=forms)


def test_those_asked_behind_an_answer_are_hidden_with_it() -> None:
    """Valid answers 23, and twenty were asked what follows: the three who answered otherwise are their difference."""
    forms = first("single", 20, 3)
    asked = life("single")
    made = published(forms, asked)

    decided = as_it_is(made)

    assert told_questions(made) == {"gate", "liked", "mark"}
    hidden = hidden_in(decided)
    at = "respondents=life.guests|survey=own|year=2025"
    same = [
        f"survey_answers|answer=life.does.work|question=life.guests.gate|{at}",
        *(f"survey_answers|question=life.guests.{key}|{at}" for key in ("liked", "mark")),
    ]
    assert len({key in hidden for key in same}) == 1
    assert found_few(decided, closed(batch(forms, asked), 5, asked), asked) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("single", {"gate", "liked", "mark"}),
        ("blank", {"gate", "liked", "mark"}),
        ("unknown", {"gate"}),
        ("of_several", {"gate"}),
        ("grade", {"gate"}),
    ],
)
@pytest.mark.parametrize("every_answer", [False, True])
def test_question_is_left_out_where_the_answer_before_it_is_no_number_of_the_set(
    kind: str, told: set[str], *, every_answer: bool
) -> None:
    made = published(first(kind, 20, 9), life(kind), every_answer=every_answer)

    assert told_questions(made) == told
    assert len(said(made)) == 3 - len(told)
    assert {each.code for each in made.left_out} <= {"published.question_gate"}


def year_of(forms: list[FilledForm], asked: Questionnaire) -> YearResults:
    return year_of_collected(closed(batch(forms, asked), 5, asked), asked, 2025)


def with_gate(year: YearResults, telling: Telling | None) -> YearResults:
    """The year with its gate told so; None is by nobody."""
    gate, *behind = year.results
    held = () if telling is None else (QuestionResults(gate.question, Result(gate.question, telling=telling)),)
    return replace(year, results=(*held, *behind))


def test_question_behind_a_gate_that_too_few_answered_is_left_out() -> None:
    made = _of(with_gate(year_of(first("single", 20, 9), life("single")), Telling.TOO_FEW))

    assert told_questions(made) == set()
    assert [each.code for each in made.left_out] == [
        "published.question_few",
        "published.question_gate",
        "published.question_gate",
    ]


def test_question_behind_a_gate_that_nobody_tells_of_does_not_say_how_many_were_asked() -> None:
    made = _of(with_gate(year_of(first("single", 20, 9), life("single")), None))

    assert told_questions(made) == {"liked", "mark"}
    assert {parts_of(key).get("answer") for key in _answers(made)} == {
        "valid",
        "positive",
        "negative",
        "neither",
        "clearly_positive",
    }
    assert {each.what for each in made.results} & {"answer_rate"} == set()


def _answers(made: PublishedSurveys) -> set[str]:
    return {cell.key for cell in system_of(made).cells if cell.is_offered and cell.key.startswith("survey_answers|")}


def test_question_asked_of_a_part_of_the_group_does_not_say_how_many_that_was() -> None:
    """Two questions that came with the second survey of the year, whose thirty forms are a number nowhere else."""
    asked = life("single")
    one, two = year_of(first("single", 12, 8), asked), year_of(first("single", 14, 16), asked)
    added = added_results([replace(one, results=one.results[:0]), two], 2025, 5)
    assert added is not None
    assert [each.handed_in for each in added.responses] == [50]

    made = _of(added)

    at = "|question=life.guests.gate|respondents=life.guests|survey=own|year=2025"
    assert f"survey_answers{at}" not in {cell.key for cell in system_of(made).cells}
    assert f"survey_answers|answer=valid{at}" in _answers(made)
    assert {each.question for each in made.results if each.what == "answer_rate"} == {"liked", "mark"}


def test_question_whose_sexes_are_not_those_of_the_forms_says_how_many_were_asked_in_all() -> None:
    """One question tells of ten women of twenty forms, another of nine and one who stated nothing."""
    numbers = {"handed_in": (20, 10, 10), "valid": (18, 9, 9)}
    sexes = (None, W, M)
    rows = [
        Reported("ended", key, sex, {what: of[at] + moved[at] for what, of in numbers.items()})
        for key, moved in (("da1", (0, 0, 0)), ("da2", (0, -1, 0)))
        for at, sex in enumerate(sexes)
    ]
    made = _of(year_of_reported(ReportedSurvey("indicators", 2025, "NNS", tuple(rows)), indicators()))

    tied = {
        cell.key.removeprefix("survey_answers|")
        for cell in system_of(made).cells
        if cell.key.startswith("survey_answers|question")
    }
    at = "respondents=indicators.ended|survey=own|year=2025"
    assert f"question=indicators.ended.da2|{at}" in tied
    assert [each for each in _answers(made) if "question=indicators.ended.da2" in each and "stated_sex" in each] != []
    assert not any("da2" in each and "stated_sex" in each for each in tied)
    assert protect(made.tables).is_publishable


OTHERS = [(O, False, "yes", 4), (W, False, "yes", 8), (M, False, "yes", 8)]


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["single", "blank"]),
    st.lists(
        st.tuples(
            st.sampled_from([W, M, O]), st.booleans(), st.sampled_from(["yes", "no", "blank"]), st.integers(1, 9)
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["unsplit", "withheld"]),
)
@example("single", [(W, True, "yes", 20), (W, False, "yes", 3)], "unsplit")
@example("blank", [(W, True, "yes", 10), (M, True, "yes", 10), (O, True, "yes", 2), *OTHERS], "withheld")
def test_whatever_is_answered_behind_a_gate_nobody_finds_few(
    kind: str, drawn: list[tuple[Sex, bool, str, int]], few_others: FewOthers
) -> None:
    asked, answer = life(kind), KINDS[kind][1]
    forms: list[FilledForm] = []
    for sex, opens, liked, number in drawn:
        behind = {"liked": liked, "mark": "7"} if opens else {}
        forms += many(number, sex, gate=answer if opens else OTHERWISE[answer], **behind)
    counted = closed(batch(forms, asked), 5, asked, few_others=few_others)
    made = _of(year_of_collected(counted, asked, 2025))

    for decided in (protect(made.tables), as_it_is(made), in_form(made, "without_sex")):
        assert decided.is_publishable
        assert found_few(decided, counted, asked) == []


def _of(*years: YearResults) -> PublishedSurveys:
    return published_surveys([Surveyed("own", "Egen enkät", years)], threshold=5)


def withheld_behind() -> tuple[PublishedSurveys, str]:
    """Two others had begun to plan, and what they answer of it is withheld: 20 of those 22 are told."""
    forms = [
        *many(10, W, "ended", da8="yes", da9="partly"),
        *many(10, M, "ended", da8="yes", da9="partly"),
        *many(2, O, "ended", da8="yes", da9="partly"),
        *many(4, O, "ended", da8="no"),
        *many(8, W, "ended", da8="no"),
        *many(8, M, "ended", da8="no"),
    ]
    counted = closed(batch(forms, indicators()), 5, indicators(), few_others="withheld")
    return _of(year_of_collected(counted, indicators(), 2025)), "respondents=indicators.ended|survey=own|year=2025"


@pytest.mark.parametrize("form", ["", "without_sex", "positive"])
def test_answers_withheld_behind_a_gate_are_not_those_let_through_less_those_told(form: str) -> None:
    made, at = withheld_behind()

    decided = in_form(made, form)

    opened = f"survey_answers|answer=positive|question=indicators.ended.da8|{at}"
    behind = f"survey_answers|question=indicators.ended.da9|{at}"
    shown = {cell.key for cell in decided.system.cells if cell.is_offered} - hidden_in(decided)
    assert decided.is_publishable
    assert not {opened, behind} <= shown
