"""Planning a survey, changing it while that can be done, closing it for good."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mellanrum.rules import shipped
from mellanrum.surveys import questionnaires
from mellanrum.surveys.closing import FewOthers, closed
from mellanrum.surveys.collected import with_offered
from mellanrum.surveys.counting import empty
from mellanrum.surveys.questionnaires import Own, Questionnaire
from mellanrum.surveys.rules import Rules
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import surveys as counters
from mellanrum.web.counters.texts import forget_texts
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.listing import questionnaire_of, state
from mellanrum.web.surveys.services.own import rules_for, rules_of
from mellanrum.web.tenancy.models import Association, OwnedQuerySet

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LETTERS = 10
_SURVEY = "enkat"
_LONGEST_KEY = 45


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided of a survey: the questionnaire (its key), how many are offered it by group, days and ways in.

    `groups` are those who are asked, by their keys; none is all of them.
    """

    label: str
    questionnaire: str
    opens: date
    closes: date
    offered: Mapping[str, int] = field(default_factory=dict)
    few_others: FewOthers = "unsplit"
    has_link: bool = True
    has_slips: bool = False
    about: str = ""
    groups: tuple[str, ...] = ()

    def fields(self) -> dict[str, object]:
        """Return what a survey's row holds of it."""
        names = ("label", "questionnaire", "opens", "closes", "few_others", "has_link", "has_slips", "about")
        return {**{name: getattr(self, name) for name in names}, "groups": " ".join(self.groups)}


def plan(standing: Standing, decided: Plan) -> Survey:
    """Plan a survey. Impossible where there is no such questionnaire on its first day, or its days have passed."""
    check_can_run_surveys(standing)
    with transaction.atomic():
        association = Association.objects.select_for_update().get(pk=standing.association.pk)
        asked = _asked(standing, decided)
        survey: Survey = Survey.objects.make(
            association,
            key=_free_key(association, decided.label),
            address=new_address(),
            version=asked.version,
            rules=rules_for(rules_of(association), asked.key),
            **decided.fields(),
        )
        counters.begin(association, survey.key, empty(asked, decided.offered))
    return survey


def change_plan(standing: Standing, survey: Survey, decided: Plan) -> None:
    """Decide anew of a survey that has not opened. Impossible as of `plan`, and where it has opened meanwhile."""
    check_can_run_surveys(standing)
    with transaction.atomic():
        held = _locked(standing, survey)
        _refuse_opened(standing, held)
        asked = _asked(standing, decided)
        rules = rules_for(rules_of(standing.association), asked.key)
        _own(standing, held).update(**decided.fields(), version=asked.version, rules=rules)
        counters.begin(standing.association, held.key, empty(asked, decided.offered))


def change_running(  # noqa: PLR0913 - what can be changed of one that is open
    standing: Standing,
    survey: Survey,
    *,
    closes: date,
    offered: Mapping[str, int],
    has_link: bool,
    has_slips: bool,
    about: str,
) -> None:
    """Change what does not touch the answers of one that is open: its last day, how many are offered it, ways in."""
    check_can_run_surveys(standing)
    with transaction.atomic():
        held = _locked(standing, survey)
        if held.closed_on is not None:
            raise Impossible(_("The survey has been closed, and that cannot be taken back."))
        if closes < max(held.opens, standing.day):
            raise Impossible(_("The last day can be today at the earliest."))
        _own(standing, held).update(closes=closes, has_link=has_link, has_slips=has_slips, about=about)
        asked = questionnaire_of(held)
        counters.change(
            standing.association,
            held.key,
            lambda collected: with_offered(collected, offered) if collected.is_open else collected,
            otherwise=empty(asked, offered),
        )


def offered_of(survey: Survey) -> Mapping[str, int]:
    """Return how many are offered a survey, by group, where it has been said."""
    collected = counters.collected_of(survey.association, survey.key)
    return collected.offered if collected else {}


def close(standing: Standing, survey: Survey) -> None:
    """Close a survey for good: what is too few to be told is not kept. Impossible before its first day.

    The counters are closed first: what comes after is a note of it, and closing once more changes nothing.
    """
    check_can_run_surveys(standing)
    association = standing.association
    with transaction.atomic():
        held = _locked(standing, survey)
        if state(held, standing.day) == "planned":
            raise Impossible(_("The survey has not opened yet. Remove it instead."))
        asked = questionnaire_of(held)
        threshold = settings_on(association, held.closes.year).threshold
        kept = counters.change(
            association,
            held.key,
            lambda collected: closed(collected, threshold, asked, few_others=_few_others(held)),
            otherwise=empty(asked),
        )
        _own(standing, held).filter(closed_on=None).update(closed_on=standing.day)
    counters.forget_spent(association, held.key)
    if kept.handed_in() < (kept.threshold or 0):
        forget_texts(association, held.key)  # nobody may read what few have written, so nobody could take it away


def remove(standing: Standing, survey: Survey) -> None:
    """Remove a survey that has not opened. Impossible for another: what was asked of people stays told."""
    check_can_run_surveys(standing)
    with transaction.atomic():
        held = _locked(standing, survey)
        _refuse_opened(standing, held)
        counters.remove(standing.association, held.key)  # first: a survey without counters can be removed once more
        _own(standing, held).delete()


def new_address() -> str:
    """Make the random word of a link: nobody meets one by chance, and it can be read aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))


def _asked(standing: Standing, decided: Plan) -> Questionnaire:
    if decided.closes < max(decided.opens, standing.day):
        raise Impossible(_("The last day is before the first, or has passed."))
    own = Own(rules_of(standing.association))
    asked = questionnaires.questionnaire_of(decided.questionnaire, decided.opens, own)
    if asked is None:
        raise Impossible(_("There is no such questionnaire on the first day of the survey."))
    if not set(decided.groups) <= {each.key for each in asked.groups}:
        raise Impossible(_("The questionnaire has no such group on the first day of the survey."))
    return asked


def _refuse_opened(standing: Standing, survey: Survey) -> None:
    if state(survey, standing.day) != "planned":
        raise Impossible(_("The survey has opened: what is asked stands fast. Close it instead."))


def _own(standing: Standing, survey: Survey) -> OwnedQuerySet[Survey]:
    own: OwnedQuerySet[Survey] = Survey.objects.of(standing.association)
    return own.filter(pk=survey.pk)


def _locked(standing: Standing, survey: Survey) -> Survey:
    held = _own(standing, survey).select_for_update().first()
    if held is None:
        raise Impossible(_("The survey has been removed meanwhile."))
    return held


def _few_others(survey: Survey) -> FewOthers:
    return "withheld" if survey.few_others == "withheld" else "unsplit"


def _free_key(association: Association, label: str) -> str:
    """Make a key of a name, which stands in keys of figures: what else has figures has its own."""
    wanted = slugify(label).replace("-", "_").strip("_")[:_LONGEST_KEY] or _SURVEY
    if wanted.startswith("reported_"):
        wanted = f"{_SURVEY}_{wanted}"
    own = Survey.objects.of(association).filter(key__startswith=wanted).values_list("key", flat=True)
    rules = shipped(Rules, questionnaires.SHIPPED)
    indicators = (each.key for each in rules.questionnaires if each.kind == "indicators")
    taken = {*own, *indicators, *(each.key for each in rules.totals)}
    numbered = (f"{wanted}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)
