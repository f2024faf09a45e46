"""The people of an association with their roles, as its page lists them."""

from dataclasses import dataclass
from itertools import groupby

from mellanrum.web.access.factors import with_second_factor
from mellanrum.web.access.models import Role, User
from mellanrum.web.access.standing import Standing


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with the roles that are held or to come, and those that have ended, latest first."""

    user: User
    current: tuple[Role, ...]
    ended: tuple[Role, ...]
    has_second_factor: bool


def people_of(standing: Standing) -> tuple[Person, ...]:
    """List everybody who has or has had a role: those who have one now first, by name."""
    roles = Role.objects.of(standing.association).select_related("user").order_by("user__name", "user", "-first_day")
    protected = with_second_factor(standing.association)
    people = [
        _person(user, tuple(held), standing, protected) for user, held in groupby(roles, key=lambda role: role.user)
    ]
    return tuple(sorted(people, key=lambda person: not person.current))


def _person(user: User, roles: tuple[Role, ...], standing: Standing, protected: frozenset[int]) -> Person:
    ended = tuple(role for role in roles if role.last_day is not None and role.last_day < standing.day)
    current = tuple(role for role in roles if role not in ended)
    return Person(user, current, ended, user.pk in protected)
