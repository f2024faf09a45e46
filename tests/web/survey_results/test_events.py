"""Events of one questionnaire in a year stay apart: read in, shown, and in the long format."""

from dataclasses import replace

import pytest
from django.test import Client

from mellanrum.surveys.exchange import rows_from_text
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.figures import figures_of
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.survey_results.models import ReportedResults, Whose
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.survey_results.services.reported import Arriving, keep, reported_key
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

TABLE = """Grupp;Fråga;Kön;Enkäter;Antal svar;Negativa;Varken;Positiva;Klart positiva
attendees;satisfied;Samtliga;43;43;0;3;40;28
"""
OF = {"questionnaire": "event", "year": "2025", "whose": "own", "source": "Utvärderingen", "pasted": TABLE}


def address(association: Association, rest: str) -> str:
    return f"/f/{association.slug}/enkatresultat/{rest}"


def read_in(association: Association, event: str, positive: int, year: int = 2025) -> None:
    numbers = {"negative": 0, "neither": 10, "positive": positive, "clearly_positive": 10}
    asked = positive + 10
    row = Reported("attendees", "satisfied", None, {"handed_in": asked, "asked": asked, "valid": asked}, numbers)
    survey = ReportedSurvey("event", year, "Utvärderingen", (row,))
    keep(standing_in(association), Arriving(survey, Whose.OWN, event=event))


def positive(association: Association) -> dict[tuple[str, str, int], int]:
    """Return how many were positive, by survey, its name and year."""
    return {
        (survey.key, survey.label, year.year): result.all.numbers["positive"]
        for survey in results_in(association, 5).surveys.values()
        for year in survey.years
        for result in year.results
    }


def test_events_of_a_year_stay_apart(association: Association) -> None:
    read_in(association, "Mässan", 30)
    read_in(association, "Vårens konferens", 40)
    read_in(association, "mässan", 31)
    read_in(association, "Mässan", 25, 2024)

    assert positive(association) == {
        ("reported_event__massan", "Mässan", 2024): 25,
        ("reported_event__massan", "Mässan", 2025): 31,
        ("reported_event__varens_konferens", "Vårens konferens", 2025): 40,
    }


def test_long_names_that_begin_alike_stay_apart() -> None:
    spring, autumn = (
        reported_key("event", f"Frukostseminarium om psykisk ohälsa hos unga vuxna, {when}") for when in ("vår", "höst")
    )

    assert (spring == autumn, len(spring), len(autumn)) == (False, 60, 60)
    assert reported_key("event", "会议") != reported_key("event", "聚会")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frukost 1/12", "Frukost 11/2"),
        ("Kurs 会议", "Kurs 聚会"),
        ("Kurs 1–12", "Kurs 11–2"),
        ("C", "C++"),
        ("C+", "C++"),
    ],
)
def test_names_that_differ_by_a_sign_stay_apart(one: str, other: str) -> None:
    assert reported_key("event", one) != reported_key("event", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vårens  kurs", "vårens-kurs"),
        ("Konferens – mars", "konferens - mars"),
        ("Frukost 1/12 – vår", "Frukost 1/12 - vår"),
        ("Frukost 1/12", "FRUKOST  1/12"),
        ("Café?", "Cafe\N{COMBINING ACUTE ACCENT}?"),
        ("Café", "Cafe\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_names_that_read_alike_are_one(one: str, other: str) -> None:
    assert reported_key("event", one) == reported_key("event", other)


def test_key_of_a_long_name_with_signs_is_no_longer() -> None:
    assert len(reported_key("event", "Frukostseminarium om psykisk ohälsa (unga vuxna), vår/höst")) == 60


def test_name_of_the_event_is_asked_for(manager: Client, association: Association) -> None:
    answer = manager.post(address(association, "inlast/las-in/"), OF)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["event"])


def test_indicators_are_of_no_event(manager: Client, association: Association) -> None:
    table = TABLE.replace("attendees;satisfied", "Deltagare avslut;1")
    sent = {**OF, "questionnaire": "indicators", "year": "2023", "event": "Mässan", "pasted": table}
    seen = manager.post(address(association, "inlast/las-in/"), sent).context

    assert seen["of"]["event"] == ""


def test_event_rides_to_what_is_kept(manager: Client, association: Association) -> None:
    read_in(association, "Konferensen", 30)
    seen = manager.post(address(association, "inlast/las-in/"), {**OF, "event": " Mässan "}).context
    assert seen["beside"].sources == ()
    kept = {**OF, "event": seen["of"]["event"], "content": seen["content"], "step": "save"}
    said = {"word.group.attendees": "attendees", "word.question.satisfied": "satisfied"}

    assert manager.post(address(association, "inlast/las-in/"), {**kept, **said}).status_code == 302

    assert set(ReportedResults.objects.values_list("event", flat=True)) == {"Konferensen", "Mässan"}
    again = manager.post(address(association, "inlast/las-in/"), {**OF, "event": "mässan"}).context
    assert again["beside"].sources == ("Utvärderingen",)


def test_each_event_has_its_rows_in_the_long_format(manager: Client, association: Association) -> None:
    read_in(association, "Mässan", 30)
    read_in(association, "Konferensen", 40)
    standing = standing_in(association)
    found = figures_of(association, standing.day, "surveys-2025")
    assert found
    publish(standing, found.subject, found.tables, Wish({}))

    text = manager.get(address(association, "langt/1/")).content.decode()

    rows = rows_from_text(text)[0]
    valid = {
        row.survey: row.number for row in rows if (row.question, row.sex, row.answer) == ("satisfied", "all", "valid")
    }
    assert valid == {"reported_event__massan": 40, "reported_event__konferensen": 50}
    assert len({replace(row, number=None) for row in rows}) == len(rows)
