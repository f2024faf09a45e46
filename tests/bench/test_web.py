"""Each measure of the web can be taken on SQLite: a site is made, every page opened, a file read in, a report made.

PostgreSQL is left to `make bench QUICK=1`, which does all of it twice.
"""

from collections.abc import Iterator

import pytest

from bench.plan import Plan, planned
from bench.samples import Row, Samples
from bench.web import PARTS, pages
from bench.web.pages import Page, Visits
from bench.web.sites import Site
from support.measures import check_rows

VOUCHERS = 500


@pytest.fixture(scope="module")
def plan() -> Iterator[Plan]:
    with planned(vouchers=VOUCHERS, rounds=1) as made:
        yield made


@pytest.fixture(scope="module")
def sites(plan: Plan) -> tuple[Site, ...]:
    site = Site("SQLite", plan.folder / "sqlite")
    site.ask("make")
    return (site,)


@pytest.fixture(scope="module")
def opened(plan: Plan, sites: tuple[Site, ...]) -> tuple[tuple[str, ...], tuple[Page, ...]]:
    return pages.measure(plan, sites)


def test_pages_are_opened_alone_and_with_others(opened: tuple[tuple[str, ...], tuple[Page, ...]]) -> None:
    columns, measured = opened

    assert columns == ("SQLite, 1", "SQLite, 3")
    assert {len(page.visits) for page in measured} == {2}
    assert min(visits.queries for page in measured for visits in page.visits) > 0


def test_pages_ask_as_many_queries_with_others_as_alone(opened: tuple[tuple[str, ...], tuple[Page, ...]]) -> None:
    _, measured = opened

    assert [page.route for page in measured if len({visits.queries for visits in page.visits}) > 1] == []


def test_pages_opened_first_are_all_there(opened: tuple[tuple[str, ...], tuple[Page, ...]]) -> None:
    _, measured = opened

    assert [route for route in pages.FIRST if route not in {page.route for page in measured}] == []


@pytest.mark.parametrize("part", PARTS)
def test_measure_gives_positive_numbers(part: str, plan: Plan, sites: tuple[Site, ...]) -> None:
    check_rows(tuple(PARTS[part](plan, sites)))


def test_table_of_pages_says_queries_and_ratios() -> None:
    empty = Samples("empty", (0.01, 0.01))
    visits = (
        Visits(7, Row(Samples("a", (0.02, 0.04)), empty)),
        Visits(8, Row(Samples("a", (0.01, 0.01)), empty)),
    )

    assert pages.table(("SQLite, 1", "SQLite, 81"), [Page("economy:home", visits)]).splitlines() == [
        "page          queries  SQLite, 1    min–max  ratio  SQLite, 81    min–max  ratio",
        "economy:home      7/8    30.0 ms  20.0–40.0   3.00     10.0 ms  10.0–10.0   1.00",
    ]
