"""The indicators asked more than once in a year: once for each of two interventions, or in spring and autumn."""

from datetime import timedelta

import pytest
from django.test import Client

from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.surveys.sex import Sex
from mellanrum.web.access.standing import today
from mellanrum.web.survey_results.importing.shown import beside
from mellanrum.web.survey_results.models import Whose
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.survey_results.services.reported import Arriving
from mellanrum.web.surveys import services
from mellanrum.web.tenancy.models import Association
from support.surveying import a_plan, manager_of

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


def closed(association: Association, label: str, answers: str, number: int, offered: int = 20) -> None:
    """Let so many of those at the end answer alike, and close."""
    standing = manager_of(association)
    survey = services.plan(standing, a_plan(label=label, questionnaire="indicators", offered={"ended": offered}))
    for _ in range(number):
        form = FilledForm("ended", Sex.WOMAN, {"da6": answers})
        assert services.answer(survey, form, day=today()) == ()
    services.close(standing, survey)


def test_all_surveys_of_the_year_are_in_the_results(client: Client, association: Association) -> None:
    client.force_login(manager_of(association).user)
    closed(association, "Vår", "wholly", 12)
    closed(association, "Höst", "not_at_all", 8, 10)

    answer = client.get(f"/f/{association.slug}/enkatresultat/")

    [year] = results_in(association, 5).indicators
    results, response = year.of("ended", "da6"), year.response("ended")
    assert results is not None
    assert response is not None
    assert (results.all.valid, results.all.number("positive"), results.all.number("negative")) == (20, 12, 8)
    assert (response.handed_in, response.offered, response.surveys) == (20, 30, 2)
    [group] = answer.context["groups"]
    assert group.table.notes == ("Årets 2 enkäter, ihopräknade. En där för få i gruppen svarade är inte med.",)
    [told] = answer.context["responses"]
    assert (told.handed_in.value, told.offered.value) == (20, 30)


def test_survey_of_few_changes_nothing_that_was_told(association: Association) -> None:
    closed(association, "Vår", "wholly", 12)
    [before] = results_in(association, 5).indicators
    closed(association, "Höst", "not_at_all", 3)

    [after] = results_in(association, 5).indicators
    assert (after.results, after.response("ended")) == (before.results, before.response("ended"))


def test_what_is_reported_is_held_against_all_of_them(association: Association) -> None:
    closed(association, "Vår", "wholly", 12)
    closed(association, "Höst", "not_at_all", 8)
    numbers = {"negative": 8, "neither": 0, "positive": 12, "clearly_positive": 12}
    row = Reported("ended", "da6", None, {"asked": 20, "valid": 20}, numbers)
    survey = ReportedSurvey("indicators", today().year, "NNS", (row,))
    [own] = results_in(association, 5).indicators

    found = beside(manager_of(association), Arriving(survey, Whose.OWN), own.questionnaire)

    assert found.differing == ()


def test_years_stay_apart(association: Association) -> None:
    standing = manager_of(association, today() - timedelta(days=400))
    plan = a_plan(today() - timedelta(days=400), label="Förra", questionnaire="indicators")
    before = services.plan(standing, plan)
    services.close(manager_of(association), before)
    closed(association, "Vår", "wholly", 12)

    assert [each.year for each in results_in(association, 5).indicators] == [plan.opens.year, today().year]
