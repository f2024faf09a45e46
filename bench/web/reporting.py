"""Making a report in the web, beside the engines' PDF and Word of the same year."""

from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryDirectory

from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from bench.web.sites import Site


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure the first report of a process, with every chart to draw, and those after it."""
    for site in sites:
        takes = (partial(_first, plan, site, "report", "0"), partial(_first, plan, site, "engine_report"))
        web, engines = plan.in_turn(takes, warm=False)
        yield Row(
            Samples(f"{site.database}: first, charts drawn", web), Samples("engines: files to PDF and Word", engines)
        )
    for site in sites:
        taken = site.ask("report", plan.rounds * QUICK)
        yield Row(
            Samples(f"{site.database}: again in one process", tuple(taken["seconds"])),
            Samples("engines: PDF and Word again", tuple(taken["engines"])),
        )


def _first(plan: Plan, site: Site, *task: str) -> float:
    with TemporaryDirectory(dir=plan.folder) as empty:
        return float(site.ask(*task, XDG_CACHE_HOME=empty)["seconds"][0])
