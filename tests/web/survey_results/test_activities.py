"""Activities with their surveys, and totals that are typed in."""

import pytest
from django.test import Client

from mellanrum.documents.shown import cell_text
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.web.survey_results.models import Activity, ActivitySurvey, TypedTotals, Whose
from mellanrum.web.survey_results.services.reported import Arriving, keep
from mellanrum.web.survey_results.services.totals import typed_in
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

DAYS = {"first_day": "2025-10-08", "last_day": ""}


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/{rest}"


@pytest.fixture
def with_event(association: Association) -> Association:
    """Return an association that has read an event's results in."""
    row = Reported("attendees", "satisfied", None, {"asked": 43, "valid": 43}, {"positive": 40})
    keep(standing_in(association), Arriving(ReportedSurvey("event", 2025, "Utvärderingen", (row,)), Whose.OWN))
    return association


def test_survey_belongs_to_the_activity_it_was_given_last(manager: Client, with_event: Association) -> None:
    new = address(with_event, "aktiviteter/ny/")
    for name in ("Konferensen", "Mässan"):
        manager.post(new, {"name": name, **DAYS, "surveys": ["reported_event"]})

    shown = manager.get(address(with_event, "aktiviteter/")).context
    assert {each.activity.name: len(each.surveys) for each in shown["activities"]} == {"Konferensen": 0, "Mässan": 1}
    assert shown["surveys"] == ()


def test_activity_is_removed_and_its_survey_stays(manager: Client, with_event: Association) -> None:
    manager.post(address(with_event, "aktiviteter/ny/"), {"name": "Mässan", **DAYS, "surveys": ["reported_event"]})
    activity = Activity.objects.get()

    manager.post(address(with_event, f"aktiviteter/{activity.pk}/ta-bort/"))

    shown = manager.get(address(with_event, "aktiviteter/")).context
    assert (shown["activities"], [each.key for each in shown["surveys"]]) == ((), ["reported_event"])
    assert ActivitySurvey.objects.count() == 0


def test_days_in_the_wrong_order_are_told(manager: Client, association: Association) -> None:
    days = {"first_day": "2025-10-08", "last_day": "2025-10-07"}

    answer = manager.post(address(association, "aktiviteter/ny/"), {"name": "Mässan", **days})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["last_day"])


def test_event_is_told_by_itself(manager: Client, with_event: Association) -> None:
    answer = manager.get(address(with_event, "enkat/reported_event/"))

    assert [each.table.key for each in answer.context["groups"]] == ["s.reported_event.2025.attendees"]
    assert manager.get(address(with_event, "tabell/s.reported_event.2025.attendees/xlsx/")).status_code == 200


def test_totals_are_saved_and_told_from_the_threshold_up(manager: Client, association: Association) -> None:
    page = address(association, "summor/violence_screening/2025/")
    lines = list(manager.get(page).context["rule"].lines)

    manager.post(page, {f"{lines[0].key}.all": "40", f"{lines[1].key}.all": "3"})

    ((totals, _rule),) = typed_in(association)
    assert [totals.number(line.key) for line in lines[:2]] == [40, 3]
    [shown] = manager.get(address(association, "summor/")).context["typed"]
    assert [cell_text(row.cells[1]) for row in shown.table.rows] == ["40", "för få svar"]


def test_totals_that_are_emptied_are_taken_away(manager: Client, association: Association) -> None:
    page = address(association, "summor/violence_screening/2025/")
    line = manager.get(page).context["rule"].lines[0]
    manager.post(page, {f"{line.key}.all": "40"})

    manager.post(page, {})

    assert TypedTotals.objects.count() == 0


@pytest.mark.parametrize("rest", ["summor/ingen/2025/", "summor/violence_screening/1/", "aktiviteter/999/"])
def test_what_is_not_there_is_not_found(manager: Client, association: Association, rest: str) -> None:
    assert manager.get(address(association, rest)).status_code == 404
