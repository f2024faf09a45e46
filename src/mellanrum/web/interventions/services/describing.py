"""What an intervention is called and is, from day to day: described anew, corrected, and which names it has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_edit_interventions
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import Member
from mellanrum.web.interventions.models import Description, Intervention
from mellanrum.web.interventions.services.holding import locked
from mellanrum.web.interventions.services.listing import interventions_of, name_on
from mellanrum.web.parts.seen import ChangedMeanwhile, token_of
from mellanrum.web.tenancy.models import Association

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an intervention is called and is."""

    name: str
    money_area: str
    kind: str
    provider: Member | None
    target_groups: str

    def fields(self) -> dict[str, object]:
        """The same as the fields of a row."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Held:
    """A description and the last day it holds; None where it holds until further notice."""

    description: Description
    last_day: date | None


def facts_of(description: Description) -> Facts:
    """Return what a description says."""
    held = description
    return Facts(held.name, held.money_area, held.kind, held.provider, held.target_groups)


def history_of(intervention: Intervention) -> tuple[Held, ...]:
    """List what an intervention has been called and been, newest first."""
    described = sorted(intervention.descriptions.all(), key=lambda each: each.first_day)
    ends = [later.first_day - _DAY for later in described[1:]]
    held = [Held(each, last) for each, last in zip(described, [*ends, None], strict=True)] if described else []
    return tuple(reversed(held))


def descriptions_token(intervention: Intervention) -> str:
    """Return a token of everything an intervention has been called and been."""
    own = Description.objects.of(intervention.association).filter(intervention=intervention)
    return _token(own.order_by("first_day"))


def description_of(intervention: Intervention, pk: int) -> Description | None:
    """Return one description of an intervention; None where it has none by that number."""
    return next((each for each in intervention.descriptions.all() if each.pk == pk), None)


def refuse_same_name(association: Association, name: str, day: date, but: Intervention | None = None) -> None:
    """Impossible where another intervention that has not ended by then is called the same on a day."""
    others = (each for each in interventions_of(association) if but is None or each.pk != but.pk)
    lasting = (each for each in others if each.last_day is None or each.last_day >= day)
    if any(name_on(each, day).casefold() == name.casefold() for each in lasting):
        raise Impossible(_("Another intervention is called %(name)s already.") % {"name": name})


@transaction.atomic
def describe(standing: Standing, intervention: Intervention, first_day: date, facts: Facts, seen: str) -> Description:
    """Describe an intervention anew from a day: what it was before stands.

    Impossible where a description begins that day already, or the intervention begins later.
    """
    check_can_edit_interventions(standing)
    held = _unchanged(standing.association, intervention, seen)
    refuse_same_name(standing.association, facts.name, first_day, held)
    if first_day <= held.first_day:
        raise Impossible(_("It began on %(day)s. Correct the first description instead.") % {"day": held.first_day})
    if Description.objects.of(standing.association).filter(intervention=held, first_day=first_day).exists():
        raise Impossible(_("It is described anew from that day already. Correct that description instead."))
    made: Description = Description.objects.make(
        standing.association, intervention=held, first_day=first_day, **facts.fields()
    )
    return made


@transaction.atomic
def correct(standing: Standing, description: Description, facts: Facts, seen: str) -> None:
    """Correct what a description says, for all the days it holds."""
    check_can_edit_interventions(standing)
    held = _unchanged(standing.association, description.intervention, seen)
    refuse_same_name(standing.association, facts.name, description.first_day, held)
    Description.objects.of(standing.association).filter(pk=description.pk).update(**facts.fields())


@transaction.atomic
def remove_description(standing: Standing, description: Description, seen: str) -> None:
    """Take back that an intervention was described anew: the description before it holds on. Not the first one."""
    check_can_edit_interventions(standing)
    held = _unchanged(standing.association, description.intervention, seen)
    own = Description.objects.of(standing.association).filter(intervention=held)
    if not own.filter(first_day__lt=description.first_day).exists():
        raise Impossible(_("An intervention keeps its first description."))
    own.filter(pk=description.pk).delete()


def _unchanged(association: Association, intervention: Intervention, seen: str) -> Intervention:
    held = locked(association, intervention)
    if descriptions_token(held) != seen:
        raise ChangedMeanwhile
    return held


def _token(descriptions: Iterable[Description]) -> str:
    return token_of(
        (each.pk, each.first_day, each.name, each.money_area, each.kind, each.provider_id, each.target_groups)
        for each in descriptions
    )
