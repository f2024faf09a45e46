"""What is published of surveys: their numbers as one linked set, and the shares and means that follow it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from mellanrum.composition.published.survey_numbers import VALID, Respondents, SurveyNumbers, Told, survey_numbers
from mellanrum.composition.published.survey_tables import (
    ANSWER,
    ANSWERS,
    FORMS,
    HANDED_IN,
    REPLY,
    SEX,
    SURVEY,
    YEAR,
    SurveyLaying,
    survey_variables,
)
from mellanrum.composition.published.survey_totals import TOTALS, Counted, TypedLaying, typed_tables
from mellanrum.disclosure.derived import Mean, Share
from mellanrum.disclosure.places import spot_of
from mellanrum.disclosure.tables import TOTAL, TableSet, Variable, key_of
from mellanrum.findings import Finding, words
from mellanrum.numbers import Language
from mellanrum.surveys.results import GROUPINGS
from mellanrum.surveys.rules import TotalsRule
from mellanrum.surveys.series import YearResults, joined
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.totals import Totals

MEAN, ANSWER_RATE, RESPONSE_RATE = "mean", "answer_rate", "response_rate"
"""What is told beside the shares of negative, neither, positive and clearly positive."""


@dataclass(frozen=True)
class Surveyed:
    """A survey to publish: what it is called, and its results of one or several years.

    `key` is unique among the surveys of an association (`indicators`, the key of an event), the same every year, and
    every event and activity has one of its own. What several sources tell of a year is one, as `series.joined` makes
    it. Results of several surveys added up (`series.added_results`) are one survey only where none of them is in a set
    by itself: that they are its parts is not known to the set.
    """

    key: str
    label: str
    years: tuple[YearResults, ...]


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """A share of one (0.96) or a mean, of a question (None: of a group's forms) and a sex (None: of all).

    `what` is negative, neither, positive, clearly_positive, mean, answer_rate (of the question) or response_rate (of
    the survey). It may stand only where `follows` may be shown.
    """

    survey: str
    year: int
    group: str
    question: str | None
    sex: Sex | None
    what: str
    value: Decimal
    follows: Share | Mean


@dataclass(frozen=True)
class PublishedSurveys:
    """The set, what is worked out of it, and a finding for everything that is left out though it was asked."""

    tables: TableSet
    results: tuple[PublishedResult, ...]
    left_out: tuple[Finding, ...]


def published_surveys(  # noqa: PLR0913 - what is published, beside what, and how
    surveys: Iterable[Surveyed],
    typed: Iterable[tuple[Totals, TotalsRule]] = (),
    *,
    threshold: int,
    lang: Language = "sv",
    every_answer: bool = False,
    counted_too: Counted = frozenset(),
) -> PublishedSurveys:
    """Make the tables of surveys: closed ones, or reported as numbers; and of typed totals.

    Of each group and question they hold how many were asked, gave a valid answer, and answered negative, neither,
    positive and, inside it, clearly positive, by stated sex where that may be told; of each group the forms handed in
    and offered. Years stand beside each other and have the same keys in every set, so that releases can be joined. A
    group of fewer than `threshold` is in no number, and then no sum of all groups is told. How many were asked is told
    where the set knows who they are: all who handed in a form, or who gave the answer before. Answers of an
    association's own lists that are not told as positive or not are there one by one; grades as valid answers. With
    `every_answer` all lists are told answer by answer, too, where it is known how many gave each. `counted_too` are
    the events, with their year, that the follow-up of the same association has counted.

    Findings: those of `survey_numbers` and `typed_tables`.
    """
    read = tuple(_read(surveys, threshold, lang))
    laid = [SurveyLaying(each, lang, every_answer) for each in read]
    totals = typed_tables(typed, max(threshold, TableSet.sensitive_threshold), lang, counted_too)
    made = TableSet(
        (*(table for each in laid for table in each.tables()), *totals.tables),
        _with_totals(survey_variables(read, lang, every_answer=every_answer), totals),
        {
            ANSWERS: words("Answers", lang),
            FORMS: words("Forms", lang),
            **({TOTALS: words("Typed totals", lang)} if totals.tables else {}),
        },
        tuple(flow for each in laid for flow in each.flows()),
        threshold,
        max(threshold, TableSet.sensitive_threshold),
    )
    results = (result for each in laid for result in _results(each))
    left_out = (*(found for each in read for found in each.left_out), *totals.left_out)
    return PublishedSurveys(made, tuple(results), left_out)


def _with_totals(variables: dict[str, Variable], totals: TypedLaying) -> dict[str, Variable]:
    """Add the lines of typed totals, and their rules and years to the surveys' own."""
    if totals.lines is None:
        return variables
    surveys, years = variables[SURVEY], variables[YEAR]
    named = replace(surveys, codes={**surveys.codes, **totals.surveys})
    dated = replace(years, codes=dict(sorted({**years.codes, **totals.years}.items())))
    return {**variables, SURVEY: named, YEAR: dated, totals.lines.key: totals.lines}


def _read(surveys: Iterable[Surveyed], threshold: int, lang: Language) -> Iterator[SurveyNumbers]:
    for survey in surveys:
        for results in joined(survey.years):
            yield survey_numbers(survey.key, survey.label, results, threshold, lang)


def _results(laid: SurveyLaying) -> Iterator[PublishedResult]:
    for group in laid.numbers.respondents:
        yield from _response_rate(laid, group)
        for told in group.questions:
            for sex in (TOTAL, *told.by_sex):
                yield from _of_question(laid, group, told, sex)


def _response_rate(laid: SurveyLaying, group: Respondents) -> Iterator[PublishedResult]:
    handed_in, at = group.forms.get(TOTAL), laid.at_group(group)
    if handed_in is not None and group.offered is not None and group.offered >= handed_in:
        share = Share(key_of(*spot_of(FORMS, {**at, REPLY: HANDED_IN})), key_of(*spot_of(FORMS, at)))
        value = Decimal(handed_in) / group.offered
        yield _result(laid, group, None, TOTAL, (RESPONSE_RATE, value, share))


def _of_question(laid: SurveyLaying, group: Respondents, told: Told, sex: str) -> Iterator[PublishedResult]:
    at, key = laid.at_question(group, told.question.key), told.question.key

    def cell(answer: str) -> str:
        return key_of(*spot_of(ANSWERS, {**at, ANSWER: answer, SEX: sex}))

    for what, part, whole in (*((each, each, VALID) for each in GROUPINGS), (ANSWER_RATE, VALID, TOTAL)):
        number, base = told.numbers.get((part, sex)), told.numbers.get((whole, sex))
        if number is not None and base:
            found = what, Decimal(number) / base, Share(cell(part), cell(whole))
            yield _result(laid, group, key, sex, found)
    mean = _mean(laid, group, key, sex)
    if mean is not None and (VALID, sex) in told.numbers:
        yield _result(laid, group, key, sex, (MEAN, mean, Mean(cell(VALID))))


def _mean(laid: SurveyLaying, group: Respondents, question: str, sex: str) -> Decimal | None:
    results = laid.numbers.results.of(group.group.key, question)
    if results is None or sex == Sex.OTHER:
        return None
    result = results.of(None if sex == TOTAL else Sex(sex))
    return None if result is None else result.mean


def _result(
    laid: SurveyLaying, group: Respondents, question: str | None, sex: str, told: tuple[str, Decimal, Share | Mean]
) -> PublishedResult:
    numbers = laid.numbers
    stated = None if sex == TOTAL else Sex(sex)
    return PublishedResult(numbers.key, numbers.results.year, group.group.key, question, stated, *told)
