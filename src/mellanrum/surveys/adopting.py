"""A file of results as counters: the fourth way in, beside links, slips and paper."""

from collections.abc import Iterator, Mapping, Sequence

from mellanrum.findings import Finding, Phrase, finding
from mellanrum.surveys.collected import Cell, Collected, plus
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ASKED, HANDED_IN, OFFERED, Reported, ReportedSurvey
from mellanrum.surveys.rules import BLANK, Group, QuestionRule
from mellanrum.surveys.sex import STATED, Sex

Rows = Mapping[str, Reported]
"""What is reported of a group and a sex, by question."""


def adopted(survey: ReportedSurvey, questionnaire: Questionnaire) -> tuple[Collected, tuple[Finding, ...]]:
    """Make counters, to be `added` to a survey, of results that tell how many gave each answer.

    A group that is told by sex is counted by sex, another without a split. Who was asked and is among no answer is
    blank: forms are those handed in as stated, else as many as answered the question that most did.

    Findings, errors, each at its row: surveys.not_answers (only shares or groups of answers are told, which are no
    counters), surveys.sexes_missing (some questions of a group are told by sex and others not). A warning:
    surveys.offered_left (how many were offered it is no counter; they may be among those the survey says).
    """
    found: list[Finding] = [
        finding("surveys.not_answers", row.place, question=_label(row, questionnaire))
        for row in survey.rows
        if not row.answers
    ]
    collected = Collected(questionnaire.key, questionnaire.version)
    for group in questionnaire.groups:
        rows = [row for row in survey.rows if row.group == group.key and row.answers]
        split = {row.question for row in rows if row.sex is not None}
        found += [
            finding("surveys.sexes_missing", row.place, question=_label(row, questionnaire))
            for row in rows
            if split and row.question not in split
        ]
        found += _offered(rows, group)
        for sex in STATED if split else (None,):
            told = {row.question: row for row in rows if row.sex is sex}
            if told:
                collected = _with(collected, told, group, sex or Sex.UNSPLIT, questionnaire)
    return collected, tuple(found)


def _with(collected: Collected, rows: Rows, group: Group, sex: Sex, questionnaire: Questionnaire) -> Collected:
    forms = max(_forms(row, questionnaire) for row in rows.values())
    cells: dict[Cell, int] = {}
    for question in questionnaire.of_group(group.key):
        cells = plus(cells, dict(_cells(rows.get(question.key), question, sex, _asked(question, rows, forms))))
    return Collected(
        collected.questionnaire,
        collected.version,
        plus(collected.cells, cells),
        plus(collected.forms, {(group.key, sex): forms}),
    )


def _offered(rows: Sequence[Reported], group: Group) -> Iterator[Finding]:
    told = max(rows, key=lambda row: row.counts.get(OFFERED, 0), default=None)
    if told is not None and (number := told.counts.get(OFFERED)):
        yield finding("surveys.offered_left", told.place, group=Phrase(group.label, {}), number=number)


def _forms(row: Reported, questionnaire: Questionnaire) -> int:
    question = questionnaire.question(row.group, row.question)
    if question is None or question.only_after is not None:
        return row.counts.get(HANDED_IN, 0)
    return row.counts.get(HANDED_IN, row.counts.get(ASKED, sum(row.answers.values())))


def _asked(question: QuestionRule, rows: Rows, forms: int) -> int:
    if question.only_after is None:
        return forms
    gate, answer = question.only_after
    return rows[gate].answers.get(answer, 0) if gate in rows else 0


def _cells(row: Reported | None, question: QuestionRule, sex: Sex, asked: int) -> Iterator[tuple[Cell, int]]:
    answers = {key: number for key, number in (row.answers if row else {}).items() if key != BLANK}
    blank = max(asked - sum(answers.values()), 0)
    for answer, number in {**answers, BLANK: blank}.items():
        yield Cell(question.group, question.key, answer, sex), number


def _label(row: Reported, questionnaire: Questionnaire) -> Phrase:
    question = questionnaire.question(row.group, row.question)
    return Phrase(question.label if question else row.question, {})
