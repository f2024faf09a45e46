"""Holding an intervention still while it is changed: those who change one at once take turns."""

from django.utils.translation import gettext as _

from mellanrum.web.access.roles import Impossible
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.tenancy.models import Association


def lock_interventions(association: Association) -> None:
    """Let those who change an association's interventions at once take turns."""
    Association.objects.select_for_update().get(pk=association.pk)


def locked(association: Association, intervention: Intervention) -> Intervention:
    """Return an intervention as it is now, held until the transaction ends. Impossible where it has gone."""
    lock_interventions(association)
    own = Intervention.objects.of(association).select_for_update()
    held: Intervention | None = own.filter(pk=intervention.pk).first()
    if held is None:
        raise Impossible(_("The intervention has been removed meanwhile."))
    return held
