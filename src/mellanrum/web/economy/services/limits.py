"""The limits of key ratios: those that come with the program, and the association's own in their place."""

from decimal import Decimal

from django.db import transaction

from mellanrum.review import Limits, own_limit, shipped_limits, with_own
from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import OwnLimit
from mellanrum.web.tenancy.models import Association

PER_CENT = Decimal("0.01")


def limits_of(association: Association) -> Limits:
    """Return the limits that hold for an association, each of its own from the year it was decided for."""
    rows = OwnLimit.objects.of(association).order_by("from_year")
    return with_own(
        shipped_limits(),
        [own_limit(row.figure, row.at_most * PER_CENT, row.from_year, row.decision) for row in rows],
    )


def own_limits(association: Association) -> tuple[OwnLimit, ...]:
    """List the limits the association has decided itself, newest first."""
    return tuple(OwnLimit.objects.of(association).order_by("figure", "-from_year"))


@transaction.atomic
def decide_limit(standing: Standing, figure: str, at_most: Decimal, from_year: int, decision: str) -> None:
    """Save a limit of the association's own, in per cent; one from the same year is replaced."""
    check_can_edit_economy(standing)
    OwnLimit.objects.of(standing.association).update_or_create(
        figure=figure,
        from_year=from_year,
        defaults={"at_most": at_most, "decision": decision},
        create_defaults={"association": standing.association, "at_most": at_most, "decision": decision},
    )
    changed(standing.association)


@transaction.atomic
def withdraw_limit(standing: Standing, pk: int) -> bool:
    """Take a limit of the association's own away; the one before holds again. False where it is gone already."""
    check_can_edit_economy(standing)
    number, _ = OwnLimit.objects.of(standing.association).filter(pk=pk).delete()
    if number:
        changed(standing.association)
    return bool(number)
