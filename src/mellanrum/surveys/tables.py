"""Results as tables of numbers by answer and sex: the form in which disclosure control takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mellanrum.surveys.collected import Collected
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.results import GROUPINGS, QuestionResults, question_results
from mellanrum.surveys.rules import WITHHELD, QuestionRule
from mellanrum.surveys.sex import Sex

INVALID = "invalid"
NEGATIVE, NEITHER, POSITIVE, CLEARLY_POSITIVE = GROUPINGS


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A question's numbers: by answer (key) and sex, None being all sexes together.

    `answers` are the labels by key in their order. `valid` are those that are the base of shares; `groups` say which
    answers are told as negative, neither, positive and clearly positive. `sexes` are the columns that may be told
    beside the total; what is left of the total is of those who stated no sex, or another.
    """

    group: str
    question: QuestionRule
    answers: Mapping[str, str]
    numbers: Mapping[tuple[str, Sex | None], int]
    sexes: tuple[Sex, ...] = ()
    valid: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def total(self, sex: Sex | None = None) -> int:
        """Return how many were asked, of a sex or of all."""
        return sum(number for (_, of), number in self.numbers.items() if of is sex)


def answer_tables(collected: Collected, questionnaire: Questionnaire) -> tuple[AnswerTable, ...]:
    """Return the table of each question that may be told; none of an open survey, or of a group of too few."""
    found = (answer_table(collected, questionnaire, question) for question in questionnaire.questions)
    return tuple(each for each in found if each is not None)


def answer_table(collected: Collected, questionnaire: Questionnaire, question: QuestionRule) -> AnswerTable | None:
    """Return the numbers of a question by answer and sex; None where it may not be told."""
    results = question_results(collected, questionnaire, question)
    if not results.all.is_shown:
        return None
    sexes = tuple(results.by_sex)
    keys = (*questionnaire.answers(question), WITHHELD)
    numbers = {
        (key, sex): collected.number(question.group, question.key, key, sex) for key in keys for sex in (None, *sexes)
    }
    if not numbers[WITHHELD, None]:
        keys = keys[:-1]
    return AnswerTable(
        question.group,
        question,
        {key: answer_label(questionnaire, question, key) for key in keys},
        {(key, sex): number for (key, sex), number in numbers.items() if key in keys},
        sexes,
        questionnaire.valid(question),
        {grouping: questionnaire.grouped(question, grouping) for grouping in GROUPINGS},
    )


def reported_table(results: QuestionResults) -> AnswerTable | None:
    """Return what is reported of a question as numbers by group and sex; None where they are not known as numbers.

    The answers are negative, neither, positive less clearly positive ("positive"), clearly_positive, and "invalid"
    (asked, without a valid answer) where it is known how many were asked.
    """
    whole = _by_group(results, None)
    if whole is None:
        return None
    columns: dict[Sex | None, Mapping[str, int]] = {None: whole}
    columns |= {sex: found for sex in results.by_sex if (found := _by_group(results, sex)) is not None}
    keys = tuple(key for key in _LABELS if any(key in column for column in columns.values()))
    numbers = {(key, sex): column.get(key, 0) for sex, column in columns.items() for key in keys}
    groups = {
        NEGATIVE: frozenset({NEGATIVE}),
        NEITHER: frozenset({NEITHER}),
        POSITIVE: frozenset({POSITIVE, CLEARLY_POSITIVE}),
        CLEARLY_POSITIVE: frozenset({CLEARLY_POSITIVE}),
    }
    question = results.question
    labels = {key: _LABELS[key] for key in keys}
    return AnswerTable(
        question.group, question, labels, numbers, tuple(sex for sex in columns if sex), frozenset(GROUPINGS), groups
    )


_LABELS: Mapping[str, str] = {
    NEGATIVE: "Negative",
    NEITHER: "Neither",
    POSITIVE: "Positive",
    CLEARLY_POSITIVE: "Clearly positive",
    INVALID: "No valid answer",
}


def _by_group(results: QuestionResults, sex: Sex | None) -> dict[str, int] | None:
    result = results.of(sex)
    if result is None or not {NEGATIVE, NEITHER, POSITIVE, CLEARLY_POSITIVE} <= set(result.numbers):
        return None
    found = {key: result.numbers[key] for key in GROUPINGS}
    found[POSITIVE] -= found[CLEARLY_POSITIVE]
    if result.asked is not None and result.valid is not None:
        found[INVALID] = result.asked - result.valid
    return found
