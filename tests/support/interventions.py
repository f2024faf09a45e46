"""Interventions for the tests of the web.

coaching = an_intervention(association, "Coachingteamet")
counts_in(coaching, coach)
"""

from datetime import date
from typing import Any

from mellanrum.web.access.models import Role, User
from mellanrum.web.interventions.models import Description, Intervention, Staff, Succession, YearPlan
from mellanrum.web.interventions.services.changing import slug_for
from mellanrum.web.interventions.services.listing import STAFF_ROLES
from mellanrum.web.tenancy.models import Association

FIRST_DAY = date(2024, 1, 1)
_OF_ITS_DESCRIPTION = ("money_area", "kind", "provider", "target_groups")
_USUAL = {"direction": "individual", "counting": "participations"}
_AS_USUAL = {"money_area": "individual", "kind": "work_rehabilitation"}


def an_intervention(association: Association, name: str = "Coachingteamet", **fields: Any) -> Intervention:  # noqa: ANN401 - any field of either row
    """Make an intervention that runs since 2024; `fields` are those of its row or of its description."""
    described = {key: fields.pop(key) for key in _OF_ITS_DESCRIPTION if key in fields}
    own = {"slug": slug_for(association, name), "first_day": FIRST_DAY, **_USUAL, **fields}
    made: Intervention = Intervention.objects.make(association, **own)
    first_day = own["first_day"]
    Description.objects.make(
        association, intervention=made, first_day=first_day, name=name, **{**_AS_USUAL, **described}
    )
    return made


def counts_in(
    intervention: Intervention,
    user: User,
    first_day: date = date(2020, 1, 1),
    last_day: date | None = None,
    role: str = "",
) -> Staff:
    """Let somebody count in an intervention, by a role; by the first they hold unless one is given."""
    row: Staff = Staff.objects.make(
        intervention.association,
        intervention=intervention,
        user=user,
        role=role or role_of(intervention.association, user),
        first_day=first_day,
        last_day=last_day,
    )
    return row


def role_of(association: Association, user: User) -> str:
    """Return the first role that somebody holds of those that count; coordinator where there is none."""
    held = set(Role.objects.of(association).filter(user=user).values_list("name", flat=True))
    return next((role.value for role in STAFF_ROLES if role.value in held), STAFF_ROLES[0].value)


def an_intervention_to_walk(association: Association, colleague: User) -> dict[str, Any]:
    """Make an intervention that has one of everything: what its addresses take."""
    made = an_intervention(association, "Insats att gå igenom")
    before = an_intervention(association, "Insats dessförinnan", first_day=date(2022, 1, 1))
    later = Description.objects.make(
        association, intervention=made, first_day=date(2025, 1, 1), name="Insats med nytt namn", **_AS_USUAL
    )
    YearPlan.objects.make(association, intervention=made, year=2025, from_association=1_000_000, budgeted=40)
    succession = Succession.objects.make(association, before=before, after=made, on=FIRST_DAY)
    return {
        "intervention": made.slug,
        "description": later.pk,
        "succession": succession.pk,
        "staff": counts_in(made, colleague).pk,
    }
