"""Laws of the way through a survey, wherever somebody goes on it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mellanrum.surveys.checks import form_findings
from mellanrum.surveys.questionnaires import Questionnaire, questionnaire_of
from mellanrum.web.answering.carried import Carried, read, signed
from mellanrum.web.answering.way import END, Step, after, before, choices, filled, lacking, progress, taken, way_of

DAY = date(2026, 11, 1)
ASKED = {key: questionnaire_of(key, DAY) for key in ("indicators", "event", "activity")}
MOVES = st.lists(st.tuples(st.sampled_from(["next", "back", "skip", "jump"]), st.integers(0, 40)), max_size=40)


def asked(key: str) -> Questionnaire:
    found = ASKED[key]
    assert found
    return found


def gone(questionnaire: Questionnaire, moves: list[tuple[str, int]]) -> Carried:
    """Go as the moves say, choosing what they say where there is a choice."""
    carried, step = Carried(questionnaire.version, "token"), way_of(questionnaire, Carried("", ""))[0]
    for move, number in moves:
        offered = choices(questionnaire, step)
        if offered and move != "jump":
            answer = "" if move == "skip" and step.question else offered[number % len(offered)]
            carried = taken(carried, step, answer)
        way = way_of(questionnaire, carried)
        step = _onward(way, step, move, number)
    return carried


def _onward(way: tuple[Step, ...], step: Step, move: str, number: int) -> Step:
    if move == "jump" or step not in way:
        return way[number % len(way)]
    return before(way, step) or step if move == "back" else after(way, step)


def ended(questionnaire: Questionnaire, carried: Carried) -> Carried:
    """Answer what has to be answered, as the last page asks."""
    while left := lacking(way_of(questionnaire, carried), carried):
        carried = taken(carried, left, choices(questionnaire, left)[0])
    return carried


@pytest.mark.parametrize("key", ASKED)
@given(moves=MOVES)
@example(moves=[("next", 1), ("jump", 9), ("next", 0)])  # what is behind a gate that was never come to
@settings(max_examples=60)
def test_whatever_way_is_gone_gives_a_form_that_can_be_counted(key: str, moves: list[tuple[str, int]]) -> None:
    carried = ended(asked(key), gone(asked(key), moves))

    assert form_findings(filled(asked(key), carried), asked(key)) == ()


@given(moves=MOVES)
@settings(max_examples=60)
def test_next_leads_from_everywhere_to_the_end_with_rising_numbers(moves: list[tuple[str, int]]) -> None:
    questionnaire = asked("indicators")
    carried = ended(questionnaire, gone(questionnaire, moves))
    way = way_of(questionnaire, carried)

    walked = [way[0]]
    while walked[-1] != END:
        walked.append(after(way, walked[-1]))

    assert walked == list(way)
    told = [progress(way, step) for step in way if step.kind in {"question", "sex"}]
    assert told == [(number, len(told)) for number in range(1, len(told) + 1)]


@given(moves=MOVES)
@settings(max_examples=60)
def test_what_is_carried_comes_back_as_it_was_to_its_own_survey_alone(moves: list[tuple[str, int]]) -> None:
    carried = replace(gone(asked("indicators"), moves), text="Å ä ö 🙂", slip="2345")

    assert read(signed(carried, "one"), "one") == carried
    assert read(signed(carried, "one"), "other") is None


def test_what_is_carried_holds_no_time() -> None:
    carried = Carried("v", "token", answers={"da1": "often"})

    assert signed(carried, "one") == signed(carried, "one")
