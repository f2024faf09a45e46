"""Pages through the real server and back, as a browser on the same machine has them."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from bench.web.served import Browser, serving
from bench.web.sites import Site

EMAIL, PASSWORD = "chef@demo.example", "demo-mellanrum"  # the example's, which is no secret
PAGES = {"start page": "/f/demo/", "income statement": "/f/demo/ekonomi/2025/resultatrakning/"}
HEALTH = "/halsa/"


def measure(plan: Plan, sites: tuple[Site, ...]) -> Iterator[Row]:
    """Measure two pages beside the page of health, which asks the database for nothing but an answer."""
    for site in sites:
        with serving(site) as server, server.browser() as browser:
            browser.sign_in(EMAIL, PASSWORD)
            takes = [_timed(browser, address) for address in (*PAGES.values(), HEALTH)]
            for take in takes:
                take()
            *pages, health = plan.in_turn(takes, times=QUICK)
        for name, page in zip(PAGES, pages, strict=True):
            yield Row(Samples(f"{site.database}: {name}", page), Samples("page of health", health))


def _timed(browser: Browser, address: str) -> Callable[[], float]:
    return partial(_seconds, browser, address)


def _seconds(browser: Browser, address: str) -> float:
    start = time.perf_counter()
    browser.get(address)
    return time.perf_counter() - start
