from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_see_what_is_stored, check_can_set_up_follow_up
from mellanrum.web.register.code import keys
from mellanrum.web.register.code.decision import decisions_of, is_on, turn_off, turn_on
from mellanrum.web.register.code.forms import TurnOffForm, TurnOnForm
from mellanrum.web.register.code.sample import sample_slip
from mellanrum.web.register.code.services import no_room
from mellanrum.web.register.services.deciding import scheme_on

_HERE = "register:code"


@in_association(check_can_see_what_is_stored)
@require_safe
def home(request: Request) -> HttpResponse:
    standing = request.standing
    context = {
        "here": "setup",
        "is_on": is_on(standing.association),
        "decisions": decisions_of(standing.association),
        "statuses": keys.statuses(standing.association, standing.day),
        "no_room": no_room(scheme_on(standing.association, standing.day)),
    }
    return render(request, "register/code_home.html", context)


@in_association(check_can_see_what_is_stored)
@require_safe
@cache_control(no_store=True)
def sample(request: Request) -> HttpResponse:
    return render(request, "register/code_sample.html", {"here": "setup", "slip": sample_slip(request.standing)})


@in_association(check_can_set_up_follow_up)
def start_using(request: Request) -> HttpResponse:
    form = TurnOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        turn_on(request.standing, form.cleaned_data["decision"], form.cleaned_data["opinion"])
        return _done(request, _("The carried code is used from now on."))
    return _form(request, form, "register/code_turn_on.html")


@in_association(check_can_set_up_follow_up)
def stop_using(request: Request) -> HttpResponse:
    form = TurnOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        turn_off(request.standing, form.cleaned_data["decision"])
        return _done(request, _("The carried code is not used any more."))
    return _form(request, form, "register/code_turn_off.html")


@in_association(check_can_set_up_follow_up)
def rotate(request: Request) -> HttpResponse:
    if not is_on(request.standing.association):
        raise Http404
    if request.method == "POST":
        keys.rotate(request.standing)
        return _done(request, _("There is a new key. The codes that have been given can still be used."))
    return render(request, "register/code_rotate.html", {"here": "setup", "year": request.standing.day.year})


@in_association(check_can_set_up_follow_up)
def destroy(request: Request, year: int, number: int) -> HttpResponse:
    standing = request.standing
    held = (each for each in keys.statuses(standing.association, standing.day) if not each.is_destroyed)
    status = next((each for each in held if (each.year, each.number) == (year, number)), None)
    if status is None:
        raise Http404
    if request.method == "POST":
        keys.destroy(standing, year, number)
        return _done(request, _("The key of %(year)s has been destroyed.") % {"year": year})
    return render(request, "register/code_destroy.html", {"here": "setup", "key": status})


def _form(request: Request, form: forms.BaseForm, template: str) -> HttpResponse:
    return render(request, template, {"here": "setup", "form": form}, status=422 if form.errors else 200)


def _done(request: Request, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_HERE, request.standing.association.slug)
