"""What results would say: their rows as they were read, and what is held beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.findings import Finding, in_order
from mellanrum.numbers import Language, decimals, share
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ReportedSurvey
from mellanrum.surveys.results import GROUPINGS, Result
from mellanrum.surveys.series import differences
from mellanrum.surveys.years import year_of_reported
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.survey_results.models import Whose
from mellanrum.web.survey_results.names import SEXES, group_name, question_name
from mellanrum.web.survey_results.opening import own_counters
from mellanrum.web.survey_results.services.reported import Arriving, holding, reported_key, sources

DASH = "–"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A question's results as they were read, of all or of a sex."""

    group: str
    question: str
    sex: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What holds for the same year: the sources that the new results count before, and own counters that differ."""

    sources: tuple[str, ...]
    differing: tuple[Finding, ...]


def shown_rows(survey: ReportedSurvey, questionnaire: Questionnaire) -> tuple[ShownRow, ...]:
    """List what was read, question by question."""
    return tuple(_rows(survey, questionnaire, lang()))


def _rows(survey: ReportedSurvey, questionnaire: Questionnaire, language: Language) -> Iterator[ShownRow]:
    for each in year_of_reported(survey, questionnaire).results:
        group = group_name(questionnaire, each.question.group)
        name = question_name(questionnaire, each.question)
        yield ShownRow(group, name, _("All"), _cells(each.all, language))
        for sex, result in each.by_sex.items():
            yield ShownRow(group, name, str(SEXES[sex]), _cells(result, language))


def _cells(result: Result, language: Language) -> tuple[str, ...]:
    counts = (_count(result.asked), _count(result.valid))
    shares = tuple(_share(result.share(what), language) for what in GROUPINGS)
    return (*counts, *shares, DASH if result.mean is None else decimals(result.mean, 1, language))


def _count(number: int | None) -> str:
    return DASH if number is None else str(number)


def _share(value: Decimal | None, language: Language) -> str:
    return DASH if value is None else share(value, 0, language)


def beside(standing: Standing, arriving: Arriving, questionnaire: Questionnaire) -> Beside:
    """Say what there is of the same year, and event, already."""
    survey, whose = arriving.survey, arriving.whose
    of_year = holding(standing.association).filter(questionnaire=survey.questionnaire, year=survey.year, whose=whose)
    key = reported_key(survey.questionnaire, arriving.event)
    held = [each for each in of_year if reported_key(each.questionnaire, each.event) == key]
    theirs = year_of_reported(survey, questionnaire)
    differing: tuple[Finding, ...] = ()
    if whose == Whose.OWN:
        threshold = settings_on(standing.association, standing.day.year).threshold
        for mine in own_counters(standing.association, survey.questionnaire, survey.year, threshold):
            differing = (*differing, *differences(mine, theirs))
    return Beside(sources(held), in_order(differing))
