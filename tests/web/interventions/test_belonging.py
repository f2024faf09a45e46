"""Years, successions and staff of interventions, as other desks ask for them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mellanrum.web.access.models import Role, RoleName
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.interventions import services
from mellanrum.web.interventions.models import Intervention, Staff, Succession
from mellanrum.web.interventions.services import Plan
from mellanrum.web.interventions.services.listing import STAFF_ROLES, counted_by
from mellanrum.web.interventions.services.planning import nothing_planned, plan_token, save_plan, sees_money_of
from mellanrum.web.interventions.services.staffing import add_staff, end_staff, staff_of, who_can_count
from mellanrum.web.interventions.services.succession import (
    kin_of,
    possible_predecessors,
    remove_succession,
    take_over,
)
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

DAY = timedelta(days=1)
MILLION = Plan(Decimal(1_000_000), Decimal(250_000), Decimal("0.50"), 40)
ON = date(2025, 1, 1)


def test_plans_are_told_by_key_and_year(standing: Standing) -> None:
    made = an_intervention(standing.association, "Coaching-teamet")
    other = an_intervention(an_association("Annat"))
    save_plan(standing, made, 2025, MILLION, nothing_planned())
    save_plan(standing, made, 2024, Plan(budgeted=10), nothing_planned())

    assert services.plans_of(standing.association, 2025) == {"coaching_teamet": MILLION}
    assert services.all_plans(standing.association) == {"coaching_teamet": {2024: Plan(budgeted=10), 2025: MILLION}}
    assert services.plans_of(standing.association, 2023) == services.plans_of(other.association, 2025) == {}
    assert MILLION.total == Decimal("1250000.50")


def test_plan_that_somebody_changed_meanwhile_is_not_written_over(standing: Standing) -> None:
    made = an_intervention(standing.association)
    save_plan(standing, made, 2025, MILLION, nothing_planned())
    seen = plan_token(made, 2025)
    save_plan(standing, made, 2025, Plan(budgeted=41), seen)

    with pytest.raises(ChangedMeanwhile):
        save_plan(standing, made, 2025, None, seen)

    assert services.plans_of(standing.association, 2025) == {"coachingteamet": Plan(budgeted=41)}


def test_plan_taken_away(standing: Standing) -> None:
    made = an_intervention(standing.association)
    save_plan(standing, made, 2025, MILLION, nothing_planned())

    save_plan(standing, made, 2025, None, plan_token(made, 2025))

    assert services.all_plans(standing.association) == {}


@pytest.mark.parametrize("role", RoleName)
def test_money_is_for_readers_and_for_ones_own(association: Association, role: RoleName) -> None:
    own, other = an_intervention(association), an_intervention(association, "En annan")
    user = somebody(role, association)
    counts_in(own, user)
    standing = standing_of(user, association.slug)
    assert standing

    seen = (sees_money_of(standing, own), sees_money_of(standing, other))

    hidden = {RoleName.COACH, RoleName.DATA_PROTECTION_OFFICER, RoleName.NATIONAL_ANALYST}
    only_own = {RoleName.COORDINATOR, RoleName.PROVIDER}
    assert seen == (role not in hidden, role not in hidden | only_own)


def test_merger_is_told_as_lineage(standing: Standing) -> None:
    association = standing.association
    one, two = an_intervention(association, "Ett-ett"), an_intervention(association, "Två")
    new = an_intervention(association, "Nya", first_day=ON)

    take_over(standing, new, [one, two], ON, ends_them=True)

    assert services.lineage(association) == (("ett_ett", "nya", ON), ("tva", "nya", ON))
    assert [row.before.slug for row in services.waiting_stock(association)] == ["ett-ett", "tva"]
    assert [kin.name for kin in kin_of(association, new)[0]] == ["Ett-ett", "Två"]
    assert [kin.name for kin in kin_of(association, one)[1]] == ["Nya"]
    ends = Intervention.objects.of(association).order_by("slug").values_list("slug", "last_day")
    assert list(ends) == [("ett-ett", ON - DAY), ("nya", None), ("tva", ON - DAY)]


def test_taken_over_may_go_on_beside(standing: Standing) -> None:
    before, after = an_intervention(standing.association), an_intervention(standing.association, "Nya", first_day=ON)

    take_over(standing, after, [before], ON, ends_them=False)

    before.refresh_from_db()
    assert before.last_day is None


def test_nobody_takes_over_from_itself_in_the_end(standing: Standing) -> None:
    association = standing.association
    first, second, third = (an_intervention(association, name) for name in ("Ett", "Två", "Tre"))
    take_over(standing, second, [first], ON, ends_them=False)
    take_over(standing, third, [second], ON, ends_them=False)

    assert [one.slug for one in possible_predecessors(association, first)] == []
    assert [one.slug for one in possible_predecessors(association, third)] == ["ett"]
    for before in (first, second, third):
        with pytest.raises(Impossible, match="kommer redan efter den"):
            take_over(standing, first, [before], ON, ends_them=False)
    assert Succession.objects.of(association).count() == 2


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2023, 12, 31), "Den börjar 2024-01-01 och kan inte ta över före det"),
        (date(2026, 1, 1), "Den slutar 2025-12-31 och kan inte ta över efter det"),
        (date(2024, 6, 1), "Senare börjar 2024-06-01"),
    ],
)
def test_take_over_on_a_day_that_cannot_be(standing: Standing, on: date, reason: str) -> None:
    after = an_intervention(standing.association, "Nya", last_day=date(2025, 12, 31))
    before = an_intervention(standing.association, "Senare", first_day=date(2024, 6, 1))

    with pytest.raises(Impossible, match=reason):
        take_over(standing, after, [before], on, ends_them=True)

    assert services.lineage(standing.association) == ()


def test_stock_is_moved_once_and_then_the_succession_stands(standing: Standing) -> None:
    before, after = an_intervention(standing.association), an_intervention(standing.association, "Nya", first_day=ON)
    take_over(standing, after, [before], ON, ends_them=True)
    [row] = services.waiting_stock(standing.association)

    moved = [services.mark_stock_moved(row), services.mark_stock_moved(row)]
    with pytest.raises(Impossible, match="redan överförda"):
        remove_succession(standing, row)

    assert moved == [True, False]
    assert services.waiting_stock(standing.association) == ()
    assert len(services.successions_of(standing.association)) == 1


def test_succession_whose_stock_has_not_been_moved_is_taken_back(standing: Standing) -> None:
    before, after = an_intervention(standing.association), an_intervention(standing.association, "Nya", first_day=ON)
    take_over(standing, after, [before], ON, ends_them=True)

    remove_succession(standing, services.successions_of(standing.association)[0])

    assert services.lineage(standing.association) == ()


def test_those_who_can_count_are_coordinators_coaches_and_providers(standing: Standing) -> None:
    association = standing.association
    held = {role.value: somebody(role, association) for role in RoleName if role != RoleName.MANAGER}
    somebody("coach", an_association("Annat"))
    somebody("coach", association, last_day=standing.day - DAY)
    to_come = somebody("coach", association, first_day=standing.day + DAY)

    found = dict(who_can_count(standing))

    kinds = (RoleName.COORDINATOR, RoleName.COACH, RoleName.PROVIDER)
    assert found == {held[role.value]: (role,) for role in kinds} | {to_come: (RoleName.COACH,)}


def test_staff_count_from_their_first_day_to_their_last(standing: Standing) -> None:
    made, coach = an_intervention(standing.association), somebody("coach", standing.association)

    add_staff(standing, made, coach, standing.day + DAY, standing.day + 2 * DAY)

    days = [standing.day + number * DAY for number in range(4)]
    places = [standing_of(coach, standing.association.slug, day) for day in days]
    assert [len(counted_by(place)) for place in places if place] == [0, 1, 1, 0]


@pytest.mark.parametrize(("first", "last"), [(0, None), (5, 9), (0, 5), (10, None)])
def test_somebody_is_not_let_in_twice_at_once(standing: Standing, first: int, last: int | None) -> None:
    made, coach = an_intervention(standing.association), somebody("coach", standing.association)
    add_staff(standing, made, coach, standing.day + 5 * DAY, standing.day + 10 * DAY)

    with pytest.raises(Impossible, match="räknar redan här"):
        add_staff(
            standing, made, coach, standing.day + first * DAY, None if last is None else standing.day + last * DAY
        )

    assert Staff.objects.of(standing.association).count() == 1


@pytest.mark.parametrize("role", ["accountant", "manager", None])
def test_somebody_without_a_role_that_counts_is_not_let_in(standing: Standing, role: str | None) -> None:
    user = somebody(role, standing.association)

    with pytest.raises(Impossible, match="inte längre samordnare, coach eller huvudman"):
        add_staff(standing, an_intervention(standing.association), user, standing.day, None)


def test_nobody_is_let_in_before_today(standing: Standing) -> None:
    coach = somebody("coach", standing.association)

    with pytest.raises(Impossible, match="före i dag"):
        add_staff(standing, an_intervention(standing.association), coach, standing.day - DAY, None)


def test_staff_ended_at_once_counts_no_more_and_stays_as_history(standing: Standing) -> None:
    made, coach = an_intervention(standing.association), somebody("coach", standing.association)
    row = counts_in(made, coach)

    end_staff(standing, row, standing.day - DAY)

    place = standing_of(coach, standing.association.slug)
    assert place
    assert counted_by(place) == ()
    assert [(worker.row, worker.is_over) for worker in staff_of(standing, made)] == [(row, True)]


def test_staff_to_come_that_is_ended_is_never_let_in(standing: Standing) -> None:
    made, coach = an_intervention(standing.association), somebody("coach", standing.association)
    row = add_staff(standing, made, coach, standing.day + 5 * DAY, None)

    end_staff(standing, row, standing.day)

    days = [standing.day + number * DAY for number in (4, 5, 6)]
    places = [standing_of(coach, standing.association.slug, day) for day in days]
    assert [counted_by(place) for place in places if place] == [(), (), ()]


def test_staff_cannot_be_ended_in_what_has_been(standing: Standing) -> None:
    made, coach = an_intervention(standing.association), somebody("coach", standing.association)
    row = counts_in(made, coach)
    gone = counts_in(made, somebody("coach", standing.association), last_day=standing.day - DAY)

    with pytest.raises(Impossible, match="tidigast i går"):
        end_staff(standing, row, standing.day - 2 * DAY)
    with pytest.raises(Impossible, match="redan avslutat"):
        end_staff(standing, gone, standing.day)


def test_staff_are_what_they_are_put_down_as_and_nothing_more(standing: Standing) -> None:
    association = standing.association
    read, counted, filled = (an_intervention(association, name) for name in ("Ett", "Två", "Tre"))
    user = somebody("coordinator", association)
    for role in ("coach", "provider"):
        Role.objects.make(association, user=user, name=role, first_day=date(2020, 1, 1))
    for made, role in ((read, RoleName.PROVIDER), (counted, RoleName.COACH), (filled, RoleName.COORDINATOR)):
        add_staff(standing, made, user, standing.day, None, role)
    place = standing_of(user, association.slug)
    assert place

    own = {role: [each.slug for each in counted_by(place, role)] for role in STAFF_ROLES}

    assert own == {RoleName.COORDINATOR: ["tre"], RoleName.COACH: ["tva"], RoleName.PROVIDER: ["ett"]}
    assert len(counted_by(place)) == 3


def test_staff_by_a_role_that_has_ended_counts_no_more_by_another(standing: Standing) -> None:
    made, user = an_intervention(standing.association), somebody("coach", standing.association)
    counts_in(made, user, role="coordinator")
    place = standing_of(user, standing.association.slug)
    assert place

    assert (counted_by(place), [worker.roles for worker in staff_of(standing, made)]) == ((), [()])


def test_nobody_is_put_down_as_what_they_are_not(standing: Standing) -> None:
    coach = somebody("coach", standing.association)

    with pytest.raises(Impossible, match="inte längre samordnare, coach eller huvudman"):
        add_staff(standing, an_intervention(standing.association), coach, standing.day, None, RoleName.COORDINATOR)
