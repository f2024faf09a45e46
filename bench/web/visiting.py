"""Pages opened by the example's manager: how long each takes and how many queries it asks, beside a reference."""

import json
import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.plan import QUICK
from bench.samples import in_turn
from bench.web.engines import ENGINES, opening
from bench.web.walking import manager

EMPTY = "access:account"
"""The page of one's own account: signing in, frame, and nothing of the economy."""
SLOW = 0.25
"""So many seconds a page may take before it is no longer quickly done."""
_OK = 200


def again(addresses: Mapping[str, str], rounds: int) -> dict[str, Any]:
    """Open each page a second time and on, in turn with the empty page."""
    client = manager()
    empty = partial(_timed, client, reverse(EMPTY))
    empty()
    return {route: _again(client, address, empty, rounds) for route, address in addresses.items()}


def _again(client: Client, address: str, empty: Callable[[], float], rounds: int) -> dict[str, Any]:
    _timed(client, address)
    queries = _counted(client, address)
    is_slow = _timed(client, address) > SLOW
    times = max(1, rounds // QUICK) if is_slow else rounds
    page, beside = in_turn((partial(_timed, client, address), empty), times, warm=False)
    return {"queries": queries, "seconds": page, "empty": beside}


def first(addresses: Mapping[str, str], rounds: int) -> dict[str, Any]:
    """Open each page in a process that has opened none but the empty one, in turn with the engines' same work.

    As the server does, one process makes ready and parts into others; whatever is kept in memory is not there yet.
    """
    client = manager()
    _timed(client, reverse(EMPTY))
    connections.close_all()
    return {route: _first(client, route, address, rounds) for route, address in addresses.items()}


def _first(client: Client, route: str, address: str, rounds: int) -> dict[str, Any]:
    name, work = ENGINES.get(route, opening)
    queries = int(_apart(lambda: _counted(client, address)))
    takes = (partial(_apart, partial(_timed, client, address)), partial(_apart, partial(_worked, work)))
    page, engine = in_turn(takes, rounds, warm=False)
    return {"queries": queries, "seconds": page, "engine": name, "engines": engine}


def _counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        _timed(client, address)
    return len(asked)


def _timed(client: Client, address: str) -> float:
    """Return the seconds until a page is there whole. RuntimeError where it is none."""
    start = time.perf_counter()
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
    seconds = time.perf_counter() - start
    if answer.status_code != _OK:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return seconds


def _worked(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _apart(take: Callable[[], float]) -> float:
    """Take a sample in a process of its own, parted from this one as it is now. RuntimeError where it fails."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.write(writer, json.dumps(take()).encode())
            connections.close_all()
            status = 0
        finally:
            os._exit(status)  # nothing of the parent is cleaned up twice
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        taken = said.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError("a sample could not be taken in a process of its own")
    return float(json.loads(taken))
