"""Every result as a figure: `indicators.7.ended.positive`, `surveys.conference.attendees.satisfied.positive`.

A share has its plain name, how many they are `.count` after it. Sex is a parameter. What may not be told is no figure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.figures import KRONOR, Family, Figure, FigureBook, Leaf, Operation, Period, Term, Trace, Unit
from mellanrum.surveys.measures import (
    COUNT,
    MINUS_ONE,
    ONE_DECIMAL,
    REPORTED,
    RESPONSE_RATE,
    TYPED,
    WHOLE_PER_CENT,
    At,
    added_figure,
    alias,
    answer_measures,
    measure_figure,
    measures_of,
    quotient,
    response_figure,
)
from mellanrum.surveys.reported import ANSWER_RATE, ASKED, HANDED_IN, LABELS, MEAN, OFFERED, VALID
from mellanrum.surveys.results import QuestionResults
from mellanrum.surveys.rules import Line, QuestionRule, TotalsRule
from mellanrum.surveys.series import YearResults, joined
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.totals import Totals, line_of

INDICATORS, NATIONAL, SURVEYS = "indicators", "national_indicators", "surveys"
FORMS = "forms"
SHARE = "share"
_RESPONSES = (HANDED_IN, OFFERED, RESPONSE_RATE)
Maker = Callable[[str, Period, Sex | None], Figure | None]
"""Makes a figure by its whole key."""


def indicators_family(years: Sequence[YearResults], prefix: str = INDICATORS) -> Family:
    """Offer the results of indicator surveys as figures, for calendar years.

    `indicators.<indicator>.<group>.<number of the question>.<measure>`; without the number where the group has one
    question for the indicator, or where the rules pool them; `indicators.forms.<group>.handed_in`, `.offered`,
    `.response_rate`. Another series is offered under another prefix, the national one
    under NATIONAL.
    """
    by_year = {results.year: results for results in joined(years)}

    def make(key: str, period: Period, sex: Sex | None) -> Figure | None:
        results = by_year.get(period.year) if period.is_calendar_year else None
        return None if results is None else _of_indicator(_Asked(prefix, results, key, period, sex))

    def keys(period: Period) -> Iterator[str]:
        results = by_year.get(period.year) if period.is_calendar_year else None
        if results is not None:
            yield from _indicator_keys(prefix, results)

    return _family(prefix, make, keys)


def surveys_family(
    surveys: Mapping[str, Sequence[YearResults]], totals: Iterable[tuple[Totals, TotalsRule]] = ()
) -> Family:
    """Offer the results of other surveys and typed totals as figures, for calendar years.

    `surveys.<survey>.<group>.<question>.<measure>`, `surveys.<survey>.<group>.handed_in` and so on, and of totals
    `surveys.<totals>.<line>`, `.share`, or `.mean` of a sum. The keys of surveys (a-z, 0-9 and _) are the caller's.
    """
    by_year = {(key, each.year): each for key, years in surveys.items() for each in joined(years)}
    typed = {(rule.key, each.year): (each, rule) for each, rule in totals}

    def make(key: str, period: Period, sex: Sex | None) -> Figure | None:
        survey = key.split(".")[1] if "." in key else ""
        at = (survey, period.year)
        if not period.is_calendar_year or (at not in by_year and at not in typed):
            return None
        if at in by_year:
            return _of_survey(_Asked(f"{SURVEYS}.{survey}", by_year[at], key, period, sex))
        return _of_totals(*typed[at], key, period, sex)

    def keys(period: Period) -> Iterator[str]:
        for (key, year), results in by_year.items():
            if year == period.year:
                yield from _survey_keys(f"{SURVEYS}.{key}", results)
        for (key, year), (each, rule) in typed.items():
            if year == period.year:
                yield from _totals_keys(f"{SURVEYS}.{key}", each, rule)

    return _family(SURVEYS, make, keys)


def _family(prefix: str, make: Maker, keys: Callable[[Period], Iterator[str]]) -> Family:
    def compute(_book: FigureBook, key: str, period: Period) -> Figure | None:
        return make(key, period, None)

    def by_sex(_book: FigureBook, key: str, period: Period, sex: str) -> Figure | None:
        return make(key, period, Sex(sex)) if sex in set(Sex) else None

    def listed(_book: FigureBook, period: Period) -> Iterable[str]:
        return tuple(keys(period)) if period.is_calendar_year else ()

    return Family(prefix, compute, listed, by_sex)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A figure that is asked for: its key under a prefix, of whose results, period and sex."""

    prefix: str
    results: YearResults
    key: str
    period: Period
    sex: Sex | None

    @property
    def parts(self) -> list[str]:
        return self.key.removeprefix(f"{self.prefix}.").split(".")

    def at(self, before: str, told: QuestionResults | None) -> At | None:
        result = told.of(self.sex) if told is not None else None
        if result is None or not result.is_shown:
            return None
        return At(f"{self.prefix}.{before}", self.period, result, self.results.questionnaire)

    def response(self, before: str, group: str, measure: str) -> Figure | None:
        response, named = self.results.response(group), self.results.questionnaire.group(group)
        if response is None or named is None or self.sex is not None:
            return None
        about = (named.label, self.results.questionnaire.reference, response.source)
        return response_figure(f"{self.prefix}.{before}", self.period, response, measure, about)


def _of_indicator(asked: _Asked) -> Figure | None:
    match asked.parts:
        case ["forms", group, measure]:
            return asked.response(f"{FORMS}.{group}", group, measure)
        case [indicator, group, number, *measure] if number.isdigit() and measure:
            question = asked.results.questionnaire.numbered(group, int(number))
            if question is None or indicator not in question.indicators:
                return None
            at = asked.at(f"{indicator}.{group}.{number}", asked.results.of(group, question.key))
            return None if at is None else measure_figure(at, ".".join(measure))
        case [indicator, group, *measure] if measure:
            return _of_group(asked, indicator, group, ".".join(measure))
    return None


def _of_group(asked: _Asked, indicator: str, group: str, measure: str) -> Figure | None:
    """Return what a group says of an indicator: of its one question, or of several where the rules pool them."""
    rule = asked.results.questionnaire.indicator(indicator)
    questions = _serving(asked.results, indicator, group)
    made = [_whole(asked, indicator, question, measure) for question in questions]
    if len(made) == 1:
        return alias(made[0], asked.key) if made[0] is not None else None
    if rule is None or rule.combine != "pooled" or None in made or not made:
        return None
    if measure in {VALID, ASKED} or measure.endswith(f".{COUNT}"):
        return added_figure((each for each in made if each is not None), asked.key)
    over = _of_group(asked, indicator, group, VALID if measure == ANSWER_RATE else f"{measure}.{COUNT}")
    under = _of_group(asked, indicator, group, ASKED if measure == ANSWER_RATE else VALID)
    shared = made[0]
    if over is None or under is None or shared is None or measure == MEAN:
        return None
    return quotient(asked.key, over, under, shared.trace.rule, shared.column)


def _whole(asked: _Asked, indicator: str, question: QuestionRule, measure: str) -> Figure | None:
    before = f"{indicator}.{question.group}.{question.number}"
    at = asked.at(before, asked.results.of(question.group, question.key))
    return None if at is None else measure_figure(at, measure)


def _serving(results: YearResults, indicator: str, group: str) -> tuple[QuestionRule, ...]:
    return tuple(each for each in results.questionnaire.serving(indicator) if each.group == group)


def _indicator_keys(prefix: str, results: YearResults) -> Iterator[str]:
    for response in results.responses:
        yield from _response_keys(f"{prefix}.{FORMS}.{response.group}", response.offered)
    for indicator in results.questionnaire.indicators:
        for group in results.questionnaire.groups:
            questions = _serving(results, indicator.key, group.key)
            before = f"{prefix}.{indicator.key}.{group.key}"
            told = [(each, _measures(results, each)) for each in questions]
            shared = [measure for measure in _common(told) if len(told) == 1 or indicator.combine == "pooled"]
            yield from (f"{before}.{measure}" for measure in shared if len(told) == 1 or measure != MEAN)
            yield from (f"{before}.{each.number}.{measure}" for each, measures in told for measure in measures)


def _common(told: Sequence[tuple[QuestionRule, tuple[str, ...]]]) -> Iterator[str]:
    first = told[0][1] if told else ()
    return (measure for measure in first if all(measure in measures for _, measures in told))


def _measures(results: YearResults, question: QuestionRule) -> tuple[str, ...]:
    told = results.of(question.group, question.key)
    if told is None or not told.all.is_shown:
        return ()
    return (*measures_of(told.all), *answer_measures(told.all, results.questionnaire))


def _response_keys(before: str, offered: int | None) -> Iterator[str]:
    yield from (f"{before}.{measure}" for measure in (_RESPONSES if offered else (HANDED_IN,)))


def _of_survey(asked: _Asked) -> Figure | None:
    match asked.parts:
        case [group, measure]:
            return asked.response(group, group, measure)
        case [group, question, *measure] if measure:
            at = asked.at(f"{group}.{question}", asked.results.of(group, question))
            return None if at is None else measure_figure(at, ".".join(measure))
    return None


def _survey_keys(before: str, results: YearResults) -> Iterator[str]:
    for response in results.responses:
        yield from _response_keys(f"{before}.{response.group}", response.offered)
    for question in results.questionnaire.questions:
        for measure in _measures(results, question):
            yield f"{before}.{question.group}.{question.key}.{measure}"


def _totals_keys(before: str, totals: Totals, rule: TotalsRule) -> Iterator[str]:
    for line in rule.lines:
        if totals.number(line.key) is not None:
            yield f"{before}.{line.key}"
            if totals.share(rule, line.key) is not None:
                yield f"{before}.{line.key}.{MEAN if line.is_sum else SHARE}"


def _of_totals(totals: Totals, rule: TotalsRule, key: str, period: Period, sex: Sex | None) -> Figure | None:
    _, _, named = key.partition(f"{rule.key}.")
    name, _, measure = named.partition(".")
    line = line_of(rule, name)
    part = None if line is None else _line(totals, rule, line, period, sex)
    if line is None or part is None or not measure:
        return part
    base = line_of(rule, line.of) if line.of else None
    under = None if base is None else _line(totals, rule, base, period, sex)
    if under is None or measure != (MEAN if line.is_sum else SHARE) or not under.value:
        return None
    trace = Trace(rule.label, rule.reference, Operation.QUOTIENT, (Term(part), Term(under, MINUS_ONE)))
    unit, shown = (Unit.COUNT, ONE_DECIMAL) if line.is_sum else (Unit.SHARE, WHOLE_PER_CENT)
    column = LABELS[MEAN] if line.is_sum else ""
    return Figure(key, period, part.value / under.value, unit, line.label, trace, shown, part.sex, column)


def _line(totals: Totals, rule: TotalsRule, line: Line, period: Period, sex: Sex | None) -> Figure | None:
    number = totals.number(line.key, sex)
    if number is None:
        return None
    kind = "report" if totals.source else "counter"
    leaf = Leaf(kind, str(period), totals.source or line.label, Decimal(number))
    operation = Operation.GIVEN if totals.source else Operation.SUM
    made = Trace(REPORTED if totals.source else TYPED, rule.reference, operation, (Term(leaf),), totals.source)
    key = f"{SURVEYS}.{rule.key}.{line.key}"
    return Figure(key, period, Decimal(number), Unit.COUNT, line.label, made, KRONOR, sex and sex.value)
