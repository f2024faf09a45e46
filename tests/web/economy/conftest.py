"""What the tests of the economy share."""

from collections.abc import Iterator

import pytest

from mellanrum.web.economy import opening


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Forget opened years: the database gives the next test's association the same number again."""
    yield
    opening._YEARS.clear()
