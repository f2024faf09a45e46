"""What holds on every journey."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from mellanrum.web.economy import opening
from support.held_books import DAY


@pytest.fixture(autouse=True)
def _january(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: DAY)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Forget opened years: the database gives the next test's association the same number again."""
    yield
    opening._YEARS.clear()
