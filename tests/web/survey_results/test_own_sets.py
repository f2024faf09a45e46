"""An association's own sets of answers: made on the web, told as a share over years, with a trace."""

from typing import Any

import pytest
from django.test import Client

from mellanrum.documents.shown import cell_text
from mellanrum.web.survey_results.models import OwnSet
from mellanrum.web.survey_results.services.own_sets import Chosen, save_set
from mellanrum.web.surveys.services import close
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.people import an_association, somebody
from support.reported import TABLE, read_table
from support.surveying import a_survey, answered

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

DEGREES = ("partly", "large_part", "very_large_part", "wholly")
PARTLY = {"name": "Minst delvis", "answers": list(DEGREES), "first_year": "2023", "last_year": ""}


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/{rest}"


def made(manager: Client, association: Association) -> OwnSet:
    """Make a set of DA6 on the web."""
    answer = manager.post(address(association, "egna-mangder/ny/?question=indicators.da6"), PARTLY)
    assert (answer.status_code, answer["Location"]) == (302, address(association, "egna-mangder/"))
    return OwnSet.objects.of(association).get()


def told_of(manager: Client, association: Association) -> dict[str, str]:
    """Return what the set is in each year that DA6 is told of, by year; nothing where it has no column."""
    [told] = manager.get(address(association, "indikator/7/")).context["told"]
    own = [at for at, column in enumerate(told.table.columns) if column.header == "Minst delvis"]
    return {cell_text(row.cells[0]): cell_text(row.cells[at]) for at in own for row in told.table.rows}


def test_set_stands_over_years_beside_the_usual(manager: Client, association: Association) -> None:
    for year in (2022, 2023, 2024):
        read_table(standing_in(association), TABLE, year)

    own = made(manager, association)

    assert own.key == "minst_delvis"
    assert told_of(manager, association) == {"2024": "87", "2023": "87", "2022": "–"}


def test_share_of_a_set_opens_to_what_it_is_made_of(manager: Client, association: Association) -> None:
    read_table(standing_in(association), TABLE, 2023)
    made(manager, association)

    told = manager.get(address(association, "uppgift/2023/indicators.7.ended.6.minst_delvis/")).context

    assert (told["shown"], told["name"]) == (
        "87\xa0%",
        "Mer redo, stegförflyttning, minst delvis, deltagare, vid avslut",
    )
    assert [line.amount for line in told["lines"]] == ["96", "110"]


def test_set_of_a_survey_of_ones_own_counts_single_answers(manager: Client, association: Association) -> None:
    standing = standing_in(association)
    survey = a_survey(standing)
    answered(survey, 12)
    close(standing, survey)
    save_set(standing, None, ("breakfast", "liked"), Chosen("Allt", ("wholly",), 2020))

    [guests, _staff] = manager.get(address(association, f"enkat/{survey.key}/")).context["groups"]

    assert [column.header for column in guests.table.columns][-1] == "Allt"
    assert [cell_text(row.cells[-1]) for row in guests.table.rows] == ["–", "100"]


def test_set_is_changed_and_ended(manager: Client, association: Association) -> None:
    for year in (2023, 2024):
        read_table(standing_in(association), TABLE, year)
    own = made(manager, association)
    page = address(association, f"egna-mangder/{own.pk}/")
    assert manager.get(page).context["form"].initial["answers"] == list(DEGREES)

    manager.post(page, {**PARTLY, "answers": ["wholly", "very_large_part"], "last_year": "2023"})

    own.refresh_from_db()
    assert (own.key, own.answers, own.last_year) == ("minst_delvis", "very_large_part wholly", 2023)
    assert told_of(manager, association) == {"2024": "–", "2023": "45"}


def test_set_that_is_removed_is_told_no_more(manager: Client, association: Association) -> None:
    read_table(standing_in(association), TABLE, 2023)
    own = made(manager, association)
    page = address(association, f"egna-mangder/{own.pk}/ta-bort/")
    assert manager.get(page).status_code == 200

    manager.post(page)

    assert (OwnSet.objects.count(), told_of(manager, association)) == (0, {})


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"answers": []}, "answers"),
        ({"answers": ["unknown"]}, "answers"),
        ({"answers": ["not_at_all", "small_part", *DEGREES]}, "answers"),
        ({"name": ""}, "name"),
        ({"first_year": "2024", "last_year": "2023"}, "last_year"),
        ({"first_year": "20230"}, "first_year"),
    ],
)
def test_faults_are_told_and_nothing_saved(
    manager: Client, association: Association, fields: dict[str, Any], wrong: str
) -> None:
    answer = manager.post(address(association, "egna-mangder/ny/?question=indicators.da6"), {**PARTLY, **fields})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert OwnSet.objects.count() == 0


@pytest.mark.parametrize("name", ["Positive", "Answer", "Count", "Valid", "!?"])
def test_set_has_the_key_of_no_other_figure(association: Association, name: str) -> None:
    standing = standing_in(association)
    keys = [save_set(standing, None, ("indicators", "da6"), Chosen(name, ("wholly",), 2020)).key for _ in "ab"]

    assert keys[1] == f"{keys[0].removesuffix('_set') if name != '!?' else 'set'}_2"
    assert set(keys) & {"positive", "answer", "count", "valid", ""} == set()


def test_list_shows_sets_or_how_to_make_one(manager: Client, association: Association) -> None:
    page = address(association, "egna-mangder/")
    assert "Inga egna mängder än" in manager.get(page).content.decode()

    made(manager, association)

    text = manager.get(page).content.decode()
    assert "DA6 Mer redo, stegförflyttning, deltagare, vid avslut" in text
    assert "Delvis · Till stor del · Till mycket stor del · Helt och hållet" in text


def test_question_is_chosen_first(manager: Client, association: Association) -> None:
    answer = manager.get(address(association, "egna-mangder/ny/?question=indicators.none"))

    choices = [key for _group, of in answer.context["form"].fields["question"].choices for key, _name in of]
    assert "indicators.da6" in choices


@pytest.mark.parametrize("rest", ["", "ta-bort/"])
def test_set_of_another_association_is_not_found(manager: Client, association: Association, rest: str) -> None:
    own = made(manager, association)
    other = an_association("Annat")
    client = Client()
    client.force_login(somebody("manager", other))

    assert client.post(address(other, f"egna-mangder/{own.pk}/{rest}"), PARTLY).status_code == 404
    assert OwnSet.objects.count() == 1


@pytest.mark.parametrize("role", ["coordinator", "accountant", "auditor", "board_member"])
@pytest.mark.parametrize("rest", ["", "ny/?question=indicators.da6"])
def test_sets_are_for_those_who_run_the_surveys(association: Association, role: str, rest: str) -> None:
    client = Client()
    client.force_login(somebody(role, association))
    page = address(association, f"egna-mangder/{rest}")

    assert (client.get(page).status_code, client.post(page, PARTLY).status_code) == (403, 403)
    assert OwnSet.objects.count() == 0
