"""Finding interventions and what they are called on a day."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Prefetch

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import KEEPERS
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Description, Intervention, Staff
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.tenancy.models import Association, OwnedQuerySet


def description_on(descriptions: Iterable[Description], day: date) -> Description | None:
    """Return the description that holds on a day: the newest begun by then, else the first there is."""
    ordered = sorted(descriptions, key=lambda each: each.first_day)
    begun = [each for each in ordered if each.first_day <= day]
    return begun[-1] if begun else next(iter(ordered), None)


def interventions_of(association: Association) -> tuple[Intervention, ...]:
    """List every intervention the association has or has had, with its descriptions, by slug."""
    return tuple(_described(association).order_by("slug"))


def intervention_of(association: Association, slug: str) -> Intervention | None:
    """Return one intervention; None where the association has none by that slug."""
    return _described(association).filter(slug=slug).first()


def _described(association: Association) -> OwnedQuerySet[Intervention]:
    own = Description.objects.of(association).select_related("provider").order_by("first_day")
    found: OwnedQuerySet[Intervention] = Intervention.objects.of(association).prefetch_related(
        Prefetch("descriptions", own)
    )
    return found


def name_on(intervention: Intervention, day: date) -> str:
    """Return what an intervention is called on a day."""
    described = description_on(intervention.descriptions.all(), day)
    return described.name if described else intervention.slug


def key_of_slug(slug: str) -> str:
    """Return an intervention's slug as it stands in figure keys and counters."""
    return slug.replace("-", "_")


def named_on(interventions: Iterable[Intervention], day: date) -> tuple[tuple[str, str], ...]:
    """List those interventions that run on a day: key (slug with _ for -) and name, by name."""
    running = (each for each in interventions if runs_on(each, day))
    named = ((key_of_slug(each.slug), name_on(each, day)) for each in running)
    return tuple(sorted(named, key=lambda each: swedish(each[1])))


def runs_on(intervention: Intervention, day: date) -> bool:
    """Tell whether an intervention runs on a day."""
    return intervention.first_day <= day and (intervention.last_day is None or day <= intervention.last_day)


STAFF_ROLES = (RoleName.COORDINATOR, RoleName.COACH, RoleName.PROVIDER)
"""What somebody may be in an intervention."""


def counted_by(standing: Standing, *roles: RoleName) -> tuple[Intervention, ...]:
    """List the interventions somebody may count in or read of: all for manager and administrator, else their own.

    Their own are those where they are in one of `roles` (any of them unless given): a coordinator fills sheets and
    reads exact statistics, a coach fills forms, a provider does neither.
    """
    all_of_them = interventions_of(standing.association)
    if standing.roles & set(KEEPERS):
        return all_of_them
    own = set(_staffed(standing, roles).values_list("intervention", flat=True))
    return tuple(each for each in all_of_them if each.pk in own)


def counts_in(standing: Standing, intervention: Intervention, *roles: RoleName) -> bool:
    """Tell whether an intervention is among those of `counted_by`."""
    if intervention.association_id != standing.association.pk:
        return False
    return bool(standing.roles & set(KEEPERS)) or _staffed(standing, roles).filter(intervention=intervention).exists()


def _staffed(standing: Standing, roles: Collection[RoleName]) -> OwnedQuerySet[Staff]:
    wanted = standing.roles & set(roles or STAFF_ROLES)
    found: OwnedQuerySet[Staff] = Staff.objects.of(standing.association).on(standing.day)
    return found.filter(user=standing.user, role__in=wanted)
