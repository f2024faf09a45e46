from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_see_what_is_stored, check_can_set_up_follow_up


@in_association(check_can_set_up_follow_up)
@require_safe
def home(request: Request) -> HttpResponse:
    return render(request, "register/setup_home.html", {"here": "setup"})


@in_association(check_can_see_what_is_stored)
@require_safe
def stored(request: Request) -> HttpResponse:
    return render(request, "register/setup_stored.html", {"here": "stored"})
