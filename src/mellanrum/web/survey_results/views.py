"""The pages of results: of the indicators, of each of them over years, of other surveys."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import (
    can_read_survey_results,
    check_can_read_statistics,
    check_can_read_survey_results,
)
from mellanrum.web.survey_results import pages
from mellanrum.web.survey_results.responses import responses_of
from mellanrum.web.survey_results.services.asking import INDICATORS
from mellanrum.web.survey_results.telling.by_sex import is_rounded, publication_in
from mellanrum.web.survey_results.telling.desk import Desk


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def home(request: Request) -> HttpResponse:
    """Show the indicators of a year by group; to those who may not see exact results, what is published."""
    if not can_read_survey_results(request.standing):
        return redirect("publishing:list", request.standing.association.slug)
    desk = pages.open_desk(request.standing, request.GET.get("year", ""))
    results, publication = desk.results.indicators_of(desk.year), publication_in(desk, desk.year)
    told = {
        **_page(desk),
        "part": "indicators",
        "publication": publication,
        "is_rounded": is_rounded(publication),
        "splits": tuple(pages.splits(INDICATORS, results, publication)),
        "groups": tuple(pages.groups(desk)),
        "responses": responses_of(desk, results),
        "indicators": pages.indicators(desk),
        "surveys": tuple(desk.results.surveys.values()),
    }
    return render(request, "survey_results/home.html", told)


def _page(desk: Desk) -> dict[str, Any]:
    return {"here": "results", "desk": desk, "years": desk.results.years, "year": desk.year}


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def indicator(request: Request, indicator: str) -> HttpResponse:
    """Show an indicator: each of its questions over years, with breaks, the national result beside."""
    desk = pages.open_desk(request.standing, request.GET.get("year", ""))
    found = pages.indicator(desk, indicator)
    if found is None:
        raise Http404
    rule, told = found
    context = {**_page(desk), "part": "indicators", "rule": rule, "told": told, "indicators": pages.indicators(desk)}
    return render(request, "survey_results/indicator.html", context)


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def survey(request: Request, survey: str) -> HttpResponse:
    """Show a survey in a year, and its questions over years where there are several."""
    desk = pages.open_desk(request.standing)
    found = desk.results.surveys.get(survey)
    if found is None:
        raise Http404
    asked = request.GET.get("year", "")
    results = (found.of(int(asked)) if asked.isascii() and asked.isdigit() else None) or found.latest
    publication = publication_in(desk, results.year)
    context = {
        **_page(desk),
        "part": "surveys",
        "publication": publication,
        "is_rounded": is_rounded(publication),
        "splits": tuple(pages.splits(found.key, results, publication)),
        "survey": found,
        "years": tuple(each.year for each in reversed(found.years)),
        "year": results.year,
        "results": results,
        "groups": tuple(pages.of_survey(found, results)),
        "responses": responses_of(desk, results, found.key),
        "answers": tuple(pages.answers_in(found, results)),
        "series": (*pages.beside(desk, found), *pages.series_of(desk, found)),
    }
    return render(request, "survey_results/survey.html", context)
