"""What the tests of interventions share."""

import pytest
from django.test import Client

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.tenancy.models import Association
from support.people import somebody


@pytest.fixture
def manager(association: Association) -> User:
    """Return a manager of the association."""
    return somebody("manager", association)


@pytest.fixture
def standing(association: Association, manager: User) -> Standing:
    """Return where the manager stands today."""
    found = standing_of(manager, association.slug)
    assert found
    return found


@pytest.fixture
def as_manager(client: Client, manager: User) -> Client:
    """Return a client that the manager has signed in with."""
    client.force_login(manager)
    return client
