"""What the pages of surveys share: finding one, the page with one form, and answering it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.web.access.pages import found
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import survey_of


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form: its words, and where it leads back to. `danger` is for what cannot be taken back."""

    title: str
    button: str
    back: str
    lead: str = ""
    of: str = ""  # what it belongs to, whose page `back` is
    here: str = "list"
    danger: bool = False
    seen: str = ""
    remove: str = ""  # the address of the page that asks whether it is to go
    remove_words: str = ""
    has_file: bool = False


def answered(
    request: Request, form: forms.BaseForm, page: FormPage, save: Callable[[], str], **more: object
) -> HttpResponse:
    """Show a form, or do what it says: `save` does it, and says where to go next. What cannot be done is said."""
    if request.method == "POST" and form.is_valid():
        try:
            to = save()
        except Impossible as reason:
            form.add_error(None, str(reason))
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody else changed this meanwhile. Load the page again to see what stands now."))
        else:
            return redirect(to)
    status = 422 if form.is_bound and form.errors else 200
    template = str(more.pop("template", "surveys/form.html"))
    return render(request, template, {"form": form, "page": page, "here": page.here, **more}, status=status)


def one(request: Request, key: str) -> Survey:
    """Return a survey of the association; another's does not exist."""
    return found(survey_of(request.standing.association, key))


def url(request: Request, name: str, *args: object) -> str:
    """Return the address of a page of surveys in the association."""
    return reverse(f"surveys:{name}", args=[request.standing.association.slug, *args])
