"""The members: who they are, from when to when, and what they are to pay of each other's contributions."""

from datetime import date

from django.db import transaction

from mellanrum.web.access.rules import check_can_edit_association
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.association.services.dated import overlap
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.tenancy.models import Association

_KINDS = {kind: place for place, kind in enumerate(MemberKind.values)}


def all_members(association: Association) -> tuple[Member, ...]:
    """List everybody who is or has been a member: the state, regions, municipalities, each by name."""
    members: list[Member] = list(Member.objects.of(association))
    return tuple(sorted(members, key=_in_order))


def members_on(association: Association, day: date) -> tuple[Member, ...]:
    """List the members on a day, in the same order."""
    return tuple(sorted(Member.objects.of(association).on(day), key=_in_order))


def member_of(association: Association, pk: int) -> Member | None:
    """Return one member, None where the association has none by that number."""
    found: Member | None = Member.objects.of(association).filter(pk=pk).first()
    return found


def same_at_the_same_time(member: Member) -> Member | None:
    """Return another row for the same member that holds on some day when this one does."""
    others = Member.objects.of(member.association).filter(name__iexact=member.name).exclude(pk=member.pk)
    return next((other for other in others if overlap(member, other)), None)


@transaction.atomic
def save_member(standing: Standing, member: Member) -> None:
    """Save a member, new or changed."""
    check_can_edit_association(standing)
    member.association = standing.association
    member.save()


@transaction.atomic
def end_member(standing: Standing, member: Member, last_day: date) -> None:
    """Let a member's last day be `last_day`: it stays in the list, for the years it was there."""
    check_can_edit_association(standing)
    Member.objects.of(standing.association).filter(pk=member.pk).update(last_day=last_day)


@transaction.atomic
def remove_member(standing: Standing, member: Member) -> None:
    """Remove a member that was written down by mistake."""
    check_can_edit_association(standing)
    Member.objects.of(standing.association).filter(pk=member.pk).delete()


def _in_order(member: Member) -> tuple[int, tuple[str, str], date]:
    return _KINDS[member.kind], swedish(member.name), member.first_day or date.min
