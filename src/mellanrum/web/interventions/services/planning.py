"""What an intervention was granted for a year and how many participations were budgeted, and who may see it."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

from django.db import transaction

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import READERS, check_can_edit_interventions
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention, YearPlan
from mellanrum.web.interventions.services.holding import locked
from mellanrum.web.interventions.services.listing import counted_by, key_of_slug
from mellanrum.web.parts.seen import ChangedMeanwhile, token_of
from mellanrum.web.tenancy.models import Association

NIL = Decimal(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """An intervention's year: kronor from each, and the budgeted number; None where no number was budgeted."""

    from_association: Decimal = NIL
    from_esf: Decimal = NIL
    from_others: Decimal = NIL
    budgeted: int | None = None

    @property
    def total(self) -> Decimal:
        """All the money of the year."""
        return self.from_association + self.from_esf + self.from_others


def sees_money_of(standing: Standing, intervention: Intervention) -> bool:
    """Tell whether somebody may see an intervention's money; a coordinator or provider only of their own."""
    if standing.roles & set(READERS):
        return True
    if not standing.roles & {RoleName.COORDINATOR, RoleName.PROVIDER}:
        return False
    return any(own.pk == intervention.pk for own in counted_by(standing, RoleName.COORDINATOR, RoleName.PROVIDER))


def plans_of(association: Association, year: int) -> Mapping[str, Plan]:
    """Return what has been planned for a year, by the intervention's key (its slug with _ for -)."""
    return {key: years[year] for key, years in all_plans(association).items() if year in years}


def all_plans(association: Association) -> Mapping[str, Mapping[int, Plan]]:
    """Return what has been planned, by the intervention's key and by year, oldest first, in one question."""
    found: dict[str, dict[int, Plan]] = {}
    for row in YearPlan.objects.of(association).select_related("intervention").order_by("year"):
        found.setdefault(key_of_slug(row.intervention.slug), {})[row.year] = _plan(row)
    return found


def years_of(intervention: Intervention) -> tuple[tuple[int, Plan], ...]:
    """List an intervention's planned years, newest first."""
    rows = YearPlan.objects.of(intervention.association).filter(intervention=intervention).order_by("-year")
    return tuple((row.year, _plan(row)) for row in rows)


def plan_of(intervention: Intervention, year: int) -> Plan | None:
    """Return what has been planned for a year; None where nothing has."""
    return dict(years_of(intervention)).get(year)


def plan_token(intervention: Intervention, year: int) -> str:
    """Return a token of what has been planned for a year."""
    return token_of([plan_of(intervention, year)])


def nothing_planned() -> str:
    """Return the token of a year that nothing is planned for."""
    return token_of([None])


@transaction.atomic
def save_plan(standing: Standing, intervention: Intervention, year: int, plan: Plan | None, seen: str) -> None:
    """Let `plan` be what is planned for a year; None takes it away.

    ChangedMeanwhile where somebody saved after the token `seen` was given.
    """
    check_can_edit_interventions(standing)
    association = standing.association
    locked(association, intervention)
    if plan_token(intervention, year) != seen:
        raise ChangedMeanwhile
    YearPlan.objects.of(association).filter(intervention=intervention, year=year).delete()
    if plan is not None:
        YearPlan.objects.make(association, intervention=intervention, year=year, **_fields(plan))


def _plan(row: YearPlan) -> Plan:
    return Plan(row.from_association, row.from_esf, row.from_others, row.budgeted)


def _fields(plan: Plan) -> dict[str, object]:
    return dict(zip((field.name for field in fields(plan)), astuple(plan), strict=True))
