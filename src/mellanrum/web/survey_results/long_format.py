"""What has been published of surveys in the long format: a row for each number, with dots for those hidden."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from mellanrum.composition.published.survey_tables import (
    ANSWER,
    ANSWERS,
    FORMS,
    HANDED_IN,
    QUESTION,
    REPLY,
    RESPONDENTS,
    SEX,
)
from mellanrum.composition.published.survey_tables import SURVEY as OF_SURVEY
from mellanrum.disclosure.tables import TOTAL
from mellanrum.surveys.exchange import ALL, GROUPED, LongRow, Whose, rows_to_text
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ASKED, OFFERED
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statistics
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Kind, Publication
from mellanrum.web.publishing.services.published import publication_of
from mellanrum.web.publishing.view import ViewTable
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.survey_results.opening import Results, results_in
from mellanrum.web.survey_results.services.asking import INDICATORS, questionnaire_in

_FORMS = {HANDED_IN: HANDED_IN, TOTAL: OFFERED}


@in_association(check_can_read_statistics)
@require_GET
def long_format(request: Request, number: int) -> HttpResponse:
    """Hand a publication of surveys out, for whoever adds several associations up."""
    publication = publication_of(request.standing, number)
    if publication is None or publication.kind != Kind.SURVEYS:
        raise Http404
    association, day = request.standing.association, request.standing.day
    results = results_in(association, settings_on(association, day.year).threshold)
    text = rows_to_text(rows_of(publication, results))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{request.standing.association.slug}-enkater-{publication.title}-{number}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def rows_of(publication: Publication, results: Results) -> tuple[LongRow, ...]:
    """Write every number of a publication as a row; each once, though it stands in several tables of a survey."""
    view = view_of(publication.document)
    found: dict[LongRow, int | None] = {}
    for table in view.tables:
        whose = _whose(publication, table, results)
        for codes, number in table.numbers.items():
            place = _place(table, {**table.at, **dict(zip(table.by, codes, strict=True))})
            if place is not None:
                found[whose.row(*place, None)] = number
    return tuple(replace(row, number=number) for row, number in found.items())


def _whose(publication: Publication, table: ViewTable, results: Results) -> Whose:
    survey, year = table.at[OF_SURVEY], int(publication.title)
    key = table.at.get(RESPONDENTS, "").partition(".")[0]
    asked = _asked(results, survey, key, year)
    return Whose(publication.association.name, key, asked.version if asked is not None else "", year, survey)


def _asked(results: Results, survey: str, key: str, year: int) -> Questionnaire | None:
    """Return what was asked: as the survey has it, or as it stood that year where the results have been taken back."""
    if survey == INDICATORS:
        found = results.indicators_of(year)
    else:
        held = results.surveys.get(survey)
        found = held.of(year) if held is not None else None
    return found.questionnaire if found is not None else questionnaire_in(results.own, key, year)


def _place(table: ViewTable, held: Mapping[str, str]) -> tuple[str, str, str, str] | None:
    """Return group, question, sex and answer of a number; None for what the format has no row for."""
    group = held.get(RESPONDENTS, "").partition(".")[2]
    sex = held.get(SEX, TOTAL)
    if not group:
        return None
    if table.of == ANSWERS:
        answer = ASKED if held[ANSWER] == TOTAL else held[ANSWER]
        if answer not in GROUPED:
            return None
        return group, held[QUESTION].rpartition(".")[2], ALL if sex == TOTAL else sex, answer
    answer = _FORMS.get(held.get(REPLY, TOTAL), "") if table.of == FORMS else ""
    return (group, "", ALL if sex == TOTAL else sex, answer) if answer else None
