"""A tablet that many share begins anew after each, and a survey is answered in the languages that are loaded."""

import pytest

from mellanrum.surveys.wording import Wording
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.models import Wording as Loaded
from mellanrum.web.surveys.services import handed_in
from mellanrum.web.tenancy.models import Association
from support.answering import Person
from support.surveying import a_survey, manager_of

pytestmark = pytest.mark.django_db
WAY = ("guests", "yes", "wholly", "woman")
ARABIC = Wording(
    questionnaire="breakfast",
    language="ar",
    source="Förbundets egen översättning",
    introduction="مرحبا",
    thanks="شكرا جزيلا",
    questions={"came": "هل حضرت؟"},
    answers={"yes_no.yes": "نعم"},
    groups={"guests": "ضيوف"},
)


@pytest.fixture
def survey(association: Association) -> Survey:
    return a_survey(manager_of(association))


def test_kiosk_begins_anew_after_each(survey: Survey) -> None:
    person = Person(survey, at="kiosk/").begin().choose(*WAY).press("leave")

    assert (person.heading, person.page["Refresh"], handed_in(survey)) == ("Tack", f"12; url={person.url}", 1)
    assert f'href="{person.url}"' in person.text


def test_kiosk_that_is_left_alone_begins_anew(survey: Survey) -> None:
    person = Person(survey, at="kiosk/").begin()
    pages = [person.page, *(person.choose(answer).page for answer in WAY)]

    assert [page.get("Refresh") for page in pages] == [f"300; url={person.url}"] * 5
    assert Person(survey, at="kiosk/").open().page.get("Refresh") is None


def test_own_telephone_is_never_sent_on(survey: Survey) -> None:
    person = Person(survey)
    pages = [person.begin().page, person.choose(*WAY).page, person.press("leave").page]

    assert [page.get("Refresh") for page in pages] == [None] * 3


def test_kiosk_is_not_held_back_by_its_address(survey: Survey) -> None:
    for _ in range(40):
        Person(survey, at="kiosk/").begin().choose("guests", "no", "man").press("leave")

    assert handed_in(survey) == 40


def test_survey_that_has_no_link_has_no_kiosk(association: Association) -> None:
    survey = a_survey(manager_of(association), has_link=False, has_slips=True)

    assert Person(survey, at="kiosk/").open().page.status_code == 404


def test_survey_is_answered_in_a_language_that_is_loaded(survey: Survey) -> None:
    Loaded.objects.make(survey.association, questionnaire="breakfast", language="ar", content=ARABIC.model_dump_json())
    person = Person(survey).open(sprak="ar")
    first = person.text

    person.press("begin").choose("guests")

    assert 'lang="ar" dir="auto"><p>مرحبا</p>' in first
    assert '<h1 lang="ar" dir="auto">هل حضرت؟</h1>' in person.text
    assert ('lang="ar"><input type="radio" name="answer" value="yes"' in person.text, ">نعم<" in person.text) == (
        True,
        True,
    )
    assert '<html lang="sv">' in person.text
    person.choose("yes", "wholly", "woman").press("leave")
    assert "شكرا جزيلا" in person.text


def test_languages_are_told_by_their_own_names(survey: Survey) -> None:
    for language in ("so", "ar"):
        content = ARABIC.model_copy(update={"language": language}).model_dump_json()
        Loaded.objects.make(survey.association, questionnaire="breakfast", language=language, content=content)

    text = Person(survey).open().text

    names = ["Svenska", "English", "العربيّة", "Soomaali"]
    assert [text.index(f">{name}</a>") for name in names] == sorted(text.index(f">{name}</a>") for name in names)


def test_frame_is_in_english_for_who_wants_it(survey: Survey) -> None:
    person = Person(survey).begin(sprak="en").choose("guests")

    assert ('<html lang="en">' in person.text, person.page["Content-Language"], ">Next</button>" in person.text) == (
        True,
        "en",
        True,
    )
    assert '<h1 lang="sv" dir="auto">Kom</h1>' in person.text  # what is the association's own is in Swedish


@pytest.mark.parametrize("language", ["", "xx", "../..", "sv\x00", "a" * 5000])
def test_language_that_is_not_loaded_is_swedish(survey: Survey, language: str) -> None:
    person = Person(survey).open(sprak=language)

    assert (person.page.status_code, '<html lang="sv">' in person.text) == (200, True)
