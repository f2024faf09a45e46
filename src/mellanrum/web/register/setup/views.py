from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.register.code.decision import is_on
from mellanrum.web.register.models import OwnAnswer, OwnSet, OwnTable
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.register.setup.standing import lines_of


@in_association(check_can_set_up_follow_up)
@require_safe
def home(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    context = {
        "here": "setup",
        "settings": settings_on(association, day.year),
        "answers": OwnAnswer.objects.of(association).count(),
        "tables": OwnTable.objects.of(association).count(),
        "sets": OwnSet.objects.of(association).values("key").distinct().count(),
        "is_code_on": is_on(association),
        "lines": lines_of(request.standing),
    }
    return render(request, "register/setup_home.html", context)
