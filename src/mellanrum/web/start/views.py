from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mellanrum.web.access.models import User
from mellanrum.web.access.routes import Request, in_association, signed_in
from mellanrum.web.access.rules import (
    can_import_books,
    can_publish,
    can_read_statistics,
    check_can_see_association,
    refusal_of,
)
from mellanrum.web.access.standing import Standing, associations_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import listed
from mellanrum.web.reports.state import newest_ready
from mellanrum.web.start.first_hour import current, steps
from mellanrum.web.start.follow_up import follow_up_needs
from mellanrum.web.start.needs import left, needs_of
from mellanrum.web.start.standing_now import state_now
from mellanrum.web.start.surveys import survey_needs
from mellanrum.web.start.yours import allowed, forms_of, parts_of


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
    """Show what needs the user now: the sum of what each of their roles needs, the first thing first."""
    standing = request.standing
    if can_import_books(standing):
        return _at_the_desk(request)
    told = {"parts": parts_of(standing), "published": _published(standing)}
    if told["parts"]:
        return render(request, "start/yours.html", told)
    roles = sorted(str(role.label) for role in standing.roles)
    return render(request, "start/nothing_here.html", {**told, "roles": roles})


def _published(standing: Standing) -> Publication | None:
    """Return what was published last, of that which somebody may read; nothing for those who publish it."""
    if can_publish(standing) or not can_read_statistics(standing):
        return None
    return next(iter(listed(standing)), None)


def _at_the_desk(request: Request) -> HttpResponse:
    """Show the desk, or the way to it, and what other roles of the same person need."""
    standing = request.standing
    state, desk = state_now(standing)
    told: dict[str, Any] = {"state": state, "lines": forms_of(standing), "published": _published(standing)}
    if newest_ready(standing.association) is None:
        told |= {
            "steps": steps(state),
            "current": current(state),
            "counting": allowed(standing, follow_up_needs(state.follow_up)),
            "surveys": allowed(standing, survey_needs(state.surveys)),
        }
        return render(request, "start/first_hour.html", told)
    needs = needs_of(state, partial(_may, standing))
    days = abs((state.due - state.day).days)
    told |= {"desk": desk, "first": needs[:1], "needs": needs[1:], "left": left(needs), "days": days}
    return render(request, "start/desk.html", told)


def _may(standing: Standing, ability: str) -> bool:
    return refusal_of(ability, standing) is None
