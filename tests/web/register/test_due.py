"""What is due in follow-up, by month and cohort."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import set_tables
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention, Succession
from mellanrum.web.register.models import StockNote
from mellanrum.web.register.services.deciding import kind_of
from mellanrum.web.register.services.due import Due, due_of, watched_by
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import somebody
from support.ticked import standing_on, ticked

DAY = date(2026, 3, 5)
COUNTED = {"start": (6, 6), "ongoing": (6, 6)}


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association, first_day=date(2026, 1, 1))


def _due(association: Association, day: date = DAY, role: str = "manager") -> list[Due]:
    standing = standing_on(day, association, role)
    return list(due_of(standing, watched_by(standing)))


def _kinds(association: Association, day: date = DAY) -> list[str]:
    return [due.kind for due in _due(association, day)]


def test_due_where_there_are_no_interventions_is_nothing(association: Association) -> None:
    assert _due(association) == []


def test_due_month_that_has_ended_and_is_not_counted(coaching: Intervention) -> None:
    with override("sv"):
        [due] = _due(coaching.association)

    assert due.text == "Februari 2026 är inte räknad i Coachingteamet och låses 2026-03-10"
    assert (due.kind, due.route, due.args, due.is_soon) == (
        "month",
        "register:sheet",
        ("coachingteamet", "2026-02"),
        True,
    )


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 1, 31), []),  # the month goes on
        (date(2026, 2, 1), ["month"]),
        (date(2026, 2, 9), ["month"]),
        (date(2026, 2, 10), []),  # it has locked
    ],
)
def test_due_month_from_its_end_until_it_locks(coaching: Intervention, day: date, kinds: list[str]) -> None:
    assert _kinds(coaching.association, day) == kinds


def test_due_month_is_not_soon_long_before_it_locks(coaching: Intervention) -> None:
    [due] = _due(coaching.association, date(2026, 3, 1))

    assert (due.kind, due.is_soon) == ("month", False)


@pytest.mark.parametrize("days", [{"first_day": date(2026, 3, 1)}, {"last_day": date(2026, 1, 31)}])
def test_due_month_of_an_intervention_that_did_not_run_then(association: Association, days: dict[str, date]) -> None:
    an_intervention(association, "Annan tid", **{"first_day": date(2025, 1, 1), **days})

    assert _kinds(association) == []


def test_due_number_ongoing_that_nobody_has_typed(coaching: Intervention) -> None:
    ticked(coaching, 2026, {2: {"start": (6, 6)}})

    assert _kinds(coaching.association) == ["ongoing"]


def test_due_nothing_when_the_month_is_counted_and_ties(coaching: Intervention) -> None:
    ticked(coaching, 2026, {2: COUNTED})

    assert _kinds(coaching.association) == []


def test_due_difference_between_typed_and_counted_until_it_is_explained(coaching: Intervention) -> None:
    ticked(coaching, 2026, {2: {"start": (6, 6), "ongoing": (7, 6)}})
    before = [(due.kind, due.count) for due in _due(coaching.association)]

    StockNote.objects.make(
        coaching.association,
        intervention=coaching,
        month=date(2026, 2, 1),
        text="En är överförd från annan",
        by=somebody("coordinator", coaching.association),
        on=DAY,
    )

    assert before == [("findings", 1)]
    assert _kinds(coaching.association) == []


def test_due_tables_of_a_period_that_has_ended(coaching: Intervention) -> None:
    ticked(coaching, 2026, {6: COUNTED})
    day = date(2026, 7, 3)
    before = _due(coaching.association, day)

    def make(ledger: Ledger) -> Ledger:
        cells = {Cell("start", "education", "primary", "", sex): 6 for sex in (Sex.WOMAN, Sex.MAN)}
        return set_tables(ledger, 1, "start", cells)

    store.change(
        coaching.association,
        coaching.slug,
        2026,
        make,
        kind=kind_of(watched_by(standing_on(day, coaching.association))[0].settings),
    )

    assert [(due.kind, due.args, due.locks) for due in before] == [
        ("tables", ("coachingteamet", "2026-06"), date(2026, 7, 10))
    ]
    assert "tables" not in _kinds(coaching.association, day)


def test_due_follow_ups_by_cohort(association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2025, 1, 1))
    ticked(coaching, 2025, {1: {"start": (9, 9), "ongoing": (9, 9)}, 8: {"end": (4, 3)}, 9: {"end": (2, 0)}})
    ticked(coaching, 2026, {2: {"follow_up_6": (1, 2), "ongoing": (3, 6)}})

    with override("sv"):
        texts = [due.text for due in _due(association) if due.kind == "follow_up"]

    assert texts == [
        "Uppföljning efter 6 månader i Coachingteamet: 7 avslutade i augusti 2025 ska följas upp, räknade hittills: 3",
        (
            "Uppföljning efter 6 månader i Coachingteamet: 2 avslutade i september 2025 ska följas upp, "
            "räknade hittills: 0"
        ),
    ]


def test_due_follow_ups_are_none_when_all_are_counted(association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2025, 1, 1))
    ticked(coaching, 2025, {1: {"start": (9, 9), "ongoing": (9, 9)}, 8: {"end": (4, 3)}})
    ticked(coaching, 2026, {2: {"follow_up_6": (4, 3), "ongoing": (5, 6)}})

    assert "follow_up" not in _kinds(association)


def test_due_opening_stock_of_an_intervention_older_than_its_counters(association: Association) -> None:
    coaching = an_intervention(association, first_day=date(2025, 1, 1))
    ticked(coaching, 2026, {2: COUNTED})
    open_still, locked = (_kinds(association, day) for day in (DAY, date(2026, 3, 12)))

    assert (open_still, locked) == (["opening"], [])


def test_due_stock_that_has_not_been_carried_over(association: Association) -> None:
    before = an_intervention(association, "Förut", first_day=date(2026, 1, 1), last_day=date(2026, 2, 28))
    after = an_intervention(association, "Efteråt", first_day=date(2026, 3, 1))
    row = Succession.objects.make(association, before=before, after=after, on=date(2026, 3, 1))
    ticked(before, 2026, {2: COUNTED})

    found = [(due.kind, due.args) for due in _due(association)]
    Succession.objects.of(association).update(stock_moved=True)

    assert found == [("carry", ("efterat", row.pk))]
    assert _kinds(association) == []


def test_due_of_coordinator_is_that_of_her_own_interventions_and_nothing_to_decide(association: Association) -> None:
    mine = an_intervention(association, "Min", first_day=date(2025, 1, 1))
    an_intervention(association, "Annan")
    ticked(mine, 2026, {2: COUNTED, 3: {"start": (1, 0)}})
    user = somebody("coordinator", association)
    counts_in(mine, user)
    standing = standing_on(date(2026, 4, 1), association, user=user)

    found = [(due.kind, due.slug) for due in due_of(standing, watched_by(standing))]

    assert found == [("ongoing", "min")]


def test_due_what_locks_soon_comes_first(coaching: Intervention) -> None:
    standing = standing_on(DAY, coaching.association)
    [each] = watched_by(standing)
    late = replace(each, day=date(2026, 3, 1))

    assert [due.is_soon for due in due_of(standing, [late, each])] == [True, False]
