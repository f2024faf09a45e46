"""Counting: every way a ledger changes while its months and periods are open. Ledger in, ledger out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.cells import Cell, Cells, answers_to, cells_of
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.folding import sheet_closed
from mellanrum.tallies.ledger import (
    STOCK,
    TOTAL,
    TRANSFERRED,
    BySex,
    Count,
    Counts,
    Ledger,
    Month,
    Part,
    plus,
    with_month,
    with_part,
)
from mellanrum.tallies.measuring import entries_by_slot
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex

MUNICIPALITY = "municipality"


def count(ledger: Ledger, entry: Entry, scheme: Scheme, *, into: int | None = None, back: bool = False) -> Ledger:
    """Count an entry, or (`back`) take the same answers back.

    It is counted in its own month, or in `into`, the month (1–12) of this ledger that is open when its own is not: then
    as late or as corrected. ValueError for a locked month, and for an entry of another year without `into`.
    """
    number = into or entry.month.month
    is_own = (entry.month.year, entry.month.month) == (ledger.year, number)
    if not is_own and into is None:
        raise ValueError("an entry of another year is counted in a month that is named")
    month, step = _open_month(ledger, number), -1 if back else 1
    counts = _with_count(month.counts, (entry.event, entry.sex), _counted(step, is_own=is_own))
    municipal = plus(month.municipal, _municipal(entry, scheme), step)
    counted = with_month(ledger, number, replace(month, counts=counts, municipal=municipal))
    which = ledger.kind.number_of(number)
    return with_part(counted, which, _with_entry(_open_part(counted, which), entry, scheme, step))


def set_month(
    ledger: Ledger,
    month: int,
    counts: Mapping[tuple[str, Sex], int],
    municipal: Mapping[tuple[str, str], int],
) -> Ledger:
    """Set what the tick sheet of a month says: how many in time of each event and sex, and how many by municipality.

    Only what is named is set; what came late or was corrected stays. Without sex, `municipal` is net of corrections.
    ValueError for a locked month.
    """
    before = _open_month(ledger, month)
    found: Counts = before.counts
    for key, number in counts.items():
        found = _with_count(found, key, Count(number - found.get(key, Count()).on_time))
    places = plus({**before.municipal, **municipal}, {})
    kept = {key: number for key, number in places.items() if number}
    return with_month(ledger, month, replace(before, counts=found, municipal=kept))


def set_counter(ledger: Ledger, month: int, key: str, numbers: BySex) -> Ledger:
    """Set a counter of a month (referrals declined, groups held …) by sex, or under UNSPLIT. ValueError if locked."""
    return set_month(ledger, month, {(key, sex): number for sex, number in numbers.items()}, {})


def set_tables(ledger: Ledger, part: int, event: str, cells: Cells) -> Ledger:
    """Set all tables of an event of a period to what the tick sheet says.

    ValueError for a locked period, and where forms have counted in the event (or a rest was moved to it): what they
    counted would be lost. Then a sheet adds (`add_tables`).
    """
    before = _open_part(ledger, part)
    if event in before.by_form:
        raise ValueError("forms have counted in this event: a tick sheet can only add to it")
    others = {cell: number for cell, number in before.cells.items() if cell.event != event}
    return with_part(ledger, part, replace(before, cells={**others, **_batch(event, cells)}))


def add_tables(ledger: Ledger, part: int, event: str, cells: Cells) -> Ledger:
    """Add a batch of totals to the tables of an event of a period. ValueError for a locked period."""
    before = _open_part(ledger, part)
    return with_part(ledger, part, replace(before, cells=plus(before.cells, _batch(event, cells))))


def set_ongoing(ledger: Ledger, month: int, numbers: BySex | None) -> Ledger:
    """Note the real number ongoing at a month's end, by sex; None takes it away. ValueError for a locked month."""
    before = _open_month(ledger, month)
    return with_month(ledger, month, replace(before, ongoing=None if numbers is None else dict(numbers)))


def correct_stock(ledger: Ledger, month: int, numbers: BySex) -> Ledger:
    """Correct how many are ongoing by so many (signed), on top of what has been corrected. ValueError if locked."""
    before = _open_month(ledger, month)
    return with_month(ledger, month, replace(before, stock_corrected=plus(before.stock_corrected, numbers)))


def set_opening(ledger: Ledger, cells: Cells) -> Ledger:
    """Set the stock that an intervention went live with: the table TOTAL by legal sex, and the tables of the stock."""
    return replace(ledger, opening=_as_event(STOCK, cells))


def transfer(  # noqa: PLR0913, PLR0917 - from where, to where, when and what
    source: Ledger, target: Ledger, month: int, from_key: str, to_key: str, stock: Cells
) -> tuple[Ledger, Ledger]:
    """Carry stock over from an intervention to another in a month of the same year: neither start nor end.

    `stock` is as in `set_opening`. ValueError where the years differ, or the month is locked in either.
    """
    if source.year != target.year:
        raise ValueError("stock is carried over within a year")
    return _carried(source, month, to_key, stock, -1), _carried(target, month, from_key, stock, 1)


def open_month(ledgers: Mapping[int, Ledger], wanted: date, today: date, locking: Locking) -> date:
    """Return the month (its first day) that an entry of `wanted` is counted in: itself, or the next that is open."""
    month = wanted.replace(day=1)
    while not is_open(ledgers.get(month.year), month, today, locking):
        month = (month + timedelta(days=32)).replace(day=1)
    return month


def is_open(ledger: Ledger | None, month: date, today: date, locking: Locking) -> bool:
    """Tell whether a month can be counted in on a day, whether its lock has been carried out yet or not."""
    held = ledger.month(month.month) if ledger else Month()
    return not held.is_locked and today < locks_on(held, month.year, month.month, locking)


def locks_on(month: Month, year: int, number: int, locking: Locking) -> date:
    """Return the day when a month locks: the day for it, or a later one where it has been opened until then."""
    return max(locking.of_month(year, number), month.open_until or date.min)


def _open_month(ledger: Ledger, number: int) -> Month:
    month = ledger.month(number)
    if month.is_locked:
        raise ValueError("the month is locked")
    return month


def _open_part(ledger: Ledger, number: int) -> Part:
    part = ledger.part(number)
    if part.is_locked:
        raise ValueError("the period is locked")
    return part


def _counted(step: int, *, is_own: bool) -> Count:
    if is_own:
        return Count(on_time=step)
    return Count(late=step) if step > 0 else Count(corrected=step)


def _with_count(counts: Counts, key: tuple[str, Sex], more: Count) -> Counts:
    before = counts.get(key, Count())
    added = Count(before.on_time + more.on_time, before.late + more.late, before.corrected + more.corrected)
    kept = {each: number for each, number in counts.items() if each != key}
    return kept if added == Count() else {**kept, key: added}


def _municipal(entry: Entry, scheme: Scheme) -> dict[tuple[str, str], int]:
    if MUNICIPALITY not in scheme.events[entry.event].asks:
        return {}
    return {(entry.event, answer): 1 for answer in answers_to(MUNICIPALITY, entry, scheme)}


def _with_entry(part: Part, entry: Entry, scheme: Scheme, step: int) -> Part:
    counted = cells_of(entry, scheme)
    counted[Cell(entry.event, TOTAL, TOTAL, "", entry.sex.in_tables)] += 1
    cells = plus(part.cells, counted, step)
    if entry.event not in part.snapshots and not any(cell.event == entry.event for cell in cells):
        typed = {event: each for event, each in part.typed.items() if event != entry.event}
        return replace(part, cells=cells, by_form=part.by_form - {entry.event}, typed=typed)
    return replace(sheet_closed(part, entry.event), cells=cells)


def _as_event(event: str, cells: Cells) -> dict[Cell, int]:
    return {cell._replace(event=event): number for cell, number in cells.items() if number}


def _batch(event: str, cells: Cells) -> dict[Cell, int]:
    """Take the cells of a sheet, and how many entries they are of."""
    if any(cell.event != event for cell in cells):
        raise ValueError("a cell of another event")
    typed = {cell: number for cell, number in cells.items() if number and cell.table != TOTAL}
    totals = {Cell(event, TOTAL, TOTAL, "", slot): number for slot, number in entries_by_slot(typed).items() if number}
    return {**typed, **totals}


def _carried(ledger: Ledger, number: int, other: str, stock: Cells, factor: int) -> Ledger:
    month = _open_month(ledger, number)
    moved = {(other, cell.sex): amount for cell, amount in stock.items() if cell.table == TOTAL}
    changed = replace(month, transferred=plus(month.transferred, moved, factor))
    which = ledger.kind.number_of(number)
    part = _open_part(ledger, which)
    cells = plus(part.cells, _in_slots(_as_event(TRANSFERRED, stock)), factor)
    return with_part(with_month(ledger, number, changed), which, replace(part, cells=cells))


def _in_slots(cells: Cells) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for cell, number in cells.items():
        found = plus(found, {cell._replace(sex=cell.sex.in_tables): number})
    return found
