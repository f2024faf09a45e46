"""The areas of the operations statement, rows of notes, and who pays."""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mellanrum.books.association_map import Area, AssociationMap, InterventionCosts, MemberKind, NotesBy
from mellanrum.books.ledger import COST_CENTRE, PROJECT
from mellanrum.statements import Basis
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_economy, check_can_edit_economy, check_can_read_statements
from mellanrum.web.economy.editing.area_forms import KINDS, AreaForm, Choices
from mellanrum.web.economy.editing.map_edits import (
    area_key,
    guessed_areas,
    with_area,
    with_note_row,
    with_notes_by,
    with_payers,
    without_area,
)
from mellanrum.web.economy.editing.map_effects import newest_year
from mellanrum.web.economy.editing.map_flow import MapPage, Wanted, answer, posted
from mellanrum.web.economy.editing.map_forms import (
    MEMBERS,
    NOTES,
    NOTES_BY,
    NoForm,
    NoteRowForm,
    NotesByForm,
    PayersForm,
)
from mellanrum.web.economy.editing.map_views import url
from mellanrum.web.economy.services.mapping import map_held
from mellanrum.web.interventions.services.listing import interventions_of, key_of_slug, name_on
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.parts.templatetags.parts import say

Data = Any


def basis_of(request: Request) -> Basis | None:
    """Return what the newest year's statements are made from; None where there are no books."""
    year = newest_year(request.standing.association)
    return year.opened.basis if year else None


Taker = Area | InterventionCosts


def objects_in(basis: Basis | None, dimension: str, areas: tuple[Taker, ...] = (), but: str = "") -> Choices:
    """List the cost centres or projects of the books and of the map as choices, with what each is in now."""
    taken = {c: area for area in areas for c in (area.cost_centres if dimension == COST_CENTRE else area.projects)}
    used = basis.objects.codes(dimension) if basis else ()
    return [
        (code, _object_label(basis, dimension, code, taken.get(code), but)) for code in dict.fromkeys((*used, *taken))
    ]


def _object_label(basis: Basis | None, dimension: str, code: str, area: Taker | None, but: str) -> str:
    name = basis.books.object_names.get((dimension, code), "") if basis else ""
    label = f"{code} {name}".strip()
    if area is None or area.key == but:
        return label
    return _("%(label)s (now in %(area)s)") % {"label": label, "area": area.label}


@in_association(check_can_read_statements)
@require_safe
def areas(request: Request) -> HttpResponse:
    held, basis = map_held(request.standing.association), basis_of(request)
    shown = guessed_areas(basis) if basis and not held.own.area else held.own.area
    taken = {code for area in shown for code in area.cost_centres}
    members = basis.members if basis else {}
    context = {
        "held": held,
        "basis": basis,
        "areas": [(area, KINDS[area.kind]) for area in shown],
        "is_guessed": bool(shown) and not held.own.area,
        "unplaced": [pair for pair in objects_in(basis, COST_CENTRE) if pair[0] not in taken],
        "note_rows": [(NOTES[row.note], row) for row in held.own.note_row],
        "notes_by": dict(NOTES_BY)[basis.notes_by if basis else held.own.notes_by or ""],
        "notes_guessed": basis is not None and held.own.notes_by is None,
        "payers": [(account, basis.label_of(account), MEMBERS[who]) for account, who in members.items()]
        if basis
        else [],
        "interventions": _interventions(request, held.own),
        "strays": _strays(request, held.own),
        "payers_guessed": not held.own.contributor,
        "can_edit": can_edit_economy(request.standing),
    }
    return render(request, "economy/areas_list.html", context)


@in_association(check_can_edit_economy)
def confirm_guess(request: Request) -> HttpResponse:
    held, basis = map_held(request.standing.association), basis_of(request)
    guessed = guessed_areas(basis) if basis else ()
    if not guessed and request.method != "POST":
        raise Http404

    def wanted(own: AssociationMap, _data: Data) -> Wanted:
        made = own if own.area else own.model_copy(update={"area": guessed})
        return Wanted(made, _("the areas that were guessed from cost centres"))

    form = NoForm(posted(request))
    shown = {"heading": _("Confirm the areas"), "button": _("Confirm the areas"), "back": url(request, "areas")}
    return answer(request, held, MapPage("economy/map_confirm.html", url(request, "areas"), form, wanted, shown))


@in_association(check_can_edit_economy)
def new_area(request: Request) -> HttpResponse:
    return _area_page(request, None)


@in_association(check_can_edit_economy)
def area(request: Request, key: str) -> HttpResponse:
    found = next((area for area in map_held(request.standing.association).own.area if area.key == key), None)
    if found is None:
        raise Http404
    return _area_page(request, found)


def _area_page(request: Request, found: Area | None) -> HttpResponse:
    held, basis = map_held(request.standing.association), basis_of(request)
    but = found.key if found else ""
    form = AreaForm(
        posted(request),
        centres=objects_in(basis, COST_CENTRE, held.own.area, but),
        projects=objects_in(basis, PROJECT, held.own.area, but),
        initial=_area_initial(found, request),
    )

    def wanted(own: AssociationMap, data: Data) -> Wanted:
        # The areas that were guessed stay: without them the first area of one's own would be the only one.
        start = own if own.area or basis is None else own.model_copy(update={"area": guessed_areas(basis)})
        key = found.key if found else area_key(data["label"], data["kind"], (area.key for area in start.area))
        about = _("area %(area)s") % {"area": data["label"]}
        return Wanted(with_area(start, form.area(key)), about)

    page = MapPage("economy/areas_area.html", url(request, "areas"), form, wanted, {"area": found})
    return answer(request, held, page)


def _area_initial(found: Area | None, request: Request) -> dict[str, Any]:
    if found:
        return {**found.model_dump(include={"label", "kind", "accounts"}), **_objects_of(found)}
    centre = request.GET.get("kst", "")
    return {"cost_centres": [centre]} if centre else {}


def _objects_of(found: Area) -> dict[str, list[str]]:
    return {"cost_centres": list(found.cost_centres), "projects": list(found.projects)}


@in_association(check_can_edit_economy)
def remove_area(request: Request, key: str) -> HttpResponse:
    held = map_held(request.standing.association)
    found = next((area for area in held.own.area if area.key == key), None)
    if found is None:
        raise Http404

    def wanted(own: AssociationMap, _data: Data) -> Wanted:
        return Wanted(without_area(own, key), _("area %(area)s removed") % {"area": found.label})

    heading = _("Remove the area %(area)s") % {"area": found.label}
    return confirm(request, wanted, heading, "areas")


def confirm(request: Request, wanted: Any, heading: str, done: str) -> HttpResponse:  # noqa: ANN401 - as MapPage says
    """Ask before a part of the map is taken away."""
    form = NoForm(posted(request))
    shown = {"heading": heading, "button": _("Remove"), "is_removal": True, "back": url(request, done)}
    page = MapPage("economy/map_confirm.html", url(request, done), form, wanted, shown)
    return answer(request, map_held(request.standing.association), page)


@in_association(check_can_edit_economy)
def notes_by(request: Request) -> HttpResponse:
    held = map_held(request.standing.association)
    form = NotesByForm(posted(request), initial={"notes_by": held.own.notes_by or ""})

    def wanted(own: AssociationMap, data: Data) -> Wanted:
        chosen = cast("NotesBy | None", data["notes_by"] or None)
        return Wanted(with_notes_by(own, chosen), _("what the note of costs follows"))

    return answer(request, held, _small(request, form, wanted, _("The note of costs")))


@in_association(check_can_edit_economy)
def new_note_row(request: Request) -> HttpResponse:
    return _note_row_page(request, None)


@in_association(check_can_edit_economy)
def note_row(request: Request, at: int) -> HttpResponse:
    return _note_row_page(request, at)


def _note_row_page(request: Request, at: int | None) -> HttpResponse:
    held = map_held(request.standing.association)
    found = _at(held.own.note_row, at)
    initial = {"note": found.note, "label": found.label, "accounts": found.prefixes} if found else {}
    form = NoteRowForm(posted(request), initial=initial)

    def wanted(own: AssociationMap, data: Data) -> Wanted:
        return Wanted(with_note_row(own, form.row(), at), _("note row %(row)s") % {"row": data["label"]})

    heading = _("Row of a note") if found else _("New row of a note")
    return answer(request, held, _small(request, form, wanted, heading))


@in_association(check_can_edit_economy)
def remove_note_row(request: Request, at: int) -> HttpResponse:
    found = _at(map_held(request.standing.association).own.note_row, at)
    told = {"row": found.label if found else ""}

    def wanted(own: AssociationMap, _data: Data) -> Wanted:
        return Wanted(with_note_row(own, None, at), _("note row %(row)s removed") % told)

    return confirm(request, wanted, _("Remove the note row %(row)s") % told, "areas")


@in_association(check_can_edit_economy)
def payers(request: Request) -> HttpResponse:
    held, basis = map_held(request.standing.association), basis_of(request)
    if basis is None:
        raise Http404
    rows = [(account, say(basis.books.account_names.get(account, ""))) for account in basis.members]
    form = PayersForm(posted(request), accounts=rows, members=basis.members)

    def wanted(own: AssociationMap, data: Data) -> Wanted:
        chosen = {name.removeprefix("payer_"): cast("MemberKind", value) for name, value in data.items()}
        # What was guessed is confirmed by saving; what the map says of a prefix stays where nothing is changed.
        said = {a: who for a, who in chosen.items() if not own.contributor or basis.members.get(a) != who}
        return Wanted(with_payers(own, said), _("who pays"))

    return answer(request, held, _small(request, form, wanted, _("Who pays")))


def _small(request: Request, form: forms.Form, wanted: Any, heading: str) -> MapPage:  # noqa: ANN401 - as MapPage says
    shown = {"heading": heading, "back": url(request, "areas")}
    return MapPage("economy/areas_part.html", url(request, "areas"), form, wanted, shown)


def _at(rows: tuple[Any, ...], at: int | None) -> Any:  # noqa: ANN401 - a part of the map
    if at is None:
        return None
    if at >= len(rows):
        raise Http404
    return rows[at]


def _interventions(request: Request, own: AssociationMap) -> list[tuple[str, str, InterventionCosts | None]]:
    """List the association's interventions by name, each with what the map says of its costs."""
    said = {row.key: row for row in own.intervention}
    named = (
        (each.slug, name_on(each, request.standing.day), said.get(key_of_slug(each.slug)))
        for each in interventions_of(request.standing.association)
    )
    return sorted(named, key=lambda each: swedish(each[1]))


def _strays(request: Request, own: AssociationMap) -> list[InterventionCosts]:
    """List what the map says of interventions that the association does not have, as a key misspelt in its file."""
    known = {key_of_slug(each.slug) for each in interventions_of(request.standing.association)}
    return [row for row in own.intervention if row.key not in known]
