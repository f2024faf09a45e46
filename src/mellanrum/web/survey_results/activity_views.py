"""Events and activities, with the surveys and grades that belong to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.survey_results import pages
from mellanrum.web.survey_results.activity_forms import ActivityForm
from mellanrum.web.survey_results.models import Activity
from mellanrum.web.survey_results.opening import Survey
from mellanrum.web.survey_results.services.activities import (
    activities_of,
    activity_of,
    elsewhere_than,
    remove_activity,
    save_activity,
)
from mellanrum.web.survey_results.telling.desk import Desk, Told
from mellanrum.web.survey_results.telling.over_surveys import over_surveys, surveys_of


@dataclass(frozen=True, slots=True)
class ShownActivity:
    """An activity with the surveys that belong to it and have results, and what they say beside each other."""

    activity: Activity
    surveys: tuple[Survey, ...]
    told: tuple[Told, ...]


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def activities(request: Request) -> HttpResponse:
    """List the activities with their surveys, and the surveys that belong to none."""
    desk = pages.open_desk(request.standing)
    shown = tuple(_shown(desk))
    taken = {survey.key for each in shown for survey in each.surveys}
    rest = tuple(each for each in desk.results.surveys.values() if each.key not in taken)
    context = {"here": "results", "part": "surveys", "year": desk.year, "activities": shown, "surveys": rest}
    return render(request, "survey_results/activities.html", context)


def _shown(desk: Desk) -> Iterator[ShownActivity]:
    for each in activities_of(desk.standing):
        yield ShownActivity(each, surveys_of(desk, each), tuple(over_surveys(desk, each)))


@in_association(check_can_import_survey_results)
@forms_too
def activity(request: Request, pk: int = 0) -> HttpResponse:
    """Add an activity, or change one."""
    found = activity_of(request.standing, pk) if pk else None
    if pk and found is None:
        raise Http404
    surveys = tuple(pages.open_desk(request.standing).results.surveys.values())
    posted = request.POST if request.method == "POST" else None
    elsewhere = elsewhere_than(request.standing, found)
    form = ActivityForm(posted, surveys=surveys, elsewhere=elsewhere, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        save_activity(
            request.standing,
            found,
            (given["name"], given["first_day"], given["last_day"]),
            given.get("surveys", ()),
            offered=[each.key for each in surveys],
        )
        messages.success(request, _("The activity is saved."))
        return redirect("survey_results:activities", request.standing.association.slug)
    context = {"here": "results", "part": "surveys", "form": form, "activity": found}
    return render(request, "survey_results/activity.html", context, status=422 if form.errors else 200)


def _initial(found: Activity | None) -> dict[str, Any]:
    if found is None:
        return {}
    surveys = [each.survey for each in found.surveys.all()]
    return {"name": found.name, "first_day": found.first_day, "last_day": found.last_day, "surveys": surveys}


@in_association(check_can_import_survey_results)
@forms_too
def remove(request: Request, pk: int) -> HttpResponse:
    """Ask, and remove an activity."""
    found = activity_of(request.standing, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        remove_activity(request.standing, found)
        messages.success(request, _("The activity is removed. Its surveys are kept."))
        return redirect("survey_results:activities", request.standing.association.slug)
    context = {"here": "results", "part": "surveys", "activity": found}
    return render(request, "survey_results/activity_remove.html", context)
