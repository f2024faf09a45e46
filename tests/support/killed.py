"""Reads files in and is killed on the way, over and over; says after each time whether what is saved agrees.

    python tests/support/killed.py

The folder of data, or DATABASE_URL, says which database; it is emptied of nothing and gets tables of its own. A child
does the work and kills itself without warning before or after one of its statements to the database, a later one each
time, or is killed from outside at any moment. A line of JSON is printed for each: where it was killed, whether the
file holds, and `agrees`.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

sys.path[:0] = [str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mellanrum.web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.db import connection, connections  # noqa: E402 - as above

from mellanrum.web.access.standing import Standing, standing_of  # noqa: E402 - as above
from mellanrum.web.economy.desk import changes  # noqa: E402 - as above
from mellanrum.web.economy.imports.importing import confirm, receive  # noqa: E402 - as above
from mellanrum.web.economy.models import ImportedFile, Move, Pointer, Upload  # noqa: E402 - as above
from support.books import sie  # noqa: E402 - as above
from support.people import an_association, somebody  # noqa: E402 - as above

Execute = Callable[..., object]


class KillAt:
    """Kills this process at a statement, counted from 1: before it is sent, or when it has been answered."""

    def __init__(self, statement: int, *, after: bool) -> None:
        self.left, self.after = statement, after

    def __call__(self, execute: Execute, *args: object) -> object:
        self.left -= 1
        if not self.left and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(*args)
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def main() -> None:
    call_command("migrate", verbosity=0)
    association = an_association()
    found = standing_of(somebody("manager", association), association.slug)
    assert found is not None
    number, is_whole = 0, False
    while not is_whole:
        number += 1
        outcomes = [_once(found, number, after=after) for after in (False, True)]
        is_whole = all(outcome == 0 for outcome in outcomes)
    for moment in range(20):
        _once(found, None, after=False, delay=moment * 0.01)


def _once(standing: Standing, statement: int | None, *, after: bool, delay: float = 0) -> int:
    """Let a child read a file in and be killed; say what is saved. Returns how the child ended."""
    _once.times += 1  # type: ignore[attr-defined]  # a counter of its own
    data = sie({"1930": ("Bank", 150 + _once.times)})  # type: ignore[attr-defined]  # as above
    upload = receive(standing, "bok.se", data).upload
    assert upload is not None
    before = _saved(standing)
    connections.close_all()
    child = os.fork()
    if not child:
        _work(standing, upload, statement, after=after)
    if statement is None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    _say(standing, upload, before, {"statement": statement, "after": after, "ended": ended})
    Upload.objects.all().delete()
    return ended


_once.times = 0  # type: ignore[attr-defined]  # as above


def _work(standing: Standing, upload: Upload, statement: int | None, *, after: bool) -> None:
    if statement is None:
        confirm(standing, upload.pk, upload.expected_id)
    else:
        with connection.execute_wrapper(KillAt(statement, after=after)):
            confirm(standing, upload.pk, upload.expected_id)
    os._exit(0)


def _saved(standing: Standing) -> tuple[int | None, int, int, int]:
    pointer = Pointer.objects.of(standing.association).first()
    return (
        pointer.file_id if pointer else None,
        ImportedFile.objects.count(),
        Move.objects.count(),
        changes(standing.association),
    )


def _say(
    standing: Standing, upload: Upload, before: tuple[int | None, int, int, int], about: dict[str, object]
) -> None:
    holds, files, moves, number = _saved(standing)
    waits = Upload.objects.filter(pk=upload.pk).exists()
    last, newest = Move.objects.order_by("-id").first(), ImportedFile.objects.order_by("-id").first()
    is_old = (holds, files, moves, number) == before and waits
    is_new = (
        (files, moves, number) == (before[1] + 1, before[2] + 1, before[3] + 1)
        and not waits
        and newest is not None
        and last is not None
        and (newest.sha256, newest.pk, last.after_id, last.before_id) == (upload.sha256, holds, holds, before[0])
    )
    print(json.dumps({**about, "holds": is_new, "agrees": is_old != is_new}), flush=True)  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
