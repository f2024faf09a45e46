"""What the web costs: its pages, reading books in, making a report, counting and telling, the server that answers.

Everything of Django runs in processes of their own, which are told by their environment where the site is: `inside`
holds what they can be asked to do. The process that measures has no Django.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from bench.plan import Plan
from bench.samples import Row
from bench.table import table
from bench.web import answering, counting, importing, loopback, nation, pages, reporting, results, statistics
from bench.web.sites import WITHOUT_POSTGRES, Site, sites

PARTS: Mapping[str, Callable[[Plan, tuple[Site, ...]], Iterable[Row]]] = MappingProxyType(
    {
        "Pages first in a process": pages.measure_first,
        "Pages over the loopback": loopback.measure,
        "Reading a large year in": importing.measure,
        "Making a report": reporting.measure,
        "Statistics": statistics.measure,
        "Survey results": results.measure,
        "Counting": counting.measure,
        "Answering a survey": answering.measure,
        "A nation's follow-up": nation.measure,
    }
)


def measured(plan: Plan) -> Iterator[str]:
    """Measure the web and give its tables as they are done: every page before the parts that follow."""
    with sites(plan) as made:
        if len(made) == 1:
            yield WITHOUT_POSTGRES
        columns, opened = pages.measure(plan, made)
        yield f"Pages: time and queries, beside the page of one's own account\n{pages.table(columns, opened)}"
        for name, measure in PARTS.items():
            yield f"{name}\n{table(tuple(measure(plan, made)))}"
