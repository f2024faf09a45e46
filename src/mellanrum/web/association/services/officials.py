"""Board and officials: who holds which function on a day. Covers and signatures of reports are made from this."""

from datetime import date

from django.db import transaction
from django.utils import translation

from mellanrum.documents.model import Signer
from mellanrum.web.access.rules import check_can_edit_association
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import Function, Official
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.tenancy.models import Association

BOARD = (Function.CHAIR, Function.VICE_CHAIR, Function.BOARD_MEMBER, Function.DEPUTY)
SIGNERS = (Function.CHAIR, Function.VICE_CHAIR, Function.BOARD_MEMBER)
_PLACES = {function: place for place, function in enumerate(Function.values)}


def all_officials(association: Association) -> tuple[Official, ...]:
    """List everybody who holds or has held a function: the chair first, auditors last, by name within a function."""
    officials: list[Official] = list(Official.objects.of(association).select_related("appointed_by"))
    return tuple(sorted(officials, key=_in_order))


def officials_on(association: Association, day: date, functions: tuple[Function, ...] = ()) -> tuple[Official, ...]:
    """List who holds a function on a day, in the same order; only `functions` where some are given."""
    held = Official.objects.of(association).on(day).select_related("appointed_by")
    return tuple(sorted(held.filter(function__in=functions) if functions else held, key=_in_order))


def board_on(association: Association, day: date) -> tuple[Official, ...]:
    """List the board on a day: chair, vice chair, members, deputies."""
    return officials_on(association, day, BOARD)


def signers_on(association: Association, day: date) -> tuple[Signer, ...]:
    """List who signs the annual report on a day: each board member in office, with name and function, for oneself.

    Deputies sign only in place of a member, so they are not among them. Reports are in Swedish, and so are functions.
    """
    with translation.override("sv"):
        held = officials_on(association, day, SIGNERS)
        return tuple(Signer(official.name, official.get_function_display().lower()) for official in held)


def official_of(association: Association, pk: int) -> Official | None:
    """Return one official, None where the association has none by that number."""
    found: Official | None = Official.objects.of(association).filter(pk=pk).first()
    return found


@transaction.atomic
def save_official(standing: Standing, official: Official) -> None:
    """Save an official, new or changed."""
    check_can_edit_association(standing)
    official.association = standing.association
    official.save()


@transaction.atomic
def end_official(standing: Standing, official: Official, last_day: date) -> None:
    """Let an official's last day be `last_day`: what was signed before still has its signer."""
    check_can_edit_association(standing)
    Official.objects.of(standing.association).filter(pk=official.pk).update(last_day=last_day)


@transaction.atomic
def remove_official(standing: Standing, official: Official) -> None:
    """Remove an official who was written down by mistake."""
    check_can_edit_association(standing)
    Official.objects.of(standing.association).filter(pk=official.pk).delete()


def _in_order(official: Official) -> tuple[int, tuple[str, str], date]:
    return _PLACES[official.function], swedish(official.name), official.first_day or date.min
