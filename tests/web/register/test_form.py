"""The form for one participation: who fills in which, what is counted, what is said, and what is never kept."""

import logging
import re
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.ledger import Count, empty_ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters.models import SpentToken
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.form import desk
from mellanrum.web.tenancy.models import Association
from support.entry_forms import counted, form_url, heading, hidden_in, ledger, send, token_in
from support.following_up import starts
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 27)
QUERIES = 19  # four are of any page; the rest is who may count, what is decided, and what is known of interventions
QUERIES_OF_COUNTERS = 9  # the token, the year twice, what is due to go, and the save
A_START = {
    "month": "2026-11",
    "sex": "woman",
    "q_age": "34",
    "q_education": "secondary",
    "q_livelihood_before": ["sickness_benefit", "social_assistance"],
}
AN_END = {
    "month": "2026-11",
    "sex": "woman",
    "q_months": "7",
    "q_end_reason": "work",
    "q_livelihood": ["no_public"],
    "q_consent": "yes",
}


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association, "Coachingteamet")


@pytest.fixture
def coach(client: Client, association: Association, coaching: Intervention) -> Client:
    """A browser in which a coach of the team has signed in."""
    user = somebody("coach", association)
    counts_in(coaching, user)
    client.force_login(user)
    return client


def test_start_is_counted_in_its_cells_and_nowhere_else(coach: Client, coaching: Intervention) -> None:
    page = send(coach, form_url(coaching), A_START)

    assert (page.status_code, heading(page)) == (200, "Starten är räknad")
    assert counted(coaching) == Count(1)
    cells = ledger(coaching).part(2).cells
    of_livelihood = {cell.answer: number for cell, number in cells.items() if cell.table == "livelihood_before"}
    assert of_livelihood == {"sickness_benefit": 1, "social_assistance": 1, "asked": 1}
    assert cells[Cell("start", "occupation_before", "missing", "", Sex.WOMAN)] == 1
    assert ledger(coaching).part(2).snapshots == {}


@pytest.mark.parametrize("years", [1, 3])
def test_save_of_a_start_asks_each_thing_once(
    coach: Client, association: Association, coaching: Intervention, years: int
) -> None:
    for year in range(2027 - years, 2027):
        starts(association, coaching.slug, 5, 5, year)
    filled = {**A_START, "token": token_in(coach.get(form_url(coaching)))}

    with CaptureQueriesContext(connections["default"]) as asked, CaptureQueriesContext(connections["tallies"]) as own:
        page = coach.post(form_url(coaching), filled)

    assert heading(page) == "Starten är räknad"
    assert (len(asked), len(own)) == (QUERIES, QUERIES_OF_COUNTERS)


def test_answer_to_the_save_says_totals_and_no_attribute(coach: Client, coaching: Intervention) -> None:
    page = send(coach, form_url(coaching), A_START)

    shown = re.sub(r"<input[^>]*>", "", page.content.decode())
    assert [word for word in ("34", "Gymnasi", "gymnasi", "Sjukpenning", "Kvinna") if word in shown] == []
    assert "november 2026" in shown
    assert page.headers["Cache-Control"] == "private, no-store"


def test_form_sent_with_nothing_but_sex_counts_all_as_missing(coach: Client, coaching: Intervention) -> None:
    page = send(coach, form_url(coaching), {"month": "2026-11", "sex": "man"})

    assert heading(page) == "Starten är räknad"
    assert counted(coaching, sex=Sex.MAN) == Count(1)
    answers = {cell.answer for cell in ledger(coaching).part(2).cells if cell.table != "total"}
    assert answers == {"missing", "asked"}


def test_form_sent_twice_is_counted_once(coach: Client, coaching: Intervention) -> None:
    answers = {**A_START, "token": token_in(coach.get(form_url(coaching)))}
    coach.post(form_url(coaching), answers)

    again = coach.post(form_url(coaching), answers)
    changed = coach.post(form_url(coaching), {**answers, "q_age": "55"})

    assert (heading(again), heading(changed)) == ("Redan räknat", "Redan räknat")
    assert counted(coaching) == Count(1)
    assert SpentToken.objects.count() == 1


@pytest.mark.parametrize("token", ["", "forged", "2027-01-01.abc~abc"])
def test_form_without_a_token_of_its_own_is_asked_for_again(coach: Client, coaching: Intervention, token: str) -> None:
    page = coach.post(form_url(coaching), {**A_START, "token": token})

    assert (page.status_code, counted(coaching)) == (422, Count())
    assert 'value="34"' in page.content.decode()
    assert heading(coach.post(form_url(coaching), {**A_START, "token": token_in(page)})) == "Starten är räknad"


def test_token_cannot_be_moved_to_another_form(coach: Client, coaching: Intervention) -> None:
    token = token_in(coach.get(form_url(coaching)))

    for event, status in (("avslut", 422), ("start/ta-tillbaka", 403)):
        assert coach.post(form_url(coaching, event), {**A_START, "token": token}).status_code == status
    assert ledger(coaching) == empty_ledger(2026)


@pytest.mark.parametrize("sent", [{"token": ""}, {"token": "forged"}, {"typed_code": "ABCD"}])
def test_coach_gets_no_token_to_take_back_what_another_has_counted(
    coach: Client, coaching: Intervention, sent: dict[str, str]
) -> None:
    assert coach.post(form_url(coaching, "start/ta-tillbaka"), {**A_START, **sent}).status_code == 403


def test_form_that_has_been_open_since_a_month_that_has_locked_is_not_counted(
    coach: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_in(coach.get(form_url(coaching)))
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(2026, 12, 10))

    page = coach.post(form_url(coaching), {**A_START, "token": token})

    assert page.status_code == 422
    assert "Formuläret har varit öppet för länge" in page.content.decode()
    assert ledger(coaching) == empty_ledger(2026)


def test_what_was_counted_a_moment_ago_is_taken_back_as_if_it_had_never_been(
    coach: Client, coaching: Intervention
) -> None:
    send(coach, form_url(coaching), {"month": "2026-11", "sex": "man"})
    before = ledger(coaching)
    page = send(coach, form_url(coaching), A_START)
    answers = hidden_in(page)

    done = coach.post(form_url(coaching, "start/ta-tillbaka"), answers)
    again = coach.post(form_url(coaching, "start/ta-tillbaka"), answers)

    assert (heading(done), heading(again)) == ("Starten är tillbakatagen", "Redan räknat")
    assert ledger(coaching) == before


def test_correction_by_the_same_answers_is_for_coordinators(
    coach: Client, association: Association, coaching: Intervention
) -> None:
    send(coach, form_url(coaching), A_START)
    assert coach.get(form_url(coaching, "start/rattelse")).status_code == 403
    coordinator = Client()
    user = somebody("coordinator", association)
    counts_in(coaching, user)
    coordinator.force_login(user)

    done = send(coordinator, form_url(coaching, "start/rattelse"), A_START)

    assert heading(done) == "Starten är tillbakatagen"
    assert (counted(coaching), dict(ledger(coaching).part(2).cells)) == (Count(), {})


def test_correction_of_nothing_is_asked_about(client: Client, association: Association, coaching: Intervention) -> None:
    client.force_login(somebody("manager", association))

    page = send(client, form_url(coaching, "start/rattelse"), A_START)

    assert page.status_code == 422
    assert "finns det inget av det här könet" in page.content.decode()
    assert counted(coaching) == Count()


def test_start_in_a_month_that_has_locked_is_late_and_the_page_says_so_before(
    coach: Client, coaching: Intervention
) -> None:
    page = coach.get(form_url(coaching))
    assert "september 2026 (låst: räknas som sen i november 2026)" in page.content.decode()

    done = send(coach, form_url(coaching), {**A_START, "month": "2026-09"})

    assert "Månaden september 2026 är låst, så det räknas som sent i november 2026." in done.content.decode()
    assert (counted(coaching), counted(coaching, 9)) == (Count(late=1), Count())


def test_month_that_is_still_open_is_counted_in_itself(
    coach: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(2026, 11, 9))

    send(coach, form_url(coaching), {**A_START, "month": "2026-10"})

    assert (counted(coaching, 10), counted(coaching)) == (Count(1), Count())


def test_start_of_last_year_is_counted_late_in_this_one(
    coach: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(2027, 2, 15))

    send(coach, form_url(coaching), {**A_START, "month": "2026-12"})

    assert ledger(coaching, 2027).month(2).counts == {("start", Sex.WOMAN): Count(late=1)}
    assert ledger(coaching, 2026).month(12).counts == {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("q_age", "12"),
        ("q_age", "-5"),
        ("q_age", "trettio"),
        ("q_age", "9" * 5_000),
        ("q_livelihood_before", ["no_public", "sickness_benefit"]),
        ("q_education", "kunglig"),
        ("month", "2026-13"),
        ("month", "2027-01"),
        ("sex", ""),
        ("sex", "unsplit"),
    ],
)
def test_impossible_answer_is_said_beside_its_question_and_nothing_is_counted(
    coach: Client, coaching: Intervention, question: str, answer: str | list[str]
) -> None:
    page = send(coach, form_url(coaching), {**A_START, question: answer})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {question}
    assert ledger(coaching) == empty_ledger(2026)


def test_end_longer_than_the_intervention_has_been_is_stopped_unless_it_took_over(
    coach: Client, coaching: Intervention
) -> None:
    page = send(coach, form_url(coaching, "avslut"), {**AN_END, "q_months": "60"})

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"q_months"})


def test_more_ended_than_ongoing_is_asked_about_once_and_counted(
    client: Client, association: Association, coaching: Intervention
) -> None:
    client.force_login(somebody("manager", association))

    page = send(client, form_url(coaching, "avslut"), AN_END)
    assert (page.status_code, counted(coaching, event="end")) == (422, Count())
    anyway = re.search(r'name="anyway" value="([^"]+)"', page.content.decode())
    assert anyway
    done = client.post(form_url(coaching, "avslut"), {**AN_END, "token": token_in(page), "anyway": anyway[1]})

    assert heading(done) == "Avslutet är räknat"
    assert counted(coaching, event="end") == Count(1)


def test_end_whose_start_nobody_has_is_asked_about(
    client: Client, association: Association, coaching: Intervention
) -> None:
    client.force_login(somebody("manager", association))
    starts(association, coaching.slug, 3, 1, 2026)  # in June

    pages = [send(client, form_url(coaching, "avslut"), {**AN_END, "q_months": each}) for each in ("5", "2", "-1", "")]

    told = [re.findall(r"ingen av det här könet då|innan det började", page.content.decode()) for page in pages]
    assert told == [[], ["ingen av det här könet då"], ["innan det började"] * 2, []]
    assert [page.status_code for page in pages] == [200, 422, 422, 200]


def test_coach_is_not_told_by_a_question_what_the_totals_are(coach: Client, coaching: Intervention) -> None:
    assert heading(send(coach, form_url(coaching, "avslut"), AN_END)) == "Avslutet är räknat"


def test_question_that_goes_by_an_earlier_answer_is_left_out_without_it(coach: Client, coaching: Intervention) -> None:
    answers = {"month": "2026-11", "sex": "woman", "q_consented": "no", "q_answered": "yes"}

    assert heading(send(coach, form_url(coaching, "uppfoljning-6"), answers)) == "Uppföljningen är räknad"
    cells = ledger(coaching).part(2).cells
    assert {cell.answer for cell in cells if cell.table == "consented"} == {"no"}
    assert {cell.answer for cell in cells if cell.table == "answered"} == set()


@pytest.mark.parametrize(
    "event", ["remiss", "vagledning", "start", "avslut", "uppfoljning-6", "uppfoljning-12", "fragor-om-vald"]
)
def test_every_event_has_its_form(coach: Client, coaching: Intervention, event: str) -> None:
    answers = {"month": "2026-11", "sex": "other"}

    page = send(coach, form_url(coaching, event), answers)

    assert page.status_code == 200
    assert sum(count.net for count in ledger(coaching).month(11).counts.values()) == 1


@pytest.mark.parametrize("event", ["uppfoljning-9", "stock", "nagot"])
def test_what_is_not_counted_has_no_form(coach: Client, coaching: Intervention, event: str) -> None:
    assert coach.get(form_url(coaching, event)).status_code == 404


def test_form_of_an_intervention_that_is_not_ones_own_is_refused(
    coach: Client, association: Association, coaching: Intervention
) -> None:
    other = an_intervention(association, "Mottagningsteamet")
    elsewhere = an_intervention(an_association("Annat"), "Coachingteamet")

    assert coach.get(form_url(other)).status_code == 403
    assert coach.post(form_url(other), A_START).status_code == 403
    address = form_url(elsewhere).replace(elsewhere.association.slug, association.slug).replace(coaching.slug, "ingen")
    assert coach.get(address).status_code == 404


@pytest.mark.parametrize("role", ["accountant", "auditor", "provider", "board_member", "data_protection_officer"])
def test_form_is_refused_those_who_do_not_count(
    client: Client, association: Association, coaching: Intervention, role: str
) -> None:
    user = somebody(role, association)
    counts_in(coaching, user)
    client.force_login(user)

    assert client.get(form_url(coaching)).status_code == 403
    assert client.post(form_url(coaching), A_START).status_code == 403
    assert ledger(coaching) == empty_ledger(2026)


def test_page_of_forms_lists_ones_own_interventions_alone(
    coach: Client, association: Association, coaching: Intervention
) -> None:
    an_intervention(association, "Mottagningsteamet")

    page = coach.get(f"/f/{association.slug}/uppfoljning/formular/")

    assert [line.name for line in page.context["lines"]] == ["Coachingteamet"]
    assert form_url(coaching, "avslut") in page.content.decode()


def test_intervention_of_head_counts_has_no_form(client: Client, association: Association) -> None:
    course = an_intervention(association, "Utbildning", counting="head_counts")
    client.force_login(somebody("manager", association))

    assert client.get(form_url(course)).status_code == 404


def test_intervention_that_has_been_counted_in_is_marked(coach: Client, coaching: Intervention) -> None:
    send(coach, form_url(coaching), A_START)

    coaching.refresh_from_db()
    assert coaching.has_counts is True


def test_project_is_asked_what_else_somebody_is_in(
    client: Client, association: Association, coaching: Intervention
) -> None:
    project = an_intervention(association, "Projektet", is_esf=True)
    client.force_login(somebody("manager", association))

    assert "q_also_in" in client.get(form_url(project)).context["form"].fields
    assert "q_also_in" not in client.get(form_url(coaching)).context["form"].fields


def test_session_holds_nothing_of_an_entry(coach: Client, coaching: Intervention) -> None:
    coach.get(form_url(coaching))
    before = [session.get_decoded() for session in Session.objects.all()]

    send(coach, form_url(coaching), A_START)

    assert [session.get_decoded() for session in Session.objects.all()] == before


def test_failure_while_counting_says_nothing_of_the_answers(
    coach: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*args: object, **more: object) -> None:
        raise KeyError(args, more, "sickness_benefit", "sjukpenning", 34)

    monkeypatch.setattr(desk, "count_entry", fails)
    coach.raise_request_exception = False

    with caplog.at_level(logging.DEBUG):
        page = send(coach, form_url(coaching), A_START)

    told = caplog.text + "".join(str(record.__dict__) for record in caplog.records if record.name == "django.request")
    told = re.sub(r"'request': <[^>]*>", "", told)
    assert page.status_code == 500
    assert "KeyError < test_form.py" in told
    assert [word for word in ("sickness_benefit", "sjukpenning", "secondary", "34)") if word in told] == []


def test_every_fault_is_said_at_once(coach: Client, coaching: Intervention) -> None:
    answers = {**A_START, "sex": "", "q_age": "12", "q_livelihood_before": ["no_public", "sickness_benefit"]}

    page = send(coach, form_url(coaching), answers)

    assert set(page.context["form"].errors) == {"sex", "q_age", "q_livelihood_before"}
    assert ledger(coaching) == empty_ledger(2026)
