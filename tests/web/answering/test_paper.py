"""Forms from paper: a row for each, a digit for each answer, all counted or none."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mellanrum.surveys.sex import Sex
from mellanrum.web.counters.surveys import collected_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import close, handed_in
from mellanrum.web.tenancy.models import Association
from support.answering import hidden_in
from support.people import somebody
from support.pointing import Pointing
from support.surveying import a_survey, manager_of

pytestmark = pytest.mark.django_db
MORE = "Fler enkäter har lämnats in sammanlagt än som delades ut."
MEND = "Rätta hur många som delades ut, eller se efter om någon kan ha svarat två gånger."


@pytest.fixture
def survey(association: Association) -> Survey:
    return a_survey(manager_of(association))


class Desk:
    """Somebody who types forms of a group."""

    def __init__(self, survey: Survey, group: str = "guests", role: str = "coordinator") -> None:
        self.client = Client()
        self.client.force_login(somebody(role, survey.association))
        self.url = f"/f/{survey.association.slug}/enkater/{survey.key}/papper/?grupp={group}"
        self.page = self.client.get(self.url)

    def press(self, button: str, *forms: str) -> "Desk":
        """Type forms, as "1 6 2" with "-" for nothing, and press a button."""
        names = {"guests": ("came", "liked", "sex"), "staff": ("mark", "sex")}[self.url.partition("=")[2]]
        cells = {
            f"{row}-{name}": "" if typed == "-" else typed
            for row, form in enumerate(forms, 1)
            for name, typed in zip(names, form.split(), strict=True)
        }
        self.sent = {**hidden_in(self.page), **cells, "do": button}
        return self.again()

    def again(self) -> "Desk":
        self.page = self.client.post(self.url, self.sent)
        if self.page.status_code == 302:
            self.page = self.client.get(self.page["Location"])
        return self

    @property
    def text(self) -> str:
        return str(self.page.content.decode())


def test_forms_are_counted_all_together(survey: Survey) -> None:
    desk = Desk(survey).press("save", "1 6 1", "2 - 2", "1 - 3")

    held = collected_of(survey.association, survey.key)
    assert held
    assert "Enkäterna har räknats in." in desk.text
    assert (held.handed_in(), held.handed_in("guests", Sex.OTHER)) == (3, 1)
    assert [held.number("guests", "came", answer) for answer in ("yes", "no")] == [2, 1]
    assert [held.number("guests", "liked", answer) for answer in ("wholly", "blank")] == [1, 1]


def test_adding_up_counts_nothing_and_shows_how_many_have_each_digit(survey: Survey) -> None:
    desk = Desk(survey).press("sum", "1 6 1", "1 3 1", "2 - 2")

    assert "3 enkäter inskrivna: hur många som har varje siffra" in desk.text
    assert 'value="6"' in desk.text
    assert handed_in(survey) == 0


@pytest.mark.parametrize(
    ("forms", "cell"),
    [
        (("1 6 1", "5 - 2"), "2-came"),
        (("1 9 1",), "1-liked"),
        (("1 6 4",), "1-sex"),
        (("1 6 -",), "1-sex"),
        (("- - -", "- - -", "x - 1"), "3-came"),
        (("2 6 1",), "1-liked"),
        (("- - -", "2 6 1"), "2-liked"),
        (("١ 6 1",), "1-came"),
    ],
)
def test_form_that_cannot_be_keeps_all_from_being_counted(survey: Survey, forms: tuple[str, ...], cell: str) -> None:
    desk = Desk(survey).press("save", *forms)

    assert (desk.page.status_code, handed_in(survey)) == (422, 0)
    assert f'<a href="#cell-{cell}">' in desk.text
    page = Pointing(desk.text)
    (fault,) = page.said_of(f"cell-{cell}")
    assert page.missing == []
    assert f'<span class="field-error" id="fault-{cell}">{fault}</span>' in desk.text


def test_forms_that_are_mended_are_counted(survey: Survey) -> None:
    desk = Desk(survey).press("save", "1 6 1", "5 - 2")

    desk.press("save", "1 6 1", "2 - 2")

    assert handed_in(survey) == 2


def test_batch_that_is_sent_twice_is_counted_once(survey: Survey) -> None:
    desk = Desk(survey).press("save", "1 6 1").again()

    assert ("De räknas en gång." in desk.text, handed_in(survey)) == (True, 1)


def test_next_batch_is_counted_too(survey: Survey) -> None:
    Desk(survey).press("save", "1 6 1").press("save", "1 6 1")

    assert handed_in(survey) == 2


def test_grades_are_typed_as_they_are_and_what_stands_beside_them_by_letters(survey: Survey) -> None:
    Desk(survey, "staff").press("save", "10 1", "A 2", "- 3")

    held = collected_of(survey.association, survey.key)
    assert held
    assert [held.number("staff", "mark", key) for key in ("10", "not_applicable", "blank")] == [1, 1, 1]


def test_nothing_typed_is_no_batch(survey: Survey) -> None:
    desk = Desk(survey).press("save", "- - -")

    assert (desk.page.status_code, "Ingenting är inskrivet" in desk.text) == (422, True)


def test_more_rows_keep_what_was_typed(survey: Survey) -> None:
    desk = Desk(survey)
    rows = desk.text.count("<tr><th")

    desk.press("more", "1 6 1")

    assert desk.text.count("<tr><th") == rows + 20
    assert 'name="1-liked" value="6"' in desk.text


@pytest.mark.parametrize("rows", ["", "-1", "9" * 5000, "٣", "x", "100000"])
def test_number_of_rows_that_there_are_none_of(survey: Survey, rows: str) -> None:
    desk = Desk(survey)
    desk.press("sum", "1 6 1")
    desk.sent["rows"] = rows

    assert desk.again().page.status_code == 200


@pytest.mark.parametrize(("offered", "said"), [({"guests": 1, "staff": 1}, 1), ({"guests": 40, "staff": 1}, 0)])
def test_more_than_were_offered_in_all_is_counted_and_told_without_a_number_or_a_group(
    association: Association, offered: dict[str, int], said: int
) -> None:
    survey = a_survey(manager_of(association), offered=offered)

    desk = Desk(survey, "staff").press("save", "7 1", "7 1", "8 2")

    assert re.findall('<p class="message warning">(.*?)</p>', desk.text) == [f"{MORE} {MEND}"] * said
    assert handed_in(survey) == 3


@pytest.mark.parametrize(("groups", "said"), [(("staff",), True), ((), False)])
def test_more_than_were_offered_is_told_by_the_groups_that_are_asked(
    association: Association, groups: tuple[str, ...], said: bool
) -> None:
    survey = a_survey(manager_of(association), offered={"staff": 1}, groups=groups)

    desk = Desk(survey, "staff").press("save", "7 1", "8 2")

    assert (MORE in desk.text) == said


def test_sentence_that_forms_were_counted_has_no_number(survey: Survey) -> None:
    desk = Desk(survey)
    desk.sent = {**hidden_in(desk.page), "1-came": "1", "1-liked": "6", "1-sex": "1", "do": "save"}

    desk.client.post(desk.url, desk.sent)

    [session] = Session.objects.all()
    kept = json.loads(session.get_decoded()["_messages"])
    assert [said for _, _, _, said, *_ in kept] == ["Enkäterna har räknats in."]


def test_survey_that_has_closed_meanwhile_counts_none(survey: Survey) -> None:
    desk = Desk(survey)
    close(manager_of(survey.association), survey)

    desk.press("save", "1 6 1")

    assert (desk.page.status_code, handed_in(survey), "Enkäten är stängd" in desk.text) == (409, 0, True)


def test_page_that_has_been_open_too_long_keeps_what_was_typed(survey: Survey) -> None:
    desk = Desk(survey).press("sum", "1 6 1")
    desk.sent |= {"token": "x", "do": "save"}

    desk.again()
    first = (desk.page.status_code, 'name="1-liked" value="6"' in desk.text, handed_in(survey))

    assert first == (409, True, 0)
    desk.press("save", "1 6 1")
    assert handed_in(survey) == 1


def test_paper_of_a_survey_that_there_is_none_of(survey: Survey) -> None:
    desk = Desk(survey)

    assert desk.client.get(desk.url.replace(survey.key, "nothing")).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("coordinator", 200), ("auditor", 403), ("coach", 403)])
def test_who_may_type_forms(survey: Survey, role: str, status: int) -> None:
    assert Desk(survey, role=role).page.status_code == status


def test_survey_on_paper_alone_is_not_answered_by_link(association: Association) -> None:
    survey = a_survey(manager_of(association), has_link=False)

    answer = Client().get(f"/svara/{survey.address}/")
    Desk(survey).press("save", "1 6 1")

    assert ("besvaras på papper" in answer.content.decode(), handed_in(survey)) == (True, 1)
