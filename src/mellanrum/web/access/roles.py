"""Giving roles and ending them. A role that has been held stays as history."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.rules import KEEPERS, check_can_manage_roles
from mellanrum.web.access.standing import Standing
from mellanrum.web.tenancy.models import Association

_DAY = timedelta(days=1)


class Impossible(Exception):  # noqa: N818 - an answer to the user, not an error of the program
    """Something cannot be done; the text is the sentence that says why."""


@transaction.atomic
def give_role(standing: Standing, user: User, name: RoleName, first_day: date, last_day: date | None) -> Role:
    """Give somebody who has or has had a role in the association one more."""
    check_can_manage_roles(standing)
    _lock(standing.association)
    if first_day < standing.day:
        raise Impossible(_("A role cannot begin before today."))
    role = make_role(standing.association, user, name, first_day, last_day)
    if role is None:
        raise Impossible(_("The person has that role already on some of those days."))
    return role


def make_role(
    association: Association, user: User, name: RoleName, first_day: date, last_day: date | None
) -> Role | None:
    """Write a role down; None where the same role is held on any of its days already."""
    same = Role.objects.of(association).filter(user=user, name=name).filter(last_day__gte=first_day)
    endless = Role.objects.of(association).filter(user=user, name=name, last_day=None)
    if last_day:
        same, endless = same.filter(first_day__lte=last_day), endless.filter(first_day__lte=last_day)
    if same.exists() or endless.exists():
        return None
    Role.objects.of(association).filter(user=user, name=name, first_day=first_day).delete()  # ended before it began
    return Role.objects.make(association, user=user, name=name, first_day=first_day, last_day=last_day)


@transaction.atomic
def end_role(standing: Standing, role: Role, last_day: date) -> Role:
    """Let a day be the last of a role; yesterday ends it at once, and a role to come is then never held."""
    check_can_manage_roles(standing)
    _lock(standing.association)
    held = Role.objects.of(standing.association).get(pk=role.pk)
    _refuse_days(standing, held, last_day)
    if held.name in KEEPERS:
        _refuse_last_keeper(standing, held, last_day)
    held.last_day = max(last_day, held.first_day - _DAY)
    held.save(update_fields=["last_day"])
    return held


def _lock(association: Association) -> None:
    """Two who end each other's roles at once take turns, so that somebody stays."""
    Association.objects.select_for_update().get(pk=association.pk)


def _refuse_days(standing: Standing, role: Role, last_day: date) -> None:
    if role.last_day is not None and role.last_day < standing.day:
        raise Impossible(_("The role has ended already."))
    if last_day < standing.day - _DAY:
        raise Impossible(_("A role can end yesterday at the earliest: what has been held stays as history."))


def _refuse_last_keeper(standing: Standing, role: Role, last_day: date) -> None:
    """Keep an association from standing without anybody who gives roles. Those whose days are set do not count."""
    after = max(last_day + _DAY, standing.day)
    staying = Role.objects.of(standing.association).filter(name__in=KEEPERS, last_day=None).exclude(pk=role.pk)
    if not staying.filter(first_day__lte=after).exists():
        raise Impossible(
            _(
                "Somebody must be able to decide who has access. Give another person the role of manager or "
                "administrator until further notice first."
            )
        )
    own = staying.filter(Q(user=standing.user) & Q(first_day__lte=after))
    if role.user_id == standing.user.pk and not own.exists():
        raise Impossible(_("You cannot end the role by which you decide who has access. Ask a colleague to do it."))
