"""The page of what was written in free text: all of it for the manager, and what is published for other readers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_read_survey_results, check_can_read_statistics, check_can_read_survey_results
from mellanrum.web.access.silence import silent
from mellanrum.web.answering.reading import Done, decide, has_enough, published_in, surveys_to_read, written_in
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import questionnaire_of, survey_of

CONFLICT = 409


@in_association(check_can_read_statistics)
@require_safe
def all_written(request: Request) -> HttpResponse:
    """List the surveys in which something was written, as far as the reader may read it."""
    judges = can_read_survey_results(request.standing)
    context = {"here": "published", "judges": judges, "surveys": surveys_to_read(request.standing)}
    return render(request, "answering/all_written.html", context)


@in_association(check_can_read_statistics)
@require_safe
def written(request: Request, survey: str) -> HttpResponse:
    return _page(request, _survey(request, survey))


@in_association(check_can_read_survey_results)
@require_POST
@silent
def judge(request: Request, survey: str) -> HttpResponse:
    held, done = _survey(request, survey), _DONE.get(request.POST.get("do", ""))
    if done is None:
        raise Http404
    try:
        decide(request.standing, held, request.POST.get("text", ""), done)
    except Impossible as reason:
        return _page(request, held, problem=str(reason), status=CONFLICT)
    messages.success(request, _said(done))
    return redirect("answering:written", request.standing.association.slug, held.key)


def _page(request: Request, survey: Survey, *, problem: str = "", status: int = 200) -> HttpResponse:
    judges = can_read_survey_results(request.standing)
    context = {
        "here": "list",
        "survey": survey,
        "judges": judges,
        "has_enough": has_enough(survey),
        "asks": bool(questionnaire_of(survey).free_text),
        "texts": (written_in if judges else published_in)(request.standing, survey),
        "problem": problem,
    }
    return render(request, "answering/written.html", context, status=status)


def _survey(request: Request, key: str) -> Survey:
    survey = survey_of(request.standing.association, key)
    if survey is None:
        raise Http404
    return survey


def _said(done: Done) -> str:
    told = {
        "publish": _("The text has been published: everybody who reads the statistics can read it."),
        "hide": _("The text is not published any more."),
        "remove": _("The text has been taken away for good."),
    }
    return told[done]


_DONE: dict[str, Done] = {"publish": "publish", "hide": "hide", "remove": "remove"}
