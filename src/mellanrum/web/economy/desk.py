"""The number of changes: what is computed from an association's economy is kept until it grows."""

from django.db import transaction
from django.db.models import F

from mellanrum.web.economy.models import Desk
from mellanrum.web.tenancy.models import Association


def changes(association: Association) -> int:
    """Return how many times the association's economy has been changed."""
    found = Desk.objects.of(association).values_list("changes", flat=True).first()
    return int(found or 0)


def changed(association: Association) -> None:
    """Count a change. Called inside the transaction that makes it: either both are saved or none.

    RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a change is counted in the transaction that makes it")
    while not Desk.objects.of(association).update(changes=F("changes") + 1):
        # Two first changes at once: the later one finds the row of the other.
        Desk.objects.get_or_create(association=association)
