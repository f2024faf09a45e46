"""What a save stands beside: a statement on a bare table of the counters' own database, in its own transaction."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from mellanrum.web.counters.cleaning import clean
from mellanrum.web.counters.router import DATABASE

Work = Callable[[], None]


@contextmanager
def bare(table: str, columns: str, statement: str, *before: str) -> Iterator[Work]:
    """Make a table with what stands in it `before`, give what runs a statement on it, and take it away after."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} ({columns})")
        for each in before:
            cursor.execute(each)
    try:
        yield lambda: _run(statement)
    finally:
        with connections[DATABASE].cursor() as cursor:
            cursor.execute(f"DROP TABLE {table}")


def cleaned(work: Work) -> Work:
    """Give the same work with what every save does after itself: earlier states are cleaned away."""

    def worked() -> None:
        work()
        clean()

    return worked


def timed(work: Work, often: int) -> float:
    """Do something so many times; return the seconds of one."""
    start = time.perf_counter()
    for _ in range(often):
        work()
    return (time.perf_counter() - start) / often


def _run(statement: str) -> None:
    with transaction.atomic(using=DATABASE), connections[DATABASE].cursor() as cursor:
        cursor.execute(statement)
