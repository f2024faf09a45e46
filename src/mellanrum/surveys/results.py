"""From counters, or what somebody reports, to results: by question, group and stated sex."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from mellanrum.findings import Place
from mellanrum.numbers import round_half_away
from mellanrum.surveys.collected import Collected, State
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import WITHHELD, QuestionRule
from mellanrum.surveys.sex import TOLD, Sex

NEGATIVE, NEITHER, POSITIVE, CLEARLY_POSITIVE = "negative", "neither", "positive", "clearly_positive"
GROUPINGS = (NEGATIVE, NEITHER, POSITIVE, CLEARLY_POSITIVE)
"""What answers are told as; clearly positive is inside positive, the other three are all valid answers."""
_HUNDRED = Decimal(100)


class Telling(StrEnum):
    """Whether a result is told, and why not: the survey is open, or too few have answered."""

    SHOWN = "shown"
    OPEN = "open"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reported result stands."""

    name: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a question, of all who answered or of a sex.

    `handed_in` are the forms, `asked` those who were asked it (behind a gate: who opened it), `valid` the valid
    answers, the base of shares. `numbers` are how many answered negative, neither, positive, clearly_positive, or
    what an association's own set holds; `answers` how many gave each answer, where that is known. `shares` are those
    that are reported without a number. `total` is the sum of the grades. None is what nobody has said.
    """

    question: QuestionRule
    sex: Sex | None = None
    telling: Telling = Telling.SHOWN
    handed_in: int | None = None
    asked: int | None = None
    valid: int | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    reported_mean: Decimal | None = None
    source: Source | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to tell."""
        return self.telling is Telling.SHOWN

    def number(self, what: str) -> int | None:
        """Return how many answered negative, neither, positive, clearly_positive, or of a set; None: not known."""
        return self.numbers.get(what)

    def share(self, what: str) -> Decimal | None:
        """Return the exact share of the valid answers; a reported one where no numbers are known."""
        number = self.numbers.get(what)
        if number is not None and self.valid:
            return Decimal(number) / self.valid
        return self.shares.get(what)

    def percent(self, what: str) -> int | None:
        """Return a share in whole per cent, rounded half up alone: shares of a question may add up to 99 or 101."""
        return percent(self.share(what))

    @property
    def mean(self) -> Decimal | None:
        """The exact mean of the grades; None for a question without grades."""
        if self.total is not None and self.valid:
            return Decimal(self.total) / self.valid
        return self.reported_mean

    @property
    def answer_rate(self) -> Decimal | None:
        """Valid answers of those asked: the rate of the question, not of the survey."""
        return Decimal(self.valid) / self.asked if self.asked and self.valid is not None else None


@dataclass(frozen=True, slots=True)
class Response:
    """How many forms a group handed in, and of how many: the rate of the survey, not of a question.

    `source` says who reports it; "" for own counters. `surveys` are how many were added up.
    """

    group: str
    handed_in: int
    offered: int | None = None
    source: str = ""
    surveys: int = 1

    @property
    def rate(self) -> Decimal | None:
        """Forms handed in of forms offered; None where it is not known how many were offered."""
        return Decimal(self.handed_in) / self.offered if self.offered else None


@dataclass(frozen=True, slots=True)
class QuestionResults:
    """A question's results: of all, and by sex where each of them may be told beside the total."""

    question: QuestionRule
    all: Result
    by_sex: Mapping[Sex, Result] = field(default_factory=dict)

    def of(self, sex: Sex | None) -> Result | None:
        """Return the result of a sex, or of all; None where the split may not be told."""
        return self.all if sex is None else self.by_sex.get(sex)


def percent(share: Decimal | None) -> int | None:
    """Write a share in whole per cent, rounded half up."""
    return None if share is None else int(round_half_away(share * _HUNDRED))


def responses_of(collected: Collected, questionnaire: Questionnaire) -> tuple[Response, ...]:
    """Say how many forms each group handed in; nothing of an open survey, of which only the number in all is told.

    Who saw the groups grow could tell when somebody answered: in all there are more to hide among.
    """
    if collected.is_open:
        return ()
    return tuple(
        Response(group.key, collected.handed_in(group.key), collected.offered.get(group.key))
        for group in questionnaire.groups
    )


def results_of(
    collected: Collected, questionnaire: Questionnaire, group: str | None = None
) -> tuple[QuestionResults, ...]:
    """Return the result of every question, of one group or of all, in their order.

    Of an open survey, and where fewer than the threshold have given a valid answer, there are no numbers: `telling`
    says why. By sex a question is told where women, men and the rest each have nobody or enough.
    """
    return tuple(
        question_results(collected, questionnaire, question)
        for each in questionnaire.groups
        if group in {None, each.key}
        for question in questionnaire.of_group(each.key)
    )


def question_results(collected: Collected, questionnaire: Questionnaire, question: QuestionRule) -> QuestionResults:
    """Return the results of one question, as `results_of`."""
    whole = result_of(collected, questionnaire, question)
    if not whole.is_shown:
        return QuestionResults(question, whole)
    parts = {sex: result_of(collected, questionnaire, question, sex) for sex in TOLD}
    told = {sex: each for sex, each in parts.items() if each.valid}
    rest = (whole.valid or 0) - sum(each.valid or 0 for each in told.values())
    threshold = collected.threshold or 0
    may_be_told = all(each.is_shown for each in told.values()) and (rest == 0 or rest >= threshold)
    return QuestionResults(question, whole, told if may_be_told else {})


def result_of(
    collected: Collected, questionnaire: Questionnaire, question: QuestionRule, sex: Sex | None = None
) -> Result:
    """Return the result of a question for all, or for a sex as it is kept; `telling` says whether it may be told."""
    telling = _telling(collected, question)
    if telling is not Telling.SHOWN:
        return Result(question, sex, telling)
    answers = {key: collected.number(question.group, question.key, key, sex) for key in questionnaire.answers(question)}
    valid = sum(answers[key] for key in questionnaire.valid(question))
    if valid < (collected.threshold or 0):
        return Result(question, sex, Telling.TOO_FEW)
    return Result(
        question,
        sex,
        handed_in=collected.handed_in(question.group, sex),
        asked=asked_of(collected, question, sex),
        valid=valid,
        numbers=grouped_numbers(answers, questionnaire, question),
        answers=answers,
        total=_total(answers, questionnaire, question),
    )


def asked_of(collected: Collected, question: QuestionRule, sex: Sex | None = None) -> int:
    """Return how many a question was asked of: those who opened its gate, or all who handed in a form.

    Without those whose answers are withheld: nobody knows whether they were valid.
    """
    withheld = collected.number(question.group, question.key, WITHHELD, sex)
    if question.only_after is None:
        return collected.handed_in(question.group, sex) - withheld
    return collected.number(question.group, *question.only_after, sex) - withheld


def grouped_numbers(answers: Mapping[str, int], questionnaire: Questionnaire, question: QuestionRule) -> dict[str, int]:
    """Add answers up to negative, neither, positive, clearly positive and the association's own sets.

    A question whose answers are not grouped so (grades) has none of the four; one without an answer of a group
    (yes and no have no "neither") has nil of it.
    """
    found = {}
    if questionnaire.is_grouped(question):
        for grouping in GROUPINGS:
            found[grouping] = sum(answers.get(key, 0) for key in questionnaire.grouped(question, grouping))
    for each in questionnaire.sets_of(question):
        found[each.key] = sum(answers.get(key, 0) for key in set(each.answers))
    return found


def set_numbers(numbers: Mapping[str, int], questionnaire: Questionnaire, question: QuestionRule) -> Mapping[str, int]:
    """Add an own set of answers up from how many were negative, neither, positive and clearly positive.

    That is all that is known of what others report. A set that holds some answers of a group and not others has no
    number, nor has one whose group nobody tells.
    """
    if not questionnaire.is_grouped(question):
        return {}
    found = {}
    for each in questionnaire.sets_of(question):
        wanted = set(each.answers)
        groups, told = _groups(numbers, questionnaire, question, wanted)
        held = [group for group, answers in groups.items() if answers & wanted]
        is_whole = wanted == set().union(*(groups[group] for group in held))
        if is_whole and all(group in told for group in held):
            found[each.key] = sum(told[group] for group in held)
    return found


def _groups(
    numbers: Mapping[str, int], questionnaire: Questionnaire, question: QuestionRule, wanted: AbstractSet[str]
) -> tuple[Mapping[str, frozenset[str]], Mapping[str, int]]:
    """Return groups of answers that do not overlap, and how many are in each: clearly positive apart where it must."""
    groups = {each: questionnaire.grouped(question, each) for each in (NEGATIVE, NEITHER, POSITIVE)}
    if groups[POSITIVE] <= wanted:
        return groups, numbers
    clearly = questionnaire.grouped(question, CLEARLY_POSITIVE)
    told = {each: number for each, number in numbers.items() if each != POSITIVE}
    if POSITIVE in numbers and CLEARLY_POSITIVE in numbers:
        told[POSITIVE] = numbers[POSITIVE] - numbers[CLEARLY_POSITIVE]
    return {**groups, POSITIVE: groups[POSITIVE] - clearly, CLEARLY_POSITIVE: clearly}, told


def _telling(collected: Collected, question: QuestionRule) -> Telling:
    state = collected.state(question.group)
    if state is State.OPEN:
        return Telling.OPEN
    return Telling.TOO_FEW if state is State.TOO_FEW else Telling.SHOWN


def _total(answers: Mapping[str, int], questionnaire: Questionnaire, question: QuestionRule) -> int | None:
    scale = questionnaire.scale(question)
    return sum(grade * answers[str(grade)] for grade in scale.grades) if scale.is_grade else None
