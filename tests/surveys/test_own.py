"""An association's own questionnaires: one broken one for each finding, and all faults of one at once."""

from collections.abc import Iterable
from datetime import date

import pytest

from mellanrum.findings import Finding
from mellanrum.surveys.own import (
    OpenSurvey,
    own_findings,
    own_to_text,
    read_own,
    read_own_toml,
    set_findings,
    still_asked_findings,
)
from mellanrum.surveys.questionnaires import Own, questionnaire_of
from mellanrum.surveys.rules import AnswerSet
from surveys.by_hand import DAY, PARTLY, SMALL, own_of, small

SCALE = """
[[scale]]
key = "mood"
label = "Humör"
answer = [{ key = "sad", label = "Ledsen", group = "negative" }, { key = "glad", label = "Glad", group = "positive" }]
DATED
"""


def codes(found: Iterable[Finding]) -> list[tuple[str, str | None]]:
    return [(item.code.removeprefix("surveys."), item.place.key) for item in found]


def told(text: str) -> list[tuple[str, str | None]]:
    return codes(own_findings(own_of(text)))


def test_questionnaire_that_is_whole_has_no_findings() -> None:
    assert told(SMALL + SCALE) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('key = "small"', 'key = "event"', [("key_taken", "questionnaire.event")]),
        ('key = "mark"', 'key = "liked"', [("key_twice", "small.liked")]),
        ("number = 3", "number = 2", [("number_twice", "small.mark")]),
        ('scale = "grade"', 'scale = "stars"', [("unknown_scale", "small.mark")]),
        ('group = "guests"\nnumber = 3', 'group = "hosts"\nnumber = 3', [("group_of_question", "small.mark")]),
        ('["came", "yes"]', '["went", "yes"]', [("gate_unknown", "small.liked")]),
        ('["came", "yes"]', '["came", "often"]', [("gate_unknown", "small.liked")]),
        ('["came", "yes"]', '["mark", "7"]', [("gate_later", "small.liked")]),
        ('["came", "yes"]', '["liked", "partly"]', [("gate_later", "small.liked")]),
        ('scale = "grade"', 'scale = "grade"\nindicators = ["7"]', [("indicator_unknown", "small.mark")]),
        (
            'kind = "own"',
            'kind = "own"\nbreak = [{ questions = ["gone"], year = 2021, label = "Ändrad" }]',
            [("break_unknown", "small")],
        ),
    ],
)
def test_broken_questionnaire_is_told(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert SMALL.count(before) == 1
    assert told(SMALL.replace(before, after)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCALE.replace('"mood"', '"grade"'), [("key_taken", "scale.grade")]),
        (SCALE + SCALE, [("key_twice", "scale.mood")]),
        (SCALE.replace('"glad"', '"sad"'), [("key_twice", "scale.mood")]),
        (SCALE.replace('"glad"', '"blank"'), [("answer_reserved", "scale.mood")]),
        (SCALE.replace(" }", ", valid = false }"), [("scale_without_answers", "scale.mood")]),
    ],
)
def test_broken_scale_is_told(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_scale_that_follows_another_in_time_may_have_its_key() -> None:
    first = SCALE.replace("DATED", 'from = 2020-01-01\nto = 2021-12-31\nreference = "Eget"')
    later = SCALE.replace("DATED", 'from = 2022-01-01\nreference = "Eget"')

    assert told(first + later) == []


def test_all_faults_are_told_at_once() -> None:
    text = SMALL.replace('scale = "grade"', 'scale = "stars"').replace('["came", "yes"]', '["went", "yes"]')

    read, found = read_own(own_to_text(own_of(text.replace("number = 3", "number = 2"))))

    assert read is None
    assert codes(found) == [
        ("unknown_scale", "small.mark"),
        ("number_twice", "small.mark"),
        ("gate_unknown", "small.liked"),
    ]


def test_strict_model_tells_all_faults_at_once() -> None:
    text = SMALL.replace("DATED", 'from = 2020-01-01\nreference = "Eget"')
    broken = text.replace('kind = "own"', 'kind = "poll"\nextra = 1').replace("number = 3", "number = 0")

    read, found = read_own_toml(broken.encode(), "eget.toml")

    assert read is None
    assert [(item.code, item.place.key) for item in found] == [
        ("rules.not_a_choice", "questionnaire.1.kind"),
        ("rules.wrong_value", "questionnaire.1.question.3.number"),
        ("rules.unknown_key", "questionnaire.1.extra"),
    ]


def test_own_questionnaires_are_written_and_read_back() -> None:
    rules = own_of(SMALL + SCALE)

    assert read_own(own_to_text(rules)) == (rules, ())


@pytest.mark.parametrize("text", ["", "[]", '{"questionnaire": 1}', '{"more": []}'])
def test_text_that_is_no_questionnaire_is_refused(text: str) -> None:
    read, found = read_own(text)

    assert read is None
    assert len(found) == 1


def an_open_survey() -> OpenSurvey:
    return OpenSurvey("small", small().version, DAY, "Frukosten")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ('label = "Betyg"', 'label = "Ditt betyg"', [("changed_while_open", "small")]),
        ('scale = "grade"', 'scale = "degree"', [("changed_while_open", "small")]),
        ('key = "small"', 'key = "smaller"', [("changed_while_open", "small")]),
    ],
)
def test_question_does_not_change_while_a_survey_is_open(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    own = Own(rules=own_of(SMALL.replace(before, after, 1)))

    assert codes(still_asked_findings([an_open_survey()], own)) == expected


def test_question_may_change_from_a_day_after_the_survey_began() -> None:
    old = SMALL.replace(
        'label = "Betyg"\nscale = "grade"\nDATED',
        """label = "Betyg"
scale = "grade"
from = 2020-01-01
to = 2023-12-31
reference = "Eget"

[[questionnaire.question]]
key = "mark_2"
group = "guests"
number = 3
label = "Nytt betyg"
scale = "grade"
from = 2024-01-01
reference = "Eget"
""",
    )
    own = Own(rules=own_of(old))

    assert own_findings(own.rules) == ()
    assert codes(still_asked_findings([an_open_survey()], own)) == []
    later = questionnaire_of("small", date(2024, 1, 1), own)
    assert later is not None
    assert later.version != small().version


def test_set_of_answers_is_of_a_scale_and_its_valid_answers() -> None:
    wrong = AnswerSet(key="x", label="X", scale="degree", answers=("partly", "often", "unknown"))
    lost = AnswerSet(key="y", label="Y", scale="stars", answers=("1",))

    assert codes(set_findings([PARTLY, wrong, lost], Own())) == [
        ("set_answer_unknown", "x"),
        ("set_answer_unknown", "x"),
        ("unknown_scale", "y"),
    ]
