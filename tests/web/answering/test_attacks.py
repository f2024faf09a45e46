"""What nobody sends by mistake, and what some do: nothing is counted twice, out of range, or after the survey."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mellanrum.surveys.collected import Collected
from mellanrum.web.answering import crowding
from mellanrum.web.answering.carried import read, signed
from mellanrum.web.answering.crowding import BY_LINK, by_link
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.counters.surveys import collected_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import close, handed_in, make_slips
from mellanrum.web.tenancy.models import Association
from support.answering import Person
from support.people import an_association
from support.surveying import a_survey, manager_of

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])
WAY = ("guests", "yes", "wholly", "woman")


@pytest.fixture
def survey(association: Association) -> Survey:
    return a_survey(manager_of(association))


def held(survey: Survey) -> Collected:
    found = collected_of(survey.association, survey.key)
    assert found
    return found


def at_the_end(survey: Survey) -> Person:
    return Person(survey).begin().choose(*WAY)


def test_answers_sent_twice_are_counted_once(survey: Survey) -> None:
    person = at_the_end(survey).press("leave")
    counted = held(survey)

    person.again()

    assert (person.page.status_code, "De räknas en gång." in person.text, held(survey)) == (200, True, counted)


def test_same_form_with_other_answers_is_not_counted_either(survey: Survey) -> None:
    person = at_the_end(survey)
    other = Person(survey)
    other.page = person.page
    person.press("leave")

    other.press("leave")

    assert (other.heading, handed_in(survey)) == ("Tack", 1)


def test_earlier_page_of_a_form_that_has_been_counted_shows_no_answer(survey: Survey) -> None:
    person = Person(survey).begin().choose("guests", "yes", "wholly")
    on_the_way = dict(person.sent)
    person.choose("woman").press("leave")

    person.sent = on_the_way
    person.again()

    assert (person.heading, person.offered) == ("Tack", [])


@pytest.mark.parametrize("answer", ["cheerfully", "blank", "withheld", "11", "-1", "yes\x00", "Ja", "x" * 10_000])
def test_answer_that_is_none_of_the_questions_is_asked_about_again(survey: Survey, answer: str) -> None:
    person = Person(survey).begin().choose("guests", answer)

    assert (person.page.status_code, person.heading, person.chosen) == (422, "Kom", [])


@pytest.mark.parametrize("grade", ["11", "-1", "7.5", "٧", "1e1"])
def test_grade_out_of_range_is_asked_about_again(survey: Survey, grade: str) -> None:
    person = Person(survey).begin().choose("staff", grade)

    assert (person.page.status_code, person.heading) == (422, "Betyg")


@pytest.mark.parametrize(("step", "answer"), [("group", "nobody"), ("sex", "unsplit"), ("sex", "")])
def test_group_and_sex_that_there_are_none_of(survey: Survey, step: str, answer: str) -> None:
    person = Person(survey).begin().choose("guests")

    person.sent = {**person.hidden, "at": step, "do": "next", "answer": answer}

    assert person.again().page.status_code == 422


@pytest.mark.parametrize("state", ["", "x", "a:b", "a:b:c", "9" * 5000, "\x00"])
def test_state_that_is_none_of_ours(survey: Survey, state: str) -> None:
    person = at_the_end(survey)
    person.sent = {"state": state, "at": "end", "do": "leave"}

    person.again()

    assert (person.page.status_code, "Sidan gick inte att läsa" in person.text, handed_in(survey)) == (422, True, 0)


def test_state_that_has_been_altered_is_not_read(survey: Survey) -> None:
    person = at_the_end(survey)
    body, _, seal = person.hidden["state"].rpartition(":")
    person.sent = {"state": f"{body[:-4]}AAAA:{seal}", "at": "end", "do": "leave"}

    assert (person.again().page.status_code, handed_in(survey)) == (422, 0)


def test_state_of_another_survey_is_not_read(survey: Survey) -> None:
    other = a_survey(manager_of(survey.association), label="Lunchen")
    person = at_the_end(other)
    sent = {**person.hidden, "do": "leave"}

    answer = Client().post(f"/svara/{survey.address}/", sent)

    assert (answer.status_code, handed_in(survey), handed_in(other)) == (422, 0, 0)


def test_step_that_has_not_come_yet_is_not_jumped_to_past_who_one_is(survey: Survey) -> None:
    person = Person(survey).begin()
    person.sent = {**person.hidden, "at": "end", "do": "leave"}

    assert (person.again().heading, handed_in(survey)) == ("Vilken grupp hör du till?", 0)


def test_survey_that_closes_while_somebody_answers(survey: Survey) -> None:
    person = at_the_end(survey)
    close(manager_of(survey.association), survey)
    before = held(survey)

    person.press("leave")

    assert (person.page.status_code, held(survey)) == (409, before)
    assert "Ingenting av det du svarade har räknats" in person.text


def test_survey_whose_last_day_passes_while_somebody_answers(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    person = at_the_end(survey)
    day = survey.closes + timedelta(1)
    monkeypatch.setattr("mellanrum.web.answering.place.today", lambda: day)

    assert (person.press("leave").page.status_code, handed_in(survey)) == (409, 0)


def test_form_that_is_older_than_what_the_survey_was_prolonged_from(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_the_end(survey)
    day = survey.closes + timedelta(1)
    Survey.objects.of(survey.association).filter(pk=survey.pk).update(closes=day)
    monkeypatch.setattr("mellanrum.web.answering.place.today", lambda: day)

    person.press("leave")

    assert (person.page.status_code, "Sidan har varit öppen för länge" in person.text, handed_in(survey)) == (
        409,
        True,
        0,
    )


def test_questions_that_have_changed_begin_anew(survey: Survey) -> None:
    person = at_the_end(survey)
    carried = read(person.hidden["state"], survey.address)
    assert carried
    person.sent = {"state": signed(replace(carried, version="another"), survey.address), "at": "end", "do": "leave"}

    person.again()

    assert (person.page.status_code, "Frågorna har ändrats" in person.text, handed_in(survey)) == (409, True, 0)


@pytest.mark.parametrize("address", ["nowhere", "a" * 500, "x--y"])
@pytest.mark.usefixtures("survey")
def test_address_that_leads_to_no_survey(client: Client, address: str) -> None:
    answers = [call(f"/svara/{address}/{way}") for call in (client.get, client.post) for way in ("", "kiosk/", "kod/")]

    assert [each.status_code for each in answers] == [404] * 6
    assert all("Enkäten finns inte" in each.content.decode() for each in answers)


def test_thousands_by_link_are_held_back_and_lose_nothing(survey: Survey) -> None:
    person = at_the_end(survey)
    for _ in range(BY_LINK):
        by_link.add(survey.pk)
    person.press("leave")

    held_back = (person.page.status_code, person.page["Retry-After"], person.heading, handed_in(survey))
    by_link.empty()
    person.press("leave")
    assert held_back == (429, "60", "Det var allt", 0)
    assert (person.heading, handed_in(survey)) == ("Tack", 1)


def test_what_is_held_back_at_one_survey_is_not_at_another_nor_by_slip(survey: Survey) -> None:
    standing = manager_of(survey.association)
    other = a_survey(standing, label="Lunchen", has_slips=True)
    for _ in range(BY_LINK):
        by_link.add(survey.pk)

    assert at_the_end(other).press("leave").heading == "Tack"
    for _ in range(BY_LINK):
        by_link.add(other.pk)
    with_slip = Person(other).with_code(make_slips(standing, other, 1)[0]).choose(*WAY)
    assert (with_slip.press("leave").heading, at_the_end(other).press("leave").page.status_code) == ("Tack", 429)


def test_each_form_counts_towards_the_limit_once(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_link, "limit", 2)
    people = [at_the_end(survey) for _ in range(3)]

    codes = [person.press("leave").again().page.status_code for person in people]

    assert (codes, handed_in(survey)) == ([200, 200, 429], 2)


def test_limit_is_let_go_after_a_minute(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket = crowding.Bucket(1)
    now = [60.0]
    monkeypatch.setattr("mellanrum.web.answering.crowding.time.monotonic", lambda: now[0])
    bucket.add(survey.pk)
    full = bucket.is_full(survey.pk)

    now[0] = 120.0

    assert (full, bucket.is_full(survey.pk)) == (True, False)


def test_more_fields_than_a_form_has_are_not_understood(survey: Survey) -> None:
    answer = Client().post(f"/svara/{survey.address}/", {f"x{number}": "" for number in range(8_001)})

    assert (answer.status_code, answer.cookies.output()) == (400, "")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nno form"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=\xff", b""),
        ("application/x-www-form-urlencoded; charset=utf-16", b"state=x"),
        ("application/json", b'{"state": 1}'),
        ("", b"\xff\xfe"),
    ],
)
def test_body_that_is_no_form(survey: Survey, kind: str, body: bytes) -> None:
    answer = Client().generic("POST", f"/svara/{survey.address}/", body, kind)

    assert answer.status_code in {400, 422}
    assert (answer.cookies.output(), answer["Cache-Control"], handed_in(survey)) == ("", "no-store", 0)


def test_script_in_what_is_typed_is_shown_as_text(survey: Survey) -> None:
    person = at_the_end(survey).press("leave", text="<script>alert(1)</script> ring 070-123 45 67")

    assert ("<script>alert" in person.text, "&lt;script&gt;alert" in person.text) == (False, True)


def test_what_goes_wrong_is_logged_without_a_word_of_the_answers(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("wholly guests woman")

    monkeypatch.setattr("mellanrum.web.answering.posting.answer", fails)
    person = at_the_end(survey)
    person.client.raise_request_exception = False

    person.press("leave")

    assert person.page.status_code == 500
    assert [word for word in ("wholly", "guests", "woman") if word in caplog.text] == []
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize("busy", [OperationalError("database is locked"), Overtaken()])
def test_database_that_is_too_busy_loses_nothing(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, busy: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise busy

    person = at_the_end(survey)
    with monkeypatch.context() as patch:
        patch.setattr("mellanrum.web.answering.posting.answer", fails)
        person.press("leave")
        told = (person.page.status_code, person.heading)
    person.press("leave")

    assert (told, person.heading, handed_in(survey)) == ((429, "Det var allt"), "Tack", 1)


@pytest.mark.parametrize("number", [1, 30])
def test_number_of_questions_to_the_database_does_not_grow(association: Association, number: int) -> None:
    standing = manager_of(association)
    surveys = [a_survey(standing, label=f"Frukost {each}") for each in range(number)]
    person = Person(surveys[0])

    asked = [_asked(person.begin), _asked(lambda: person.choose("guests"))]
    person.choose("yes", "wholly", "woman")
    asked.append(_asked(lambda: person.press("leave")))

    assert asked == [5, 3, 8]


def _asked(do: Callable[[], object]) -> int:
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["tallies"]) as other:
        do()
    return len(one) + len(other)


def test_survey_of_another_association_has_an_address_of_its_own(survey: Survey) -> None:
    other = a_survey(manager_of(an_association("Annat")))

    at_the_end(other).press("leave")

    assert (handed_in(survey), handed_in(other), survey.address != other.address) == (0, 1, True)
