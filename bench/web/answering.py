"""Answering a survey: an answer by the service and by its last page, beside a bare insert."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from bench.web.sites import Site

OFTEN = 5
"""So many answers make one sample, as of counting."""
NAMES = {"service": "an answer, by the service", "page": "an answer, by its last page"}
BARE, CLEANED = "bare insert", "insert, earlier states cleaned away"


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure both ways to leave the answers to the example's indicators, beside an insert, bare and cleaned."""
    rounds, often = (plan.rounds * QUICK, OFTEN) if plan.rounds > 1 else (1, 1)
    for site in sites:
        taken: Mapping[str, Any] = site.ask("answer_survey", rounds, often)
        bare = Samples(BARE, tuple(taken["bare"]))
        for key, name in NAMES.items():
            measured = Samples("", tuple(taken[key]))
            told = f"{site.database}: {name}, {1 / measured.median:.0f} a second"
            yield Row(Samples(told, measured.values), bare)
        cleaned = Samples(CLEANED, tuple(taken["cleaned"]))
        yield Row(Samples(f"{site.database}: {NAMES['service']}", tuple(taken["service"])), cleaned)
