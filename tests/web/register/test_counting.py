"""Ledgers lock when their day has come, whoever asks first; only those who count in an intervention save in it."""

from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Count, Ledger
from mellanrum.tallies.scheme import Own, scheme_of
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.rules import Refused
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.counters import store
from mellanrum.web.counters.models import SpentToken, YearOfCounters
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.models import Settings
from mellanrum.web.register.services.counting import months_for
from mellanrum.web.register.services.deciding import Decided
from mellanrum.web.register.services.ledgers import Closed, all_now, ledgers_now, save
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import somebody

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 27)
START = Entry("start", date(2026, 11, 1), Sex.WOMAN)


def one_more(ledger: Ledger) -> Ledger:
    return count(ledger, START, scheme_of(Own(), NOVEMBER))


def standing_on(day: date, association: Association, role: str = "manager") -> Standing:
    standing = standing_of(somebody(role, association), association.slug, day)
    assert standing
    return standing


@pytest.fixture
def coaching(association: Association) -> Intervention:
    """An intervention with one start in November."""
    made = an_intervention(association, "Coachingteamet")
    save(standing_on(NOVEMBER, association), made, 2026, one_more)
    return made


def is_locked(ledger: Ledger, month: int) -> bool:
    return ledger.month(month).is_locked


@pytest.mark.parametrize(("day", "locked"), [(date(2026, 12, 9), False), (date(2026, 12, 10), True)])
def test_month_locks_on_its_day_when_it_is_read_and_stays_so(
    coaching: Intervention, day: date, *, locked: bool
) -> None:
    (read,) = ledgers_now(coaching.association, coaching.slug, day)

    stored = store.ledger_of(coaching.association, coaching.slug, 2026)
    assert stored is not None
    assert (is_locked(read, 11), is_locked(stored, 11), is_locked(stored, 10)) == (locked, locked, True)


def test_association_decides_the_day_of_the_lock(coaching: Intervention) -> None:
    Settings.objects.make(coaching.association, from_year=2026, lock_day=20)

    (read,) = ledgers_now(coaching.association, coaching.slug, date(2026, 12, 19))

    assert is_locked(read, 11) is False


def test_save_in_a_month_whose_day_has_come_is_stopped(coaching: Intervention) -> None:
    with pytest.raises(Closed):
        save(standing_on(date(2026, 12, 10), coaching.association), coaching, 2026, one_more)

    ledger = store.ledger_of(coaching.association, coaching.slug, 2026)
    assert ledger is not None
    assert ledger.month(11).counts == {("start", Sex.WOMAN): Count(1)}


def test_year_that_is_read_again_is_not_saved_again(coaching: Intervention) -> None:
    day = date(2027, 2, 1)
    first = all_now(coaching.association, day)
    version = YearOfCounters.objects.get().version

    again = all_now(coaching.association, day)

    assert first == again
    assert YearOfCounters.objects.get().version == version
    assert [part.is_locked for part in again[coaching.slug][0].parts] == [True, True]


def test_number_of_questions_is_the_same_for_one_year_and_three(coaching: Intervention) -> None:
    def asked() -> tuple[int, int]:
        with (
            CaptureQueriesContext(connections["default"]) as first,
            CaptureQueriesContext(connections["tallies"]) as own,
        ):
            all_now(coaching.association, date(2026, 11, 28))
        return len(first), len(own)

    one = asked()
    for year in (2024, 2025):
        save(standing_on(NOVEMBER, coaching.association), coaching, year, lambda ledger: ledger)
    all_now(coaching.association, date(2026, 11, 28))

    assert one == asked() == (1, 1)


@pytest.mark.parametrize("role", ["coach", "coordinator"])
def test_those_who_count_save_in_their_own_alone(coaching: Intervention, role: str) -> None:
    standing = standing_on(NOVEMBER, coaching.association, role)
    with pytest.raises(Refused):
        save(standing, coaching, 2026, one_more)

    counts_in(coaching, standing.user)

    assert save(standing, coaching, 2026, one_more).month(11).counts == {("start", Sex.WOMAN): Count(2)}


@pytest.mark.parametrize("role", ["provider", "auditor", "accountant"])
def test_those_who_do_not_count_save_nothing_even_as_staff(coaching: Intervention, role: str) -> None:
    standing = standing_on(NOVEMBER, coaching.association, role)
    counts_in(coaching, standing.user)

    with pytest.raises(Refused):
        save(standing, coaching, 2026, one_more)


def test_form_offers_months_from_the_interventions_first_to_this_one(association: Association) -> None:
    young = an_intervention(association, "Ny", first_day=date(2026, 9, 15))

    offered = months_for(standing_on(NOVEMBER, association), young, Decided(association))

    assert [(each.month.month, each.counted_in.month, each.is_locked) for each in offered] == [
        (11, 11, False),
        (10, 11, True),
        (9, 11, True),
    ]


def test_month_that_locks_empties_the_tokens_that_were_spent_in_it(coaching: Intervention) -> None:
    association = coaching.association
    for number, last_day in enumerate((date(2026, 12, 9), date(2027, 1, 31))):
        SpentToken(association=association, digest=str(number), last_day=last_day).save()

    ledgers_now(association, coaching.slug, date(2026, 12, 9))
    before = SpentToken.objects.count()
    ledgers_now(association, coaching.slug, date(2026, 12, 10))

    assert (before, [token.digest for token in SpentToken.objects.all()]) == (2, ["1"])
