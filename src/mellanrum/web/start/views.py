from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mellanrum.web.access.models import User
from mellanrum.web.access.routes import Request, in_association, signed_in
from mellanrum.web.access.rules import (
    can_count,
    can_fill_sheets,
    can_import_books,
    can_read_statements,
    can_read_statistics,
    check_can_see_association,
    refusal_of,
)
from mellanrum.web.access.standing import Standing, associations_of
from mellanrum.web.economy.opening import open_year, years_with_books
from mellanrum.web.economy.reading.views import facts
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import listed
from mellanrum.web.register.form.desk import lines_of
from mellanrum.web.reports.services import is_behind
from mellanrum.web.reports.state import newest_ready
from mellanrum.web.start.first_hour import current, steps
from mellanrum.web.start.follow_up import follow_up_needs
from mellanrum.web.start.needs import left, needs_of
from mellanrum.web.start.standing_now import follow_up_now, state_now
from mellanrum.web.start.surveys import survey_needs
from mellanrum.web.start.things import Need


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Go to the user's association; let those with several choose."""
    places = associations_of(request.user) if isinstance(request.user, User) else ()
    if len(places) == 1:
        return redirect("start:start", association=places[0].slug)
    return render(request, "start/places.html", {"places": places})


@in_association(check_can_see_association)
@require_GET
def start(request: Request) -> HttpResponse:
    """Show what needs the user now, which differs with the role."""
    if can_import_books(request.standing):
        return _at_the_desk(request)
    if can_read_statements(request.standing):
        return _to_read(request)
    if can_count(request.standing):
        return _to_count(request)
    roles = sorted(str(role.label) for role in request.standing.roles)
    told = {"roles": roles, "published": _published(request.standing)}
    return render(request, "start/nothing_here.html", told)


def _published(standing: Standing) -> Publication | None:
    """Return what was published last, of that which somebody may read."""
    return next(iter(listed(standing)), None) if can_read_statistics(standing) else None


def _at_the_desk(request: Request) -> HttpResponse:
    state, desk = state_now(request.standing)
    if newest_ready(request.standing.association) is None:
        listed = {
            "state": state,
            "steps": steps(state),
            "current": current(state),
            "counting": _listed(request.standing, follow_up_needs(state.follow_up)),
            "surveys": _listed(request.standing, survey_needs(state.surveys)),
        }
        return render(request, "start/first_hour.html", listed)
    needs = needs_of(state, partial(_may, request.standing))
    days = abs((state.due - state.day).days)
    return render(
        request,
        "start/desk.html",
        {"state": state, "desk": desk, "first": needs[:1], "needs": needs[1:], "left": left(needs), "days": days},
    )


def _to_count(request: Request) -> HttpResponse:
    """Show those who count what is due in their interventions, or the forms alone to those who only fill them in."""
    lines = lines_of(request.standing)
    if not can_fill_sheets(request.standing):
        return render(request, "start/forms.html", {"lines": lines})
    needs = _listed(request.standing, follow_up_needs(follow_up_now(request.standing)))
    return render(request, "start/to_count.html", {"first": needs[:1], "needs": needs[1:], "lines": lines})


def _listed(standing: Standing, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple(need for need in needs if _may(standing, need.place.ability))


def _may(standing: Standing, ability: str) -> bool:
    return refusal_of(ability, standing) is None


def _to_read(request: Request) -> HttpResponse:
    association = request.standing.association
    report = newest_ready(association)
    years = years_with_books(association)
    year = report.year if report else max(years, default=None)
    desk = open_year(association, year) if year in years and year is not None else None
    context = {
        "report": report,
        "is_behind": report is not None and is_behind(association, report),
        "year": year,
        "desk": desk,
        "facts": facts(desk) if desk else {},
        "published": _published(request.standing),
    }
    return render(request, "start/to_read.html", context)
