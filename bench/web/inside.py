"""What is done inside a site: `python -m bench.web.inside NAME ARGUMENT…` does it and prints its answer as JSON.

A module of this package may import Django only from here: the process that measures has none.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

Answer = Callable[..., Any]


def make() -> None:
    """Make a site with the example, and what a manager has around who uses all of it."""
    from mellanrum.web.serving import prepare

    prepare()
    from bench.web import filling

    filling.example()


def fill(count: str, largest: str) -> None:
    """Make more associations."""
    from bench.web import filling

    filling.associations(int(count), int(largest))


def newcomer(number: str) -> dict[str, str]:
    """Make an association without books and its manager; say where it is and how to sign in."""
    from bench.web import filling

    return filling.newcomer(int(number))


def addresses() -> dict[str, str]:
    """List an address for every route that the example's manager can open by following links."""
    from bench.web import walking

    return walking.addresses()


def again(addresses: str, rounds: str) -> dict[str, Any]:
    """Open pages in a process that has opened them before."""
    from bench.web import visiting

    return visiting.again(json.loads(addresses), int(rounds))


def first(addresses: str, rounds: str) -> dict[str, Any]:
    """Open pages as a process does that has opened none that needs the year."""
    from bench.web import visiting

    return visiting.first(json.loads(addresses), int(rounds))


def report(rounds: str) -> dict[str, Any]:
    """Make a report as the web does, and by the engines alone; `rounds` in one process, nought for the first only."""
    from bench.web import reporting_inside

    return reporting_inside.made(int(rounds))


def engine_report() -> dict[str, Any]:
    """Make the same report by the engines alone."""
    from bench.web import reporting_inside

    return reporting_inside.by_engines()


def count(rounds: str, often: str, *ways: str) -> dict[str, Any]:
    """Count in the example by some ways in turn."""
    from bench.web import counting_inside

    return dict(counting_inside.counted(int(rounds), int(often), ways))


def answer_survey(rounds: str, often: str) -> dict[str, Any]:
    """Answer a survey of the example by its service and its page."""
    from bench.web import answering_inside

    return dict(answering_inside.answered(int(rounds), int(often)))


def statistics(slug: str, intervention: str, rounds: str) -> dict[str, Any]:
    """Open a page of statistics, beside the engine's work for the same."""
    from bench.web import statistics_inside

    return statistics_inside.opened(slug, intervention, int(rounds))


def results(indicator: str, rounds: str) -> dict[str, Any]:
    """Open a page of survey results over ten years, beside the engine's work for the same."""
    from bench.web import results_inside

    return results_inside.opened(indicator, int(rounds))


def nation(file: str) -> dict[str, Any]:
    """Store the nation that a file holds."""
    from bench.web import nation_inside

    return nation_inside.store(Path(file))


def nation_totals() -> dict[str, float]:
    """Read the nation for its totals and a table by association."""
    from bench.web import nation_inside

    return nation_inside.totals()


def nation_scan() -> dict[str, float]:
    """Read the nation's rows and parse them, for nothing."""
    from bench.web import nation_inside

    return nation_inside.scan()


TASKS: Mapping[str, Answer] = MappingProxyType(
    {
        task.__name__: task
        for task in (
            *(make, fill, newcomer, addresses, again, first, report, engine_report),
            *(count, answer_survey, statistics, results, nation, nation_totals, nation_scan),
        )
    }
)


def main(name: str, *arguments: str) -> None:
    """Do a task of the site that the environment leads to."""
    from mellanrum.web.serving import set_up

    folder = Path(os.environ["MELLANRUM_DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    set_up(folder)
    print(json.dumps(TASKS[name](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
