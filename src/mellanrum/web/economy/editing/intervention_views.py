"""Where in the books what an intervention costs stands: said on a page, kept in the account map."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from mellanrum.books.association_map import AssociationMap
from mellanrum.books.ledger import COST_CENTRE, PROJECT
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.economy.editing.area_forms import InterventionForm
from mellanrum.web.economy.editing.area_views import Data, basis_of, confirm, objects_in
from mellanrum.web.economy.editing.map_edits import with_intervention, without_intervention
from mellanrum.web.economy.editing.map_flow import MapPage, Wanted, answer, posted
from mellanrum.web.economy.editing.map_views import url
from mellanrum.web.economy.services.mapping import map_held
from mellanrum.web.interventions.services.listing import intervention_of, key_of_slug, name_on


@in_association(check_can_edit_economy)
def intervention(request: Request, intervention: str) -> HttpResponse:
    """Say on which cost centres, projects or accounts an intervention's costs are booked."""
    shown = intervention_of(request.standing.association, intervention)
    if shown is None:
        raise Http404
    name, key = name_on(shown, request.standing.day), key_of_slug(shown.slug)
    held, basis = map_held(request.standing.association), basis_of(request)
    now = next((row for row in held.own.intervention if row.key == key), None)
    form = InterventionForm(
        posted(request),
        centres=objects_in(basis, COST_CENTRE, held.own.intervention, key),
        projects=objects_in(basis, PROJECT, held.own.intervention, key),
        initial=now.model_dump(include={"cost_centres", "projects", "accounts"}) if now else {},
    )

    def wanted(own: AssociationMap, _data: Data) -> Wanted:
        about = _("what %(intervention)s costs") % {"intervention": name}
        return Wanted(with_intervention(own, form.costs(key, name)), about)

    shown_too = {
        "heading": _("What %(intervention)s costs") % {"intervention": name},
        "lead": _("Choose what is booked for this intervention alone. Choose nothing to take it back."),
        "back": url(request, "areas"),
    }
    return answer(request, held, MapPage("economy/areas_part.html", url(request, "areas"), form, wanted, shown_too))


@in_association(check_can_edit_economy)
def remove_intervention(request: Request, key: str) -> HttpResponse:
    """Take away what the map says of an intervention, also of one that the association does not have."""
    own = map_held(request.standing.association).own
    found = next((row for row in own.intervention if row.key == key), None)
    if found is None:
        raise Http404
    told = {"label": found.label}

    def wanted(own: AssociationMap, _data: Data) -> Wanted:
        return Wanted(without_intervention(own, key), _("what %(label)s costs removed") % told)

    return confirm(request, wanted, _("Remove what %(label)s costs") % told, "areas")
