"""The pages of survey results over ten years, beside the engine's own work for the same results."""

from collections.abc import Iterator

from bench.plan import Plan
from bench.samples import Row, Samples
from bench.web.sites import Site

ENGINE = "engine: reading the results, a series of each question"
PAGES = {"a year's indicators by group": "", "an indicator over the years": "3"}


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure the example's pages of indicators when it has ten years of them, as opened before."""
    for site in sites:
        for name, indicator in PAGES.items():
            told = site.ask("results", indicator, plan.rounds)
            measured = f"{site.database}: {name}, {told['years']} years, {told['queries']} queries"
            yield Row(Samples(measured, tuple(told["seconds"])), Samples(ENGINE, tuple(told["engine"])))
