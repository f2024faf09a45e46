"""A nation's follow-up in one site: reading all of it for national totals, beside a scan; and what others cost one."""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import repeat
from pathlib import Path
from typing import Any

from bench.follow_up_generate import Pool, make_pool, planned_of, years_of
from bench.fresh import MEGABYTE
from bench.generate import YEAR
from bench.plan import Plan
from bench.samples import Aim, Row, Samples
from bench.web import counting, statistics
from bench.web.sites import Site
from mellanrum.tallies.ledger import to_text

ASSOCIATIONS, LENGTH = 80, 10
FEW_ASSOCIATIONS, SHORT = 2, 2
"""So many associations the nation has, and so many years each."""
READINGS = 2
"""So many times all of it is read: once takes long, and says much."""
AT_ONCE = 2  # processes that make it
SCAN = "scan: every row read, json.loads"
TIME, MEMORY = Aim(3), Aim(0.5)


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure national totals with a table by association, a page of one of them, and counting beside them all."""
    file = plan.folder / "nation.jsonl"
    size = made(file, *((ASSOCIATIONS, LENGTH) if plan.rounds > 1 else (FEW_ASSOCIATIONS, SHORT)))
    for site in sites:
        stored = site.ask("nation", file)
        yield from _totals(plan, site, int(stored["ledgers"]), size)
        yield statistics.row(site, "an association's year in the nation", stored["slug"], "", plan.rounds)
        beside = f"{counting.NAMES['service']}, the nation beside"
        yield counting.row(site, beside, counting.taken_of(plan, site, "service", "bare"), "service")


def _totals(plan: Plan, site: Site, ledgers: int, size: float) -> Iterator[Row]:
    """Read everything in processes of their own, for the totals and for nothing."""
    taken = [(site.ask("nation_totals"), site.ask("nation_scan")) for _ in range(min(plan.rounds, READINGS))]
    told, scanned = zip(*taken, strict=True)
    seconds, beside = (tuple(one["seconds"] for one in each) for each in (told, scanned))
    yield Row(Samples(f"{site.database}: national totals, {ledgers} ledgers", seconds), Samples(SCAN, beside), aim=TIME)
    held, beside = (tuple(one["held"] for one in each) for each in (told, scanned))
    peak = Samples(f"{site.database}: national totals, peak memory", held)
    yield Row(peak, Samples("all that is stored", (size,) * len(held)), "MB", MEMORY)
    yield Row(peak, Samples(SCAN, beside), "MB")


def made(file: Path, associations: int, length: int) -> float:
    """Make the nation, a line for each intervention; return how many megabytes its ledgers are."""
    years = range(YEAR - length + 1, YEAR + 1)
    size = 0
    with file.open("w", encoding="utf-8") as lines, ProcessPoolExecutor(AT_ONCE) as others:
        for several in others.map(_lines, range(1, associations + 1), repeat(years)):
            for line in several:
                size += sum(map(len, line["ledgers"].values()))
                print(json.dumps(line), file=lines)
    return size / MEGABYTE


@cache
def _pool() -> Pool:
    return make_pool()


def _lines(association: int, years: range) -> list[dict[str, Any]]:
    """Make an association's interventions, each with its ledgers as they are stored, by year."""
    count = partial(years_of, association=association, years=years, pool=_pool())
    return [
        {
            "association": association,
            "slug": planned.slug,
            "name": planned.name,
            "is_esf": planned.is_esf,
            "heads": not planned.events,
            "ledgers": {ledger.year: to_text(ledger) for ledger in count(planned)},
        }
        for planned in planned_of(association)
    ]
