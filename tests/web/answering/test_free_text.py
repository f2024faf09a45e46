"""What is written in free text: kept apart, in no order, read by those who run the survey when the survey is closed."""

from itertools import permutations

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client

from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.answering import posting
from mellanrum.web.answering.reading import Done, decide, surveys_to_read
from mellanrum.web.counters.models import SurveyCounters, SurveyTexts
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.counters.texts import Text, TooLate, add_text, texts_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import close, handed_in, running
from mellanrum.web.tenancy.models import Association
from support.answering import Person
from support.people import an_association, somebody
from support.pointing import Pointing
from support.surveying import a_survey, answered, manager_of

pytestmark = pytest.mark.django_db
LOST = "Det du skrev kunde inte sparas"
WAY = ("guests", "yes", "wholly", "woman")


@pytest.fixture
def survey(association: Association) -> Survey:
    return a_survey(manager_of(association))


def wrote(survey: Survey, *texts: str) -> None:
    for text in texts:
        assert Person(survey).begin().choose(*WAY).press("leave", text=text).heading == "Tack"


def closed_with(survey: Survey, *texts: str) -> Survey:
    """Let six answer, write these, and close."""
    answered(survey, 6 - len(texts))
    wrote(survey, *texts)
    close(manager_of(survey.association), survey)
    return survey


def page_of(survey: Survey, role: str) -> str:
    client = Client()
    client.force_login(somebody(role, survey.association))
    answer = client.get(f"/f/{survey.association.slug}/enkater/{survey.key}/fritext/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_text_is_kept_apart_from_every_answer(survey: Survey) -> None:
    wrote(survey, "Fler smörgåsar, tack.")

    assert texts_of(survey.association, survey.key) == (Text("Fler smörgåsar, tack."),)
    assert "smörgåsar" not in SurveyCounters.objects.of(survey.association).get().content
    kept = SurveyTexts.objects.of(survey.association).values().get()
    assert set(kept) == {"id", "association_id", "survey", "content"}


def test_texts_are_kept_in_no_order(association: Association) -> None:
    found = set()
    for number, order in enumerate(permutations(("en", "två", "tre"))):
        for text in order:
            add_text(association, f"survey_{number}", text)
        found.add(texts_of(association, f"survey_{number}"))

    assert found == {(Text("en"), Text("tre"), Text("två"))}


@pytest.mark.parametrize(
    "text", ["Ring 070-123 45 67", "Jag heter 19900101-1234", "kim@example.org", "Vi ses på Storgatan 5"]
)
def test_text_that_tells_of_somebody_is_asked_about_and_nothing_counted(survey: Survey, text: str) -> None:
    person = Person(survey).begin().choose(*WAY).press("leave", text=text)

    assert (person.page.status_code, handed_in(survey), texts_of(survey.association, survey.key)) == (422, 0, ())
    assert text in person.text
    page = Pointing(person.text)
    _, fault = page.said_of("text")
    assert (page.attributes["text"]["aria-invalid"], fault, page.missing) == ("true", page.text("text_error"), [])
    assert '<p><a href="#text">' in person.text
    person.press("leave", text="Tack för kaffet")
    assert (person.heading, handed_in(survey)) == ("Tack", 1)


def test_text_is_carried_while_answers_are_changed(survey: Survey) -> None:
    person = Person(survey).begin().choose(*WAY)
    person.sent = {**person.hidden, "text": "Gott", "change": "q-liked"}

    person.again().choose("partly")

    assert ">Gott</textarea>" in person.text


def test_text_to_a_questionnaire_that_asks_for_none_is_not_kept(association: Association) -> None:
    survey = a_survey(manager_of(association), questionnaire="activity")
    person = Person(survey).begin().choose("7", "man")

    person.press("leave", text="Jag skrev ändå")

    assert (person.heading, texts_of(association, survey.key)) == ("Tack", ())


@pytest.mark.parametrize("fault", [Overtaken(), OperationalError("database is full"), DatabaseError("disk I/O error")])
def test_text_that_cannot_be_kept_is_told_of_and_the_answers_are_counted(
    survey: Survey, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr(posting, "add_text", refuse)
    person = Person(survey).begin().choose(*WAY).press("leave", text="Mer kaffe")

    assert (person.page.status_code, person.heading, handed_in(survey)) == (200, "Tack", 1)
    assert LOST in person.text
    assert "Dina svar är räknade tillsammans med allas." in person.text
    assert texts_of(survey.association, survey.key) == ()


def test_nothing_is_said_of_a_text_that_was_kept_or_never_written(survey: Survey) -> None:
    told = [Person(survey).begin().choose(*WAY).press("leave", text=text).text for text in ("Mer kaffe", "")]

    assert ["Tack" in each for each in told] == [True, True]
    assert [LOST in each for each in told] == [False, False]


def test_long_text_is_cut(survey: Survey) -> None:
    wrote(survey, "a" * 5000)

    [kept] = texts_of(survey.association, survey.key)
    assert len(kept.text) == 1000


def test_end_of_line_counts_as_one_letter_however_it_is_sent(survey: Survey) -> None:
    wrote(survey, "a\r\n" * 499 + "ab")

    [kept] = texts_of(survey.association, survey.key)
    assert kept.text == "a\n" * 499 + "ab"


def test_text_that_comes_after_the_closing_is_not_kept(survey: Survey) -> None:
    closed_with(survey, "Bra lokal")

    with pytest.raises(TooLate):
        add_text(survey.association, survey.key, "Mer kaffe")

    assert texts_of(survey.association, survey.key) == (Text("Bra lokal"),)


def test_survey_closed_between_answers_and_text_keeps_the_answers_alone(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close_first(association: Association, key: str, text: str) -> None:
        close(manager_of(survey.association), survey)
        add_text(association, key, text)

    answered(survey, 6)
    monkeypatch.setattr(posting, "add_text", close_first)
    person = Person(survey).begin().choose(*WAY).press("leave", text="Mer kaffe")

    assert (LOST in person.text, handed_in(survey), texts_of(survey.association, survey.key)) == (True, 7, ())


def test_nobody_reads_while_the_survey_is_open(survey: Survey) -> None:
    wrote(survey, *["Smörgåsar"] * 6)

    assert ["Smörgåsar" in page_of(survey, role) for role in ("manager", "auditor")] == [False, False]


def test_nobody_reads_what_few_have_written(survey: Survey) -> None:
    wrote(survey, "Smörgåsar")
    close(manager_of(survey.association), survey)

    assert ["Smörgåsar" in page_of(survey, role) for role in ("manager", "auditor")] == [False, False]


@pytest.mark.parametrize(("number", "kept"), [(4, ()), (5, (Text("Smörgåsar"),))])
def test_what_few_have_written_is_not_kept_when_the_survey_is_closed(
    survey: Survey, number: int, kept: tuple[Text, ...]
) -> None:
    answered(survey, number - 1)
    wrote(survey, "Smörgåsar")

    close(manager_of(survey.association), survey)

    assert texts_of(survey.association, survey.key) == kept


def test_closing_again_takes_away_what_the_first_time_left_of_few(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("disk I/O error")

    wrote(survey, "Smörgåsar")
    monkeypatch.setattr(running, "forget_texts", refuse)
    with pytest.raises(OperationalError):
        close(manager_of(survey.association), survey)

    monkeypatch.undo()
    close(manager_of(survey.association), survey)

    assert texts_of(survey.association, survey.key) == ()


@pytest.mark.parametrize(("done", "is_published"), [("publish", True), ("hide", False)])
def test_two_who_wrote_the_same_are_judged_together_and_neither_is_lost(
    survey: Survey, done: Done, is_published: bool
) -> None:
    closed_with(survey, "Gott", "Gott", "Bra lokal")

    decide(manager_of(survey.association), survey, Text("Gott").name, done)

    judged = Text("Gott", is_published)
    assert texts_of(survey.association, survey.key) == (Text("Bra lokal"), judged, judged)


def test_manager_reads_and_publishes(survey: Survey) -> None:
    closed_with(survey, "Mer kaffe", "Bra lokal")
    client = Client()
    client.force_login(somebody("manager", survey.association))
    at = f"/f/{survey.association.slug}/enkater/{survey.key}/fritext/"
    first = page_of(survey, "manager")

    answer = client.post(f"{at}avgor/", {"text": Text("Mer kaffe").name, "do": "publish"})

    assert first.index("Bra lokal") < first.index("Mer kaffe")
    assert (answer.status_code, answer["Location"]) == (302, at)
    read = page_of(survey, "board_member")
    assert ("Mer kaffe" in read, "Bra lokal" in read) == (True, False)
    client.post(f"{at}avgor/", {"text": Text("Mer kaffe").name, "do": "hide"})
    assert "Mer kaffe" not in page_of(survey, "board_member")


def test_text_that_is_removed_is_gone(survey: Survey) -> None:
    closed_with(survey, "Mer kaffe", "Bra lokal")
    client = Client()
    client.force_login(somebody("manager", survey.association))
    at = f"/f/{survey.association.slug}/enkater/{survey.key}/fritext/avgor/"

    removed = client.post(at, {"text": Text("Mer kaffe").name, "do": "remove"})
    again = client.post(at, {"text": Text("Mer kaffe").name, "do": "publish"})
    unknown = client.post(at, {"text": Text("Bra lokal").name, "do": "frame"})

    assert [removed.status_code, again.status_code, unknown.status_code] == [302, 409, 404]
    assert texts_of(survey.association, survey.key) == (Text("Bra lokal"),)


@pytest.mark.parametrize("role", ["coordinator", "auditor", "board_member", "data_protection_officer"])
def test_others_judge_no_text(survey: Survey, role: str) -> None:
    closed_with(survey, "Mer kaffe")
    client = Client()
    client.force_login(somebody(role, survey.association))
    at = f"/f/{survey.association.slug}/enkater/{survey.key}/fritext/avgor/"

    answer = client.post(at, {"text": Text("Mer kaffe").name, "do": "publish"})

    assert (answer.status_code, texts_of(survey.association, survey.key)) == (403, (Text("Mer kaffe"),))


def test_texts_of_another_association_are_not_found(survey: Survey) -> None:
    closed_with(survey, "Mer kaffe")
    client = Client()
    other = an_association("Annat")
    client.force_login(somebody("manager", other))

    assert client.get(f"/f/{other.slug}/enkater/{survey.key}/fritext/").status_code == 404


LIST = "publicerat/med-egna-ord/"


def listed_to(survey: Survey, role: str) -> str:
    client = Client()
    client.force_login(somebody(role, survey.association))
    answer = client.get(f"/f/{survey.association.slug}/{LIST}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ["board_member", "auditor", "preparatory_group", "data_protection_officer"])
def test_readers_find_what_is_published_from_the_published_statistics(survey: Survey, role: str) -> None:
    closed_with(survey, "Mer kaffe", "Bra lokal")
    decide(manager_of(survey.association), survey, Text("Mer kaffe").name, "publish")
    client = Client()
    client.force_login(somebody(role, survey.association))
    front = f"/f/{survey.association.slug}/"

    links = [f'href="{front}{LIST}"' in client.get(f"{front}{page}").content.decode() for page in ("", "publicerat/")]

    assert links == [True, True]
    own = f'href="{front}enkater/{survey.key}/fritext/"'
    assert own in listed_to(survey, role)


def test_list_tells_readers_of_nothing_that_is_not_published(survey: Survey) -> None:
    closed_with(survey, "Mer kaffe", "Bra lokal")
    start = Client()
    start.force_login(somebody("auditor", survey.association))

    told = listed_to(survey, "auditor")

    assert ("Ingenting är publicerat" in told, survey.label in told) == (True, False)
    assert LIST not in start.get(f"/f/{survey.association.slug}/").content.decode()


def test_list_tells_the_manager_how_many_wait_to_be_read(survey: Survey) -> None:
    closed_with(survey, "Mer kaffe", "Bra lokal", "Gott")
    decide(manager_of(survey.association), survey, Text("Gott").name, "publish")

    [told] = surveys_to_read(manager_of(survey.association))
    [read] = surveys_to_read(reader_of(survey.association))

    assert (told.survey, told.published, told.to_read) == (survey, 1, 2)
    assert (read.survey, read.published, read.to_read) == (survey, 1, 0)


def test_list_has_no_survey_that_is_open_or_of_another_association(survey: Survey) -> None:
    wrote(survey, *["Smörgåsar"] * 6)
    other = closed_with(a_survey(manager_of(an_association("Annat"))), "Mer kaffe")
    decide(manager_of(other.association), other, Text("Mer kaffe").name, "publish")

    assert surveys_to_read(manager_of(survey.association)) == ()
    assert [each.survey for each in surveys_to_read(reader_of(other.association))] == [other]


@pytest.mark.parametrize("role", ["coach"])
def test_list_is_not_for_those_who_read_no_statistics(survey: Survey, role: str) -> None:
    closed_with(survey, "Mer kaffe")
    client = Client()
    client.force_login(somebody(role, survey.association))

    assert client.get(f"/f/{survey.association.slug}/{LIST}").status_code == 403


def reader_of(association: Association) -> Standing:
    standing = standing_of(somebody("board_member", association), association.slug)
    assert standing
    return standing
