"""What tests of the web share; helpers stand in tests/support (people, browser, website)."""

import pytest

from mellanrum.web.tenancy.models import Association
from support.people import an_association


@pytest.fixture
def association(db: None) -> Association:  # noqa: ARG001 - lets the test reach the database
    """Return an association with nothing in it yet."""
    return an_association()
