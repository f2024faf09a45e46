"""Answering by link: one question at a time, back without losing anything, and nothing counted before the end."""

import re
from datetime import timedelta

import pytest

from mellanrum.surveys.sex import Sex
from mellanrum.web.access.standing import today
from mellanrum.web.counters.surveys import collected_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.tenancy.models import Association
from support.answering import Person, cookies_of
from support.surveying import a_survey, manager_of

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


@pytest.fixture
def survey(association: Association) -> Survey:
    return a_survey(manager_of(association))


def numbers(survey: Survey) -> dict[tuple[str, str], int]:
    """How many gave each answer, of all groups and sexes."""
    held = collected_of(survey.association, survey.key)
    assert held
    found: dict[tuple[str, str], int] = {}
    for cell, number in held.cells.items():
        found[cell.question, cell.answer] = found.get((cell.question, cell.answer), 0) + number
    return found


def test_answers_are_counted_when_they_are_left(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes", "wholly", "woman")
    before = numbers(survey)

    person.press("leave")

    assert before == {}
    assert (person.page.status_code, person.heading) == (200, "Tack")
    assert numbers(survey) == {("came", "yes"): 1, ("liked", "wholly"): 1}
    held = collected_of(survey.association, survey.key)
    assert held
    assert held.handed_in("guests", Sex.WOMAN) == 1


def test_one_thing_is_asked_at_a_time(survey: Survey) -> None:
    person = Person(survey).begin()
    headings = [person.heading, *(person.choose(answer).heading for answer in ("guests", "yes", "partly", "other"))]

    assert headings == ["Vilken grupp hör du till?", "Kom", "Tyckte om", "Vilket kön vill du ange?", "Det var allt"]


def test_progress_tells_of_questions_that_may_come(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests")
    first = "Fråga 1 av 3" in person.text

    person.choose("no")

    assert (first, "Fråga 2 av 2" in person.text, person.heading) == (True, True, "Vilket kön vill du ange?")


def test_question_behind_a_gate_is_not_asked_after_another_answer(survey: Survey) -> None:
    Person(survey).begin().choose("guests", "no", "man").press("leave")

    assert numbers(survey) == {("came", "no"): 1}


def test_answer_behind_a_gate_that_is_closed_again_is_not_counted(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes", "wholly", "man")

    person.change("q-came").choose("no").press("leave")

    assert (person.heading, numbers(survey)) == ("Tack", {("came", "no"): 1})


def test_gate_that_is_opened_at_the_end_asks_what_is_behind_it(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "no", "man").change("q-came")

    asked = person.choose("yes").heading
    person.choose("partly").press("leave")

    assert (asked, numbers(survey)) == ("Tyckte om", {("came", "yes"): 1, ("liked", "partly"): 1})


def test_question_that_is_passed_by_is_blank(survey: Survey) -> None:
    Person(survey).begin().choose("guests", "yes", "", "woman").press("leave")

    assert numbers(survey) == {("came", "yes"): 1, ("liked", "blank"): 1}


def test_next_without_an_answer_passes_by_too(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests").press("next")

    assert person.heading == "Vilket kön vill du ange?"


def test_going_back_shows_what_was_answered(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes", "partly", "man")

    person.press("back")
    sex = person.chosen
    person.press("back")

    assert (sex, person.heading, person.chosen) == (["man"], "Tyckte om", ["partly"])
    person.choose("wholly").press("next", answer="man").press("leave")
    assert numbers(survey) == {("came", "yes"): 1, ("liked", "wholly"): 1}


def test_answer_chosen_before_going_back_is_kept(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes").press("back", answer="partly")

    assert person.press("next", answer="yes").chosen == ["partly"]


def test_other_group_begins_anew_with_its_own_questions(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes", "partly", "man").change("group")

    asked = person.choose("staff").heading
    person.choose("7").press("leave")

    assert (asked, person.heading, numbers(survey)) == ("Betyg", "Tack", {("mark", "7"): 1})


@pytest.mark.parametrize(
    ("way", "heading"), [([], "Vilken grupp hör du till?"), (["guests", "yes", "wholly"], "Vilket kön vill du ange?")]
)
def test_who_and_which_sex_have_to_be_said(survey: Survey, way: list[str], heading: str) -> None:
    person = Person(survey).begin().choose(*way).press("next")

    assert (person.page.status_code, person.heading) == (422, heading)
    assert "Välj ett av svaren." in person.text


def test_nothing_is_left_of_who_stops_halfway(survey: Survey) -> None:
    Person(survey).begin().choose("guests", "yes", "wholly")

    assert numbers(survey) == {}


def test_survey_of_one_group_begins_with_its_first_question(association: Association) -> None:
    survey = a_survey(manager_of(association), questionnaire="event")

    person = Person(survey).open()

    assert "Det är 4 frågor." in person.text
    assert person.press("begin").heading == "Nöjd i stort"


def test_survey_put_to_one_of_its_groups_asks_nobody_who_they_are(association: Association) -> None:
    survey = a_survey(manager_of(association), groups=("staff",))

    person = Person(survey).begin()

    assert person.heading == "Betyg"
    person.choose("7", "woman").press("leave")
    assert numbers(survey) == {("mark", "7"): 1}


def test_nothing_is_set_in_the_browser_and_nothing_kept(survey: Survey) -> None:
    person = Person(survey)
    answers = [person.open().page, person.press("begin").page]
    answers += [person.choose(answer).page for answer in ("guests", "yes", "partly", "woman")]
    answers += [person.press("leave").page, person.again().page]
    answers += [person.client.get("/svara/nowhere/"), person.client.post(person.url), person.client.put(person.url)]
    answers += [person.client.get(f"{person.url}kiosk/"), person.client.get(f"{person.url}kod/")]

    assert cookies_of(answers) == []
    heads = {(each["Cache-Control"], each["Referrer-Policy"], each.get("Set-Cookie")) for each in answers}
    assert heads == {("no-store", "no-referrer", None)}
    assert not {"ETag", "Last-Modified", "Location"} & {head for each in answers for head in each.headers}
    assert [each.status_code for each in answers] == [200] * 8 + [404, 422, 405, 200, 404]


def test_old_cookie_is_neither_read_nor_taken_away(survey: Survey) -> None:
    person = Person(survey)
    person.client.cookies["sessionid"] = "a-session-that-has-ended"
    person.client.cookies["django_language"] = "en"

    person.open()

    assert (cookies_of([person.page]), person.page["Content-Language"]) == ([], "sv")


def test_page_tells_nothing_of_who_is_signed_in(survey: Survey) -> None:
    person = Person(survey)
    manager = manager_of(survey.association).user
    person.client.force_login(manager)

    person.begin().choose("guests")

    assert (str(manager) in person.text, cookies_of([person.page])) == (False, [])


def test_answers_stand_in_no_address(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes", "partly", "woman")

    assert set(_addresses(person.text)) <= {f"/svara/{survey.address}/", "#main"}


def _addresses(text: str) -> list[str]:
    return [each for each in re.findall(r'(?:href|action)="([^"]*)"', text) if not each.startswith("/static/")]


@pytest.mark.parametrize(("opens", "closes", "said"), [(3, 9, "har inte öppnat än"), (-9, -3, "Enkäten är stängd")])
def test_survey_that_is_not_open_says_so(association: Association, opens: int, closes: int, said: str) -> None:
    survey = a_survey(manager_of(association))
    days = {"opens": today() + timedelta(opens), "closes": today() + timedelta(closes)}
    Survey.objects.of(association).filter(pk=survey.pk).update(**days)

    person = Person(survey).open()

    assert (person.page.status_code, said in person.text, "<form" in person.text) == (200, True, False)


@pytest.mark.parametrize("days", [1, -30])
def test_page_that_cannot_be_read_is_told_that_the_survey_takes_no_answers(survey: Survey, days: int) -> None:
    opens = today() + timedelta(days=days)
    Survey.objects.of(survey.association).update(opens=opens, closes=opens + timedelta(days=7))
    person = Person(survey)
    person.sent = {"state": "x", "do": "next"}

    person.again()

    assert (person.page.status_code, person.hidden) == (409, {})
