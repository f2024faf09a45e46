"""What is impossible in one filled form. Each check looks at one thing, and all of them are asked."""

from collections.abc import Callable, Iterator

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.rules import BLANK, QuestionRule
from mellanrum.surveys.sex import STATED

GROUP, SEX = "group", "sex"


def form_findings(form: FilledForm, questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Check one filled form; each finding stands at its question (`place.key`), at "group" or at "sex".

    Findings, all errors: surveys.unknown_group, surveys.sex_not_stated, surveys.unknown_question,
    surveys.answer_not_in_scale, surveys.grade_out_of_range, surveys.asked_only_after.
    """
    if questionnaire.group(form.group) is None:
        return (finding("surveys.unknown_group", Place(key=GROUP), group=form.group),)
    return tuple(item for check in _CHECKS for item in check(form, questionnaire))


def _sex(form: FilledForm, _questionnaire: Questionnaire) -> Iterator[Finding]:
    if form.sex not in STATED:
        yield finding("surveys.sex_not_stated", Place(key=SEX))


def _unknown(form: FilledForm, questionnaire: Questionnaire) -> Iterator[Finding]:
    for key in sorted(form.answers):
        if questionnaire.question(form.group, key) is None:
            yield finding("surveys.unknown_question", Place(key=key), question=key)


def _answered(form: FilledForm, questionnaire: Questionnaire) -> Iterator[tuple[QuestionRule, str]]:
    for question in questionnaire.of_group(form.group):
        given = form.answers.get(question.key) or BLANK
        if given != BLANK:
            yield question, given


def _scale(form: FilledForm, questionnaire: Questionnaire) -> Iterator[Finding]:
    for question, given in _answered(form, questionnaire):
        if given in questionnaire.answers(question):
            continue
        scale, label = questionnaire.scale(question), Phrase(question.label, {})
        if scale.lowest is not None and scale.highest is not None:
            place = Place(key=question.key)
            yield finding(
                "surveys.grade_out_of_range",
                place,
                question=label,
                given=given[:20],
                lowest=scale.lowest,
                highest=scale.highest,
            )
        else:
            yield finding("surveys.answer_not_in_scale", Place(key=question.key), question=label, given=given[:20])


def _gates(form: FilledForm, questionnaire: Questionnaire) -> Iterator[Finding]:
    for question, _ in _answered(form, questionnaire):
        if question.only_after is None or form.was_asked(question):
            continue
        key, answer = question.only_after
        gate = questionnaire.question(form.group, key)
        if gate is not None:
            yield finding(
                "surveys.asked_only_after",
                Place(key=question.key),
                question=Phrase(question.label, {}),
                before=Phrase(gate.label, {}),
                answer=Phrase(answer_label(questionnaire, gate, answer), {}),
            )


_CHECKS: tuple[Callable[[FilledForm, Questionnaire], Iterator[Finding]], ...] = (_sex, _unknown, _scale, _gates)
