"""The surveys of an activity: offered, moved and kept, and told beside each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from mellanrum.documents.model import Table
from mellanrum.documents.shown import cell_text
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.surveys.sex import Sex
from mellanrum.web.survey_results.models import Activity, ActivitySurvey, ReportedResults, Whose
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.survey_results.services.activities import save_activity
from mellanrum.web.survey_results.services.reported import Arriving, keep
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import Plan, close, count_paper, plan
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

DAYS = {"first_day": "2025-10-08", "last_day": ""}


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/{rest}"


@pytest.fixture
def event(association: Association) -> str:
    """Return the key of an event whose results have been read in."""
    rows = tuple(
        Reported("attendees", key, None, {"asked": 43, "valid": 43}, {"positive": 40})
        for key in ("satisfied", "new_knowledge")
    )
    keep(standing_in(association), Arriving(ReportedSurvey("event", 2025, "Utvärderingen", rows), Whose.OWN))
    (key,) = results_in(association, 5).surveys
    return key


def test_survey_of_another_activity_is_offered_with_its_name(
    manager: Client, association: Association, event: str
) -> None:
    new = address(association, "aktiviteter/ny/")
    manager.post(new, {"name": "Konferensen", **DAYS, "surveys": [event]})
    own = Activity.objects.get()

    def offered(page: str) -> list[str]:
        return [str(label) for _, label in manager.get(page).context["form"].fields["surveys"].choices]

    (name,) = offered(address(association, f"aktiviteter/{own.pk}/"))
    assert offered(new) == [f"{name} (hör nu till Konferensen)"]


def test_survey_whose_results_are_taken_back_still_belongs(
    manager: Client, association: Association, event: str
) -> None:
    manager.post(address(association, "aktiviteter/ny/"), {"name": "Mässan", **DAYS, "surveys": [event]})
    manager.post(address(association, f"inlast/{ReportedResults.objects.get().pk}/angra/"))

    manager.post(address(association, f"aktiviteter/{Activity.objects.get().pk}/"), {"name": "Mässan 2025", **DAYS})

    assert [(each.activity.name, each.survey) for each in ActivitySurvey.objects.all()] == [("Mässan 2025", event)]


def grade(association: Association, label: str, opens: date, grades: dict[str, int]) -> Survey:
    """Ask for the grade of a group activity on paper, and close."""
    first_day = replace(standing_in(association), day=opens)
    held = plan(first_day, Plan(label, "activity", opens, opens, {"attendees": 20}))
    forms = [
        FilledForm("attendees", Sex.WOMAN, {"grade": key}) for key, number in grades.items() for _ in range(number)
    ]
    assert count_paper(first_day, held, forms) == ()
    close(replace(first_day, day=opens + timedelta(days=1)), held)
    return held


def test_surveys_of_an_activity_stand_beside_each_other(manager: Client, association: Association) -> None:
    autumn = grade(association, "Hösten", date(2025, 11, 24), {"8": 10})
    spring = grade(association, "Våren", date(2025, 5, 12), {"6": 4, "7": 2})
    small = grade(association, "Sommaren", date(2025, 7, 1), {"6": 2})
    activity = save_activity(
        standing_in(association), None, ("Må bra-gruppen", date(2025, 1, 1), None), [autumn.key, spring.key, small.key]
    )
    shown = [
        ["Våren", "2025-05-13", "6", "6,3"],
        ["Sommaren", "2025-07-02", "för få svar", "för få svar"],
        ["Hösten", "2025-11-25", "10", "8,0"],
    ]

    (listed,) = manager.get(address(association, "aktiviteter/")).context["activities"]
    assert [texts(each.table) for each in listed.told] == [shown]
    series = manager.get(address(association, f"enkat/{spring.key}/")).context["series"]
    assert [texts(each.table) for each in series] == [shown]
    assert series[0].chart.alt == "Staplar, medelvärde: Må bra-gruppen: de som deltog. Våren 6,3; Hösten 8,0."
    file = manager.get(address(association, f"tabell/v.{activity.pk}.activity.attendees/csv/"))
    assert file.content.decode("utf-8-sig").splitlines()[-1] == "Hösten;2025-11-25;10;8,0"


def texts(table: Table) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in table.rows]


def test_survey_alone_in_its_activity_stands_beside_none(manager: Client, association: Association, event: str) -> None:
    manager.post(address(association, "aktiviteter/ny/"), {"name": "Mässan", **DAYS, "surveys": [event]})

    assert manager.get(address(association, f"enkat/{event}/")).context["series"] == ()


@pytest.mark.parametrize("piece", ["v.1.event.attendees", "v.x.event.attendees", f"v.{'9' * 5000}.event.attendees"])
def test_table_of_an_activity_that_is_not_there_is_not_found(
    manager: Client, association: Association, piece: str
) -> None:
    assert manager.get(address(association, f"tabell/{piece}/csv/")).status_code == 404


def test_bars_of_an_event_are_named_by_their_questions(manager: Client, association: Association, event: str) -> None:
    (told,) = manager.get(address(association, f"enkat/{event}/")).context["groups"]

    assert told.chart.categories == ("Nöjd i stort", "Ny kunskap")
