"""Activities, and the surveys and grades that belong to them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Prefetch

from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import Activity, ActivitySurvey


def activities_of(standing: Standing) -> tuple[Activity, ...]:
    """List the association's activities with their surveys, the newest first."""
    check_can_read_survey_results(standing)
    own = ActivitySurvey.objects.of(standing.association).order_by("id")
    found = Activity.objects.of(standing.association).prefetch_related(Prefetch("surveys", own))
    return tuple(found.order_by("-first_day", "name"))


def activity_of(standing: Standing, pk: int) -> Activity | None:
    """Return an activity; None where there is none of that number."""
    return next((each for each in activities_of(standing) if each.pk == pk), None)


def elsewhere_than(standing: Standing, activity: Activity | None) -> dict[str, str]:
    """Name the other activity that surveys belong to, by the key of the survey."""
    others = (each for each in activities_of(standing) if activity is None or each.pk != activity.pk)
    return {belonging.survey: each.name for each in others for belonging in each.surveys.all()}


def save_activity(
    standing: Standing,
    activity: Activity | None,
    facts: tuple[str, date, date | None],
    surveys: Iterable[str] = (),
    *,
    offered: Iterable[str] | None = None,
) -> Activity:
    """Save an activity, a new one where none is given, with the surveys that belong to it.

    `facts` are its name, first and last day. A survey that belonged to another activity is moved. What belongs to it
    and was not among the `offered` (None: all were) stays: its results may be taken back only for the moment.
    """
    check_can_import_survey_results(standing)
    name, first, last = facts
    with transaction.atomic():
        held = activity or Activity(association=standing.association)
        held.name, held.first_day, held.last_day = name, first, last
        held.save()
        wanted = tuple(dict.fromkeys(surveys))
        own = ActivitySurvey.objects.of(standing.association)
        left = own.filter(activity=held)
        (left if offered is None else left.filter(survey__in=tuple(offered))).delete()
        own.filter(survey__in=wanted).delete()
        for survey in wanted:
            ActivitySurvey.objects.make(standing.association, activity=held, survey=survey)
    return held


def remove_activity(standing: Standing, activity: Activity) -> None:
    """Remove an activity; its surveys stay, and belong to none."""
    check_can_import_survey_results(standing)
    Activity.objects.of(standing.association).filter(pk=activity.pk).delete()
