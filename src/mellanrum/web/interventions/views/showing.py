from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_interventions, check_can_see_association
from mellanrum.web.interventions.services.catalogue import as_listed
from mellanrum.web.interventions.services.describing import history_of
from mellanrum.web.interventions.services.listing import counted_by, key_of_slug
from mellanrum.web.interventions.services.outcomes import Outcomes, money_by_year, outcomes_of
from mellanrum.web.interventions.services.planning import sees_money_of, years_of
from mellanrum.web.interventions.services.staffing import staff_of
from mellanrum.web.interventions.services.succession import kin_of
from mellanrum.web.interventions.views.pages import one


@in_association(check_can_see_association)
@require_safe
def intervention(request: Request, intervention: str) -> HttpResponse:
    standing = request.standing
    shown = one(request, intervention)
    before, after = kin_of(standing.association, shown)
    workers = staff_of(standing, shown)
    sees_money = sees_money_of(standing, shown)
    outcomes = outcomes_of(standing, shown) if sees_money else Outcomes()
    context = {
        "shown": shown,
        "key": key_of_slug(shown.slug),
        "listed": as_listed(shown, standing.day),
        "history": history_of(shown),
        "before": before,
        "after": after,
        "is_own": shown in counted_by(standing, RoleName.COORDINATOR, RoleName.COACH),
        "is_coordinated": shown in counted_by(standing, RoleName.COORDINATOR),
        "sees_money": sees_money,
        "outcomes": outcomes,
        "years": money_by_year(years_of(shown), outcomes) if sees_money else (),
        "workers": [worker for worker in workers if not worker.is_over],
        "former": [worker for worker in workers if worker.is_over],
        "can_edit": can_edit_interventions(standing),
    }
    return render(request, "interventions/intervention.html", context)
