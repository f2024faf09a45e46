"""Counting through the site: an entry by the form's service and by its page, a tick sheet, beside a bare counter."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.plan import QUICK, Plan
from bench.samples import Aim, Row, Samples
from bench.web.sites import Site

BARE, CLEANED = "bare counter update", "counter update, earlier states cleaned away"
OFTEN = 5
"""So many saves make one sample: how long the disk takes differs much from one to the next."""
AIMS = {"SQLite": Aim(8), "PostgreSQL": Aim(8)}
NAMES = {
    "service": "a start, by the form's service",
    "form": "a start, by the form's page",
    "sheet": "a tick sheet, by its page",
}


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure each way to count, beside a counter alone, and with what every save takes away after itself."""
    for site in sites:
        taken = taken_of(plan, site, *NAMES, "bare", "cleaned")
        for key, name in NAMES.items():
            aim = AIMS[site.database] if key == "service" else None
            yield row(site, name, taken, key, aim=aim)
        yield Row(Samples(f"{site.database}: {NAMES['service']}", tuple(taken["service"])), _samples(CLEANED, taken))


def taken_of(plan: Plan, site: Site, *ways: str) -> Mapping[str, Any]:
    """Count in the site's example by some ways in turn; give the seconds of a save, a series for each."""
    rounds, often = (plan.rounds * QUICK, OFTEN) if plan.rounds > 1 else (1, 1)
    found: Mapping[str, Any] = site.ask("count", rounds, often, *ways)
    return found


def row(site: Site, name: str, taken: Mapping[str, Any], key: str, *, aim: Aim | None = None) -> Row:
    """Make the row of a way to count, with how many that makes a second."""
    measured = Samples("", tuple(taken[key]))
    told = f"{site.database}: {name}, {1 / measured.median:.0f} a second"
    return Row(Samples(told, measured.values), _samples(BARE, taken), aim=aim)


def _samples(name: str, taken: Mapping[str, Any]) -> Samples:
    return Samples(name, tuple(taken["cleaned" if name == CLEANED else "bare"]))
