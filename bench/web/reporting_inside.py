"""Making the example's report inside a site, as its page does, and by the engines alone."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.test.utils import override_settings

from bench.generate import YEAR
from bench.samples import in_turn
from bench.web.engines import open_example, report_of
from bench.web.filling import stands
from mellanrum.web.reports.making import make_report
from mellanrum.web.reports.models import State
from mellanrum.web.start import demo


def made(rounds: int) -> dict[str, Any]:
    """Make the report: once where `rounds` is nought, else again and again in turn with the engines."""
    web = partial(_timed, _by_web)
    if not rounds:
        return {"seconds": [web()]}
    opened = open_example()
    pages, engines = in_turn((web, partial(_timed, partial(report_of, opened))), rounds)
    return {"seconds": pages, "engines": engines}


def by_engines() -> dict[str, Any]:
    """Open the year from its files and make the report, once."""
    return {"seconds": [_timed(lambda: report_of(open_example()))]}


def _by_web() -> None:
    standing = stands(demo.SIGN_INS[0].email, demo.SLUG)
    with override_settings(WORK_IN_THREADS=False):
        report = make_report(standing, YEAR)
    if report.state != State.DONE:
        raise RuntimeError(report.problem)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
