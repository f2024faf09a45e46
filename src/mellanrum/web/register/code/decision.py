"""The decision to use the carried code: off until the association has decided, with its officer's opinion."""

from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.register.models import CodeDecision
from mellanrum.web.tenancy.models import Association


def is_on(association: Association) -> bool:
    """Tell whether the association has decided to use the carried code."""
    newest = CodeDecision.objects.of(association).order_by("-pk").first()
    return newest is not None and newest.is_on


def decisions_of(association: Association) -> tuple[CodeDecision, ...]:
    """List the decisions, the newest first."""
    return tuple(CodeDecision.objects.of(association).select_related("by").order_by("-pk"))


def turn_on(standing: Standing, decision: str, opinion: str) -> None:
    """Use the carried code from now on."""
    _decide(standing, decision, opinion, is_on=True)


def turn_off(standing: Standing, decision: str) -> None:
    """Use it no more: no new codes are given, and none is read. The keys stay until they are destroyed."""
    _decide(standing, decision, "", is_on=False)


def _decide(standing: Standing, decision: str, opinion: str, *, is_on: bool) -> None:
    check_can_set_up_follow_up(standing)
    CodeDecision.objects.make(
        standing.association, is_on=is_on, decision=decision, opinion=opinion, by=standing.user, on=standing.day
    )
