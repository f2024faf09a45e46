"""What stands on a page, and a table or chart of it by its key."""

from collections.abc import Callable, Iterator, Mapping

from mellanrum.surveys.rules import IndicatorRule, QuestionRule
from mellanrum.surveys.series import YearResults
from mellanrum.web.access.standing import Standing
from mellanrum.web.publishing.models import Publication
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.survey_results.opening import Survey, results_in
from mellanrum.web.survey_results.services.activities import activities_of, activity_of
from mellanrum.web.survey_results.services.asking import INDICATORS
from mellanrum.web.survey_results.services.totals import typed_in
from mellanrum.web.survey_results.telling.by_sex import by_sex, publication_in
from mellanrum.web.survey_results.telling.desk import Desk, Told
from mellanrum.web.survey_results.telling.of_answers import answers_of
from mellanrum.web.survey_results.telling.of_group import indicators_of_group, survey_of_group
from mellanrum.web.survey_results.telling.of_totals import find_totals
from mellanrum.web.survey_results.telling.over_surveys import over_surveys, surveys_of
from mellanrum.web.survey_results.telling.over_years import over_years


def open_desk(standing: Standing, year: str = "") -> Desk:
    """Open the results; without a year, or with one there is nothing of, the last one."""
    threshold = settings_on(standing.association, standing.day.year).threshold
    results = results_in(standing.association, threshold)
    years = results.years
    wanted = _number(year)
    chosen = wanted if wanted in years else (years[0] if years else standing.day.year)
    return Desk(standing, results, chosen, threshold)


def groups(desk: Desk) -> Iterator[Told]:
    """Give each group's indicators of the year."""
    results = desk.results.indicators_of(desk.year)
    for group in results.questionnaire.groups if results is not None else ():
        told = indicators_of_group(desk, group.key)
        if told is not None:
            yield told


def splits(survey: str, results: YearResults | None, publication: Publication | None) -> Iterator[Told]:
    """Give each group's results by stated sex, as far as they have been published."""
    if results is None or publication is None:
        return
    for group in results.questionnaire.groups:
        told = by_sex(publication, survey, results, group.key)
        if told is not None:
            yield told


def indicators(desk: Desk) -> tuple[IndicatorRule, ...]:
    """List the indicators that the newest questionnaire has."""
    years = desk.results.indicators
    return years[-1].questionnaire.indicators if years else ()


def indicator(desk: Desk, key: str) -> tuple[IndicatorRule, tuple[Told, ...]] | None:
    """Return an indicator with each of its questions over years; None where there is none."""
    rule = next((each for each in indicators(desk) if each.key == key), None)
    if rule is None:
        return None
    return rule, tuple(told for question in _serving(desk, key) if (told := _over_years(desk, question)) is not None)


def _serving(desk: Desk, key: str) -> tuple[QuestionRule, ...]:
    """List the questions that have ever served an indicator, groups in their order."""
    found: dict[tuple[str, str], QuestionRule] = {}
    for results in reversed(desk.results.indicators):
        for question in results.questionnaire.serving(key):
            found.setdefault((question.group, question.key), question)
    order = [each.key for each in desk.results.indicators[-1].questionnaire.groups]
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.group), each.number)))


def _over_years(desk: Desk, question: QuestionRule) -> Told | None:
    return over_years(desk, desk.results.indicators, question)


def of_survey(survey: Survey, results: YearResults) -> Iterator[Told]:
    """Give a survey's groups in a year."""
    for group in results.questionnaire.groups:
        told = survey_of_group(survey.key, results, group.key)
        if told is not None:
            yield told


def answers_in(survey: Survey, results: YearResults) -> Iterator[Told]:
    """Give how many gave each answer, question by question."""
    for each in results.results:
        told = answers_of(survey.key, results, each)
        if told is not None:
            yield told


def series_of(desk: Desk, survey: Survey) -> Iterator[Told]:
    """Give each question of a survey of several years."""
    for question in survey.latest.questionnaire.questions if len(survey.years) > 1 else ():
        told = over_years(desk, survey.years, question, survey.key)
        if told is not None:
            yield told


def find(desk: Desk, piece: str) -> Told | None:
    """Return a table with its chart by its key; None where there is none of that key."""
    kind, *rest = piece.split(".")
    make = _MAKERS.get((kind, len(rest)))
    return make(desk, *rest) if make is not None else None


def _asked_over_years(desk: Desk, group: str, key: str) -> Told | None:
    found = (each for each in _asked(desk) if (each.group, each.key) == (group, key))
    question = next(found, None)
    return _over_years(desk, question) if question is not None else None


def _of_group(desk: Desk, survey: str, year: str, group: str) -> Told | None:
    results = _results(desk, survey, year)
    return survey_of_group(survey, results, group) if results is not None else None


def _answers(desk: Desk, survey: str, year: str, group: str, key: str) -> Told | None:
    results = _results(desk, survey, year)
    each = results.of(group, key) if results is not None else None
    return answers_of(survey, results, each) if results is not None and each is not None else None


def _split(desk: Desk, survey: str, year: str, group: str) -> Told | None:
    results = desk.results.indicators_of(_number(year)) if survey == INDICATORS else _results(desk, survey, year)
    publication = publication_in(desk, results.year) if results is not None else None
    return by_sex(publication, survey, results, group) if results is not None and publication is not None else None


def _asked(desk: Desk) -> Iterator[QuestionRule]:
    for results in reversed(desk.results.indicators):
        yield from results.questionnaire.questions


def beside(desk: Desk, survey: Survey) -> Iterator[Told]:
    """Give what a survey says beside the others of its activity, where it belongs to one."""
    for activity in activities_of(desk.standing):
        if any(each.key == survey.key for each in surveys_of(desk, activity)):
            yield from over_surveys(desk, activity)


def _beside(desk: Desk, pk: str, questionnaire: str, group: str) -> Told | None:
    activity = activity_of(desk.standing, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
    key = f"v.{pk}.{questionnaire}.{group}"
    found = over_surveys(desk, activity) if activity is not None else ()
    return next((each for each in found if each.table.key == key), None)


def _series(desk: Desk, survey: str, group: str, key: str) -> Told | None:
    found = desk.results.surveys.get(survey)
    question = found.latest.questionnaire.question(group, key) if found is not None else None
    return over_years(desk, found.years, question, survey) if found is not None and question is not None else None


def _totals(desk: Desk, key: str, year: str) -> Told | None:
    return find_totals(desk, typed_in(desk.standing.association), key, _number(year))


def _results(desk: Desk, survey: str, year: str) -> YearResults | None:
    found = desk.results.surveys.get(survey)
    return found.of(_number(year)) if found is not None else None


def _number(year: str) -> int:
    """Read a year; nil, which nothing is of, for anything else."""
    return int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0


_MAKERS: Mapping[tuple[str, int], Callable[..., Told | None]] = {
    ("o", 1): indicators_of_group,
    ("q", 2): _asked_over_years,
    ("q", 3): _series,
    ("s", 3): _of_group,
    ("k", 3): _split,
    ("a", 4): _answers,
    ("v", 3): _beside,
    ("t", 2): _totals,
}
"""What makes a table, by the first letter of its key and how many parts come after it."""
