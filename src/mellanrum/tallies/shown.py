"""What may be shown of attributes: the snapshots of a table, added over periods and interventions, never live cells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from mellanrum.tallies.cells import Cells
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import TOTAL, Part
from mellanrum.tallies.measuring import entries_by_slot
from mellanrum.tallies.rules import ASKED, MISSING, SUM, WITHHELD, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, Sex
from mellanrum.tallies.spans import Span, parts_in
from mellanrum.tallies.totals import END, START

STARTED, ENDED, ONGOING, ALL = "started", "ended", "ongoing", "all"
EVENTS: Mapping[str, str] = {STARTED: START, ENDED: END}
"""The event that is meant; every other word names its event itself. The stock has no event of its own."""
OF_STOCK = frozenset({ONGOING, ALL})

Slot = tuple[str, str, Sex]
"""An answer, the one it is crossed with, and the slot of sex."""


@dataclass(frozen=True, slots=True)
class PartState:
    """How far a period has come: whether it is locked, whether its few were moved on, how many are not shown yet."""

    year: int
    part: int
    months: range
    is_locked: bool
    is_folded: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A table's cells as they may be shown, and the number of entries (all, and by slot) that they are of."""

    cells: Mapping[Slot, int]
    base: Mapping[Sex | None, int]
    parts: tuple[PartState, ...] = ()
    waiting: int = 0
    sums: Mapping[Sex | None, int] = field(default_factory=dict)

    _index: Mapping[tuple[str, str | None, Sex | None], int] = field(default_factory=dict, repr=False)

    def number(self, answer: str, across: str | None, slot: Sex | None) -> int:
        """Add up an answer, over all it is crossed with where `across` is None, over all slots where `slot` is."""
        return self._index.get((answer, across, slot), 0)

    @property
    def known(self) -> Mapping[Sex | None, int]:
        """How many of the base have answered, by slot: not missing, and not withheld."""
        silent = (MISSING, WITHHELD)
        return {slot: base - sum(self.number(key, None, slot) for key in silent) for slot, base in self.base.items()}


def indexed(cells: Mapping[Slot, int]) -> Counter[tuple[str, str | None, Sex | None]]:
    """Add cells up over what they are crossed with and over slots."""
    found: Counter[tuple[str, str | None, Sex | None]] = Counter()
    for (answer, across, slot), number in cells.items():
        for other, sex in product({across, None}, (slot, None)):
            found[answer, other, sex] += number
    return found


def rule_of(scheme: Scheme, what: str, table: str) -> TableRule | None:
    """Find the rule of a table; None where there is none. The stock's tables are those of the start that say so."""
    event = START if what in OF_STOCK else EVENTS.get(what, what)
    rules = (rule for rule in scheme.tables_of(event) if rule.key == table)
    return next((rule for rule in rules if rule.stock or what not in OF_STOCK), None)


def shown_of_event(followed: Sequence[Followed], rule: TableRule, span: Span, scheme: Scheme) -> Shown:
    """Add up what may be shown of an event's table in a span of whole periods."""
    states = part_states(followed, rule.event, span)
    cells = _cells(followed, rule.event, rule.key, span)
    if rule.base is None:
        return made(cells, rule, scheme, states)
    table, answer = rule.base
    of = _cells(followed, rule.event, table, span)
    base = {slot: sum(of[answer, "", each] for each in SLOTS if slot in {None, each}) for slot in (None, *SLOTS)}
    return _of_those(made(cells, rule, scheme, states), base)


def _of_those(found: Shown, base: Mapping[Sex | None, int]) -> Shown:
    """Tell a table of its base alone: those outside it were asked nothing, and are neither missing nor withheld."""
    cells = {place: number for place, number in found.cells.items() if place[0] != WITHHELD}
    is_crossed = any(across for _, across, _ in cells)
    for slot in SLOTS:
        outside = found.base[slot] - found.number(WITHHELD, None, slot) - base[slot]
        place = (MISSING, MISSING if is_crossed else "", slot)
        cells[place] = max(0, cells.get(place, 0) - outside)
    return replace(found, cells=cells, base=base, _index=indexed(cells))


def _cells(followed: Sequence[Followed], event: str, table: str, span: Span) -> Counter[Slot]:
    found: Counter[Slot] = Counter()
    for _, _, part in parts_in(followed, span):
        add(found, part.snapshots.get(event, {}), table)
    return found


def part_states(followed: Sequence[Followed], event: str, span: Span) -> tuple[PartState, ...]:
    """Say of each period in a span how far it has come; those of several interventions are taken together."""
    found: dict[tuple[int, int], PartState] = {}
    for ledger, number, part in parts_in(followed, span):
        months = ledger.kind.months_of(number)
        before = found.get((ledger.year, number), PartState(ledger.year, number, months, True, False, 0))  # noqa: FBT003 - six plain facts
        entries = sum(
            count.net for month in months for (key, _), count in ledger.month(month).counts.items() if key == event
        )
        is_open = not part.is_locked
        found[ledger.year, number] = PartState(
            ledger.year,
            number,
            months,
            before.is_locked and part.is_locked,
            before.is_folded or event in part.folded,
            before.waiting + (max(0, entries - entries_shown(part, event)) if is_open else 0),
        )
    return tuple(found[key] for key in sorted(found))


def entries_shown(part: Part, event: str) -> int:
    """Count the entries that a period's snapshot of an event has."""
    cells = part.snapshots.get(event, {})
    totals = [number for cell, number in cells.items() if cell.table == TOTAL]
    return sum(totals) if totals else sum(entries_by_slot(cells).values())


def keeps_asked(rule: TableRule, scheme: Scheme) -> bool:
    """Tell whether a table keeps apart how many were asked: its answers are more than they who answer."""
    return len(rule.questions) == 1 and scheme.questions[rule.questions[0]].kind == "several"


def add(found: Counter[Slot], cells: Cells, table: str, factor: int = 1) -> None:
    """Add a table's cells to those found."""
    for cell, number in cells.items():
        if cell.table == table:
            found[cell.answer, cell.across, cell.sex] += factor * number


def base_of(cells: Mapping[Slot, int], *, is_asked: bool) -> Counter[Sex | None]:
    """Count how many entries cells are of, in all (None) and by slot of sex."""
    base: Counter[Sex | None] = Counter(dict.fromkeys((None, *SLOTS), 0))
    for (answer, _, slot), number in cells.items():
        # Of several answers the number asked stands apart, and of a number its sum does.
        if answer == ASKED if is_asked else answer != SUM:
            base[None] += number
            base[slot] += number
    return base


def made(
    cells: Mapping[Slot, int], rule: TableRule, scheme: Scheme, parts: tuple[PartState, ...], waiting: int | None = None
) -> Shown:
    """Make of added cells what may be shown; `waiting` is by the periods unless given."""
    sums: Counter[Sex | None] = Counter()
    for (answer, _, slot), number in cells.items():
        if answer == SUM:
            sums[None] += number
            sums[slot] += number
    rows = {place: number for place, number in cells.items() if place[0] not in {ASKED, SUM}}
    base = base_of(cells, is_asked=keeps_asked(rule, scheme))
    unseen = sum(part.waiting for part in parts) if waiting is None else waiting
    return Shown(rows, base, parts, unseen, sums, indexed(rows))
