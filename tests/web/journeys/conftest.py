"""What holds on every journey."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.utils import timezone

from mellanrum.web.economy import opening
from support.held_books import DAY


@pytest.fixture(autouse=True)
def _january(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: DAY)


@pytest.fixture
def on_day(_january: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be another day, as often as a journey needs."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_args: day)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Forget opened years: the database gives the next test's association the same number again."""
    yield
    opening._YEARS.clear()
