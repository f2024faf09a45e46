"""A year's results, from an association's own counters or from what is reported."""

from mellanrum.surveys.collected import Collected
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ReportedSurvey, reported_responses, reported_results
from mellanrum.surveys.results import responses_of, results_of
from mellanrum.surveys.series import YearResults


def year_of_collected(collected: Collected, questionnaire: Questionnaire, year: int) -> YearResults:
    """Return the results of a survey for a year; of an open one how many forms it has, and nothing else."""
    return YearResults(
        year, questionnaire, results_of(collected, questionnaire), responses_of(collected, questionnaire)
    )


def year_of_reported(survey: ReportedSurvey, questionnaire: Questionnaire) -> YearResults:
    """Return the results that are reported for a year, with their source."""
    return YearResults(
        survey.year,
        questionnaire,
        reported_results(survey, questionnaire),
        reported_responses(survey, questionnaire),
        survey.source,
    )
