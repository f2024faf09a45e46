"""The example, filled in once for each test of reports, and its people."""

import pytest

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.start.demo import SLUG, fill


def _standing(email: str) -> Standing:
    standing = standing_of(User.objects.get(email=email), SLUG)
    assert standing is not None
    return standing


@pytest.fixture
def manager(db: None) -> Standing:  # noqa: ARG001 - lets the test reach the database
    fill()
    return _standing("chef@demo.example")


@pytest.fixture
def chair(manager: Standing) -> Standing:  # noqa: ARG001 - fills the site
    return _standing("ordforande@demo.example")
