"""Where somebody stands: the association, and the roles held in it today. Every view and service is given this."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mellanrum.web.access.models import Role, RoleName, User, association_of
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True, slots=True)
class Standing:
    """A user in an association on a day, with the roles that are held there then: at least one."""

    user: User
    association: Association
    roles: frozenset[RoleName]
    day: date


def today() -> date:
    """Return the day it is in Sweden."""
    return timezone.localdate()


def standing_of(user: User, slug: str, day: date | None = None) -> Standing | None:
    """Return where a user stands in the association called `slug`; None for a stranger there, as for no such place."""
    when = day or today()
    association = association_of(slug)
    if association is None:
        return None
    held = Role.objects.of(association).on(when).filter(user=user).values_list("name", flat=True)
    roles = frozenset(RoleName(name) for name in held)
    return Standing(user, association, roles, when) if roles else None


def associations_of(user: User, day: date | None = None) -> tuple[Association, ...]:
    """List the associations a user has a role in on a day, by name."""
    ids = Role.objects.on(day or today()).filter(user=user).values("association")
    return tuple(Association.objects.filter(id__in=ids).order_by("name"))
