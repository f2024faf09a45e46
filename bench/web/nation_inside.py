"""A nation inside a site: stored as it has been made, read for national totals, and read for nothing."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connections

from bench.follow_up_generate import MUNICIPALITIES
from bench.follow_up_statistics import National
from bench.generate import YEAR
from bench.task import peak
from mellanrum.tallies.following import Followed
from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.standing import today
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters.cleaning import clean
from mellanrum.web.counters.models import YearOfCounters
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.interventions.models import Counting, Description, Direction, Intervention, Kind, MoneyArea
from mellanrum.web.register.services.deciding import scheme_on, settings_on
from mellanrum.web.register.services.following import followed_of
from mellanrum.web.tenancy.models import Association
from mellanrum.web.tenancy.services import make_association

NAME = "Rikets förbund"
_LEAST = 0.1  # megabytes: less than the kernel tells apart
Line = dict[str, Any]


def store(file: Path) -> dict[str, Any]:
    """Store the nation that a file holds; say how many ledgers that was, and which association is its first."""
    ledgers, slugs = 0, []
    with file.open(encoding="utf-8") as lines:
        for number, interventions in groupby(map(json.loads, lines), itemgetter("association")):
            association = _association(number)
            slugs.append(association.slug)
            ledgers += _interventions(association, interventions)
    clean()
    return {"ledgers": ledgers, "slug": slugs[0]}


def _association(number: int) -> Association:
    association = make_association(f"{NAME} {number}", second_factor=False)
    user = User.objects.create_user(f"chef@rikets{number}.example", name=f"Förbundschef {number}")
    Role.objects.make(association, user=user, name=RoleName.MANAGER, first_day=date(2000, 1, 1))
    for key, name in MUNICIPALITIES.items():
        Member.objects.make(association, key=key, name=name, kind=MemberKind.MUNICIPALITY)
    return association


def _interventions(association: Association, lines: Iterable[Line]) -> int:
    rows = []
    for line in lines:
        first_day = date(int(min(line["ledgers"])), 1, 1)
        made = Intervention.objects.make(
            association,
            slug=line["slug"],
            direction=Direction.STRUCTURAL if line["heads"] else Direction.INDIVIDUAL,
            counting=Counting.HEAD_COUNTS if line["heads"] else Counting.PARTICIPATIONS,
            is_esf=line["is_esf"],
            first_day=first_day,
            has_counts=True,
        )
        about = {"name": line["name"], "money_area": MoneyArea.INDIVIDUAL, "kind": Kind.WORK_REHABILITATION}
        Description.objects.make(association, intervention=made, first_day=first_day, **about)
        rows += [_row(association, line["slug"], year, text) for year, text in line["ledgers"].items()]
    YearOfCounters.objects.of(association).bulk_create(rows)
    return len(rows)


def _row(association: Association, slug: str, year: str, text: str) -> YearOfCounters:
    return YearOfCounters(association=association, intervention=slug, year=int(year), content=text, version=1)


def totals() -> dict[str, float]:
    """Read the nation, an association at a time, for its totals and a table by association."""
    return _cost(_told)


def scan() -> dict[str, float]:
    """Read the same rows, an association at a time, and parse their texts: the least that can be done with them."""
    return _cost(_scanned)


def _told() -> None:
    """Add association to association; none of them is kept."""
    day = today()
    national: National | None = None
    for association in _nation():
        followed = followed_of(association, day)
        national = national or _begun(association, followed)
        national.add(association.name, followed)
    if national is None or not national.whole:
        raise RuntimeError("the nation has no totals")


def _begun(association: Association, followed: Sequence[Followed]) -> National:
    """Begin with nothing, for the years and by the rules of the first association: all have the same."""
    years = range(min(each.years[0] for each in followed), YEAR + 1)
    day = date(YEAR, 12, 31)
    return National(years, scheme_on(association, day), settings_on(association, YEAR).threshold)


def _scanned() -> None:
    with connections[DATABASE].cursor() as cursor:
        for association in _nation():
            cursor.execute("SELECT content FROM counters_yearofcounters WHERE association_id = %s", [association.pk])
            for (content,) in cursor.fetchall():
                json.loads(content)


def _nation() -> Iterator[Association]:
    yield from Association.objects.filter(name__startswith=NAME).order_by("pk")


def _cost(work: Callable[[], None]) -> dict[str, float]:
    """Return the seconds of some work, and the most memory it took above what the process had held before."""
    before, start = peak(), time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - start, "held": max(peak() - before, _LEAST)}
