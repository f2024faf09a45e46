"""Giving roles and ending them: history stays, and somebody always decides."""

from datetime import date, timedelta

import pytest

from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.roles import Impossible, end_role, give_role
from mellanrum.web.access.rules import Refused
from mellanrum.web.access.standing import Standing, standing_of, today
from mellanrum.web.tenancy.models import Association
from support.people import somebody

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOBODY_LEFT = "Någon måste kunna bestämma vem som har behörighet."


@pytest.fixture
def manager(association: Association) -> User:
    return somebody("manager", association)


def _standing(user: User, association: Association) -> Standing:
    standing = standing_of(user, association.slug)
    assert standing
    return standing


def _role(user: User) -> Role:
    return user.roles.get()


def test_given_role_is_held_from_its_first_day_to_its_last(association: Association, manager: User) -> None:
    coach = somebody("coach", association)
    first, last = today() + DAY, today() + 3 * DAY

    give_role(_standing(manager, association), coach, RoleName.AUDITOR, first, last)

    places = [standing_of(coach, association.slug, day) for day in _days(first - DAY, last + DAY)]
    assert [place and RoleName.AUDITOR in place.roles for place in places] == [False, True, True, True, False]


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def test_role_that_began_yesterday_cannot_be_given(association: Association, manager: User) -> None:
    with pytest.raises(Impossible, match="En roll kan inte börja före i dag"):
        give_role(_standing(manager, association), manager, RoleName.CHAIR, today() - DAY, None)


@pytest.mark.parametrize(("first", "last"), [(0, None), (5, 9), (0, 5), (10, None), (9, 9)])
def test_role_that_overlaps_the_same_role_cannot_be_given(
    association: Association, manager: User, first: int, last: int | None
) -> None:
    coach = somebody("coach", association, first_day=today() + 5 * DAY, last_day=today() + 10 * DAY)
    days = (today() + first * DAY, None if last is None else today() + last * DAY)

    with pytest.raises(Impossible, match="Personen har redan den rollen"):
        give_role(_standing(manager, association), coach, RoleName.COACH, *days)


@pytest.mark.parametrize(("first", "last"), [(0, 4), (11, None), (11, 12)])
def test_same_role_beside_its_days_can_be_given(
    association: Association, manager: User, first: int, last: int | None
) -> None:
    coach = somebody("coach", association, first_day=today() + 5 * DAY, last_day=today() + 10 * DAY)
    days = (today() + first * DAY, None if last is None else today() + last * DAY)

    give_role(_standing(manager, association), coach, RoleName.COACH, *days)

    assert coach.roles.count() == 2


def test_role_is_given_by_keepers_alone(association: Association) -> None:
    accountant = somebody("accountant", association)

    with pytest.raises(Refused):
        give_role(_standing(accountant, association), accountant, RoleName.MANAGER, today(), None)

    assert accountant.roles.count() == 1


def test_ended_role_is_held_to_its_last_day_and_stays_as_history(association: Association, manager: User) -> None:
    coach = somebody("coach", association)

    end_role(_standing(manager, association), _role(coach), today())

    assert [standing_of(coach, association.slug, day) is not None for day in (today(), today() + DAY)] == [True, False]
    assert _role(coach).last_day == today()


def test_role_ended_at_once_is_no_longer_held(association: Association, manager: User) -> None:
    coach = somebody("coach", association)

    end_role(_standing(manager, association), _role(coach), today() - DAY)

    assert standing_of(coach, association.slug) is None


def test_role_to_come_that_is_ended_at_once_is_never_held(association: Association, manager: User) -> None:
    coach = somebody("coach", association, first_day=today() + 5 * DAY)

    end_role(_standing(manager, association), _role(coach), today() - DAY)

    assert [standing_of(coach, association.slug, today() + number * DAY) for number in (4, 5, 6)] == [None] * 3


def test_role_that_has_ended_cannot_be_ended_again(association: Association, manager: User) -> None:
    coach = somebody("coach", association, last_day=today() - DAY)

    with pytest.raises(Impossible, match="Rollen har redan slutat"):
        end_role(_standing(manager, association), _role(coach), today())


def test_role_cannot_be_ended_in_what_has_been(association: Association, manager: User) -> None:
    coach = somebody("coach", association)

    with pytest.raises(Impossible, match="En roll kan tidigast sluta i går"):
        end_role(_standing(manager, association), _role(coach), today() - 2 * DAY)


def test_last_keeper_cannot_be_ended(association: Association, manager: User) -> None:
    somebody("accountant", association)

    with pytest.raises(Impossible, match=NOBODY_LEFT):
        end_role(_standing(manager, association), _role(manager), today() + 30 * DAY)

    assert _role(manager).last_day is None


@pytest.mark.parametrize(
    ("first", "last"), [(-5, 400), (2, None)], ids=["whose own last day is set", "who begins too late"]
)
def test_keeper_cannot_be_ended_in_favour_of_one(
    association: Association, manager: User, first: int, last: int | None
) -> None:
    other = somebody(
        "administrator",
        association,
        first_day=today() + first * DAY,
        last_day=None if last is None else today() + last * DAY,
    )

    with pytest.raises(Impossible, match=NOBODY_LEFT):
        end_role(_standing(manager, association), _role(manager), today())

    assert _role(other).last_day == (None if last is None else today() + last * DAY)


def test_keeper_can_be_ended_by_another(association: Association, manager: User) -> None:
    other = somebody("administrator", association)

    end_role(_standing(other, association), _role(manager), today())

    assert _role(manager).last_day == today()


def test_own_last_keeper_role_cannot_be_ended(association: Association, manager: User) -> None:
    somebody("administrator", association)

    with pytest.raises(Impossible, match="Du kan inte avsluta den roll som gör att du bestämmer om behörighet"):
        end_role(_standing(manager, association), _role(manager), today())


def test_one_of_two_own_keeper_roles_can_be_ended(association: Association, manager: User) -> None:
    standing = _standing(manager, association)
    give_role(standing, manager, RoleName.ADMINISTRATOR, today(), None)

    end_role(standing, manager.roles.get(name="manager"), today())

    assert manager.roles.get(name="manager").last_day == today()
