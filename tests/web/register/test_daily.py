"""What a day brings even where counting has stopped: nobody saves, and nobody looks at a page of the follow-up."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web import serving
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import store
from mellanrum.web.counters.models import CodeKey, SpentCode, SpentToken
from mellanrum.web.counters.tokens import Token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.code import services
from mellanrum.web.register.code.decision import turn_on
from mellanrum.web.register.services import daily
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.register.services.ledgers import all_now
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention
from support.people import an_association
from support.ticked import standing_on

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

DAY = date(2026, 11, 27)
LAST = date(2026, 12, 9)
FAR = (date(2029, 1, 1), date(2040, 6, 30))


@pytest.fixture
def counted(association: Association) -> Intervention:
    return _counted(association)


def _counted(association: Association) -> Intervention:
    """Count a referral by form in an intervention, with codes turned on, a key in use and a code used."""
    made = an_intervention(association, first_day=date(2026, 1, 1))
    manager = standing_on(DAY, association)
    turn_on(manager, "§ 14/2026", "Inget att invända.")
    _give(manager, made)
    scheme = scheme_on(association, DAY)

    def make(ledger: Ledger) -> Ledger:
        return count(ledger, Entry("referral", date(2026, 11, 1), Sex.WOMAN), scheme)

    token = Token(LAST, association.slug.encode())
    store.change(association, made.slug, 2026, make, kind=PeriodKind.HALF_YEAR, token=token)
    SpentCode.objects.make(association, digest=association.slug)
    return made


def _give(manager: Standing, made: Intervention) -> None:
    start = Entry("start", date(2026, 11, 1), Sex.WOMAN)
    assert services.new_code(manager.association, made.slug, start, scheme_on(manager.association, DAY), "token")


def _left(association: Association) -> tuple[int, int, int]:
    """How many tokens, codes and keys are kept."""
    keys = CodeKey.objects.of(association).exclude(sealed="")
    return tuple(rows.count() for rows in (SpentToken.objects.of(association), SpentCode.objects.of(association), keys))  # type: ignore[return-value]  # three of them


@pytest.mark.parametrize("day", FAR)
def test_far_ahead_nothing_that_was_needed_until_then_is_left(counted: Intervention, day: date) -> None:
    assert _left(counted.association) == (1, 1, 1)

    daily.keep_up(day)

    assert _left(counted.association) == (0, 0, 0)
    ledger = store.ledger_of(counted.association, counted.slug, 2026)
    assert ledger
    assert all(month.is_locked for month in ledger.months)
    assert all(part.is_locked for part in ledger.parts)


def test_before_its_day_nothing_is_taken_away(counted: Intervention) -> None:
    daily.keep_up(LAST)

    assert _left(counted.association) == (1, 1, 1)


def test_token_is_forgotten_when_its_month_has_locked(counted: Intervention) -> None:
    daily.keep_up(date(2026, 12, 10))

    assert _left(counted.association) == (0, 1, 1)


def test_every_association_is_kept_up_though_one_cannot_be(
    counted: Intervention, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = _counted(an_association("Annat")).association

    def broken(association: Association, day: date) -> Any:  # noqa: ANN401 - as what it stands for
        if association == counted.association:
            raise DatabaseError("hemligt")
        return all_now(association, day)

    monkeypatch.setattr(daily, "all_now", broken)
    daily.keep_up(FAR[0])

    assert (_left(counted.association), _left(other)) == ((1, 1, 1), (0, 0, 0))
    assert "DatabaseError" in caplog.text
    assert "hemligt" not in caplog.text


def _pages(_environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
    return [b"page"]


def test_who_asks_first_on_a_day_keeps_the_site_up_and_nobody_after(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[date] = []
    monkeypatch.setattr(daily, "keep_up", kept.append)
    site = daily.Daily(_pages)
    for day in (DAY, DAY, LAST, LAST, FAR[1]):
        monkeypatch.setattr(daily, "today", lambda day=day: day)
        assert site({}, lambda *_: None) == [b"page"]

    assert kept == [DAY, LAST, FAR[1]]


def test_site_that_starts_has_been_kept_up_before_anybody_asks(
    counted: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: FAR[0])
    left: list[tuple[int, int, int]] = []
    monkeypatch.setattr(serving._Server, "run", lambda _: left.append(_left(counted.association)))

    serving.serve(serving.Service(Path()))

    assert left == [(0, 0, 0)]


def test_what_a_server_runs_keeps_up() -> None:
    from mellanrum.web.wsgi import application  # noqa: PLC0415 - it makes the site's pages ready, which no other test asks for

    assert isinstance(application, daily.Daily)
