"""Allocation keys: how a cost is divided between areas, from a day, by a decision."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mellanrum.books.association_map import Allocation, AssociationMap
from mellanrum.books.ledger import COST_CENTRE
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_economy, check_can_edit_economy, check_can_read_statements
from mellanrum.web.economy.editing.area_forms import AllocationForm, per_cent
from mellanrum.web.economy.editing.area_views import basis_of, confirm, objects_in
from mellanrum.web.economy.editing.map_edits import with_allocation
from mellanrum.web.economy.editing.map_flow import MapPage, Wanted, answer, posted
from mellanrum.web.economy.editing.map_views import url
from mellanrum.web.economy.services.mapping import map_held


@in_association(check_can_read_statements)
@require_safe
def keys(request: Request) -> HttpResponse:
    held = map_held(request.standing.association)
    labels = {area.key: area.label for area in held.own.area}
    rows = [
        (at, key, [(labels.get(area, area), share) for area, share in key.shares.items()], _state(key, request))
        for at, key in enumerate(held.own.allocation)
    ]
    context = {"held": held, "rows": rows, "can_edit": can_edit_economy(request.standing)}
    return render(request, "economy/allocation_list.html", context)


def _state(key: Allocation, request: Request) -> str:
    if key.holds_on(request.standing.day):
        return _("In force")
    return _("Ended") if key.valid_from <= request.standing.day else _("Not yet in force")


@in_association(check_can_edit_economy)
def new_key(request: Request) -> HttpResponse:
    return _page(request, None)


@in_association(check_can_edit_economy)
def key(request: Request, at: int) -> HttpResponse:
    return _page(request, at)


def _page(request: Request, at: int | None) -> HttpResponse:
    held, basis = map_held(request.standing.association), basis_of(request)
    found = _found(held.own, at)
    centres = objects_in(basis, COST_CENTRE, held.own.area)
    form = AllocationForm(
        posted(request),
        areas=held.own.area,
        centres=[(code, label.partition(" (")[0]) for code, label in centres],
        initial=_initial(found) if found else {},
    )

    def wanted(own: AssociationMap, data: Any) -> Wanted:  # noqa: ANN401 - what the form holds
        about = _("allocation key %(decision)s") % {"decision": data["decision"]}
        return Wanted(with_allocation(own, form.allocation(), at), about)

    shown = {"key": found, "areas": held.own.area}
    return answer(request, held, MapPage("economy/allocation_key.html", url(request, "keys"), form, wanted, shown))


def _initial(found: Allocation) -> dict[str, Any]:
    return {
        "decision": found.decision,
        "first_day": found.valid_from,
        "last_day": found.valid_to,
        "accounts": found.accounts,
        "cost_centres": list(found.cost_centres),
        **{f"share_{area}": per_cent(share) for area, share in found.shares.items()},
    }


@in_association(check_can_edit_economy)
def remove_key(request: Request, at: int) -> HttpResponse:
    found = _found(map_held(request.standing.association).own, at)
    told = {"decision": found.decision if found else ""}

    def wanted(own: AssociationMap, _data: Any) -> Wanted:  # noqa: ANN401 - the form asks nothing
        return Wanted(with_allocation(own, None, at), _("allocation key %(decision)s removed") % told)

    return confirm(request, wanted, _("Remove the allocation key %(decision)s") % told, "keys")


def _found(own: AssociationMap, at: int | None) -> Allocation | None:
    if at is not None and at >= len(own.allocation):
        raise Http404
    return None if at is None else own.allocation[at]
