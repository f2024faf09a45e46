"""Finding surveys, and telling how they stand. An open one tells how many forms it has in all, and nothing else.

When it is closed, that number too is an exact result, for those who read such.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mellanrum.surveys import questionnaires
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.questionnaires import Own, Questionnaire
from mellanrum.surveys.wording import Wording, wording_from_text
from mellanrum.web.access.rules import can_read_survey_results, check_can_enter_survey_forms
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import surveys as counters
from mellanrum.web.surveys import models
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.own import read_rules
from mellanrum.web.tenancy.models import Association

State = Literal["planned", "open", "over", "closed"]
"""Over: its days have passed and it has not been closed; what is on paper or in files can still be entered."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A survey as a list tells of it. `handed_in` is how many forms it has in all; None for who may not be told."""

    survey: Survey
    questionnaire: Questionnaire
    state: State
    handed_in: int | None


@dataclass(frozen=True, slots=True)
class ClosedSurvey:
    """A survey that has been closed, with what is kept of it."""

    survey: Survey
    questionnaire: Questionnaire
    collected: Collected


def survey_at(address: str) -> Survey | None:
    """Return the survey that a link leads to, with its association; None where none does."""
    found: Survey | None = Survey.objects.select_related("association").filter(address=address.lower()).first()
    return found


def survey_of(association: Association, key: str) -> Survey | None:
    """Return a survey of an association by its key; None where it has none."""
    found: Survey | None = Survey.objects.of(association).select_related("association").filter(key=key).first()
    return found


def state(survey: Survey, day: date) -> State:
    """Say how far a survey has come on a day."""
    if survey.closed_on is not None:
        return "closed"
    if day < survey.opens:
        return "planned"
    return "open" if day <= survey.closes else "over"


def questionnaire_of(survey: Survey) -> Questionnaire:
    """Return what a survey asks, as it was when it was planned, whatever has become of it since."""
    found = questionnaires.questionnaire_of(survey.questionnaire, survey.opens, Own(read_rules(survey.rules)))
    if found is None:
        raise LookupError(survey.questionnaire)
    return found


def asked_of(survey: Survey) -> Questionnaire:
    """Return what is put to those who are asked: the questions of their groups. What is counted goes by the whole."""
    whole = questionnaire_of(survey)
    return whole.of_groups(set(survey.groups.split())) if survey.groups else whole


def wordings_of(survey: Survey) -> dict[str, Wording]:
    """Return how its questions are worded, by language; none where no wording has been loaded."""
    rows = models.Wording.objects.of(survey.association).filter(questionnaire=survey.questionnaire).order_by("language")
    read = ((row.language, wording_from_text(row.content)) for row in rows)
    return {language: wording for language, wording in read if wording is not None}


def listed(standing: Standing) -> tuple[Listed, ...]:
    """List an association's surveys, the one that closes last first."""
    check_can_enter_survey_forms(standing)
    collected = counters.all_collected(standing.association)
    surveys: Iterable[Survey] = Survey.objects.of(standing.association).order_by("-closes", "-opens", "label")
    numbers = {each.pk: _number(collected.get(each.key)) for each in surveys if _is_told(standing, each)}
    return tuple(
        Listed(each, questionnaire_of(each), state(each, standing.day), numbers.get(each.pk)) for each in surveys
    )


def handed_in(survey: Survey) -> int:
    """Return how many forms a survey has in all."""
    return _number(counters.collected_of(survey.association, survey.key))


def handed_in_for(standing: Standing, survey: Survey) -> int | None:
    """Return how many forms a survey has in all; None where it is closed, for those who read no exact results."""
    return handed_in(survey) if _is_told(standing, survey) else None


def collected_of(association: Association) -> tuple[ClosedSurvey, ...]:
    """Return what has been collected by every survey that is closed, the oldest first."""
    collected = counters.all_collected(association)
    surveys: Iterable[Survey] = Survey.objects.of(association).exclude(closed_on=None).order_by("closes", "key")
    return tuple(
        ClosedSurvey(each, questionnaire_of(each), collected[each.key]) for each in surveys if each.key in collected
    )


def open_of(association: Association) -> tuple[Survey, ...]:
    """Return every survey that has not been closed, those to come among them, the first to open first."""
    return tuple(Survey.objects.of(association).filter(closed_on=None).order_by("opens", "key"))


def _is_told(standing: Standing, survey: Survey) -> bool:
    return survey.closed_on is None or can_read_survey_results(standing)


def _number(collected: Collected | None) -> int:
    return collected.handed_in() if collected else 0
