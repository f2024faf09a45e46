"""Associations with results for the tests."""

import pytest
from django.test import Client

from mellanrum.web.tenancy.models import Association
from support.people import somebody


@pytest.fixture
def manager(association: Association, client: Client) -> Client:
    """Return a client signed in as the manager."""
    client.force_login(somebody("manager", association))
    return client
