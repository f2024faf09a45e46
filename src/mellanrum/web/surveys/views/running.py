from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_enter_survey_forms
from mellanrum.web.surveys.services import listed


@in_association(check_can_enter_survey_forms)
@require_safe
def home(request: Request) -> HttpResponse:
    return render(request, "surveys/home.html", {"surveys": listed(request.standing)})
