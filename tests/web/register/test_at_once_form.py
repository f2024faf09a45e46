"""Many who send forms of one intervention at the same moment: none is lost, and none is counted twice."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.counters.models import SpentToken
from mellanrum.web.interventions.models import Intervention
from support.entry_forms import counted, form_url, heading, ledger, token_in
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 40  # each asks both databases, and a server takes a hundred at once
A_START = {"month": "2026-11", "q_age": "34", "q_livelihood_before": ["no_public"]}


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(2026, 11, 27))


@pytest.fixture
def coaching() -> Intervention:
    return an_intervention(an_association(), "Coachingteamet")


@pytest.fixture
def coach(coaching: Intervention) -> User:
    user = somebody("coach", coaching.association)
    counts_in(coaching, user)
    return user


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at_once(steps: Sequence[Callable[[], str]]) -> list[str]:
    """Do every step at the same moment; what each page was called, sorted."""
    ready = Barrier(len(steps))

    def done(step: Callable[[], str]) -> str:
        try:
            ready.wait()
            return step()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as threads:
        return sorted(threads.map(done, steps))


def sending(client: Client, intervention: Intervention, sex: str, token: str) -> Callable[[], str]:
    return lambda: heading(client.post(form_url(intervention), {**A_START, "sex": sex, "token": token}))


def test_forty_forms_at_once_are_all_counted(coaching: Intervention, coach: User) -> None:
    client = browser_of(coach)
    tokens = [token_in(client.get(form_url(coaching))) for _ in range(MANY)]

    became = at_once([sending(client, coaching, ("woman", "man")[n % 2], token) for n, token in enumerate(tokens)])

    assert became == ["Starten är räknad"] * MANY
    assert (counted(coaching), counted(coaching, sex=Sex.MAN)) == (Count(MANY // 2), Count(MANY // 2))
    cells = ledger(coaching).part(2).cells
    assert sum(number for cell, number in cells.items() if (cell.table, cell.answer) == ("age", "sum")) == 34 * MANY
    assert SpentToken.objects.count() == MANY


def test_one_form_sent_from_two_tabs_and_by_retries_is_counted_once(coaching: Intervention, coach: User) -> None:
    client = browser_of(coach)
    token = token_in(client.get(form_url(coaching)))

    became = at_once([sending(client, coaching, "woman", token)] * 8)

    assert became == ["Redan räknat"] * 7 + ["Starten är räknad"]
    assert (counted(coaching), SpentToken.objects.count()) == (Count(1), 1)
