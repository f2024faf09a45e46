"""What the pages of setting up share: the page with one form, and finding a row or saying that there is none."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import intervention_of


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of a page with one form: `back` is the route it was opened from, and what its address holds."""

    title: Any
    button: Any
    back: str
    lead: Any = ""
    back_args: tuple[Any, ...] = ()


def form_page(request: Request, form: forms.BaseForm, page: FormPage, **more: object) -> HttpResponse:
    """Show a form; one with faults says so, also to what reads only the number of an answer."""
    status = 422 if form.errors else 200
    context = {"here": "setup", "form": form, "page": page, "back": where(request, page.back, *page.back_args), **more}
    return render(request, "register/setup_form.html", context, status=status)


def where(request: Request, route: str, *args: object) -> str:
    """Return the address of a page of the association's."""
    answer = redirect(route, request.standing.association.slug, *args)
    return str(answer["Location"])


def done(request: Request, sentence: str, route: str, *args: object) -> HttpResponse:
    """Say what happened, and go to a page that can be loaded again without doing it once more."""
    messages.success(request, sentence)
    return redirect(route, request.standing.association.slug, *args)


def intervention_at(request: Request, slug: str) -> Intervention:
    """Return an intervention of the association's; where it has none by that slug, the page does not exist."""
    return found(intervention_of(request.standing.association, slug))
