"""What the association's pages share: the page with one form, and finding a row or saying that there is none."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mellanrum.web.access.routes import Request


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of a page with one form: `back` is the route it was opened from."""

    title: Any
    button: Any
    back: str
    lead: Any = ""


def form_page(request: Request, form: forms.BaseForm, page: FormPage, **more: object) -> HttpResponse:
    """Show a form; one with faults says so, also to what reads only the number of an answer."""
    status = 422 if form.errors else 200
    return render(request, "association/form.html", {"form": form, "page": page, **more}, status=status)


def done(request: Request, route: str, sentence: str, fragment: str = "") -> HttpResponse:
    """Say what happened, and go to a page that can be loaded again without doing it once more."""
    messages.success(request, sentence)
    answer = redirect(route, association=request.standing.association.slug)
    if fragment:
        answer["Location"] += f"#{fragment}"
    return answer
