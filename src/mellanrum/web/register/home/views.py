from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_fill_sheets, check_can_count, check_can_fill_sheets
from mellanrum.web.interventions.services.listing import interventions_of
from mellanrum.web.register.form.desk import lines_of
from mellanrum.web.register.home.mending import groups_of
from mellanrum.web.register.home.page import cards_of, staffed_on
from mellanrum.web.register.services.due import due_of, watched_by


@in_association(check_can_count)
@require_safe
def home(request: Request) -> HttpResponse:
    """Show what there is to count; to those who only fill in forms, the forms and nothing else."""
    standing = request.standing
    forms = lines_of(standing)
    if not can_fill_sheets(standing):
        return render(request, "register/home_forms.html", {"here": "home", "lines": forms})
    watched = watched_by(standing)
    dues = due_of(standing, watched)
    context = {
        "here": "home",
        "cards": cards_of(
            watched,
            {line.slug: line.events for line in forms},
            staffed_on(standing.association, standing.day),
        ),
        "lines": [line for line in forms if line.slug not in {each.slug for each in watched}],
        "first": dues[:1],
        "dues": dues[1:],
        "has_any": bool(watched) or bool(interventions_of(standing.association)),
    }
    return render(request, "register/home.html", context)


@in_association(check_can_fill_sheets)
@require_safe
def findings(request: Request) -> HttpResponse:
    """Show what does not tie in the interventions the reader counts in, and where each is mended."""
    watched = watched_by(request.standing)
    groups = groups_of(request.standing, watched)
    number = sum(len(group.told) for group in groups)
    context = {"here": "findings", "groups": groups, "number": number, "has_any": bool(watched)}
    return render(request, "register/findings.html", context)
