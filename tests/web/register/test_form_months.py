"""The form is answered and counted by the lists and tables of its entry's own month, not by those of today."""

from datetime import date

import pytest
from django.test import Client

from mellanrum.tallies.ledger import Count
from mellanrum.web.association.models import Member
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.models import OwnTable
from mellanrum.web.tenancy.models import Association
from support.entry_forms import counted, form_url, hidden_in, ledger, send
from support.interventions import an_intervention, counts_in
from support.people import somebody

pytestmark = pytest.mark.django_db

A_START = {"sex": "woman", "q_age": "34"}
AN_END = {"sex": "woman", "q_months": "1", "q_end_reason": "work"}
TABLE = {"key": "own_age", "event": "start", "label": "Ålder", "question": "age_band", "first_day": date(2026, 7, 1)}


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


def it_is(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: day)


@pytest.fixture
def with_nora(association: Association) -> Association:
    """An association that Nora leaves with November, and Hällefors joins after it."""
    Member.objects.make(association, name="Nora", kind="municipality", last_day=date(2026, 11, 30))
    Member.objects.make(association, name="Lindesberg", kind="municipality")
    Member.objects.make(association, name="Hällefors", kind="municipality", first_day=date(2026, 12, 1))
    return association


@pytest.mark.usefixtures("with_nora")
@pytest.mark.parametrize(
    ("month", "place", "is_counted"),
    [
        ("2026-11", "nora", True),
        ("2026-12", "nora", False),
        ("2026-11", "hallefors", False),
        ("2026-12", "hallefors", True),
    ],
)
def test_start_is_answered_by_the_lists_of_its_own_month(
    coach: Client,
    coaching: Intervention,
    monkeypatch: pytest.MonkeyPatch,
    month: str,
    place: str,
    *,
    is_counted: bool,
) -> None:
    it_is(date(2026, 12, 9), monkeypatch)

    page = send(coach, form_url(coaching), {**A_START, "month": month, "q_municipality": place})

    assert set(page.context["form"].errors if not is_counted else ()) == (set() if is_counted else {"q_municipality"})
    assert counted(coaching, int(month[5:])) == (Count(1) if is_counted else Count())


@pytest.mark.usefixtures("with_nora")
def test_start_of_a_month_that_has_locked_is_answered_by_the_lists_of_that_month(
    coach: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(date(2026, 12, 10), monkeypatch)

    send(coach, form_url(coaching), {**A_START, "month": "2026-11", "q_municipality": "nora"})

    assert ledger(coaching).month(12).municipal == {("start", "nora"): 1}


@pytest.mark.usefixtures("with_nora")
def test_end_is_of_the_municipality_of_its_start_even_when_that_has_left(
    coach: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(date(2026, 11, 27), monkeypatch)
    send(coach, form_url(coaching), {**A_START, "month": "2026-11", "q_municipality": "nora"})
    it_is(date(2026, 12, 15), monkeypatch)

    send(coach, form_url(coaching, "avslut"), {**AN_END, "month": "2026-12", "q_municipality": "nora"})

    assert ledger(coaching).month(12).municipal == {("end", "nora"): 1}


@pytest.mark.parametrize(("month", "part", "number"), [("2026-06", 1, 0), ("2026-07", 2, 1)])
def test_entry_is_counted_in_the_tables_of_its_own_month(
    coach: Client,
    coaching: Intervention,
    association: Association,
    monkeypatch: pytest.MonkeyPatch,
    month: str,
    part: int,
    number: int,
) -> None:

    OwnTable.objects.make(association, **TABLE)
    it_is(date(2026, 7, 9), monkeypatch)

    send(coach, form_url(coaching), {**A_START, "month": month})

    own = [each for cell, each in ledger(coaching).part(part).cells.items() if cell.table == "own_age"]
    assert sum(own) == number
    assert counted(coaching, int(month[5:])) == Count(1)


def test_late_entry_is_counted_in_the_tables_of_the_month_it_is_counted_in_so_that_they_tie(
    coach: Client, coaching: Intervention, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:

    OwnTable.objects.make(association, **TABLE)
    it_is(date(2026, 7, 10), monkeypatch)

    page = send(coach, form_url(coaching), {**A_START, "month": "2026-06"})
    cells = ledger(coaching).part(2).cells
    coach.post(form_url(coaching, "start/ta-tillbaka"), hidden_in(page))

    assert [each for cell, each in cells.items() if cell.table == "own_age"] == [1]
    assert dict(ledger(coaching).part(2).cells) == {}
