"""The association's own questionnaires and scales, and keeping them so that no survey under way is changed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mellanrum.findings import Finding, has_error
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.counting import empty
from mellanrum.surveys.own import OpenSurvey, own_to_text, read_own, still_asked_findings
from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of, questionnaires_on
from mellanrum.surveys.rules import Rules
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import surveys as counters
from mellanrum.web.parts.seen import ChangedMeanwhile, token_of
from mellanrum.web.surveys.models import Questionnaires, Survey
from mellanrum.web.tenancy.models import Association


def rules_of(association: Association) -> Rules:
    """Return the association's own questionnaires and scales; none where it has none."""
    row = Questionnaires.objects.of(association).first()
    return read_rules(row.content) if row else Rules()


def own_of(association: Association) -> Own:
    """Return the same as the engine asks for it."""
    return Own(rules_of(association))


def read_rules(text: str) -> Rules:
    """Read rules as they were saved; "" is none. ValueError where it is not what was saved."""
    if not text:
        return Rules()
    rules, _found = read_own(text)
    if rules is None:
        raise ValueError("not an association's own questionnaires")
    return rules


def questionnaires_of(association: Association, day: date) -> tuple[Questionnaire, ...]:
    """List every questionnaire that can be used on a day, the shipped ones first."""
    return questionnaires_on(day, own_of(association))


def rules_for(rules: Rules, questionnaire: str) -> str:
    """Write what of own rules a questionnaire (its key) rests on, to be kept with a survey; "" for a shipped one."""
    mine = tuple(each for each in rules.questionnaires if each.key == questionnaire)
    used = {question.scale for each in mine for question in each.questions}
    scales = tuple(scale for scale in rules.scales if scale.key in used)
    return own_to_text(Rules(scales=scales, questionnaires=mine)) if mine else ""


def token_of_rules(rules: Rules) -> str:
    """Name rules by what they hold."""
    return token_of([own_to_text(rules)])


@transaction.atomic
def save_rules(standing: Standing, rules: Rules, seen: str) -> tuple[Finding, ...]:
    """Save own questionnaires in place of what somebody has `seen`; nothing is saved where there are errors.

    Surveys that are planned ask what the new ones say. Findings: those of `read_own`, and surveys.changed_while_open.
    ChangedMeanwhile where others are there by now; Impossible where a planned survey would have nothing to ask.
    """
    check_can_run_surveys(standing)
    association = Association.objects.select_for_update().get(pk=standing.association.pk)
    if token_of_rules(rules_of(association)) != seen:
        raise ChangedMeanwhile
    text = own_to_text(rules)
    _read, faults = read_own(text)  # what was put together on pages is held to all that a file is held to
    under_way = Survey.objects.of(association).filter(closed_on=None).exclude(rules="").order_by("key")
    opened = [each for each in under_way if each.opens <= standing.day]
    found = faults or still_asked_findings(_asked(opened), Own(rules))
    if not has_error(found):
        Questionnaires.objects.of(association).update_or_create(association=association, defaults={"content": text})
        for survey in under_way:
            if survey not in opened:
                _plan_anew(survey, rules)
    return found


def _asked(surveys: Iterable[Survey]) -> list[OpenSurvey]:
    return [OpenSurvey(each.questionnaire, each.version, each.opens, each.label) for each in surveys]


def _plan_anew(survey: Survey, rules: Rules) -> None:
    asked = questionnaire_of(survey.questionnaire, survey.opens, Own(rules))
    if asked is None:
        raise Impossible(_("“%(survey)s” is planned with it. Remove that survey first.") % {"survey": survey})
    own = Survey.objects.of(survey.association).filter(pk=survey.pk)
    own.update(version=asked.version, rules=rules_for(rules, asked.key))
    held = counters.collected_of(survey.association, survey.key) or Collected(asked.key, asked.version)
    groups = {group.key for group in asked.groups}
    offered = {group: number for group, number in held.offered.items() if group in groups}
    counters.begin(survey.association, survey.key, empty(asked, offered))
