"""All results of an association, as pages, files, figures and publications read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from mellanrum.findings import words
from mellanrum.surveys.questionnaires import Own, Questionnaire
from mellanrum.surveys.reported import reported_from_text
from mellanrum.surveys.results import QuestionResults, Result, Telling
from mellanrum.surveys.series import YearResults, added_results, joined
from mellanrum.surveys.years import year_of_collected, year_of_reported
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.models import OwnSet, ReportedResults, Whose
from mellanrum.web.survey_results.services.asking import INDICATORS, own_of, questionnaire_in
from mellanrum.web.survey_results.services.own_sets import sets_in, with_sets
from mellanrum.web.survey_results.services.reported import holding, reported_key
from mellanrum.web.surveys.services.listing import ClosedSurvey, collected_of
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True)
class Survey:
    """A survey over its years, by its key: what it is called, its results, and of an own one the day it closed."""

    key: str
    label: str
    years: tuple[YearResults, ...]
    day: date | None = None

    @property
    def name(self) -> str:
        """What it is called, in the language of the page."""
        return words(self.label, lang())

    @property
    def latest(self) -> YearResults:
        """Its last year."""
        return self.years[-1]

    def of(self, year: int) -> YearResults | None:
        """Return its results of a year; None where it has none."""
        return next((each for each in self.years if each.year == year), None)


@dataclass(frozen=True)
class Results:
    """What an association has results of. Years are in order, and those of one year are one."""

    own: Own
    indicators: tuple[YearResults, ...]
    national: tuple[YearResults, ...]
    surveys: Mapping[str, Survey]
    threshold: int

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years there are indicators of, the newest first."""
        return tuple(each.year for each in reversed(self.indicators))

    def indicators_of(self, year: int) -> YearResults | None:
        """Return a year's indicators; None where there are none."""
        return next((each for each in self.indicators if each.year == year), None)

    def national_of(self, year: int) -> YearResults | None:
        """Return the national results of a year; None where there are none."""
        return next((each for each in self.national if each.year == year), None)


def results_in(association: Association, threshold: int) -> Results:
    """Read all that there is: what has been collected and closed, and what others report.

    What is reported of fewer than `threshold` is held back, as the association's own is when a survey closes.
    """
    own, sets = own_of(association), sets_in(association)
    held = list(holding(association))
    counted = tuple(_with_sets(each, sets) for each in collected_of(association))
    mine = tuple(_reported(own, sets, (each for each in held if each.whose == Whose.OWN), threshold))
    national = tuple(_reported(own, sets, (each for each in held if each.whose == Whose.NATIONAL), threshold))
    return Results(
        own,
        joined((*_indicators(own, counted, threshold), *_of_indicators(mine))),
        joined(_of_indicators(national)),
        {each.key: each for each in (*_surveys(counted), *_reported_surveys(mine))},
        threshold,
    )


def own_counters(association: Association, questionnaire: str, year: int, threshold: int) -> tuple[YearResults, ...]:
    """Return what the association has collected itself of a questionnaire in a year; indicators as one."""
    counted = collected_of(association)
    if questionnaire == INDICATORS:
        return tuple(each for each in _indicators(own_of(association), counted, threshold) if each.year == year)
    found = (each for each in counted if each.questionnaire.key == questionnaire)
    return tuple(_year(each, each.questionnaire) for each in found if each.survey.year == year)


def _indicators(own: Own, counted: Iterable[ClosedSurvey], threshold: int) -> Iterator[YearResults]:
    """Give the indicators of each year, with the association's own years of break: all its surveys added up.

    What was not asked alike is not added.
    """
    found: dict[tuple[int, str], list[YearResults]] = {}
    for each in counted:
        if each.questionnaire.key == INDICATORS:
            asked = replace(each.questionnaire, breaks={**each.questionnaire.breaks, **own.breaks})
            year = _year(each, asked)
            found.setdefault((year.year, asked.version), []).append(year)
    for (year_of, _version), alike in found.items():
        added = added_results(alike, year_of, threshold)
        if added is not None:
            yield added


def _of_indicators(reported: Iterable[tuple[str, YearResults]]) -> Iterator[YearResults]:
    return (each for _event, each in reported if each.questionnaire.key == INDICATORS)


def _year(each: ClosedSurvey, questionnaire: Questionnaire) -> YearResults:
    """Return what a survey says of the groups that were asked: those offered it, or who answered."""
    year = year_of_collected(each.collected, questionnaire, each.survey.year)
    asked = {response.group for response in year.responses if response.handed_in or response.offered}
    return replace(year, results=tuple(told for told in year.results if told.question.group in asked))


def _with_sets(each: ClosedSurvey, sets: Sequence[OwnSet]) -> ClosedSurvey:
    return replace(each, questionnaire=with_sets(each.questionnaire, sets, each.survey.year))


def _reported(
    own: Own, sets: Sequence[OwnSet], held: Iterable[ReportedResults], threshold: int
) -> Iterator[tuple[str, YearResults]]:
    """Give what is reported, each with the name of its event."""
    for each in held:
        questionnaire = questionnaire_in(own, each.questionnaire, each.year)
        if questionnaire is not None:
            asked = with_sets(questionnaire, sets, each.year)
            year = year_of_reported(reported_from_text(each.content), asked)
            yield each.event, from_the_threshold(year, threshold)


def from_the_threshold(year: YearResults, threshold: int) -> YearResults:
    """Hold back the results of fewer than a threshold. How many handed in a form stays: it says that they are few."""
    return replace(year, results=tuple(_held_back(each, threshold) for each in year.results))


def _held_back(each: QuestionResults, threshold: int) -> QuestionResults:
    if _is_few(each.all, threshold):
        few = Result(each.question, telling=Telling.TOO_FEW, source=each.all.source)
        return QuestionResults(each.question, few)
    return replace(each, by_sex={sex: result for sex, result in each.by_sex.items() if not _is_few(result, threshold)})


def _is_few(result: Result, threshold: int) -> bool:
    return any(number is not None and number < threshold for number in (result.valid, result.asked, result.handed_in))


def _surveys(counted: Iterable[ClosedSurvey]) -> Iterator[Survey]:
    """Give the other surveys that have been closed, each by itself."""
    for each in counted:
        if each.questionnaire.key != INDICATORS:
            year = _year(each, each.questionnaire)
            yield Survey(each.survey.key, each.survey.label, (year,), each.survey.closed_on)


def _reported_surveys(reported: Iterable[tuple[str, YearResults]]) -> Iterator[Survey]:
    """Give what is reported of other questionnaires: one survey for each event, over its years."""
    found: dict[str, list[tuple[str, YearResults]]] = {}
    for event, each in reported:
        if each.questionnaire.key != INDICATORS:
            found.setdefault(reported_key(each.questionnaire.key, event), []).append((event, each))
    for key, of_key in found.items():
        event, newest = of_key[0]
        yield Survey(key, event or newest.questionnaire.label, joined(each for _event, each in of_key))
