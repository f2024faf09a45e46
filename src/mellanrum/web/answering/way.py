"""The way through a survey: one step at a time, as far as what has been answered opens it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import BLANK, QuestionRule
from mellanrum.surveys.sex import STATED, Sex
from mellanrum.web.answering.carried import Carried

_QUESTION = "q-"


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked at once: who one is, a question, which sex one states; or the end, where the answers are left."""

    kind: Literal["group", "question", "sex", "end"]
    question: QuestionRule | None = None

    @property
    def key(self) -> str:
        """What the page calls it."""
        return f"{_QUESTION}{self.question.key}" if self.question else self.kind


GROUP, SEX, END = Step("group"), Step("sex"), Step("end")


def way_of(questionnaire: Questionnaire, carried: Carried) -> tuple[Step, ...]:
    """List the steps as the answers so far open them; the first alone where it must be said first who answers.

    A question behind a gate belongs to the way until the gate has been answered otherwise.
    """
    several = len(questionnaire.groups) > 1
    group = group_of(questionnaire, carried)
    if not group:
        return (GROUP,)
    asked = (each for each in questionnaire.of_group(group) if _is_put(each, carried.answers))
    return (*((GROUP,) if several else ()), *(Step("question", each) for each in asked), SEX, END)


def group_of(questionnaire: Questionnaire, carried: Carried) -> str:
    """Return who answers: the one group there is, or the one that was chosen; nobody where none has been."""
    if len(questionnaire.groups) == 1:
        return questionnaire.groups[0].key
    return carried.group if questionnaire.group(carried.group) else ""


def step_at(way: tuple[Step, ...], key: str) -> Step:
    """Return the step of a key; the first where the way has none such."""
    return next((each for each in way if each.key == key), way[0])


def after(way: tuple[Step, ...], step: Step) -> Step:
    """Return the next step."""
    at = way.index(step)
    return way[min(at + 1, len(way) - 1)]


def before(way: tuple[Step, ...], step: Step) -> Step | None:
    """Return the step before; None at the first."""
    at = way.index(step)
    return way[at - 1] if at else None


def progress(way: tuple[Step, ...], step: Step) -> tuple[int, int] | None:
    """Say which of how many questions a step is; None for who one is, and for the end."""
    counted = [each for each in way if each.kind in {"question", "sex"}]
    return (counted.index(step) + 1, len(counted)) if step in counted else None


def choices(questionnaire: Questionnaire, step: Step) -> tuple[str, ...]:
    """List the keys of what may be answered at a step, in the order they are offered; blank is no choice."""
    if step.kind == "group":
        return tuple(each.key for each in questionnaire.groups)
    if step.kind == "sex":
        return tuple(each.value for each in STATED)
    if step.question is None:
        return ()
    return tuple(each for each in questionnaire.answers(step.question) if each != BLANK)


def given(carried: Carried, step: Step) -> str:
    """Return what has been answered at a step; "" where nothing has."""
    held = {"group": carried.group, "sex": carried.sex}
    return held.get(step.kind, carried.answers.get(step.question.key, "") if step.question else "")


def may_be_left_out(step: Step) -> bool:
    """Tell whether a step may be passed without an answer: who one is and the sex have to be said, or declined."""
    return step.kind == "question"


def taken(carried: Carried, step: Step, answer: str) -> Carried:
    """Return what is carried with the answer of a step; whoever is another than was said begins anew."""
    if step.kind == "group":
        return carried if answer == carried.group else replace(carried, group=answer, answers={})
    if step.kind == "sex":
        return replace(carried, sex=answer)
    return replace(carried, answers={**carried.answers, step.question.key: answer}) if step.question else carried


def lacking(way: tuple[Step, ...], carried: Carried) -> Step | None:
    """Return the first step that has to be answered before anything can be left; None where none lacks."""
    return next((each for each in way if each.kind in {"group", "sex"} and not given(carried, each)), None)


def filled(questionnaire: Questionnaire, carried: Carried) -> FilledForm:
    """Return the form that is counted: of what was answered, what stands on the way and has its gate open."""
    group = group_of(questionnaire, carried)
    form = FilledForm(group, Sex(carried.sex))
    for question in questionnaire.of_group(group):
        answer = carried.answers.get(question.key)
        if answer and form.was_asked(question):
            form = FilledForm(group, form.sex, {**form.answers, question.key: answer})
    return form


def _is_put(question: QuestionRule, answers: Mapping[str, str]) -> bool:
    if question.only_after is None:
        return True
    gate, answer = question.only_after
    return gate not in answers or answers[gate] == answer
