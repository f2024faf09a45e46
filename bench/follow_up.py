"""Counting and telling by the engine alone, no database: processor time, beside the plainest work on the same data."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial

from bench.follow_up_generate import KIND, LOCKING, THRESHOLD, make_pool, planned_of, years_of
from bench.follow_up_statistics import Asked, statistics_of, stored
from bench.generate import YEAR
from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from mellanrum.composition.example_followup import FollowUp, entries_of, follow_up_example
from mellanrum.composition.example_ledgers import Decided, example_ledgers
from mellanrum.tallies.cells import Cell, cells_of
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.following import Followed, of_association
from mellanrum.tallies.ledger import Ledger, from_text, to_text
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.scheme import Own, Scheme, scheme_of

INTERVENTION = "coachingteamet"
TODAY = date(YEAR, 11, 27)
"""The day that the example is counted until: its last period is open, and has its first months."""
OFTEN = 20
"""So many times quick work is done for one sample."""


def measure(plan: Plan) -> Iterator[Row]:
    """Measure an entry, a ledger's text, and the statistics of an association-year."""
    yield from _counting(plan)
    yield from _statistics(plan)


def _counting(plan: Plan) -> Iterator[Row]:
    scheme, follow_up = _scheme(YEAR), follow_up_example()
    ledger = _example_ledger(follow_up)
    entries = starts_of(follow_up, scheme, date(YEAR, 11, 1))[:OFTEN]
    text = to_text(ledger)
    size = f"a ledger of {len(text) // 1000} kB"
    cells = [cells_of(entry, scheme) for entry in entries]
    takes = (
        partial(_timed, partial(_counted, ledger, entries, scheme), len(entries)),
        partial(_timed, partial(_updated, cells), len(entries)),
        partial(_timed, partial(_often, partial(from_text, text)), OFTEN),
        partial(_timed, partial(_often, partial(json.loads, text)), OFTEN),
        partial(_timed, partial(_often, partial(to_text, ledger)), OFTEN),
        partial(_timed, partial(_often, partial(json.dumps, json.loads(text))), OFTEN),
    )
    counted, updated, read, loaded, written, dumped = plan.in_turn(takes, times=QUICK)
    yield Row(Samples(f"An entry counted in {size}, snapshots", counted), Samples("Counter.update, its cells", updated))
    yield Row(Samples(f"Reading {size}", read), Samples("json.loads", loaded))
    yield Row(Samples(f"Writing {size}", written), Samples("json.dumps", dumped))


def _statistics(plan: Plan) -> Iterator[Row]:
    years = range(YEAR - 3, YEAR + 1) if plan.rounds > 1 else range(YEAR, YEAR + 1)
    kept = stored(an_association(years))
    texts = [text for each in kept.texts.values() for text in each]
    takes = (
        partial(_timed, lambda: statistics_of(kept.read())),
        partial(_timed, lambda: statistics_of(kept.asked)),
        partial(_timed, lambda: [json.loads(text) for text in texts]),
    )
    told, made, loaded = plan.in_turn(takes)
    scan = Samples(f"json.loads of its {len(texts)} ledgers", loaded)
    yield Row(Samples("Statistics of an association-year, from text", told), scan)
    yield Row(Samples("Statistics of an association-year, read before", made), scan)


def an_association(years: range) -> Asked:
    """Make the first association of the made-up nation, and ask for its last year."""
    pool = make_pool()
    followed = tuple(
        Followed(
            planned.slug.replace("-", "_"),
            planned.name,
            is_esf=planned.is_esf,
            by_head_count=not planned.events,
            ledgers=tuple(years_of(planned, 1, years, pool)),
        )
        for planned in planned_of(1)
    )
    return Asked(of_association(followed), followed, years[-1], pool.scheme, THRESHOLD)


def starts_of(follow_up: FollowUp, scheme: Scheme, month: date) -> tuple[Entry, ...]:
    """Make starts as the example's, all of them in a month."""
    counted = next(
        each
        for each in follow_up.counted
        if (each.intervention, each.event, each.year) == (INTERVENTION, "start", YEAR)
    )
    return tuple(replace(entry, month=month) for entry in entries_of(counted, follow_up.usual, scheme))


@cache
def _scheme(year: int) -> Scheme:
    return scheme_of(Own(), date(year, 12, 31))


def _example_ledger(follow_up: FollowUp) -> Ledger:
    return example_ledgers(follow_up, Decided(_scheme, KIND, LOCKING, THRESHOLD), TODAY)[INTERVENTION, YEAR]


def _counted(ledger: Ledger, entries: tuple[Entry, ...], scheme: Scheme) -> None:
    """Count one entry after the other, as saves do."""
    for entry in entries:
        ledger = take_snapshots(count(ledger, entry, scheme), THRESHOLD)


def _updated(cells: list[Counter[Cell]]) -> None:
    counter: Counter[Cell] = Counter()
    for each in cells:
        counter.update(each)


def _often(work: Callable[[], object]) -> None:
    for _ in range(OFTEN):
        work()


def _timed(work: Callable[[], object], times: int = 1) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) / times
