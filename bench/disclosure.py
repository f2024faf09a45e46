"""What disclosure control hides and what it takes: beside the optimum, beside a bound, and of a whole year's tables."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.disclosure_gauss import gauss_hidden, mended
from bench.disclosure_sets import read_set
from bench.disclosure_year import first_tables
from bench.fresh import task
from bench.plan import Plan
from bench.samples import Aim, Row, Samples
from mellanrum.disclosure.attack import intervals
from mellanrum.disclosure.coarser import choose_forms
from mellanrum.disclosure.earlier import Earlier
from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.protect import protect
from mellanrum.disclosure.search import find_pattern
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Table, TableSet

SETS = Path(__file__).parent / "data" / "disclosure"
OPTIMUM = ("t3_231", "t3_567", "t3_1386")
"""Small enough to be searched to the end: a mixed-integer optimum, proved."""
LINKED = "lnk15"
NATION = "nat80"
STEP_BY_STEP = 0
"""No part is small enough to be searched to the end."""
ABOVE_BOUND = 1.25
OF_GAUSS = 0.85
NATION_TIME = 180.0  # seconds
WHOLE_YEAR = 2.0  # seconds
ONE_TABLE = 0.3  # seconds
MEMORY = 500.0  # megabytes
TIED = "together.started.age_band.2025"
FEW, MANY = 12, 1000
"""So many tables of the year a trial takes, and all there are."""


def measure(plan: Plan) -> Iterator[Row]:
    """Measure the known sets and the made-up year. A trial takes the smallest set alone."""
    is_trial = plan.rounds == 1
    for name in OPTIMUM[:1] if is_trial else OPTIMUM:
        yield from _beside_optimum(plan, name)
    if not is_trial:
        yield from _linked(plan)
        yield from _nation(plan)
    yield from _year(plan)


def _beside_optimum(plan: Plan, name: str) -> Iterator[Row]:
    for told, tells_zero in (("", False), (", zeros told", True)):
        system = read_set(SETS / f"{name}.csv", tells_zero=tells_zero)
        best, quick = partial(find_pattern, system), partial(find_pattern, system, exact=STEP_BY_STEP)
        found = best()
        least = Samples("proved to be needed", (_extra(system, found.bound),))
        yield Row(Samples(f"{name}{told}: hidden for others", (_extra(system, found.cost),)), least, "cells")
        yield Row(Samples("the same, step by step", (_extra(system, quick().cost),)), least, "cells")
        yield _beside_gauss(system, found.cost)
        spent, beside = plan.in_turn((partial(_timed, best), partial(_timed, quick)), warm=False)
        yield Row(Samples("the optimum found and proved", spent), Samples("step by step", beside))


def _beside_gauss(system: System, cost: float) -> Row:
    """Set what a pattern hides beside what elimination hides when it has been mended to reach the same goals."""
    beside = Samples("Gauss elimination, mended", (_extra(system, mended(system, gauss_hidden(system))),))
    return Row(Samples("the search again", (_extra(system, cost),)), beside, "cells", Aim(OF_GAUSS))


def _linked(plan: Plan) -> Iterator[Row]:
    system = read_set(SETS / f"{LINKED}.csv")
    find = partial(find_pattern, system)
    found = find()
    least = Samples("needed by single sums", (_extra(system, found.bound),))
    yield Row(Samples(f"{LINKED}: hidden for others", (_extra(system, found.cost),)), least, "cells")
    yield _beside_gauss(system, found.cost)
    takes = (partial(_timed, find), partial(_timed, partial(gauss_hidden, system)))
    spent, beside = plan.in_turn(takes, warm=False)
    yield Row(Samples(f"{LINKED}: found", spent), Samples("Gauss elimination, not mended", beside))


def _nation(plan: Plan) -> Iterator[Row]:
    system = read_set(SETS / f"{NATION}.csv")
    found = find_pattern(system)
    least = Samples("needed by single sums", (_extra(system, found.bound),))
    yield Row(Samples(f"{NATION}: hidden for others", (_extra(system, found.cost),)), least, "cells", Aim(ABOVE_BOUND))
    asked = partial(intervals, seen_of(system, found.hidden))
    takes = (partial(_timed, partial(find_pattern, system)), partial(_timed, asked))
    spent, beside = plan.in_turn(takes, warm=False)
    yield Row(Samples(f"{NATION}: found", spent), Samples("what readers can tell", beside), aim=_seconds(NATION_TIME))


def _extra(system: System, cost: float) -> float:
    """Return how many cells are hidden that need not be for their own sake: in these sets each weighs one."""
    return cost - sum(cell.weight for cell in system.cells if cell.must_hide)


def _seconds(most: float) -> Aim:
    return Aim(most, is_ratio=False)


def _year(plan: Plan) -> Iterator[Row]:
    tables = first_tables(FEW if plan.rounds == 1 else MANY)
    forms = choose_forms(tables)
    (one, earlier), (tied, others) = (_one_more(tables, forms, each) for each in (tables.tables[-1], _tied(tables)))
    takes = (
        partial(_timed, partial(protect, tables, forms=forms)),
        partial(_timed, partial(choose_forms, tables)),
        partial(_timed, partial(protect, one, forms=forms, earlier=earlier)),
        partial(_timed, partial(protect, tied, forms=forms, earlier=others)),
        partial(_timed, partial(link, tables, forms)),
    )
    whole, chosen, more, hung, laid = plan.in_turn(takes, warm=False)
    reference = Samples("laying its tables out", laid)
    size = f"{len(tables.tables)} tables, {sum(len(table.numbers) for table in tables.tables)} numbers"
    yield Row(Samples(f"A year protected, {size}", whole), reference, aim=_seconds(WHOLE_YEAR))
    yield Row(Samples("choosing its forms first", chosen), reference)
    yield Row(Samples("one table more, beside what is published", more), reference, aim=_seconds(ONE_TABLE))
    yield Row(Samples("one that most of what is hidden hangs on", hung), reference, aim=_seconds(ONE_TABLE))
    many = str(len(tables.tables))
    held, imports = plan.in_turn((lambda: task("protect_year", many).peak, lambda: task("imported").peak), warm=False)
    reference = Samples("a process that reads SIE", imports)
    yield Row(Samples("Making and protecting a year: memory", held), reference, "MB", _seconds(MEMORY))


def _tied(tables: TableSet) -> Table:
    """Return the table that hangs together with most of what is hidden; in a trial, which lacks it, the first."""
    return next((table for table in tables.tables if table.key == TIED), tables.tables[0])


def _one_more(tables: TableSet, forms: Forms, last: Table) -> tuple[TableSet, tuple[Earlier, ...]]:
    """Publish all tables but one; return that one as a set, and what is published."""
    before = protect(replace(tables, tables=tuple(table for table in tables.tables if table != last)), forms=forms)
    hidden = frozenset(before.own.cells[at].key for at in before.hidden_of_own)
    return replace(tables, tables=(last,)), (Earlier("before", before.own, hidden),)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
