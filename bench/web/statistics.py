"""The pages of statistics, beside the engine's own work for the same statistics."""

from collections.abc import Iterator

from bench.plan import Plan
from bench.samples import Row, Samples
from bench.web.sites import Site

ENGINE = "engine: reading the ledgers, the same"
SLUG, INTERVENTION = "demo", "coachingteamet"  # the example's
PAGES = {"an intervention's year": INTERVENTION, "an association's year": ""}


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure the example's page of an intervention and that of the association, as opened before."""
    for site in sites:
        for name, intervention in PAGES.items():
            yield row(site, name, SLUG, intervention, plan.rounds)


def row(site: Site, name: str, slug: str, intervention: str, rounds: int) -> Row:
    """Measure the page of an association, or of an intervention of it."""
    told = site.ask("statistics", slug, intervention, rounds)
    measured = f"{site.database}: {name}, {told['ledgers']} ledgers, {told['queries']} queries"
    return Row(Samples(measured, tuple(told["seconds"])), Samples(ENGINE, tuple(told["engine"])))
