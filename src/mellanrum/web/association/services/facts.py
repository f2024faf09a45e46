"""What an association is: name, number, chart of accounts, and how it wants its users to sign in."""

from django.db import transaction

from mellanrum.web.access.rules import check_can_edit_association
from mellanrum.web.access.standing import Standing
from mellanrum.web.tenancy.models import Association


@transaction.atomic
def save_facts(standing: Standing, changed: Association) -> None:
    """Save the facts a form has changed; the slug in addresses never changes."""
    check_can_edit_association(standing)
    _save(standing, changed, "name", "orgnr", "chart", "second_factor")


@transaction.atomic
def save_split(standing: Standing, changed: Association) -> None:
    """Save how the municipalities divide what they pay together."""
    check_can_edit_association(standing)
    _save(standing, changed, "split")


def _save(standing: Standing, changed: Association, *fields: str) -> None:
    values = {field: getattr(changed, field) for field in fields}
    Association.objects.filter(pk=standing.association.pk).update(**values)
