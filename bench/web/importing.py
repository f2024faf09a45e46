"""Reading a large year in through the web, as a manager does: send it, look at what it would change, say yes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.fresh import MEGABYTE, Cost, task
from bench.plan import Plan
from bench.samples import Row, Samples
from bench.web.served import Answer, Browser, serving
from bench.web.sites import Site

ENGINE = "engines: read, check, books"
STEPS = ("sending the file", "looking at it again", "saying yes")


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading in once cost: the seconds of each step, and the most memory of the worker above that at rest."""

    steps: tuple[float, ...]
    peak: float | None
    engine: Cost
    bare: Cost

    @property
    def seconds(self) -> float:
        """The whole of it."""
        return sum(self.steps)


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure each database: time as the one who waits has it, and the worker's memory."""
    for site in sites:
        taken = [_taken(plan, site, number) for number in range(plan.rounds)]
        engine = Samples(ENGINE, tuple(one.engine.seconds for one in taken))
        yield Row(Samples(f"{site.database}: {plan.vouchers} vouchers", tuple(one.seconds for one in taken)), engine)
        for at, step in enumerate(STEPS):
            yield Row(Samples(f"{site.database}: {step}", tuple(one.steps[at] for one in taken)), engine)
        yield from _memory(plan, site, taken)


def _memory(plan: Plan, site: Site, taken: list[Taken]) -> Iterator[Row]:
    peaks = tuple(one.peak for one in taken if one.peak is not None)
    if len(peaks) < len(taken):
        return
    name = f"{site.database}: peak memory of the worker"
    size = plan.large.stat().st_size / MEGABYTE
    yield Row(Samples(name, peaks), Samples("the file", (size,) * len(peaks)), "MB")
    engine = Samples(ENGINE, tuple(one.engine.peak - one.bare.peak for one in taken))
    yield Row(Samples(name, peaks), engine, "MB")


def _taken(plan: Plan, site: Site, number: int) -> Taken:
    """Read the file in with a server and an association of its own: nothing is kept from the time before."""
    who = site.ask("newcomer", number)
    bare, engine = task("imported", str(plan.large)), task("read_check_and_books", str(plan.large))
    with serving(site) as server, server.browser() as browser:
        browser.sign_in(who["email"], who["password"])
        arrivals = browser.get(f"/f/{who['slug']}/ekonomi/las-in/")
        at_rest = server.at_rest()
        steps = _steps(plan, browser, arrivals)
        most = server.peak()
    peak = None if most is None or at_rest is None else most - at_rest
    return Taken(steps, peak, engine, bare)


def _steps(plan: Plan, browser: Browser, arrivals: Answer) -> tuple[float, ...]:
    """Send the file and see the page it leads to, open that page once more, say yes and see what comes."""
    sent, first = _timed(
        lambda: _follow(browser, browser.send_file(arrivals.address, arrivals.fields('type="file"'), plan.large))
    )
    page, second = _timed(lambda: browser.get(first.address))
    address = f"{first.address}bekrafta/"
    confirmed, _ = _timed(lambda: _follow(browser, browser.post(address, second.fields(address))))
    return sent, page, confirmed


def _follow(browser: Browser, answer: Answer) -> Answer:
    if not answer.leads_to:
        raise RuntimeError(f"{answer.address} leads nowhere: {answer.text[:2000]}")
    return browser.get(answer.leads_to)


def _timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer
