"""What the pages of interventions share: finding one, the page with one form, and answering it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.web.access.pages import found
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import intervention_of, name_on
from mellanrum.web.parts.seen import ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form: its words, where it leads back to, and the token of what it shows."""

    title: str
    button: str
    back: str
    lead: str = ""
    seen: Callable[[], str] = str
    remove: str = ""  # the address of the page that asks whether it is to go
    remove_words: str = ""
    clear: str = ""  # the words on a button that takes away what the form shows
    of: str = ""  # the intervention it belongs to, whose page `back` is
    fast: Sequence[tuple[object, object]] = ()  # what stands fast, and is not asked for
    nothing: str = ""  # why there is nothing to choose, in place of the form, and where to mend that
    elsewhere: str = ""
    elsewhere_words: str = ""


def answered(request: Request, form: forms.BaseForm, page: FormPage, save: Callable[[], str]) -> HttpResponse:
    """Show a form, or do what it says: `save` does it, and says where to go next. What cannot be done is said."""
    if request.method == "POST" and form.is_valid():
        try:
            to = save()
        except Impossible as reason:
            form.add_error(None, str(reason))
        except ChangedMeanwhile:
            form.add_error(None, _meanwhile())
        else:
            return redirect(to)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "page": page, "seen": page.seen()}
    return render(request, "interventions/form.html", context, status=status)


def seen_by(request: Request) -> str:
    """Return the token of what a form showed when it was opened."""
    return str(request.POST.get("seen", ""))


def one(request: Request, slug: str) -> Intervention:
    """Return an intervention of the association; another's does not exist."""
    return found(intervention_of(request.standing.association, slug))


def url(request: Request, name: str, *args: object) -> str:
    """Return the address of a page of interventions in the association."""
    return reverse(f"interventions:{name}", args=[request.standing.association.slug, *args])


def page_of(request: Request, intervention: Intervention, part: str = "") -> str:
    """Return the address of an intervention's own page, at one of its parts."""
    return url(request, "intervention", intervention.slug) + (f"#{part}" if part else "")


def called(request: Request, intervention: Intervention) -> str:
    """Return what an intervention is called today."""
    return name_on(intervention, request.standing.day)


def _meanwhile() -> str:
    return _(
        "Somebody else changed this meanwhile. Nothing of yours has been saved: what you typed stands here. "
        "Load the page again to see theirs, or save once more to put yours in its place."
    )
