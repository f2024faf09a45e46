"""Loaded wordings: how questions are asked, by language. None is put in another's place while somebody answers it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from mellanrum.surveys.wording import Wording, wording_to_text
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.access.standing import Standing
from mellanrum.web.surveys import models
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.listing import state
from mellanrum.web.tenancy.models import Association, OwnedQuerySet


def languages_of(association: Association) -> Mapping[str, tuple[str, ...]]:
    """List the languages that each questionnaire (its key) has been worded in."""
    found: dict[str, tuple[str, ...]] = {}
    rows = models.Wording.objects.of(association).order_by("questionnaire", "language")
    for questionnaire, language in rows.values_list("questionnaire", "language"):
        found[questionnaire] = (*found.get(questionnaire, ()), language)
    return found


@transaction.atomic
def save_wording(standing: Standing, wording: Wording) -> None:
    """Save a wording, in place of what there was in its language. Impossible while a survey is open with that."""
    check_can_run_surveys(standing)
    rows = _rows(standing, wording.questionnaire, wording.language)
    if rows.exists():
        _refuse_open(standing, wording.questionnaire)
    rows.update_or_create(
        association=standing.association,
        questionnaire=wording.questionnaire,
        language=wording.language,
        defaults={"content": wording_to_text(wording)},
    )


@transaction.atomic
def remove_wording(standing: Standing, questionnaire: str, language: str) -> bool:
    """Remove a wording; False where there is none. Impossible while a survey is open with it."""
    check_can_run_surveys(standing)
    rows = _rows(standing, questionnaire, language)
    if not rows.exists():
        return False
    _refuse_open(standing, questionnaire)
    rows.delete()
    return True


def _rows(standing: Standing, questionnaire: str, language: str) -> OwnedQuerySet[models.Wording]:
    Association.objects.select_for_update().get(pk=standing.association.pk)
    own: OwnedQuerySet[models.Wording] = models.Wording.objects.of(standing.association)
    return own.filter(questionnaire=questionnaire, language=language)


def _refuse_open(standing: Standing, questionnaire: str) -> None:
    surveys: Iterable[Survey] = Survey.objects.of(standing.association).filter(questionnaire=questionnaire)
    for each in surveys:
        if state(each, standing.day) == "open":
            told = _("“%(survey)s” is open, and its questions would read otherwise to some. Close it first.")
            raise Impossible(told % {"survey": each})
