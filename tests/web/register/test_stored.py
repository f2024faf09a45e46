"""What is told of what is stored: never how few forms or codes are remembered."""

import re
from datetime import date

import pytest
from django.test import Client

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters import store
from mellanrum.web.counters.models import SpentCode, SpentToken
from mellanrum.web.counters.tokens import Token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention
from support.people import somebody
from support.ticked import ticked

DAY = date(2026, 3, 5)
_EACH_TIME = re.compile(r'(name="csrfmiddlewaretoken" value|data-csrf)="[^"]+"')


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    made = an_intervention(association, first_day=date(2026, 1, 1))
    ticked(made, 2026, {2: {"start": (6, 6)}})
    return made


def _page(client: Client, association: Association) -> str:
    answer = client.get(f"/f/{association.slug}/uppfoljning/satt-upp/lagras/")
    assert answer.status_code == 200
    return _EACH_TIME.sub("", answer.content.decode())


def _count_one(coaching: Intervention, number: int) -> None:
    """Count a participation as a form does."""
    scheme = scheme_on(coaching.association, DAY)

    def make(ledger: Ledger) -> Ledger:
        return count(ledger, Entry("start", date(2026, 3, 1), Sex.MAN), scheme)

    token = Token(date(2026, 4, 9), str(number).encode())
    store.change(coaching.association, coaching.slug, 2026, make, kind=PeriodKind.HALF_YEAR, token=token)


def test_stored_of_officer_is_the_same_whether_few_forms_or_none_have_been_counted(
    client: Client, coaching: Intervention
) -> None:
    client.force_login(somebody("data_protection_officer", coaching.association))
    pages = [_page(client, coaching.association)]
    for number in range(4):
        _count_one(coaching, number)
        pages.append(_page(client, coaching.association))

    assert [page for page in pages if page != pages[0]] == []
    _count_one(coaching, 5)
    assert _page(client, coaching.association) != pages[0]


@pytest.mark.parametrize("role", ["manager", "administrator", "data_protection_officer"])
def test_stored_tells_from_the_threshold_that_forms_and_codes_are_remembered(
    client: Client, coaching: Intervention, role: str
) -> None:
    association = coaching.association
    client.force_login(somebody(role, association))
    told = []
    for number in range(6):
        stored = client.get(f"/f/{association.slug}/uppfoljning/satt-upp/lagras/").context["stored"]
        told.append((stored.tokens, stored.codes))
        SpentToken.objects.make(association, digest=f"a{number}", last_day=date(2026, 4, 9))
        SpentCode.objects.make(association, digest=f"a{number}")

    assert told == [(False, False)] * 5 + [(True, True)]


def test_stored_says_until_when_a_form_is_remembered(client: Client, coaching: Intervention) -> None:
    client.force_login(somebody("data_protection_officer", coaching.association))

    assert "2026-04-10" in _page(client, coaching.association)


def test_forms_of_surveys_are_not_among_those_of_follow_up(client: Client, coaching: Intervention) -> None:
    association = coaching.association
    for number in range(9):
        SpentToken.objects.make(association, digest=f"s{number}", survey="nojdhet")
    client.force_login(somebody("manager", association))

    assert not client.get(f"/f/{association.slug}/uppfoljning/satt-upp/lagras/").context["stored"].tokens
