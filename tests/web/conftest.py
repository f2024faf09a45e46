"""What tests of the web share; helpers stand in tests/support (people, browser, website)."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection
from django.test import TransactionTestCase

from mellanrum.web.economy import opening
from mellanrum.web.tenancy.models import Association
from support.people import an_association


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Forget opened years: the database gives the next test's association the same number again."""
    yield
    opening._YEARS.clear()


@pytest.fixture
def association(db: None) -> Association:  # noqa: ARG001 - lets the test reach the database
    """Return an association with nothing in it yet."""
    return an_association()


@pytest.fixture(autouse=True, scope="session")
def _databases_can_be_emptied() -> Iterator[None]:
    """Let the database give up its refusal to remove files that were read in, while a test's data is taken away."""
    unchangeable = import_module("mellanrum.web.economy.migrations.0002_files_are_unchangeable")
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # not among its stubs

    def emptied(case: TransactionTestCase) -> None:
        refuse, allow = unchangeable.STATEMENTS[connection.vendor]
        with connection.cursor() as cursor:
            for statement in allow:
                cursor.execute(statement)
        empty(case)
        with connection.cursor() as cursor:
            for statement in refuse:
                cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
