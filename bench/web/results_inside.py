"""A page of survey results inside a site, opened by a manager, and the engine's own work for the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.samples import in_turn
from bench.web.statistics_inside import _manager, _page, _queries, _timed
from mellanrum.surveys.questionnaires import questionnaire_of
from mellanrum.surveys.reported import reported_from_text
from mellanrum.surveys.series import series
from mellanrum.surveys.years import year_of_reported
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import Whose
from mellanrum.web.survey_results.services.reported import Arriving, holding, keep

SLUG = "demo"
YEARS = range(2018, 2028)


def opened(indicator: str, rounds: int) -> dict[str, Any]:
    """Open the page of an indicator, or of a year's indicators, in turn with the engine."""
    standing = _manager(SLUG)
    texts = _ten_years(standing)
    client = Client(headers={"host": "localhost"})
    client.force_login(standing.user)
    route, more = ("indicator", [indicator]) if indicator else ("home", [])
    page = partial(_page, client, reverse(f"survey_results:{route}", args=[SLUG, *more]))
    page()
    queries = _queries(page)
    pages, engine = in_turn((partial(_timed, page), partial(_timed, partial(_told, texts))), rounds, warm=rounds > 1)
    return {"queries": queries, "years": len(YEARS), "seconds": pages, "engine": engine}


def _ten_years(standing: Standing) -> Sequence[str]:
    """Give the example results of every year, like those of its last, and return all of its own."""
    held = [each for each in holding(standing.association) if each.whose == Whose.OWN]
    years = {each.year for each in held}
    last = [reported_from_text(each.content) for each in held if each.year == max(years)]
    for year in YEARS:
        for survey in last if year not in years else ():
            keep(standing, Arriving(replace(survey, year=year), Whose.OWN))
    return [each.content for each in holding(standing.association) if each.whose == Whose.OWN]


def _told(texts: Sequence[str]) -> None:
    surveys = [reported_from_text(text) for text in texts]
    years = [
        year_of_reported(survey, asked)
        for survey in surveys
        if (asked := questionnaire_of(survey.questionnaire, date(survey.year, 12, 31))) is not None
    ]
    for question in years[0].questionnaire.questions:
        series(years, question.group, question.key)
