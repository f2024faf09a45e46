"""Planning a survey: which questionnaire, then everything else on one page."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.web.access.pages import forms_too, found, said, sent
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.surveys.forms.planning import PlanForm, initial_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import running, survey_of
from mellanrum.web.surveys.services.own import questionnaires_of
from mellanrum.web.surveys.services.wordings import languages_of
from mellanrum.web.surveys.views.pages import FormPage, answered, url

_USUAL = timedelta(days=21)
LIKE = "som"
"""What names, in an address, the survey that a new one is to be like."""


@in_association(check_can_run_surveys)
@require_safe
def choose(request: Request) -> HttpResponse:
    """Choose what is to be asked."""
    listed = questionnaires_of(request.standing.association, request.standing.day)
    languages = languages_of(request.standing.association)
    context = {"here": "list", "questionnaires": [(each, languages.get(each.key, ())) for each in listed]}
    return render(request, "surveys/choose.html", context)


@in_association(check_can_run_surveys)
@forms_too
def plan(request: Request, questionnaire: str) -> HttpResponse:
    listed = questionnaires_of(request.standing.association, request.standing.day)
    return plan_page(request, found(next((each for each in listed if each.key == questionnaire), None)))


def plan_page(request: Request, asked: Questionnaire, held: Survey | None = None) -> HttpResponse:
    """Show the form of a survey that is planned, or of a new one, and save it."""
    form = PlanForm(asked, sent(request), initial=_initial(request, asked, held))

    def save() -> str:
        if held is None:
            made = running.plan(request.standing, form.plan())
            told = _("“%(name)s” has been planned. Print the poster, or copy the link.") % {"name": made}
            return said(request, told, url(request, "survey", made.key))
        running.change_plan(request.standing, held, form.plan())
        return said(request, _("The plan has been saved."), url(request, "survey", held.key))

    if held is None:
        title, back, of = _("Plan a survey: %(asked)s") % {"asked": say(asked.label)}, url(request, "list"), ""
    else:
        title, back, of = _("Change the plan"), url(request, "survey", held.key), str(held)
    return answered(request, form, FormPage(title, _("Save the plan"), back, of=of), save)


def _initial(request: Request, asked: Questionnaire, held: Survey | None) -> dict[str, object]:
    if held is not None:
        return initial_of(held, running.offered_of(held))
    day = request.standing.day
    before = survey_of(request.standing.association, request.GET.get(LIKE, ""))
    if before is not None and before.questionnaire == asked.key:
        closes = day + (before.closes - before.opens)
        label = before.label.replace(str(before.opens.year), str(day.year))
        return {**initial_of(before, running.offered_of(before)), "label": label, "opens": day, "closes": closes}
    label = f"{say(asked.label)} {day.year}"
    groups = [each.key for each in asked.groups]
    usual = {"has_link": True, "few_others": "unsplit", "groups": groups}
    return {"label": label, "opens": day, "closes": day + _USUAL, **usual}
