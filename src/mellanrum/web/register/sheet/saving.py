"""Saving a tick sheet: all of it or nothing, and nothing written over that somebody else has changed unseen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import add_tables, correct_stock, set_month, set_ongoing, set_tables
from mellanrum.tallies.ledger import TOTAL, Count, Ledger
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.stock import flow
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.tokens import Token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.models import StockNote
from mellanrum.web.register.services.ledgers import save
from mellanrum.web.register.sheet.shape import SheetShape

Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was filled: the numbers typed, those that stood there when the page was opened, and the rest.

    `mode` is what could be filled in then (`SheetShape.mode`).
    `note` explains a difference between what is really ongoing and the counters; None where it was not asked for.
    """

    numbers: Numbers
    seen: Numbers
    mode: str
    is_stock_corrected: bool = False
    note: str | None = None
    token: Token | None = None


class Changed(Exception):  # noqa: N818 - it is news, not an error of the program
    """Somebody else has changed fields since the page was opened: `theirs` by field; or what can be filled at all."""

    def __init__(self, shape: SheetShape, theirs: Numbers) -> None:
        super().__init__()
        self.shape, self.theirs = shape, theirs


class BelowNil(Exception):  # noqa: N818 - as above
    """More is taken back than there is, in the fields of `names`: nothing has been saved."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__()
        self.names = names


def save_sheet(
    standing: Standing, intervention: Intervention, shape: SheetShape, filled: Filled, others: Sequence[Ledger]
) -> Ledger:
    """Save a filled sheet. Changed where somebody else was before, or BelowNil: then nothing has been saved.

    `others` are the intervention's other years, which the stock is told from.
    """

    def make(ledger: Ledger) -> Ledger:
        at = replace(shape, ledger=ledger)
        _check_unchanged(at, filled)
        _check_not_below_nil(at, filled.numbers)
        made = _with_tables(typed_month(at, filled.numbers), at, filled.numbers)
        return _with_stock(made, at, others) if filled.is_stock_corrected else made

    made = save(standing, intervention, shape.month.year, make, filled.token if _adds_any(shape, filled) else None)
    if filled.note is not None:
        _note(standing, intervention, shape, filled.note)
    return made


def _adds_any(shape: SheetShape, filled: Filled) -> bool:
    return any(shape.adds(name) for name, number in filled.numbers.items() if number)


def _check_unchanged(now: SheetShape, filled: Filled) -> None:
    if filled.mode != now.mode:
        raise Changed(now, {})
    stored = now.stored()
    changed = {name for name in now.names if stored.get(name, 0) != filled.seen.get(name, 0) and not now.adds(name)}
    theirs = {name: stored.get(name, 0) for name in changed if stored.get(name, 0) != filled.numbers.get(name, 0)}
    if theirs:
        raise Changed(now, theirs)


def _check_not_below_nil(now: SheetShape, numbers: Numbers) -> None:
    """A batch may take back, but not more than a month's total is. Of tables it is not told: that would show them."""
    month = now.counted
    standing = {name: month.counts.get(key, Count()).on_time for name, key in now.month_fields.items()}
    standing |= {name: month.municipal.get(key, 0) for name, key in now.place_fields.items()}
    below = {name for name, number in standing.items() if numbers.get(name, 0) < 0 and number + numbers[name] < 0}
    if below:
        raise BelowNil(frozenset(below))


def typed_month(shape: SheetShape, numbers: Numbers) -> Ledger:
    """Return the sheet's ledger with the month as it is typed."""
    month = shape.counted
    counts = {
        key: numbers.get(name, 0) + (month.counts.get(key, Count()).on_time if shape.adds(name) else 0)
        for name, key in shape.month_fields.items()
    }
    places = {
        key: numbers.get(name, 0) + (month.municipal.get(key, 0) if shape.adds(name) else 0)
        for name, key in shape.place_fields.items()
    }
    if month.is_locked:
        return shape.ledger
    made = set_month(shape.ledger, shape.month.month, counts, places)
    if not shape.ongoing_fields:
        return made
    ongoing = {sex: numbers.get(name, 0) for name, sex in shape.ongoing_fields.items()}
    is_typed = any(name in numbers for name in shape.ongoing_fields)
    return set_ongoing(made, shape.month.month, ongoing if is_typed else None)


def _with_tables(ledger: Ledger, shape: SheetShape, numbers: Numbers) -> Ledger:
    if shape.part.is_locked:
        return ledger
    typed: dict[str, Counter[Cell]] = {event: Counter() for event in shape.blocks}
    for name, cell in shape.table_fields.items():
        if numbers.get(name):
            typed[cell.event][cell] = numbers[name]
    for event, cells in typed.items():
        if not shape.is_adding(event):
            ledger = _with_set(ledger, shape, event, cells)
        elif cells:
            ledger = add_tables(ledger, shape.number, event, cells)
    return ledger


def _with_set(ledger: Ledger, shape: SheetShape, event: str, cells: Counter[Cell]) -> Ledger:
    """Set an event's tables; what stands in tables or answers that the sheet has no more stays as it is."""
    own = set(shape.table_fields.values())
    before = {cell: number for cell, number in shape.part.cells.items() if cell.event == event}
    kept = {cell: number for cell, number in before.items() if cell not in own and cell.table != TOTAL}
    whole = {**kept, **cells}
    if whole == {cell: number for cell, number in before.items() if cell.table != TOTAL}:
        return ledger
    return set_tables(ledger, shape.number, event, whole)


def _with_stock(ledger: Ledger, shape: SheetShape, others: Sequence[Ledger]) -> Ledger:
    """Correct the counters by what they differ from the number that is really ongoing."""
    real = ledger.month(shape.month.month).ongoing
    if real is None:
        return ledger
    counted = counted_ongoing((*others, ledger), shape)
    differences = {sex: real.get(sex, 0) - counted[sex] for sex in STATED}
    return correct_stock(ledger, shape.month.month, {sex: number for sex, number in differences.items() if number})


def counted_ongoing(ledgers: Sequence[Ledger], shape: SheetShape) -> Mapping[Sex, int]:
    """Return how many are ongoing at the month's end by the counters, by legal sex."""
    return {sex: flow(ledgers, shape.month, shape.month, sex).closing for sex in STATED}


def _note(standing: Standing, intervention: Intervention, shape: SheetShape, text: str) -> None:
    own = StockNote.objects.of(standing.association).filter(intervention=intervention, month=shape.month)
    own.delete()
    if text:
        StockNote.objects.make(
            standing.association,
            intervention=intervention,
            month=shape.month,
            text=text,
            by=standing.user,
            on=standing.day,
        )
