"""Inviting people to a role: a link that makes whoever has it a user, or lets a user take the role."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from mellanrum.web.access.models import Invitation, Role, RoleName, User
from mellanrum.web.access.roles import Impossible, make_role
from mellanrum.web.access.rules import check_can_manage_roles
from mellanrum.web.access.secret_links import hash_of, is_over, new_secret
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.tenancy.models import Association

VALID = timedelta(days=14)
State = Literal["open", "used", "withdrawn", "expired"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom an invitation is for, and to what; the role lasts until further notice where `last_day` is None."""

    name: str
    email: str
    role: RoleName
    first_day: date
    last_day: date | None = None


@transaction.atomic
def invite(standing: Standing, wanted: Wanted) -> tuple[Invitation, str]:
    """Make an invitation; returns it and its secret, which is kept nowhere.

    Whether the address is a user's is not looked up, so that no answer can tell.
    """
    check_can_manage_roles(standing)
    if wanted.first_day < standing.day:
        raise Impossible(_("A role cannot begin before today."))
    return _make(standing.association, wanted, standing.user)


def invite_first(association: Association, name: str, email: str) -> str:
    """Invite the first administrator of a new association, for those who keep the site; returns the secret."""
    if Role.objects.of(association).exists():
        raise Impossible(_("The association has people already. Those who decide who has access invite more."))
    return _make(association, Wanted(name, email, RoleName.ADMINISTRATOR, today()), None)[1]


def _make(association: Association, wanted: Wanted, by: User | None) -> tuple[Invitation, str]:
    secret = new_secret()
    invitation = Invitation.objects.make(
        association,
        secret_hash=secret.hash,
        email=wanted.email.strip().lower(),
        name=wanted.name,
        role=wanted.role,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
        invited_by=by,
        valid_to=today() + VALID,
    )
    return invitation, secret.text


def pending(standing: Standing) -> tuple[Invitation, ...]:
    """List the invitations that somebody may still accept."""
    found = Invitation.objects.of(standing.association).filter(
        used_on=None, withdrawn_on=None, valid_to__gte=standing.day
    )
    return tuple(found.order_by("valid_to", "name", "id"))


def withdraw(standing: Standing, invitation: Invitation) -> None:
    """Let an invitation lead nowhere; one that was used in the meantime has made its role."""
    check_can_manage_roles(standing)
    open_ones = Invitation.objects.of(standing.association).filter(pk=invitation.pk, used_on=None, withdrawn_on=None)
    if open_ones.update(withdrawn_on=standing.day) != 1:
        raise Impossible(_("The invitation has been used or withdrawn already."))


def invitation_by(secret: str) -> Invitation | None:
    """Find the invitation a link leads to. Nobody knows yet whose it is: the secret is what says it."""
    found = Invitation.objects.filter(secret_hash=hash_of(secret)).select_related("association")
    return found.first()


def state_of(invitation: Invitation, day: date | None = None) -> State:
    """Tell whether an invitation can be accepted on a day, and if not, why."""
    if invitation.used_on:
        return "used"
    if invitation.withdrawn_on:
        return "withdrawn"
    return "expired" if is_over(invitation.valid_to, day or today()) else "open"


@transaction.atomic
def accept_as_new(invitation: Invitation, name: str, password: str) -> User:
    """Make a user of who was invited, with the role."""
    _use(invitation)
    if User.objects.filter(email=invitation.email).exists():
        raise Impossible(_("You have an account here already. Sign in with it, then open the link once more."))
    user = User.objects.create_user(invitation.email, password, name=name)
    _take_role(invitation, user)
    return user


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Let a user who has signed in take the role; only the one who was invited."""
    if user.email != invitation.email:
        raise Impossible(_("The invitation is for another address than the one you are signed in with."))
    _use(invitation)
    _take_role(invitation, user)


def _use(invitation: Invitation) -> None:
    """Use the invitation up, once, whoever asks at the same time."""
    open_ones = Invitation.objects.of(invitation.association).filter(
        pk=invitation.pk, used_on=None, withdrawn_on=None, valid_to__gte=today()
    )
    if open_ones.update(used_on=today()) != 1:
        raise Impossible(_("The invitation has been used, withdrawn or has expired."))


def _take_role(invitation: Invitation, user: User) -> Role | None:
    # One who accepts late holds the role from that day: before it, nobody did.
    first_day = max(invitation.first_day, today())
    if invitation.last_day and invitation.last_day < first_day:
        raise Impossible(_("The days of the role you were invited to are past. Ask for a new invitation."))
    return make_role(invitation.association, user, RoleName(invitation.role), first_day, invitation.last_day)
