"""The questionnaires of an association, with its own years of break."""

from collections.abc import Mapping
from datetime import date

from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of, questionnaires_on
from mellanrum.web.survey_results.models import BreakYear
from mellanrum.web.surveys.services.own import rules_of
from mellanrum.web.tenancy.models import Association

INDICATORS = "indicators"


def own_of(association: Association) -> Own:
    """Return what is the association's own of the rules."""
    return Own(rules_of(association), own_breaks(association))


def own_breaks(association: Association) -> Mapping[str, tuple[int, ...]]:
    """Return the years of break that the association has said itself, by question; none for what has no break."""
    found = BreakYear.objects.of(association).values_list("question", "year")
    return {question: (year,) if year else () for question, year in found}


def questionnaire_in(own: Own, key: str, year: int) -> Questionnaire | None:
    """Return a questionnaire as it stood at the end of a year."""
    return questionnaire_of(key, end_of(year), own)


def questionnaires_in(own: Own, year: int) -> tuple[Questionnaire, ...]:
    """List the questionnaires that stood at the end of a year."""
    return questionnaires_on(end_of(year), own)


def end_of(year: int) -> date:
    """Return the last day of a year: rules are taken as they stand then."""
    return date(year, 12, 31)
