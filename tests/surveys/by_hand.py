"""Surveys put together by hand for the tests."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from mellanrum.rules import parse
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.collected import with_offered as offering
from mellanrum.surveys.counting import count, count_batch, empty
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of
from mellanrum.surveys.rules import AnswerSet, Rules
from mellanrum.surveys.sex import Sex

DAY = date(2023, 12, 31)
W, M, O = Sex.WOMAN, Sex.MAN, Sex.OTHER  # noqa: E741 - what a form says, as short as a form
PARTLY = AnswerSet(key="at_least_partly", label="Minst delvis", scale="degree", answers=("partly", "large_part"))


@cache
def indicators(day: date = DAY) -> Questionnaire:
    found = questionnaire_of("indicators", day)
    assert found is not None
    return found


@cache
def shipped_one(key: str) -> Questionnaire:
    found = questionnaire_of(key, DAY)
    assert found is not None
    return found


def own_of(text: str) -> Rules:
    """An association's own questionnaires as TOML, with the days and references that every rule has."""
    dated = text.replace("DATED", 'from = 2020-01-01\nreference = "Förbundets eget"')
    read, faults = parse(Rules, dated.encode(), "eget.toml")
    assert read is not None, faults
    return read


SMALL = """
[[questionnaire]]
key = "small"
label = "Liten enkät"
kind = "own"
group = [{ key = "guests", label = "Gäster" }]
DATED

[[questionnaire.question]]
key = "came"
group = "guests"
number = 1
label = "Kom"
scale = "yes_no"
DATED

[[questionnaire.question]]
key = "liked"
group = "guests"
number = 2
label = "Tyckte om"
scale = "degree"
only_after = ["came", "yes"]
DATED

[[questionnaire.question]]
key = "mark"
group = "guests"
number = 3
label = "Betyg"
scale = "grade"
DATED
"""
"""Three questions: a gate, one behind it, and a grade."""


@cache
def small(sets: tuple[AnswerSet, ...] = ()) -> Questionnaire:
    found = questionnaire_of("small", DAY, Own(rules=own_of(SMALL), sets=sets))
    assert found is not None
    return found


def form(sex: Sex = W, group: str = "guests", **answers: str) -> FilledForm:
    return FilledForm(group, sex, answers)


def counted(forms: Iterable[FilledForm], questionnaire: Questionnaire | None = None) -> Collected:
    """Count forms one after another, and see that nothing was wrong with any of them."""
    asked = questionnaire or small()
    collected = empty(asked)
    for each in forms:
        collected, found = count(collected, each, asked)
        assert found == ()
    return collected


def many(number: int, sex: Sex = W, group: str = "guests", **answers: str) -> list[FilledForm]:
    return [FilledForm(group, sex, answers)] * number


def batch(forms: list[FilledForm], questionnaire: Questionnaire | None = None) -> Collected:
    asked = questionnaire or small()
    collected, found = count_batch(empty(asked), forms, asked)
    assert found == ()
    return collected


def numbers(collected: Collected) -> Mapping[str, int]:
    """Every counter by "question answer sex"."""
    return {f"{cell.question} {cell.answer} {cell.sex}": number for cell, number in collected.cells.items()}


def with_offered(collected: Collected, **offered: int) -> Collected:
    return offering(collected, offered)


@cache
def indicators_with(*sets: AnswerSet) -> Questionnaire:
    found = questionnaire_of("indicators", DAY, Own(sets=sets))
    assert found is not None
    return found
