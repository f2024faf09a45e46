"""The stock: how many are ongoing, and how they came to be as many."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.ledger import END, START, STOCK, TOTAL, TRANSFERRED, BySex, Count, Ledger, Month, Part
from mellanrum.tallies.measuring import entries_of_table
from mellanrum.tallies.rules import ASKED, MISSING, WITHHELD
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, STATED, Sex

_FACTORS: Mapping[str, int] = {START: 1, END: -1, TRANSFERRED: 1}


@dataclass(frozen=True, slots=True)
class Flow:
    """How a stock moved: opening + started + late_started − ended − late_ended + corrected + transferred = closing.

    `started` and `ended` are those counted in time. `corrected` (signed) is corrected starts less corrected ends, and
    what the stock itself was corrected by; `transferred` (signed) came from other interventions, or went to them.
    """

    opening: int = 0
    started: int = 0
    late_started: int = 0
    ended: int = 0
    late_ended: int = 0
    corrected: int = 0
    transferred: int = 0

    @property
    def closing(self) -> int:
        """How many are ongoing at the end."""
        came = self.started + self.late_started
        return self.opening + came - self.ended - self.late_ended + self.corrected + self.transferred


def flow(ledgers: Sequence[Ledger], first: date, last: date, sex: Sex | None = None) -> Flow:
    """Return how the stock moved from month `first` to month `last` (first days), of one legal sex or (None) of all.

    `ledgers` are the years of one intervention. The opening stock is what it went live with and all that moved before.
    """
    starts, ends = Count(), Count()
    opening = corrected = transferred = 0
    for ledger in _until(ledgers, last):
        opening += _went_live_with(ledger, sex) + _before(ledger, first, sex)
        for month in _between(ledger, first, last):
            starts, ends = _sum(starts, month, START, sex), _sum(ends, month, END, sex)
            corrected += _of(month.stock_corrected, sex)
            transferred += sum(amount for (_, slot), amount in month.transferred.items() if sex in {None, slot})
    corrected += starts.corrected - ends.corrected
    return Flow(opening, starts.on_time, starts.late, ends.on_time, ends.late, corrected, transferred)


def _until(ledgers: Sequence[Ledger], last: date) -> Iterator[Ledger]:
    return (ledger for ledger in ledgers if ledger.year <= last.year)


def _before(ledger: Ledger, first: date, sex: Sex | None) -> int:
    """Return how much a ledger's months before `first` changed the stock."""
    if ledger.year < first.year:
        return _of(ledger.changes, sex)
    months = ledger.months[: first.month - 1] if ledger.year == first.year else ()
    return sum(_of(month.changes, sex) for month in months)


def _between(ledger: Ledger, first: date, last: date) -> Sequence[Month]:
    if ledger.year < first.year:
        return ()
    begins = first.month - 1 if ledger.year == first.year else 0
    return ledger.months[begins : last.month if ledger.year == last.year else 12]


def _of(numbers: BySex, sex: Sex | None) -> int:
    return sum(numbers.values()) if sex is None else numbers.get(sex, 0)


def stock_cells(ledgers: Sequence[Ledger], month: date, scheme: Scheme, *, shown: bool = False) -> Counter[Cell]:
    """Return the stock by attribute at a month's end, as cells of the event STOCK; nothing where periods do not allow.

    They do where nothing has been counted later in the month's own period. Live cells are for checks; with `shown` only
    snapshots are read. Those whose attributes are not known (the stock was corrected by them, they were counted without
    tables) are MISSING; those not shown, yet or ever, are WITHHELD: so a table has as many as the flow's closing.
    """
    if _has_gone_on(ledgers, month):
        return Counter()
    found: Counter[Cell] = Counter()
    stock = {rule.key: scheme.questions[rule.questions[0]].kind for rule in scheme.tables_of(START) if rule.stock}
    for cell, number in _stocked(ledgers, month, shown=shown):
        if cell.table in stock:
            found[cell._replace(event=STOCK, sex=cell.sex.in_tables)] += number
    for table, kind in stock.items():
        _fill(found, table, kind, _corrected(ledgers, month), MISSING)
        held = entries_of_table({cell: number for cell, number in found.items() if cell.table == table}, kind)
        _fill(found, table, kind, _lacking(held, ledgers, month), WITHHELD if shown else MISSING)
    return Counter({cell: number for cell, number in found.items() if number})


def _has_gone_on(ledgers: Sequence[Ledger], month: date) -> bool:
    """Tell whether something has been counted later in the period that a month is in."""
    return any(
        ledger.year == month.year and number > month.month and _moves(ledger.month(number))
        for ledger in ledgers
        for number in ledger.kind.months_of(ledger.kind.number_of(month.month))
    )


def _parts(ledgers: Sequence[Ledger], month: date) -> Iterator[Part]:
    """List the periods that a month is in or after."""
    for ledger in ledgers:
        for number, part in enumerate(ledger.parts, 1):
            if date(ledger.year, ledger.kind.months_of(number)[0], 1) <= month:
                yield part


def _moves(month: Month) -> bool:
    return bool(month.counts or month.transferred)


def _stocked(ledgers: Sequence[Ledger], month: date, *, shown: bool) -> Iterator[tuple[Cell, int]]:
    for ledger in ledgers:
        if ledger.opening and ledger.year <= month.year:
            yield from ledger.opening.items()
    for part in _parts(ledgers, month):
        for event, factor in _FACTORS.items():
            cells = part.snapshots.get(event, {}) if shown else part.cells
            yield from ((cell, factor * number) for cell, number in cells.items() if cell.event == event)


def _corrected(ledgers: Sequence[Ledger], month: date) -> Counter[Sex]:
    found: Counter[Sex] = Counter()
    for ledger in ledgers:
        for number, each in enumerate(ledger.months, 1):
            if date(ledger.year, number, 1) <= month:
                for sex, amount in each.stock_corrected.items():
                    found[sex.in_tables] += amount
    return found


def _lacking(held: Counter[Sex], ledgers: Sequence[Ledger], month: date) -> Counter[Sex]:
    """Return how many more are ongoing than a table has: by slot, or in all where its split has been given up."""
    lacking = Counter({slot: -held[slot] for slot in SLOTS})
    for sex in STATED:
        lacking[sex.in_tables] += flow(ledgers, month, month, sex).closing
    if min(lacking.values()) < 0 < max(lacking.values()):
        return Counter({Sex.UNSPLIT: lacking.total()})
    return lacking


def _fill(found: Counter[Cell], table: str, kind: str, numbers: Counter[Sex], answer: str) -> None:
    for slot, number in numbers.items():
        for key in (answer, ASKED) if kind == "several" else (answer,):
            found[Cell(STOCK, table, key, "", slot)] += number


def _went_live_with(ledger: Ledger, sex: Sex | None) -> int:
    cells = ledger.opening or {}
    return sum(number for cell, number in cells.items() if cell.table == TOTAL and sex in {None, cell.sex})


def _sum(before: Count, month: Month, event: str, sex: Sex | None) -> Count:
    found = before
    for (key, slot), count in month.counts.items():
        if key == event and sex in {None, slot}:
            found = Count(found.on_time + count.on_time, found.late + count.late, found.corrected + count.corrected)
    return found
