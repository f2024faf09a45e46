"""The association's own years of break."""

from collections.abc import Mapping

from django.db import transaction

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import QuestionRule
from mellanrum.web.access.rules import check_can_import_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import BreakYear


def save_breaks(standing: Standing, questionnaire: str, years: Mapping[str, int | None]) -> None:
    """Say from which year each question's series begins anew; None for one that has no break."""
    check_can_import_survey_results(standing)
    with transaction.atomic():
        BreakYear.objects.of(standing.association).filter(questionnaire=questionnaire).delete()
        for question, year in years.items():
            BreakYear.objects.make(standing.association, questionnaire=questionnaire, question=question, year=year)


def broken(questionnaire: Questionnaire) -> tuple[QuestionRule, ...]:
    """List the questions of a questionnaire that have a break in some association, or in this one."""
    return tuple(each for each in questionnaire.questions if each.key in questionnaire.breaks)
