"""The example's ledgers: its made-up entries, counted and locked as the years went by."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mellanrum.composition.example_followup import Counted, FollowUp, entries_of
from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.cells import Cell, cells_of
from mellanrum.tallies.counting import correct_stock, count, set_ongoing, set_opening
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import END, START, STOCK, TOTAL, Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.stock import flow

_CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Decided:
    """How the example counts: what is counted in a year, by which periods, when it locks, and the threshold."""

    scheme: Callable[[int], Scheme]
    kind: PeriodKind
    locking: Locking
    threshold: int


def example_ledgers(follow_up: FollowUp, decided: Decided, today: date) -> Mapping[tuple[str, int], Ledger]:
    """Count the example as it would have been counted until `today`, which is in a month that nobody has begun with.

    Returns the ledger of every intervention (its key) and year. Attributes are counted as tick sheets are: a period at
    a time, so that nothing is folded but what its lock folds.
    """
    years: dict[tuple[str, int], list[Counted]] = defaultdict(list)
    for counted in follow_up.until(today.year):
        years[counted.intervention, counted.year].append(counted)
    made: dict[tuple[str, int], Ledger] = {}
    for (key, year), several in sorted(years.items()):
        before = tuple(made[other, at] for other, at in made if other == key)
        made[key, year] = _year(several, follow_up, decided, before, today)
    return made


def _year(
    several: Iterable[Counted], follow_up: FollowUp, decided: Decided, before: tuple[Ledger, ...], today: date
) -> Ledger:
    listed = tuple(several)
    year = listed[0].year
    scheme = decided.scheme(year)
    ledger = empty_ledger(year, decided.kind)
    months: dict[int, list[Entry]] = defaultdict(list)
    for counted in listed:
        if counted.event == STOCK:
            ledger = set_opening(ledger, _opening(counted, follow_up, scheme))
        elif counted.event == _CORRECTION:
            ledger = correct_stock(ledger, 1, {Sex.WOMAN: counted.women, Sex.MAN: counted.men})
        else:
            for entry in entries_of(counted, follow_up.usual, scheme):
                months[entry.month.month].append(entry)
    for number in range(1, 13):
        if date(year, number, 1) < today.replace(day=1):
            ledger = _month(ledger, number, months[number], decided, before)
    return lock_due(_as_sheets(ledger), today, decided.locking, decided.threshold, scheme)


def _month(
    ledger: Ledger, number: int, entries: Iterable[Entry], decided: Decided, before: tuple[Ledger, ...]
) -> Ledger:
    scheme = decided.scheme(ledger.year)
    for entry in sorted(entries, key=lambda each: each.event != START):
        ledger = count(ledger, entry, scheme)
    if any(key in {START, END} for month in ledger.months for key, _ in month.counts):
        at = date(ledger.year, number, 1)
        ongoing = {sex: flow((*before, ledger), at, at, sex).closing for sex in (Sex.WOMAN, Sex.MAN)}
        ledger = set_ongoing(ledger, number, ongoing)
    day = decided.locking.of_month(ledger.year, number)
    return lock_due(_as_sheets(ledger), day, decided.locking, decided.threshold, scheme)


def _as_sheets(ledger: Ledger) -> Ledger:
    """Say that open periods were filled in by tick sheets, which may be looked at and mended."""
    parts = (part if part.is_locked else replace(part, by_form=frozenset()) for part in ledger.parts)
    return replace(ledger, parts=tuple(parts))


def _opening(counted: Counted, follow_up: FollowUp, scheme: Scheme) -> Mapping[Cell, int]:
    """Make the stock that counting began with: what its participations would have answered at their starts."""
    stock = {rule.key for rule in scheme.tables_of(START) if rule.stock}
    as_starts = counted.model_copy(update={"event": START})
    cells: Counter[Cell] = Counter()
    for entry in entries_of(as_starts, follow_up.usual, scheme):
        cells.update({cell: number for cell, number in cells_of(entry, scheme).items() if cell.table in stock})
        cells[Cell(STOCK, TOTAL, TOTAL, "", entry.sex)] += 1
    return {cell._replace(event=STOCK): number for cell, number in cells.items()}
