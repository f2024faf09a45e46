"""A file of answers as a way in: looked at, confirmed, counted once; refused with what is wrong and where."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.sex import Sex
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.counters import surveys as counters
from mellanrum.web.surveys import services
from mellanrum.web.surveys.answer_files import answers_to_fill_in
from mellanrum.web.surveys.models import Survey
from mellanrum.web.tenancy.models import Association
from support.surveying import BREAKFAST, a_survey, filled_in, manager_of, with_own

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

COUNTED = "De här svaren är redan räknade. Samma fil räknas bara en gång, vad den än heter."


@pytest.fixture
def standing(association: Association) -> Standing:
    return manager_of(association)


@pytest.fixture
def survey(standing: Standing) -> Survey:
    return a_survey(standing)


@pytest.fixture
def manager(client: Client, standing: Standing) -> Client:
    client.force_login(standing.user)
    return client


def asked(survey: Survey) -> Questionnaire:
    return services.questionnaire_of(survey)


def sent(client: Client, survey: Survey, text: str | bytes, name: str = "svar.csv") -> tuple[int, str]:
    data = text.encode() if isinstance(text, str) else text
    answer = client.post(where(survey), {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.content.decode()


def where(survey: Survey) -> str:
    return f"/f/{survey.association.slug}/enkater/{survey.key}/fil/"


def hidden(told: str) -> dict[str, str]:
    """The fields that ride in a page to its next step."""
    pairs = re.findall(r'<input type="hidden" name="(step|content)" value="([^"]*)"', told)
    return {name: value.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&") for name, value in pairs}


def test_file_is_looked_at_before_it_is_counted(manager: Client, survey: Survey) -> None:
    status, told = sent(manager, survey, filled_in(asked(survey)))

    assert (status, 'class="finding' in told) == (200, False)
    assert re.findall(r'<td class="number">(\d+)</td>', told) == ["14", "8", "6", "0", "0", "0", "0", "0", "0", "0"]
    assert services.handed_in(survey) == 0


def test_file_that_is_confirmed_is_counted_once(manager: Client, survey: Survey) -> None:
    _, told = sent(manager, survey, filled_in(asked(survey)))

    assert manager.post(where(survey), hidden(told)).status_code == 302
    assert manager.post(where(survey), hidden(told)).status_code == 302

    collected = counters.collected_of(survey.association, survey.key)
    assert collected
    assert collected.forms == {("guests", Sex.WOMAN): 8, ("guests", Sex.MAN): 6}
    assert collected.number("guests", "liked", "wholly", Sex.WOMAN) == 8


def test_file_is_added_to_what_has_come(manager: Client, survey: Survey, standing: Standing) -> None:
    for text in (filled_in(asked(survey)), filled_in(asked(survey)).replace(";6;", ";7;")):
        _, told = sent(manager, survey, text)
        manager.post(where(survey), hidden(told))

    services.close(standing, survey)

    assert services.handed_in(survey) == 29


def test_same_file_under_another_name_is_told_and_counted_once(manager: Client, survey: Survey) -> None:
    text = filled_in(asked(survey))
    _, told = sent(manager, survey, text)
    _, before = sent(manager, survey, text, "en kopia.csv")
    manager.post(where(survey), hidden(told))

    _, again = sent(manager, survey, text, "svar (1).csv")
    answer = manager.post(where(survey), hidden(before), follow=True)

    assert [COUNTED in each for each in (told, before, again, answer.content.decode())] == [False, False, True, True]
    assert (hidden(again), services.handed_in(survey)) == ({}, 14)


def test_same_answers_in_two_surveys_are_counted_in_both(manager: Client, standing: Standing, survey: Survey) -> None:
    other = a_survey(standing)
    for each in (survey, other):
        _, told = sent(manager, each, filled_in(asked(each)))
        manager.post(where(each), hidden(told))

    assert [services.handed_in(each) for each in (survey, other)] == [14, 14]


@pytest.mark.parametrize(("offered", "is_warned"), [(13, False), (12, True)])
def test_more_answers_than_were_offered_are_told_of_when_they_have_been_counted(
    manager: Client, standing: Standing, offered: int, is_warned: bool
) -> None:
    survey = a_survey(standing, offered={"guests": offered, "staff": 1})
    _, told = sent(manager, survey, filled_in(asked(survey)))

    answer = manager.post(where(survey), hidden(told), follow=True)

    levels = [message.level_tag for message in answer.context["messages"]]
    assert levels == ["success", "warning"][: 1 + is_warned]


def test_empty_file_to_fill_in_says_nothing(manager: Client, survey: Survey) -> None:
    answer = manager.get(f"{where(survey)}att-fylla-i/")
    status, told = sent(manager, survey, answer.content)

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'class="finding error"' in told
    assert (status, services.handed_in(survey)) in {(200, 0), (422, 0)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Grupp;Fråga;Kön;Svar;Antal\nGäster;1;Kvinnor;Kanske;3\n",
        "Grupp;Fråga;Kön;Svar;Antal\nGäster;9;Kvinnor;Ja;3\n",
        "Grupp;Fråga;Kön;Svar;Antal\nGrannar;1;Kvinnor;Ja;3\n",
        "Grupp;Fråga;Kön;Svar;Antal\nGäster;1;Kvinnor;Ja;många\n",
        "Grupp;Fråga;Andel positiva\nGäster;2;96\n",
        "Namn;Personnummer;Fråga 1\nAnna Ek;19900101-1234;Ja\nBo Al;19900101-1235;Nej\n",
    ],
)
def test_file_with_faults_is_told_and_not_counted(manager: Client, survey: Survey, text: str) -> None:
    _, told = sent(manager, survey, text)

    assert 'class="finding error"' in told or 'class="field-error"' in told
    assert "content" not in hidden(told)
    assert services.handed_in(survey) == 0


@pytest.mark.parametrize("lost", [{"content": "x"}, {"content": ""}, {"content": "[]"}])
def test_page_that_did_not_come_back_whole_counts_nothing(
    manager: Client, survey: Survey, lost: dict[str, str]
) -> None:
    _, told = sent(manager, survey, filled_in(asked(survey)))

    answer = manager.post(where(survey), hidden(told) | lost)

    assert (answer.status_code, services.handed_in(survey)) == (302, 0)


def test_survey_closed_in_between_takes_no_file(manager: Client, survey: Survey, standing: Standing) -> None:
    _, told = sent(manager, survey, filled_in(asked(survey)))
    services.close(standing, survey)

    assert manager.post(where(survey), hidden(told)).status_code == 302

    assert services.handed_in(survey) == 0


def test_planned_survey_says_that_it_takes_no_file_yet(manager: Client, standing: Standing) -> None:
    survey = a_survey(standing, opens=today() + timedelta(days=2))

    assert "Det går inte att lägga till svar nu" in manager.get(where(survey)).content.decode()


def test_file_to_fill_in_begins_no_formula(standing: Standing) -> None:
    with_own(standing, BREAKFAST.replace("Gäster", "=HYPERLINK(1)").replace("Glad", "-Glad"))
    survey = a_survey(standing)

    with override("sv"):
        cells = [cell for line in answers_to_fill_in(asked(survey)).splitlines() for cell in line.split(";")]

    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}] == []
