"""How every page that changes the account map works: show, show what it does, save unless somebody was first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mellanrum.books.association_map import AssociationMap
from mellanrum.findings import Finding, spoken_mend, spoken_message
from mellanrum.web.access.routes import Request
from mellanrum.web.access.rules import can_edit_economy
from mellanrum.web.economy.editing.map_effects import effect_of_map
from mellanrum.web.economy.services.mapping import FaultyMap, HeldMap, MapSavedMeanwhile, faults_in, map_held, save_map
from mellanrum.web.parts.templatetags.parts import lang, percent

PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A map somebody wants, and what the change is in words."""

    own: AssociationMap
    about: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """A page that changes the map: its template, where it leads when it is done, and what its form asks for.

    `wanted` makes the map of the one that holds and what the form was filled in with.
    """

    template: str
    done: str
    form: forms.Form
    wanted: Callable[[AssociationMap, Mapping[str, Any]], Wanted]
    shown: Mapping[str, Any] = field(default_factory=dict)


def answer(request: Request, held: HeldMap, page: MapPage) -> HttpResponse:
    """Answer a request to a page that changes the map."""
    context: dict[str, Any] = {"form": page.form, "held": held, "can_edit": can_edit_economy(request.standing)}
    if request.method == "POST" and page.form.is_valid():
        wanted = page.wanted(held.own, page.form.cleaned_data)
        if request.POST.get("step") == PREVIEW:
            context |= _preview(request, page.form, wanted)
        elif _saved(request, page.form, wanted):
            return redirect(page.done)
        context["held"] = map_held(request.standing.association)
    is_part = request.htmx and request.POST.get("step") == PREVIEW
    return render(request, "economy/map_effect.html" if is_part else page.template, {**page.shown, **context})


def _preview(request: Request, form: forms.Form, wanted: Wanted) -> Mapping[str, Any]:
    faults = faults_in(wanted.own)
    _tell(form, faults)
    effect = None if faults else effect_of_map(request.standing.association, wanted.own)
    return {"effect": effect, "about": wanted.about, "is_preview": not faults}


def _saved(request: Request, form: forms.Form, wanted: Wanted) -> bool:
    try:
        is_new = save_map(request.standing, wanted.own, wanted.about, seen_in(request))
    except MapSavedMeanwhile as news:
        form.add_error(None, news.sentence())
        return False
    except FaultyMap as faulty:
        _tell(form, faulty.findings)
        return False
    if is_new:
        messages.success(request, _("Saved: %(about)s.") % {"about": wanted.about})
    else:
        messages.info(request, _("The map said so already: nothing was changed."))
    return True


def posted(request: Request) -> QueryDict | None:
    """Return what a form was filled in with; None where it has only been opened."""
    return request.POST if request.method == "POST" else None


def seen_in(request: Request) -> int:
    """Return the number of the version a form was made from; one that no version has, where it says none."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _tell(form: forms.Form, faults: tuple[Finding, ...]) -> None:
    for item in faults:
        form.add_error(None, fault_text(item))


def fault_text(item: Finding) -> str:
    """Word a fault of a map; of shares that do not add up it also says how much is lacking or too much."""
    told = [spoken_message(item, lang(), "web"), spoken_mend(item, lang(), "web")]
    if item.code == "map.shares_not_whole" and item.difference is not None:
        sums = {"sum": percent(item.stated, 2), "difference": percent(abs(item.difference), 2)}
        wrong = _("They add up to %(sum)s: %(difference)s too much.")
        lacking = _("They add up to %(sum)s: %(difference)s is lacking.")
        told = [_("The shares are to add up to 100 per cent."), (wrong if item.difference > 0 else lacking) % sums]
    return " ".join(part for part in told if part)
