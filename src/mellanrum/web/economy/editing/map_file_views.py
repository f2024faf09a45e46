"""The account map as a file: handed out as TOML, and read in after everything has been seen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mellanrum.books.association_map import AssociationMap, read_map
from mellanrum.books.map_forms import map_from_json, map_to_json, map_to_toml
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_economy, check_can_edit_economy, check_can_read_statements
from mellanrum.web.economy.editing.map_effects import effect_of_map
from mellanrum.web.economy.editing.map_flow import MapPage, Wanted, answer, posted
from mellanrum.web.economy.editing.map_forms import MapFileForm, NoForm
from mellanrum.web.economy.editing.map_parts import changed_parts
from mellanrum.web.economy.editing.map_views import url
from mellanrum.web.economy.services.mapping import HeldMap, map_held


@in_association(check_can_read_statements)
@require_safe
def page(request: Request) -> HttpResponse:
    return _asked(request, MapFileForm())


@in_association(check_can_read_statements)
@require_safe
def download(request: Request) -> HttpResponse:
    association = request.standing.association
    content = map_to_toml(map_held(association).own)
    name = f"kontokarta-{association.slug}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/toml", headers=headers)


@in_association(check_can_edit_economy)
def read(request: Request) -> HttpResponse:
    held = map_held(request.standing.association)
    if request.method == "POST" and "content" in request.POST:
        return _confirmed(request, held)
    form = MapFileForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _asked(request, form)
    file = form.cleaned_data["file"]
    own, found = read_map(file.read(), file.name)
    if own is None:
        return _asked(request, form, found)
    return render(request, "economy/map_read.html", _shown(request, held, own, file.name))


def _asked(request: Request, form: MapFileForm, found: Any = ()) -> HttpResponse:  # noqa: ANN401 - findings
    context = {"form": form, "found": found, "can_edit": can_edit_economy(request.standing)}
    return render(request, "economy/map_file.html", context)


def _shown(request: Request, held: HeldMap, own: AssociationMap, name: str) -> dict[str, Any]:
    return {
        "held": held,
        "form": NoForm(),
        "name": name,
        "content": map_to_json(own),
        "parts": changed_parts(held.own, own),
        "effect": effect_of_map(request.standing.association, own),
        "is_preview": True,
    }


def _confirmed(request: Request, held: HeldMap) -> HttpResponse:
    """Save what was shown: the page carries the map it showed, and it is held against every rule once more."""
    own, found = map_from_json(request.POST["content"], "")
    if own is None:
        return _asked(request, MapFileForm(), found)
    name = "".join(filter(str.isprintable, request.POST.get("name", "")))[:100]

    def wanted(_own: AssociationMap, _data: Any) -> Wanted:  # noqa: ANN401 - the form asks nothing
        return Wanted(own, _("the map in the file %(name)s") % {"name": name})

    shown = _shown(request, held, own, name)
    return answer(
        request, held, MapPage("economy/map_read.html", url(request, "account_map"), NoForm({}), wanted, shown)
    )
