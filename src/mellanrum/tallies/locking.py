"""Snapshots and locks: when counters are shown, and when no more is counted in them."""

from dataclasses import replace
from datetime import date

from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import locks_on
from mellanrum.tallies.folding import Folded, by_event, fold_event, folded, may_be_told, sheet_closed
from mellanrum.tallies.ledger import Ledger, Part, plus, with_month, with_part
from mellanrum.tallies.scheme import Scheme


def take_snapshots(ledger: Ledger, threshold: int) -> Ledger:
    """Take the snapshots that may be taken: of the events, in open periods, whose new entries are enough."""
    return replace(ledger, parts=tuple(_with_snapshots(part, threshold) for part in ledger.parts))


def lock_due(ledger: Ledger, today: date, locking: Locking, threshold: int, scheme: Scheme) -> Ledger:
    """Lock every month and period whose day has come, in their order; the same ledger where none has.

    A locked month keeps what it reported; a locked period shows all it will ever show.
    """
    for number, month in enumerate(ledger.months, 1):
        if not month.is_locked and today >= locks_on(month, ledger.year, number, locking):
            ledger = with_month(ledger, number, replace(month, reported=dict(month.counts), open_until=None))
    for number, part in enumerate(ledger.parts, 1):
        if not part.is_locked and _is_due(ledger, number, today, locking):
            ledger = _locked(ledger, number, threshold, scheme)
    return ledger


def reopen(ledger: Ledger, month: int, until: date | None = None) -> Ledger:
    """Open a locked month and its period again, by decision, until a day (None: until `lock_again`)."""
    opened = replace(ledger.month(month), reported=None, open_until=until or date.max)
    number = ledger.kind.number_of(month)
    part = replace(ledger.part(number), is_locked=False)
    return with_part(with_month(ledger, month, opened), number, part)


def lock_again(ledger: Ledger, month: int) -> Ledger:
    """Let a month that was opened lock on its day again, which is at once where that has come (`lock_due`)."""
    return with_month(ledger, month, replace(ledger.month(month), open_until=None))


def _with_snapshots(part: Part, threshold: int) -> Part:
    if part.is_locked:
        return part
    taken = {
        event: cells
        for event, cells in _everything(part).items()
        if cells != part.snapshots.get(event, {}) and may_be_told(part, event, cells, threshold)
    }
    typed = {event: cells for event, cells in part.typed.items() if event not in taken}
    return replace(part, snapshots={**part.snapshots, **taken}, typed=typed) if taken else part


def _everything(part: Part) -> dict[str, dict[Cell, int]]:
    """Part the live cells by event, with those events that have come to nothing since they were shown."""
    nothing: dict[str, dict[Cell, int]] = {event: {} for event in part.snapshots}
    return {**nothing, **by_event(part.cells)}


def _is_due(ledger: Ledger, number: int, today: date, locking: Locking) -> bool:
    months = ledger.kind.months_of(number)
    is_closed = all(ledger.month(month).is_locked for month in months)
    return is_closed and today >= locking.of_period(ledger.year, ledger.kind, number)


def _locked(ledger: Ledger, number: int, threshold: int, scheme: Scheme) -> Ledger:
    """Lock a period, each event by itself; what is moved on goes to the next period that is open, if there is one."""
    after = next(
        (later for later in range(number + 1, len(ledger.parts) + 1) if not ledger.part(later).is_locked), None
    )
    for event, cells in _everything(ledger.part(number)).items():
        part = ledger.part(number)
        result = fold_event(part, event, cells, threshold, scheme, is_last=after is None)
        ledger = with_part(ledger, number, folded(part, event, result))
        if after and result.moved:
            ledger = with_part(ledger, after, _received(ledger.part(after), event, result))
    return with_part(ledger, number, replace(ledger.part(number), is_locked=True))


def _received(part: Part, event: str, rest: Folded) -> Part:
    """Take in a rest. It is of few, so that the tick sheet must not show it: from now on it only adds."""
    closed = sheet_closed(part, event, rest.known)
    return replace(closed, cells=plus(closed.cells, rest.moved))
