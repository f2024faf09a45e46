"""What is handed out: the poster, the slips, the texts to copy. Nobody's address is asked for or kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mellanrum.web.access.pages import forms_too, sent
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.surveys.forms.planning import SlipsForm
from mellanrum.web.surveys.services import make_slips, running, state
from mellanrum.web.surveys.texts import texts_of
from mellanrum.web.surveys.views.pages import one
from mellanrum.web.surveys.ways import CODE, link_to

_USUAL = 30


@in_association(check_can_run_surveys)
@require_safe
def poster(request: Request, survey: str) -> HttpResponse:
    held = one(request, survey)
    return render(request, "surveys/poster.html", {"here": "list", "survey": held, "link": link_to(request, held)})


@in_association(check_can_run_surveys)
@forms_too
@cache_control(no_store=True)
def slips(request: Request, survey: str) -> HttpResponse:
    """Ask how many, and show them once: they are kept nowhere."""
    held = one(request, survey)
    number = sum(running.offered_of(held).values()) or _USUAL
    form = SlipsForm(sent(request), initial={"number": min(number, 500)})
    context = {"here": "list", "survey": held, "state": state(held, request.standing.day), "form": form}
    if request.method == "POST" and form.is_valid() and held.has_slips and held.closed_on is None:
        made = make_slips(request.standing, held, form.cleaned_data["number"])
        return render(request, "surveys/slips.html", {**context, "slips": made, "link": link_to(request, held, CODE)})
    return render(request, "surveys/slips.html", context, status=422 if form.errors else 200)


@in_association(check_can_run_surveys)
@require_safe
def texts(request: Request, survey: str) -> HttpResponse:
    held = one(request, survey)
    told = texts_of(held, request.standing.association.name, link_to(request, held).url)
    return render(request, "surveys/texts.html", {"here": "list", "survey": held, "texts": told})
