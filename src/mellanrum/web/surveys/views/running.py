"""The list of surveys, and the page of one: an open one tells how many forms it has in all, and nothing else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mellanrum.web.access.pages import forms_too, said, sent
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_enter_survey_forms, check_can_run_surveys
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.surveys.forms.planning import NoForm, RunningForm, initial_of
from mellanrum.web.surveys.services import (
    asked_of,
    handed_in_for,
    listed,
    questionnaire_of,
    running,
    state,
    wordings_of,
)
from mellanrum.web.surveys.services.own import questionnaires_of
from mellanrum.web.surveys.views.pages import FormPage, answered, one, url
from mellanrum.web.surveys.views.planning import plan_page
from mellanrum.web.surveys.ways import KIOSK, link_to

ORDER = ("over", "open", "planned", "closed")


@in_association(check_can_enter_survey_forms)
@require_safe
def home(request: Request) -> HttpResponse:
    surveys = listed(request.standing)
    parts = [(name, [each for each in surveys if each.state == name]) for name in ORDER]
    return render(request, "surveys/home.html", {"here": "list", "parts": [part for part in parts if part[1]]})


@in_association(check_can_enter_survey_forms)
@require_safe
def survey(request: Request, survey: str) -> HttpResponse:
    held = one(request, survey)
    day = request.standing.day
    now = state(held, day)
    asked = asked_of(held)
    offered = running.offered_of(held)
    threshold = settings_on(request.standing.association, held.closes.year).threshold
    context = {
        "here": "list",
        "survey": held,
        "state": now,
        "asked": asked,
        "offered": [(group, offered.get(group.key)) for group in asked.groups],
        "handed_in": handed_in_for(request.standing, held),
        "languages": sorted(wordings_of(held)),
        "link": link_to(request, held),
        "kiosk": link_to(request, held, KIOSK),
        "threshold": threshold,
        "can_plan_again": any(each.key == held.questionnaire for each in questionnaires_of(held.association, day)),
        "small": [say(each.label) for each in asked.groups if 0 < offered.get(each.key, 0) < threshold],
    }
    return render(request, "surveys/survey.html", context)


@in_association(check_can_run_surveys)
@forms_too
def change(request: Request, survey: str) -> HttpResponse:
    """Change a survey: everything before it opens, the last day and the ways in while it is open."""
    held = one(request, survey)
    now = state(held, request.standing.day)
    if now == "planned":
        return plan_page(request, questionnaire_of(held), held)
    offered = running.offered_of(held)
    form = RunningForm(asked_of(held), sent(request), initial=initial_of(held, offered))

    def save() -> str:
        data = form.cleaned_data
        running.change_running(
            request.standing,
            held,
            closes=data["closes"],
            offered=form.offered(),
            has_link=data["has_link"],
            has_slips=data["has_slips"],
            about=" ".join(data["about"].split()),
        )
        return said(request, _("The change has been saved."), url(request, "survey", held.key))

    lead = _(
        "What is asked stands fast while the survey is open: answers before and after would mean different things."
    )
    page = FormPage(
        _("Change “%(name)s”") % {"name": held}, _("Save"), url(request, "survey", held.key), lead, str(held)
    )
    return answered(request, form, page, save)


@in_association(check_can_run_surveys)
@forms_too
def close(request: Request, survey: str) -> HttpResponse:
    held = one(request, survey)
    now = state(held, request.standing.day)
    form = NoForm(sent(request))

    def save() -> str:
        running.close(request.standing, held)
        return said(request, _("“%(name)s” has been closed.") % {"name": held}, url(request, "survey", held.key))

    context = {
        "here": "list",
        "survey": held,
        "state": now,
        "handed_in": handed_in_for(request.standing, held),
        "threshold": settings_on(request.standing.association, held.closes.year).threshold,
        "template": "surveys/close.html",
    }
    back = url(request, "survey", held.key)
    page = FormPage(_("Close “%(name)s”?") % {"name": held}, _("Close the survey"), back, of=str(held), danger=True)
    return answered(request, form, page, save, **context)


@in_association(check_can_run_surveys)
@forms_too
def remove(request: Request, survey: str) -> HttpResponse:
    held = one(request, survey)
    form = NoForm(sent(request))

    def save() -> str:
        running.remove(request.standing, held)
        return said(request, _("The survey “%(name)s” has been removed.") % {"name": held}, url(request, "list"))

    page = FormPage(
        _("Remove “%(name)s”?") % {"name": held},
        _("Remove"),
        url(request, "survey", held.key),
        _("It has not opened, and nobody has answered. Posters and slips that have been printed lead nowhere then."),
        str(held),
        danger=True,
    )
    return answered(request, form, page, save)
