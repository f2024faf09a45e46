"""The opening stock of an intervention that goes live."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.interventions.services.listing import name_on
from mellanrum.web.register.services.deciding import scheme_on, settings_on
from mellanrum.web.register.services.ledgers import ledgers_now
from mellanrum.web.register.services.opening_stock import (
    may_still_change,
    opening_of,
    save_opening,
    year_of_opening,
)
from mellanrum.web.register.setup.opening_forms import OpeningForm
from mellanrum.web.register.setup.pages import done, intervention_at


@in_association(check_can_set_up_follow_up)
def opening(request: Request, intervention: str) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    row = intervention_at(request, intervention)
    ledgers = ledgers_now(association, row.slug, day)
    year = year_of_opening(ledgers, day)
    scheme = scheme_on(association, date(year, 1, 1))
    held = opening_of(ledgers[0] if ledgers else None)
    form = OpeningForm(request.POST or None, scheme=scheme, held=held)
    can_change = may_still_change(ledgers)
    if request.method == "POST" and can_change and form.is_valid():
        save_opening(request.standing, row, year, form.opening(), scheme)
        told = _("The opening stock of %(name)s is saved.") % {"name": name_on(row, day)}
        return done(request, told, "register:setup")
    context = {
        "here": "setup",
        "name": name_on(row, day),
        "form": form,
        "year": year,
        "held": held,
        "can_change": can_change,
        "threshold": settings_on(association, year).threshold,
    }
    return render(request, "register/setup_opening.html", context, status=422 if form.errors else 200)
