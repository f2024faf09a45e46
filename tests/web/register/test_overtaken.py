"""Somebody else saves at the same moment, or the month locks: nothing is counted, and the page says what to do."""

import re
from datetime import date

import pytest
from django.test import Client

from mellanrum.tallies.counting import set_month
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.standing import standing_of
from mellanrum.web.counters import store
from mellanrum.web.counters.models import SpentToken
from mellanrum.web.interventions.models import Intervention, Succession
from mellanrum.web.register.models import Reopening
from mellanrum.web.register.services.ledgers import Closed, save
from mellanrum.web.tenancy.models import Association
from support.entry_forms import form_url, send
from support.interventions import an_intervention
from support.people import somebody

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association, "Coachingteamet", first_day=date(2026, 1, 1))


@pytest.fixture
def manager(client: Client, association: Association) -> Client:
    client.force_login(somebody("manager", association))
    return client


@pytest.fixture
def overtaken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody who saves be too late."""

    def late(*_args: object, **_more: object) -> Ledger:
        raise store.Overtaken

    monkeypatch.setattr(store, "change", late)
    monkeypatch.setattr(store, "change_two", late)


def sheet(intervention: Intervention, more: str = "2026-11/") -> str:
    return f"/f/{intervention.association.slug}/uppfoljning/pinnblad/{intervention.slug}/{more}"


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(seen|mode|token)" value="([^"]*)"', page)
    return {name: value.replace("&quot;", '"') for name, value in found}


def test_month_that_locks_before_the_save_is_news_and_no_fault(
    association: Association, coaching: Intervention
) -> None:
    standing = standing_of(somebody("manager", association), association.slug, DAY)
    assert standing

    with pytest.raises(Closed):
        save(standing, coaching, 2026, lambda each: set_month(each, 9, {("start", Sex.WOMAN): 1}, {}))


@pytest.mark.usefixtures("overtaken")
def test_form_that_is_overtaken_says_that_nothing_is_counted_and_keeps_its_answers(
    manager: Client, coaching: Intervention
) -> None:
    page = send(manager, form_url(coaching), {"month": "2026-11", "sex": "woman", "q_age": "34"})

    text = page.content.decode()
    assert page.status_code == 409
    assert "Inget är räknat än" in text
    assert 'value="34"' in text
    assert SpentToken.objects.count() == 0


@pytest.mark.usefixtures("overtaken")
@pytest.mark.parametrize("more", ["2026-11/", "2026-09/sent/"])
def test_sheet_that_is_overtaken_keeps_what_was_typed(manager: Client, coaching: Intervention, more: str) -> None:
    opened = hidden(manager.get(sheet(coaching, more)).content.decode())

    answer = manager.post(sheet(coaching, more), {**opened, "m.start.woman": "3"})

    assert answer.status_code == 409
    assert re.search(r'name="m.start.woman" value="3"', answer.content.decode())


@pytest.mark.usefixtures("overtaken")
@pytest.mark.parametrize("sent", [{"decision": "Ordföranden", "until": "2026-12-01"}, {"step": "lock"}])
def test_opening_a_month_that_is_overtaken_writes_down_nothing(
    manager: Client, coaching: Intervention, sent: dict[str, str]
) -> None:
    answer = manager.post(sheet(coaching, "2026-09/oppna/"), sent)

    assert (answer.status_code, Reopening.objects.count()) == (409, 0)
    assert "Inget är ändrat" in answer.content.decode()


def test_month_that_somebody_else_opened_is_not_opened_once_more(manager: Client, coaching: Intervention) -> None:
    sent = {"decision": "Ordföranden", "until": "2026-12-01"}
    first = manager.post(sheet(coaching, "2026-09/oppna/"), sent)

    again = manager.post(sheet(coaching, "2026-09/oppna/"), {**sent, "until": "2026-12-20"})

    assert (first.status_code, again.status_code, Reopening.objects.count()) == (302, 409, 1)
    ledger = store.ledger_of(coaching.association, coaching.slug, 2026)
    assert ledger is not None
    assert ledger.month(9).open_until == date(2026, 12, 2)


def opening_stock(coaching: Intervention) -> str:
    return f"/f/{coaching.association.slug}/uppfoljning/satt-upp/insats/{coaching.slug}/ingaende/"


@pytest.mark.usefixtures("overtaken")
def test_opening_stock_that_is_overtaken_keeps_what_was_typed(manager: Client, coaching: Intervention) -> None:
    answer = manager.post(opening_stock(coaching), {"total_woman": "7"})

    assert (answer.status_code, store.ledger_of(coaching.association, coaching.slug, 2026)) == (409, None)
    assert "Inget av ditt är sparat" in answer.content.decode()
    assert answer.context["form"]["total_woman"].value() == "7"


def test_opening_stock_that_somebody_else_saved_is_replaced_when_it_has_been_said(
    manager: Client, coaching: Intervention
) -> None:
    seen = manager.get(opening_stock(coaching)).context["seen"]
    manager.post(opening_stock(coaching), {"total_woman": "12", "seen": seen})

    late = manager.post(opening_stock(coaching), {"total_woman": "7", "seen": seen})
    again = manager.post(opening_stock(coaching), {"total_woman": "7", "seen": late.context["seen"]})

    assert (late.status_code, again.status_code) == (409, 302)
    ledger = store.ledger_of(coaching.association, coaching.slug, 2026)
    assert ledger is not None
    assert set((ledger.opening or {}).values()) == {7}


@pytest.mark.usefixtures("overtaken")
def test_carrying_over_that_is_overtaken_moves_nothing(
    manager: Client, association: Association, coaching: Intervention
) -> None:
    after = an_intervention(association, "Nya", first_day=date(2026, 11, 1))
    row = Succession.objects.make(association, before=coaching, after=after, on=date(2026, 11, 1))

    address = f"/f/{association.slug}/uppfoljning/satt-upp/insats/{after.slug}/overfor/{row.pk}/"
    answer = manager.post(address, {"month": "2026-11-01"})

    row.refresh_from_db()
    assert (answer.status_code, row.stock_moved) == (409, False)
    assert "Inget har förts över" in answer.content.decode()
