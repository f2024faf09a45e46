"""What the tick sheet of an intervention and a month has: which fields can be filled, and what stands in them now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.ledger import Count, Ledger, Month, Part, empty_ledger
from mellanrum.tallies.locking import lock_due
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.sheets.applying import Shape
from mellanrum.tallies.sheets.layout import Block, MonthRow, blocks_of, by_municipality, month_rows
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Counting, Intervention
from mellanrum.web.register.services.deciding import Decided, kind_of, locking_of, scheme_day
from mellanrum.web.register.services.ledgers import ledgers_now
from mellanrum.web.register.sheet.fields import cell_name, month_name, ongoing_name, place_name


@dataclass(frozen=True)
class SheetShape:
    """The sheet's tables and rows, laid over a ledger as it is. A field that cannot be filled has no name here."""

    scheme: Scheme
    ledger: Ledger
    month: date
    by_head_count: bool
    threshold: int

    @cached_property
    def rows(self) -> tuple[MonthRow, ...]:
        """The rows of the month's totals."""
        return month_rows(self.scheme, by_head_count=self.by_head_count)

    @cached_property
    def blocks(self) -> Mapping[str, tuple[Block, ...]]:
        """The tables of each event."""
        return {} if self.by_head_count else {event: blocks_of(self.scheme, event) for event in self.scheme.events}

    @property
    def places(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The events that are counted by municipality, and the municipalities; none where nothing is."""
        own = self.scheme.answers("municipality")
        return ((), ()) if self.by_head_count or len(own) == 1 else (by_municipality(self.scheme), own)

    @property
    def number(self) -> int:
        """Which of the year's periods the month is in."""
        return self.ledger.kind.number_of(self.month.month)

    @property
    def part(self) -> Part:
        """The period of the month."""
        return self.ledger.part(self.number)

    @property
    def counted(self) -> Month:
        """The month as it is counted."""
        return self.ledger.month(self.month.month)

    def is_adding(self, event: str) -> bool:
        """Whether the sheet only adds to an event: forms have counted in it, and what they counted is not shown."""
        return event in self.part.by_form

    @property
    def mode(self) -> str:
        """What can be filled in and how, as the page remembers it: what is locked, and where the sheet only adds."""
        locked = [name for name, is_so in (("month", self.counted), ("part", self.part)) if is_so.is_locked]
        return " ".join((*locked, *sorted(self.part.by_form)))

    def shape(self) -> Shape:
        """Return the tables and rows as the engine asks for them."""
        blocks = {(block.event, block.key): block for each in self.blocks.values() for block in each}
        return Shape(blocks, {row.key: row for row in self.rows})

    @cached_property
    def month_fields(self) -> Mapping[str, tuple[str, Sex]]:
        """The fields of the month's totals."""
        if self.counted.is_locked:
            return {}
        return {month_name(row.key, sex): (row.key, sex) for row in self.rows for sex in row.columns}

    @cached_property
    def place_fields(self) -> Mapping[str, tuple[str, str]]:
        """The fields by municipality."""
        if self.counted.is_locked:
            return {}
        events, own = self.places
        return {place_name(event, place): (event, place) for event in events for place in own}

    @cached_property
    def ongoing_fields(self) -> Mapping[str, Sex]:
        """The fields of those really ongoing."""
        if self.counted.is_locked or self.by_head_count:
            return {}
        return {ongoing_name(sex): sex for sex in STATED}

    @cached_property
    def table_fields(self) -> Mapping[str, Cell]:
        """The fields of the period's tables."""
        if self.part.is_locked:
            return {}
        return {cell_name(cell): cell for each in self.blocks.values() for block in each for cell in block.cells()}

    @property
    def names(self) -> Sequence[str]:
        """Every field that can be filled."""
        return (*self.month_fields, *self.place_fields, *self.ongoing_fields, *self.table_fields)

    def adds(self, name: str) -> bool:
        """Whether what is typed in a field is added to what is there, rather than put in its place."""
        if name in self.table_fields:
            return self.is_adding(self.table_fields[name].event)
        if name in self.month_fields:
            return self.is_adding(self.month_fields[name][0])
        return name in self.place_fields and self.is_adding(self.place_fields[name][0])

    def stored(self) -> dict[str, int]:
        """Return what stands in the fields that are set, without noughts. What is added to shows nothing."""
        found = {name: self.counted.counts.get(key, Count()).on_time for name, key in self.month_fields.items()}
        found |= {name: self.counted.municipal.get(key, 0) for name, key in self.place_fields.items()}
        found |= {name: self.part.cells.get(cell, 0) for name, cell in self.table_fields.items()}
        kept = {name: number for name, number in found.items() if number and not self.adds(name)}
        if self.counted.ongoing is not None:  # where it has been typed, none of a sex says something
            kept |= {name: self.counted.ongoing.get(sex, 0) for name, sex in self.ongoing_fields.items()}
        return kept


def shape_of(standing: Standing, intervention: Intervention, month: date, ledgers: Sequence[Ledger]) -> SheetShape:
    """Lay the sheet over an intervention's ledgers as they are; a year without counters locks like any other."""
    decided = Decided(standing.association)
    settings = decided.settings_on(month.year)
    scheme = decided.scheme_in(intervention, scheme_day(month, standing.day))
    ledger = next((each for each in ledgers if each.year == month.year), None)
    if ledger is None:
        empty = empty_ledger(month.year, kind_of(settings))
        ledger = lock_due(empty, standing.day, locking_of(settings), settings.threshold, scheme)
    return SheetShape(scheme, ledger, month, intervention.counting == Counting.HEAD_COUNTS, settings.threshold)


def now(standing: Standing, intervention: Intervention) -> tuple[Ledger, ...]:
    """Return an intervention's ledgers as they are today."""
    return ledgers_now(standing.association, intervention.slug, standing.day)
