"""Answering with the code of a slip: typed first, spent with the answers, and once."""

import re

import pytest

from mellanrum.web.answering.crowding import WRONG_CODES
from mellanrum.web.counters.models import SpentSlip
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import handed_in, make_slips
from mellanrum.web.tenancy.models import Association
from support.answering import Person
from support.surveying import a_survey, manager_of

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])
WAY = ("guests", "yes", "wholly", "woman")


def seen_by(person: Person) -> tuple[int, str]:
    """Return the page as somebody sees it, without what it carries."""
    return person.page.status_code, re.sub(r'name="state" value="[^"]*"', "", person.text)


@pytest.fixture
def survey(association: Association) -> Survey:
    return a_survey(manager_of(association), has_link=False, has_slips=True)


@pytest.fixture
def code(survey: Survey) -> str:
    return make_slips(manager_of(survey.association), survey, 1)[0]


def test_slip_is_spent_when_the_answers_are_left(survey: Survey, code: str) -> None:
    person = Person(survey).with_code(code).choose(*WAY)
    before = SpentSlip.objects.of(survey.association).count()

    person.press("leave")

    assert (before, SpentSlip.objects.of(survey.association).count()) == (0, 1)
    assert (person.heading, handed_in(survey)) == ("Tack", 1)


def test_first_page_of_a_survey_with_slips_alone_asks_for_the_code(survey: Survey, code: str) -> None:
    person = Person(survey).open()
    url = f"/svara/{survey.address}/kod/"

    person.page = person.client.post(url, {**person.hidden, "code": code.upper().replace(" ", "")})

    assert person.choose(*WAY).press("leave").heading == "Tack"


def test_code_that_is_typed_is_in_no_address(survey: Survey, code: str) -> None:
    person = Person(survey).with_code(code)

    assert f'action="/svara/{survey.address}/"' in person.text


def test_whoever_types_a_code_sees_nothing_of_whether_it_has_been_used(survey: Survey) -> None:
    used, unused = make_slips(manager_of(survey.association), survey, 2)
    Person(survey).with_code(used).choose(*WAY).press("leave")

    looks = [Person(survey).with_code(code) for code in (used, unused)]
    seen = [[seen_by(each)] for each in looks]
    for pages, person in zip(seen, looks, strict=True):
        for answer in WAY:
            pages.append(seen_by(person.choose(answer)))

    assert seen[0] == seen[1]
    assert (looks[0].press("leave").page.status_code, handed_in(survey)) == (409, 1)
    assert "Koden är redan använd" in looks[0].text


def test_slip_that_is_used_meanwhile_counts_once(survey: Survey, code: str) -> None:
    one, other = (Person(survey).with_code(code).choose(*WAY) for _ in range(2))
    one.press("leave")

    other.press("leave")

    assert (other.page.status_code, "Koden är redan använd" in other.text, handed_in(survey)) == (409, True, 1)


def test_same_answers_sent_twice_with_a_slip_are_told_as_left(survey: Survey, code: str) -> None:
    person = Person(survey).with_code(code).choose(*WAY).press("leave").again()

    assert (person.page.status_code, person.heading, handed_in(survey)) == (200, "Tack", 1)
    assert "De räknas en gång." in person.text


def test_slip_of_another_survey_is_none_of_this(survey: Survey) -> None:
    standing = manager_of(survey.association)
    other = a_survey(standing, label="Lunchen", has_slips=True)

    person = Person(survey).with_code(make_slips(standing, other, 1)[0])

    assert (person.page.status_code, person.offered) == (422, [])


@pytest.mark.parametrize("typed", ["", "abc", "x" * 5000, "2345 6789 abcd", "\x00", "å" * 12])
def test_what_is_no_code(survey: Survey, typed: str) -> None:
    person = Person(survey).with_code(typed)

    assert (person.page.status_code, person.heading) == (422, "Frukosten")


def test_survey_with_slips_alone_is_not_answered_without(survey: Survey) -> None:
    person = Person(survey).open()

    person.press("begin")
    first = (person.page.status_code, person.offered)
    person.sent = {**person.hidden, "at": "end", "do": "leave"}

    assert first == (422, [])
    assert (person.again().page.status_code, handed_in(survey)) == (422, 0)


def test_guessing_is_held_back_by_survey(survey: Survey, code: str) -> None:
    for _ in range(WRONG_CODES):
        Person(survey).with_code("2345 6789 abcd")

    person = Person(survey).with_code(code)

    assert (person.page.status_code, code in person.text) == (429, True)


def test_survey_without_slips_has_no_page_for_codes(association: Association) -> None:
    survey = a_survey(manager_of(association))

    assert Person(survey).client.get(f"/svara/{survey.address}/kod/").status_code == 404
