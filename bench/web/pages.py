"""Pages: how long each takes and how many queries it asks, with the example alone and with others beside it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from bench.table import short, spread
from bench.web.sites import Site

OTHERS, LARGEST = 80, 1_500
FEW_OTHERS, FEW_VOUCHERS = 2, 40
"""So many associations are made beside the example, and so many vouchers has the largest of their years."""
FIRST = (
    *("start:start", "economy:home", "economy:board", "economy:income_statement", "economy:notes", "economy:overview"),
    *("economy:findings", "economy:ratios", "economy:trace", "economy:month", "economy:account_map", "economy:upload"),
)
"""Pages that are also opened first in a process; those that the site has not are left out."""


@dataclass(frozen=True, slots=True)
class Visits:
    """A page on one site: what it was beside the empty page, and how many queries it asked."""

    queries: int
    row: Row


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its route, on every site: alone, and with others."""

    route: str
    visits: tuple[Visits, ...]


def measure(plan: Plan, sites: tuple[Site, ...]) -> tuple[tuple[str, ...], tuple[Page, ...]]:
    """Measure every page; give the names of the columns, and the pages. Afterwards the sites hold the others too."""
    others, largest = (OTHERS, LARGEST) if plan.rounds > 1 else (FEW_OTHERS, FEW_VOUCHERS)
    columns: list[str] = []
    taken: list[Mapping[str, Any]] = []
    for site in sites:
        addresses = site.ask("addresses")
        for beside in (0, others):
            if beside:
                site.ask("fill", beside, largest)
            columns.append(f"{site.database}, {beside + 1}")
            taken.append(site.ask("again", json.dumps(addresses), plan.rounds * QUICK if plan.rounds > 1 else 1))
    return tuple(columns), tuple(Page(route, tuple(_visits(route, column) for column in taken)) for route in taken[0])


def _visits(route: str, column: Mapping[str, Any]) -> Visits:
    told = column[route]
    row = Row(Samples(route, tuple(told["seconds"])), Samples("the empty page", tuple(told["empty"])))
    return Visits(told["queries"], row)


def measure_first(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure some pages first in a process, beside the engines' same work in another."""
    for site in sites:
        addresses = site.ask("addresses")
        wanted = {route: addresses[route] for route in FIRST if route in addresses}
        for route, told in site.ask("first", json.dumps(wanted), plan.rounds).items():
            yield Row(
                Samples(f"{site.database}: {route}, {told['queries']} queries", tuple(told["seconds"])),
                Samples(told["engine"], tuple(told["engines"])),
            )


def table(columns: Sequence[str], pages: Sequence[Page]) -> str:
    """Lay the pages out: queries on each site, and for each the milliseconds and the ratio to the empty page."""
    head = ("page", "queries", *(cell for name in columns for cell in (name, "min–max", "ratio")))
    lines = [head, *map(_cells, pages)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_laid(line, widths) for line in lines)


def _cells(page: Page) -> tuple[str, ...]:
    queries = dict.fromkeys(str(visits.queries) for visits in page.visits)
    times = (cell for visits in page.visits for cell in _times(visits.row))
    return (page.route, "/".join(queries), *times)


def _times(row: Row) -> tuple[str, str, str]:
    return f"{short(row.measure.median * 1000)} ms", spread(row.measure.values, 1000), short(row.ratio)


def _laid(cells: Sequence[str], widths: Sequence[int]) -> str:
    page, *numbers = (
        cell.rjust(width) if at else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((page, *numbers))
