"""What stands on a page, and a table or chart of it by its key."""

from collections.abc import Iterator

from mellanrum.surveys.rules import IndicatorRule, QuestionRule
from mellanrum.surveys.series import YearResults
from mellanrum.web.access.standing import Standing
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.survey_results.opening import Survey, results_in
from mellanrum.web.survey_results.telling.desk import Desk, Told
from mellanrum.web.survey_results.telling.of_answers import answers_of
from mellanrum.web.survey_results.telling.of_group import indicators_of_group, survey_of_group
from mellanrum.web.survey_results.telling.over_years import over_years


def open_desk(standing: Standing, year: str = "") -> Desk:
    """Open the results; without a year, or with one there is nothing of, the last one."""
    results = results_in(standing.association)
    years = results.years
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    chosen = wanted if wanted in years else (years[0] if years else standing.day.year)
    return Desk(standing, results, chosen, settings_on(standing.association, standing.day.year).threshold)


def groups(desk: Desk) -> Iterator[Told]:
    """Give each group's indicators of the year."""
    results = desk.results.indicators_of(desk.year)
    for group in results.questionnaire.groups if results is not None else ():
        told = indicators_of_group(desk, group.key)
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
    found = {}
    for results in reversed(desk.results.indicators):
        for question in results.questionnaire.serving(key):
            found.setdefault((question.group, question.key), question)
    order = [each.key for each in desk.results.indicators[-1].questionnaire.groups]
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.group), each.number)))


def _over_years(desk: Desk, question: QuestionRule) -> Told | None:
    return over_years(desk, desk.results.indicators, question)


def of_survey(desk: Desk, survey: Survey, results: YearResults) -> Iterator[Told]:
    """Give a survey's groups in a year."""
    for group in results.questionnaire.groups:
        told = survey_of_group(desk, survey.key, results, group.key)
        if told is not None:
            yield told


def answers_in(desk: Desk, survey: Survey, results: YearResults) -> Iterator[Told]:
    """Give how many gave each answer, question by question."""
    for each in results.results:
        told = answers_of(desk, survey.key, results, each)
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
    match piece.split("."):
        case ["o", group]:
            return indicators_of_group(desk, group)
        case ["q", group, key]:
            return next(
                (_over_years(desk, each) for each in _asked(desk) if (each.group, each.key) == (group, key)), None
            )
        case ["q", survey, group, key]:
            return _series(desk, survey, group, key)
        case ["s", survey, year, group]:
            results = _results(desk, survey, year)
            return survey_of_group(desk, survey, results, group) if results is not None else None
        case ["a", survey, year, group, key]:
            results = _results(desk, survey, year)
            each = results.of(group, key) if results is not None else None
            return answers_of(desk, survey, results, each) if results is not None and each is not None else None
    return None


def _asked(desk: Desk) -> Iterator[QuestionRule]:
    for results in reversed(desk.results.indicators):
        yield from results.questionnaire.questions


def _series(desk: Desk, survey: str, group: str, key: str) -> Told | None:
    found = desk.results.surveys.get(survey)
    question = found.latest.questionnaire.question(group, key) if found is not None else None
    return over_years(desk, found.years, question, survey) if found is not None and question is not None else None


def _results(desk: Desk, survey: str, year: str) -> YearResults | None:
    found = desk.results.surveys.get(survey)
    return found.of(int(year)) if found is not None and year.isascii() and year.isdigit() else None
