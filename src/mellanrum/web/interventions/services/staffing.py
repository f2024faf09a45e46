"""Who may count in an intervention, or read of it as its provider: from a day to a day, ended and never removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.people import people_of
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_edit_interventions
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention, Staff
from mellanrum.web.interventions.services.holding import locked
from mellanrum.web.interventions.services.listing import STAFF_ROLES
from mellanrum.web.parts.sorting import swedish

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody's days in an intervention, and the role by which they act in it; none where they hold it no more."""

    row: Staff
    roles: tuple[RoleName, ...]
    is_over: bool


def staff_of(standing: Standing, intervention: Intervention) -> tuple[Worker, ...]:
    """List who counts or has counted in an intervention: those who do or will first, each by name."""
    rows = Staff.objects.of(standing.association).filter(intervention=intervention).select_related("user")
    roles = dict(_who(standing))
    workers = [
        Worker(
            row,
            tuple(role for role in roles.get(row.user, ()) if role == row.role),
            row.last_day is not None and row.last_day < standing.day,
        )
        for row in rows
    ]
    return tuple(sorted(workers, key=_in_order))


def who_can_count(standing: Standing) -> tuple[tuple[User, tuple[RoleName, ...]], ...]:
    """List those who can be put on an intervention, with the roles that let them: held now or to come, by name."""
    return tuple(sorted(_who(standing), key=lambda pair: swedish(str(pair[0]))))


def worker_of(standing: Standing, intervention: Intervention, pk: int) -> Staff | None:
    """Return somebody's days in an intervention; None where there are none by that number."""
    own = Staff.objects.of(standing.association).filter(intervention=intervention)
    found: Staff | None = own.select_related("user").filter(pk=pk).first()
    return found


@transaction.atomic
def add_staff(  # noqa: PLR0913, PLR0917 - who, where, as what and when
    standing: Standing,
    intervention: Intervention,
    user: User,
    first_day: date,
    last_day: date | None,
    role: RoleName | None = None,
) -> Staff:
    """Let somebody count in an intervention from a day to a day (None: until further notice), by a role they hold.

    Without `role` it is the first they hold of coordinator, coach and provider.
    """
    check_can_edit_interventions(standing)
    held = locked(standing.association, intervention)
    roles = dict(_who(standing)).get(user, ())
    if not roles or (role and role not in roles):
        raise Impossible(_("The person is neither coordinator, coach nor provider any more."))
    if first_day < standing.day:
        raise Impossible(_("Nobody is let in before today."))
    own = Staff.objects.of(standing.association).filter(intervention=held, user=user, role=role or roles[0])
    if own.filter(_on_some_day_of(first_day, last_day)).exists():
        raise Impossible(_("The person counts here already on some of those days."))
    made: Staff = Staff.objects.make(
        standing.association,
        intervention=held,
        user=user,
        role=role or roles[0],
        first_day=first_day,
        last_day=last_day,
    )
    return made


@transaction.atomic
def end_staff(standing: Standing, staff: Staff, last_day: date) -> None:
    """Let a day be somebody's last in an intervention; yesterday ends it at once."""
    check_can_edit_interventions(standing)
    locked(standing.association, staff.intervention)
    held = Staff.objects.of(standing.association).get(pk=staff.pk)
    if held.last_day is not None and held.last_day < standing.day:
        raise Impossible(_("It has ended already."))
    if last_day < standing.day - _DAY:
        raise Impossible(_("It can end yesterday at the earliest: who could count on a day stays as history."))
    last = max(last_day, held.first_day - _DAY) if held.first_day else last_day  # one to come is then never held
    Staff.objects.of(standing.association).filter(pk=held.pk).update(last_day=last)


def _who(standing: Standing) -> Iterable[tuple[User, tuple[RoleName, ...]]]:
    for person in people_of(standing):
        held = {role.name for role in person.current}
        roles = tuple(role for role in STAFF_ROLES if role in held)
        if roles:
            yield person.user, roles


def _on_some_day_of(first_day: date, last_day: date | None) -> Q:
    begun = Q() if last_day is None else Q(first_day=None) | Q(first_day__lte=last_day)
    return begun & (Q(last_day=None) | Q(last_day__gte=first_day))


def _in_order(worker: Worker) -> tuple[bool, tuple[str, str], date]:
    return worker.is_over, swedish(str(worker.row.user)), worker.row.first_day or date.min
