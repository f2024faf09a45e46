"""A page of statistics inside a site, opened by a manager, and the engine's own work for the same."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.follow_up_statistics import Asked, Stored, statistics_of, stored
from bench.samples import in_turn
from mellanrum.web.access.models import Role, RoleName
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.statistics.opening import open_desk

_OK = 200


def opened(slug: str, intervention: str, rounds: int) -> dict[str, Any]:
    """Open an association's page of statistics, or that of an intervention, in turn with the engine."""
    standing = _manager(slug)
    client = Client(headers={"host": "localhost"})
    client.force_login(standing.user)
    route, more = ("intervention", [intervention]) if intervention else ("home", [])
    address = reverse(f"statistics:{route}", args=[slug, *more])
    kept = _stored(standing, intervention)
    page = partial(_page, client, address)
    page()
    queries = _queries(page)
    pages, engine = in_turn((partial(_timed, page), partial(_timed, partial(_made, kept))), rounds, warm=rounds > 1)
    ledgers = sum(map(len, kept.texts.values()))
    return {"queries": queries, "ledgers": ledgers, "seconds": pages, "engine": engine}


def _manager(slug: str) -> Standing:
    role = Role.objects.filter(association__slug=slug, name=RoleName.MANAGER).select_related("user").first()
    found = standing_of(role.user, slug) if role else None
    if found is None:
        raise RuntimeError(f"{slug} has no manager")
    return found


def _stored(standing: Standing, intervention: str) -> Stored:
    """Keep what a page is made of: the ledgers as they are stored, the rest as it is read."""
    desk = open_desk(standing, QueryDict(), intervention)
    return stored(Asked(desk.followed, desk.readable, desk.choice.year, desk.scheme, desk.threshold, desk.key))


def _made(kept: Stored) -> None:
    statistics_of(kept.read())


def _page(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != _OK:
        raise RuntimeError(f"{address} answers {answer.status_code}")


def _queries(work: Callable[[], None]) -> int:
    """Count the questions to both databases."""
    with CaptureQueriesContext(connections["default"]) as asked, CaptureQueriesContext(connections["tallies"]) as more:
        work()
    return len(asked) + len(more)


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
