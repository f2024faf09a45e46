"""What tests of answering share: nothing is held back that another test has sent."""

import pytest

from mellanrum.web.answering.crowding import by_link, wrong_codes


@pytest.fixture(autouse=True)
def nobody_has_come() -> None:
    by_link.empty()
    wrong_codes.empty()
