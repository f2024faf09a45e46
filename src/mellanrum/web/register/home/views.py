from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_count, check_can_fill_sheets


@in_association(check_can_count)
@require_safe
def home(request: Request) -> HttpResponse:
    return render(request, "register/home.html", {"here": "home"})


@in_association(check_can_fill_sheets)
@require_safe
def findings(request: Request) -> HttpResponse:
    return render(request, "register/findings.html", {"here": "findings"})
