"""The example's surveys: published results as they are reported, and forms that nobody stands behind."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from random import Random

from pydantic import Field

from mellanrum.composition.example import example
from mellanrum.findings import Place
from mellanrum.rules import RuleError, Strict, parse
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ASKED, HANDED_IN, VALID, Reported, ReportedSurvey
from mellanrum.surveys.results import GROUPINGS, POSITIVE
from mellanrum.surveys.rules import Key
from mellanrum.surveys.sex import Sex

SURVEYS = "surveys.toml"
_SEED = 2003
_PER_CENT = Decimal(100)


class Published(Strict):
    """What is published of a group's answers in a year.

    `positive` are per cent by question; `counts` by question how many were asked, and answered negative, neither,
    positive and clearly positive.
    """

    year: int
    group: Key
    source: str
    handed_in: int | None = None
    positive: dict[Key, int] = Field(default_factory=dict)
    counts: dict[Key, tuple[int, int, int, int, int]] = Field(default_factory=dict)


class Collecting(Strict):
    """A survey of the association's own: when it is open (no `closes`: it still is), who answers, and what.

    `answers` are by question how many gave each answer; of a question behind a gate, of those who opened it.
    """

    key: Key
    questionnaire: Key
    label: str
    group: Key
    opens: date
    closes: date | None = None
    offered: int
    women: int
    men: int
    other: int = 0
    answers: dict[Key, dict[Key, int]]

    @property
    def sexes(self) -> tuple[Sex, ...]:
        """The stated sex of every form."""
        numbers = ((Sex.WOMAN, self.women), (Sex.MAN, self.men), (Sex.OTHER, self.other))
        return tuple(chain.from_iterable(repeat(sex, number) for sex, number in numbers))


class SurveyExample(Strict):
    """The example's surveys: the association's own published results, the national ones, and its own surveys."""

    reported: tuple[Published, ...]
    national: tuple[Published, ...]
    collected: tuple[Collecting, ...]


def survey_example() -> SurveyExample:
    """Read the example. RuleError where the file is faulty, which is a fault of ours."""
    read, faults = parse(SurveyExample, example(SURVEYS).data, SURVEYS)
    if read is None:
        raise RuleError(f"{SURVEYS}: {faults}")
    return read


def reported_surveys(published: Iterable[Published]) -> tuple[ReportedSurvey, ...]:
    """Return published indicator results as reported surveys, one for each year and source."""
    found: dict[tuple[int, str], list[Reported]] = {}
    for each in published:
        found.setdefault((each.year, each.source), []).extend(_rows(each))
    return tuple(ReportedSurvey("indicators", year, source, tuple(rows)) for (year, source), rows in found.items())


def forms_of(survey: Collecting, questionnaire: Questionnaire) -> tuple[FilledForm, ...]:
    """Make forms that give exactly a survey's answers, the same ones every time, without anybody behind them."""
    dice = Random(f"{_SEED} {survey.key} {survey.opens}")  # noqa: S311 - the same every time
    forms: list[dict[str, str]] = [{} for _ in survey.sexes]
    for question in questionnaire.of_group(survey.group):
        given = [key for key, number in survey.answers.get(question.key, {}).items() for _ in range(number)]
        dice.shuffle(given)
        gate = question.only_after
        asked = [form for form in forms if gate is None or form.get(gate[0]) == gate[1]]
        for form, answer in zip(asked, given, strict=False):
            form[question.key] = answer
    return tuple(FilledForm(survey.group, sex, form) for sex, form in zip(survey.sexes, forms, strict=True))


def _rows(each: Published) -> list[Reported]:
    place = Place(file=each.source)
    forms = {} if each.handed_in is None else {HANDED_IN: each.handed_in}
    shares = [
        Reported(each.group, key, None, forms, shares={POSITIVE: Decimal(share) / _PER_CENT}, place=place)
        for key, share in each.positive.items()
    ]
    counts = [
        Reported(each.group, key, None, {ASKED: asked, VALID: sum(rest[:3])}, dict(zip(GROUPINGS, rest, strict=True)))
        for key, (asked, *rest) in each.counts.items()
    ]
    return [*shares, *counts]
