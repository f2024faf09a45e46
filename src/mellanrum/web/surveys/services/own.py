"""The association's own questionnaires and scales, and keeping them so that no survey under way is changed."""

from collections.abc import Iterable
from dataclasses import dataclass
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
        # all are looked at before the first is changed: counters lie apart, and would not come back with the rest
        planned = [_anew(each, rules) for each in under_way if each not in opened]
        Questionnaires.objects.of(association).update_or_create(association=association, defaults={"content": text})
        for each in planned:
            _plan_anew(each, rules)
    return found


def _asked(surveys: Iterable[Survey]) -> list[OpenSurvey]:
    return [OpenSurvey(each.questionnaire, each.version, each.opens, each.label) for each in surveys]


@dataclass(frozen=True, slots=True)
class _Anew:
    """What a planned survey asks by new rules, and of whom, of those who were chosen ("" is all)."""

    survey: Survey
    asked: Questionnaire
    groups: str


def _anew(survey: Survey, rules: Rules) -> _Anew:
    asked = questionnaire_of(survey.questionnaire, survey.opens, Own(rules))
    if asked is None:
        raise Impossible(_("“%(survey)s” is planned with it. Remove that survey first.") % {"survey": survey})
    groups = {group.key for group in asked.groups}
    chosen = " ".join(group for group in survey.groups.split() if group in groups)
    if survey.groups and not chosen:
        told = _("“%(survey)s” is planned for a group that is taken away. Remove that survey first.")
        raise Impossible(told % {"survey": survey})
    return _Anew(survey, asked, chosen)


def _plan_anew(planned: _Anew, rules: Rules) -> None:
    survey, asked = planned.survey, planned.asked
    own = Survey.objects.of(survey.association).filter(pk=survey.pk)
    own.update(version=asked.version, rules=rules_for(rules, asked.key), groups=planned.groups)
    held = counters.collected_of(survey.association, survey.key) or Collected(asked.key, asked.version)
    groups = {group.key for group in asked.groups}
    offered = {group: number for group, number in held.offered.items() if group in groups}
    counters.begin(survey.association, survey.key, empty(asked, offered))
