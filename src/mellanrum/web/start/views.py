from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mellanrum.web.access.models import User
from mellanrum.web.access.routes import Request, in_association, signed_in
from mellanrum.web.access.rules import check_can_see_association
from mellanrum.web.access.standing import associations_of


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Go to the user's association; let those with several choose."""
    places = associations_of(request.user) if isinstance(request.user, User) else ()
    if len(places) == 1:
        return redirect("start:start", association=places[0].slug)
    return render(request, "start/places.html", {"places": places})


@in_association(check_can_see_association)
def start(request: Request) -> HttpResponse:
    """Show what needs the user now."""
    return render(request, "start/start.html")
