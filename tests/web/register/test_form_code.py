"""The carried code at the form: shown after a start, it fills in the end, and is used once."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.standing import standing_of
from mellanrum.web.counters.models import SpentCode
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.code.decision import turn_on
from support.entry_forms import counted, form_url, heading, hidden_in, ledger, send, token_in
from support.interventions import an_intervention
from support.people import an_association, somebody

pytestmark = pytest.mark.django_db

A_START = {
    "month": "2026-03",
    "sex": "man",
    "q_age": "34",
    "q_education": "secondary",
    "q_livelihood_before": ["no_public"],
}
DAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching() -> Intervention:
    return an_intervention(an_association(), "Coachingteamet")


@pytest.fixture
def manager(client: Client, coaching: Intervention) -> Client:
    """A manager's browser, in an association that uses the code."""
    user = somebody("manager", coaching.association)
    standing = standing_of(user, coaching.association.slug)
    assert standing
    turn_on(standing, "§ 14/2026", "Inget att invända.")
    client.force_login(user)
    return client


def code_on(page: Any) -> str:  # noqa: ANN401 - an answer of the test client
    return str(page.context["slip"].text)


def filled_by(client: Client, coaching: Intervention, code: str, event: str = "avslut") -> Any:  # noqa: ANN401 - as above
    return client.post(form_url(coaching, event), {"typed_code": code})


def answers_on(page: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """What the form on a page would send as it stands."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}


def the_end_of(client: Client, coaching: Intervention, code: str, **more: str) -> dict[str, Any]:
    answers = answers_on(filled_by(client, coaching, code))
    return {**answers, "q_end_reason": "work", "q_consent": "yes", **more}


def test_start_shows_its_code_in_the_answer_and_again_when_sent_again(manager: Client, coaching: Intervention) -> None:
    answers = {**A_START, "token": token_in(manager.get(form_url(coaching)))}

    first, again = manager.post(form_url(coaching), answers), manager.post(form_url(coaching), answers)

    assert (heading(first), heading(again)) == ("Starten är räknad", "Redan räknat")
    assert code_on(first) == code_on(again)
    assert code_on(first).split()[0] in first.content.decode()
    assert first.headers["Cache-Control"] == "private, no-store"


def test_code_fills_in_the_end_and_counts_nothing_by_itself(manager: Client, coaching: Intervention) -> None:
    code = code_on(send(manager, form_url(coaching), A_START))
    before = ledger(coaching)

    page = filled_by(manager, coaching, code)

    values = answers_on(page)
    assert {name: values[name] for name in ("sex", "q_age", "q_education", "q_livelihood_before", "q_months")} == {
        "sex": "man",
        "q_age": 34,
        "q_education": "secondary",
        "q_livelihood_before": ["no_public"],
        "q_months": 8,
    }
    assert (ledger(coaching), SpentCode.objects.count()) == (before, 0)


def test_end_with_a_code_is_counted_once_whatever_is_sent_again(manager: Client, coaching: Intervention) -> None:
    code = code_on(send(manager, form_url(coaching), A_START))
    answers = the_end_of(manager, coaching, code)

    first = manager.post(form_url(coaching, "avslut"), answers)
    again = manager.post(form_url(coaching, "avslut"), answers)
    other = filled_by(manager, coaching, code)

    assert (heading(first), heading(again)) == ("Avslutet är räknat", "Redan räknat")
    assert code_on(first) == code_on(again)
    assert (other.status_code, "redan" in other.context["fault"].sentence) == (422, True)
    assert counted(coaching, event="end", sex=Sex.MAN) == Count(1)
    assert SpentCode.objects.count() == 1


def test_end_that_is_taken_back_lets_its_code_go(manager: Client, coaching: Intervention) -> None:
    code = code_on(send(manager, form_url(coaching), A_START))
    before = ledger(coaching)
    page = manager.post(form_url(coaching, "avslut"), the_end_of(manager, coaching, code))

    back = manager.post(form_url(coaching, "avslut/ta-tillbaka"), hidden_in(page))

    assert heading(back) == "Avslutet är tillbakataget"
    assert (ledger(coaching), SpentCode.objects.count()) == (before, 0)
    assert filled_by(manager, coaching, code).status_code == 200


def test_end_with_and_without_a_code_gives_the_same_tables(manager: Client, coaching: Intervention) -> None:
    code = code_on(send(manager, form_url(coaching), A_START))
    send(manager, form_url(coaching), A_START)
    answers = the_end_of(manager, coaching, code)
    manager.post(form_url(coaching, "avslut"), answers)
    with_code = {cell: number for cell, number in ledger(coaching).part(2).cells.items() if cell.event == "end"}

    done = send(manager, form_url(coaching, "avslut"), {k: v for k, v in answers.items() if k not in {"code", "token"}})

    assert heading(done) == "Avslutet är räknat"
    both = {cell: number for cell, number in ledger(coaching).part(2).cells.items() if cell.event == "end"}
    own = {cell for cell in both if cell.table == "own_carried"}
    assert {cell: number for cell, number in both.items() if cell not in own} == {
        cell: 2 * number for cell, number in with_code.items() if cell.table != "own_carried"
    }


def test_end_of_the_end_gives_a_code_for_the_follow_up(manager: Client, coaching: Intervention) -> None:
    code = code_on(send(manager, form_url(coaching), A_START))
    page = manager.post(form_url(coaching, "avslut"), the_end_of(manager, coaching, code))

    filled = filled_by(manager, coaching, code_on(page), "uppfoljning-6")

    assert answers_on(filled)["q_consented"] == "yes"


@pytest.mark.parametrize("typed", ["", "ABCD", "hej du"])
def test_code_that_is_none_is_told_beside_its_field(manager: Client, coaching: Intervention, typed: str) -> None:
    page = filled_by(manager, coaching, typed)

    if typed:
        assert page.status_code == 422
        assert re.search(r'id="id_typed_code_error" role="alert"><p>[A-ZÅÄÖ]', page.content.decode())
    else:
        assert page.status_code == 200


def test_association_that_does_not_use_the_code_has_no_place_for_it(client: Client, coaching: Intervention) -> None:
    client.force_login(somebody("manager", coaching.association))

    assert "typed_code" not in client.get(form_url(coaching, "avslut")).content.decode()
    assert send(client, form_url(coaching), A_START).context["slip"] is None


def test_end_before_the_start_that_its_code_is_of_is_not_counted(manager: Client, coaching: Intervention) -> None:
    code = code_on(send(manager, form_url(coaching), A_START))
    answers = the_end_of(manager, coaching, code, month="2026-02", q_months="")

    page = manager.post(form_url(coaching, "avslut"), answers)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["month"])
    assert counted(coaching, event="end", sex=Sex.MAN) == Count()
