"""The opening stock of an intervention that goes live."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.counters.store import Overtaken, ledger_of
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import name_on
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.register.services.deciding import scheme_on, settings_on
from mellanrum.web.register.services.ledgers import ledgers_now
from mellanrum.web.register.services.opening_stock import (
    may_still_change,
    opening_of,
    opening_token,
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
    is_sent = request.method == "POST" and can_change and form.is_valid()
    if is_sent and _is_saved(request, row, year, form):
        told = _("The opening stock of %(name)s is saved.") % {"name": name_on(row, day)}
        return done(request, told, "register:setup")
    context = {
        "here": "setup",
        "name": name_on(row, day),
        "form": form,
        "year": year,
        "held": held,
        "seen": opening_token(ledger_of(association, row.slug, year)),
        "can_change": can_change,
        "threshold": settings_on(association, year).threshold,
    }
    status = 409 if is_sent else 422 if form.errors else 200
    return render(request, "register/setup_opening.html", context, status=status)


def _is_saved(request: Request, row: Intervention, year: int, form: OpeningForm) -> bool:
    """Save; False where somebody else has meanwhile, so that nothing has been saved."""
    try:
        save_opening(request.standing, row, year, form.opening(), form.scheme, request.POST.get("seen", ""))
    except (ChangedMeanwhile, Overtaken):
        form.add_error(
            None,
            _(
                "Somebody else changed this meanwhile. Nothing of yours has been saved: what you typed stands here. "
                "Load the page again to see theirs, or save once more to put yours in its place."
            ),
        )
        return False
    return True
