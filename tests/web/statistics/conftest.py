"""Associations with follow-up for the tests of statistics."""

import pytest
from django.test import Client

from mellanrum.web.tenancy.models import Association
from support.following_up import followed_up
from support.people import somebody


@pytest.fixture
def dk(association: Association) -> Association:
    """Return an association with the example's follow-up."""
    return followed_up(association)


@pytest.fixture
def manager(dk: Association, client: Client) -> Client:
    """Return a client signed in as its manager."""
    client.force_login(somebody("manager", dk))
    return client
