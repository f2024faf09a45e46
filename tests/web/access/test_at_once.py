"""Two at the same moment: of keepers who end each other's roles, one stays; an invitation is used once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from mellanrum.web.access.invitations import Wanted, accept_as_new, invitation_by, invite
from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.roles import Impossible, end_role
from mellanrum.web.access.standing import standing_of, today
from support.people import an_association, somebody

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*wanted: Callable[[], object]) -> list[bool]:
    """Do several things in threads that begin together; whether each was done."""
    barrier = Barrier(len(wanted))

    def do(what: Callable[[], object]) -> bool:
        try:
            barrier.wait()
            what()
        except Impossible:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(do, wanted))


def test_of_two_keepers_who_end_each_other_one_stays() -> None:
    association = an_association()
    one, other = somebody("manager", association), somebody("administrator", association)
    standings = [standing_of(user, association.slug) for user in (one, other)]
    first, second = standings
    assert first
    assert second

    done = _at_once(
        lambda: end_role(first, other.roles.get(), today()), lambda: end_role(second, one.roles.get(), today())
    )

    assert sorted(done) == [False, True]
    assert Role.objects.of(association).filter(last_day=None).count() == 1


def test_invitation_used_in_two_tabs_makes_one_account() -> None:
    association = an_association()
    standing = standing_of(somebody("manager", association), association.slug)
    assert standing
    secret = invite(standing, Wanted("Kim", "kim@example.org", RoleName.AUDITOR, today()))[1]

    def use() -> None:
        invitation = invitation_by(secret)
        assert invitation
        accept_as_new(invitation, "Kim", "fyra blå hästar sjunger")

    done = _at_once(use, use)

    assert sorted(done) == [False, True]
    assert User.objects.filter(email="kim@example.org").count() == 1
    assert Role.objects.of(association).filter(name="auditor").count() == 1
