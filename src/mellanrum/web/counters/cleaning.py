"""What is done around a save: patience with a busy database, and taking away what it keeps of earlier states."""

import logging
import random
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.apps import apps
from django.db import DatabaseError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from mellanrum.web.counters.router import APP, DATABASE

T = TypeVar("T")

_log = logging.getLogger(__name__)
_TRIES = 8
_TRIES_TO_CLEAN, _SHORT = 3, 100  # how often, and milliseconds each: a save does not wait long for those who read
_BUSY = {"40001", "40P01"}  # what PostgreSQL answers to the one of two that it lets go


def patiently(do: Callable[[], T]) -> T:
    """Do something in a transaction of its own, again where the database was too busy and has undone it."""
    for attempt in range(1, _TRIES + 1):
        try:
            return do()
        except OperationalError as error:
            if attempt == _TRIES or not _was_busy(error) or connections[DATABASE].in_atomic_block:
                raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - so that they do not meet again
    raise AssertionError


def clean() -> None:
    """Take away what the database keeps of earlier states: dead rows, and the log of what was written.

    What has been saved is saved: where it cannot be cleaned now, that is said, and the next save cleans.
    """
    connection = connections[DATABASE]
    if connection.in_atomic_block:
        return  # only in tests, where all is one transaction; and nobody could clean then
    try:
        with connection.cursor() as cursor:
            (_checkpoint if connection.vendor == "sqlite" else _vacuum)(cursor, connection)
    except DatabaseError as error:
        say_once(type(error).__name__)


@cache
def say_once(reason: str) -> None:
    """Log that something is left, once for each reason: a line for each save would tell when each was made."""
    _log.warning("Earlier states of the counters are left for later saves to take away: %s", reason)


def _was_busy(error: OperationalError) -> bool:
    return "locked" in str(error) or getattr(error.__cause__, "sqlstate", None) in _BUSY


def _checkpoint(cursor: CursorWrapper, connection: BaseDatabaseWrapper) -> None:
    """Move the log into the file and empty it; a reader who will not go is not waited for long."""
    patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    cursor.execute(f"PRAGMA busy_timeout={_SHORT}")
    try:
        if not any(_emptied(cursor, attempt) for attempt in range(_TRIES_TO_CLEAN)):
            say_once("busy")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={patience}")


def _emptied(cursor: CursorWrapper, attempt: int) -> bool:
    """Try to empty the log. What stood in the way is told in a row, and of another who empties it nobody waits."""
    time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - so that they do not meet again
    is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not is_busy


def _vacuum(cursor: CursorWrapper, _connection: BaseDatabaseWrapper) -> None:
    tables = (model._meta.db_table for model in apps.get_app_config(APP).get_models())  # noqa: SLF001 - Django's own
    cursor.execute(f"VACUUM {', '.join(tables)}")
