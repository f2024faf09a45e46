"""What is published of surveys, handed out as rows that anybody can add up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mellanrum.surveys.exchange import added_up, reported_of, rows_from_text
from mellanrum.surveys.questionnaires import questionnaire_of
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.figures import figures_of
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.survey_results.models import ReportedResults
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.survey_results.services.reported import take_back
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.people import somebody
from support.published import published
from support.reported import DAY, TABLE, read_table

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


@pytest.fixture
def text(association: Association, client: Client) -> str:
    """Return what a member of the board fetches of a year's surveys."""
    manager = standing_in(association)
    read_table(manager, TABLE, DAY.year)
    found = figures_of(association, manager.day, f"surveys-{DAY.year}")
    assert found
    publish(manager, found.subject, found.tables, Wish({}))
    client.force_login(somebody("board_member", association))
    return client.get(f"/f/{association.slug}/enkatresultat/langt/1/").content.decode()


def test_rows_have_the_published_numbers_and_dots(text: str) -> None:
    lines = text.splitlines()
    of_da6 = [line.split(";")[4:9] for line in lines if ";da6;" in line]

    assert lines[1].startswith("Samordningsförbundet Prov;indicators;")
    assert ["ended", "da6", "all", "positive", "76"] in of_da6
    assert any(";da1;" in line and line.endswith(";..;indicators") for line in lines)
    assert len(lines) == len(set(lines))


def test_rows_of_two_associations_are_added_up(text: str) -> None:
    rows, faults = rows_from_text(text)
    asked = questionnaire_of("indicators", DAY)
    assert asked

    both = added_up((*rows, *rows), "Riket")
    survey = reported_of(both, asked, DAY.year, "Sammanställningen")

    assert faults == ()
    da6 = next(row for row in survey.rows if (row.question, row.sex) == ("da6", None))
    assert (da6.counts["valid"], da6.counts["asked"], da6.numbers["positive"]) == (220, 246, 152)


def test_rows_are_read_in_as_the_results_of_the_country(text: str, association: Association, client: Client) -> None:
    client.force_login(somebody("manager", association))
    address = f"/f/{association.slug}/enkatresultat/inlast/las-in/"
    of = {"questionnaire": "indicators", "year": DAY.year, "whose": "national", "source": "Kansliet"}

    seen = client.post(address, {**of, "file": SimpleUploadedFile("langt.csv", text.encode())}).context
    assert (seen["words"], seen["findings"]) == ((), ())
    kept = client.post(address, {**of, "step": "save", "content": seen["content"], "file": seen["file"]})

    assert kept.status_code == 302
    [national] = results_in(association, 5).national
    da6 = national.of("ended", "da6")
    assert da6
    assert (da6.all.valid, da6.all.asked, da6.all.numbers["positive"]) == (110, 123, 76)


def test_rows_are_the_same_when_the_results_are_taken_back(text: str, association: Association, client: Client) -> None:
    held = ReportedResults.objects.get()
    assert take_back(standing_in(association), held.pk)

    assert client.get(f"/f/{association.slug}/enkatresultat/langt/1/").content.decode() == text
    assert {row.version == "" for row in rows_from_text(text)[0]} == {False}


def test_publication_of_statistics_has_no_such_rows(association: Association, client: Client) -> None:
    published(association)
    client.force_login(somebody("manager", association))

    assert client.get(f"/f/{association.slug}/enkatresultat/langt/1/").status_code == 404
