"""What the tables of a tick sheet add up to, beside what the months say: whether they tie, and by how much not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mellanrum.tallies.cells import Cells
from mellanrum.tallies.ledger import Count, Ledger
from mellanrum.tallies.rules import ASKED, MISSING
from mellanrum.tallies.sex import SLOTS, STATED, Sex
from mellanrum.tallies.sheets.layout import Block

BySlot = Mapping[Sex, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """A table beside the months: its sums and what they should be, by slot, and whether the two agree.

    `expected` is None where nobody can tell: a table that adds up to nothing, or is asked of some only. A table
    that was counted without sex stands under UNSPLIT in all of it, and ties by its whole.
    """

    sums: BySlot
    expected: BySlot | None

    @property
    def total(self) -> int:
        """What the table adds up to in all."""
        return sum(self.sums.values())

    @property
    def difference(self) -> int:
        """How many more the table has in all than the months."""
        return 0 if self.expected is None else self.total - sum(self.expected.values())

    def differences(self) -> BySlot:
        """Return the difference by slot; none by sex where the table was counted without it."""
        if self.expected is None or not self._is_split:
            return {}
        return {slot: self.sums.get(slot, 0) - self.expected.get(slot, 0) for slot in SLOTS}

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed in it."""
        return not any(self.sums.values())

    @property
    def ties(self) -> bool:
        """Whether it agrees with the months; an empty one does not, unless there was nothing to count."""
        return not self.difference and not any(self.differences().values())

    @property
    def _is_split(self) -> bool:
        return bool(self.sums.get(Sex.WOMAN) or self.sums.get(Sex.MAN))


def sums_of(block: Block, cells: Cells) -> BySlot:
    """Return how many are in a table, by slot. Of one with several answers those asked, of a number also those missing.

    A table whose rows add up to nothing gives nothing.
    """
    counted = {"several": {ASKED}, "number": {ASKED, MISSING}}.get(block.kind)
    if block.kind == "loose":
        return {}
    found = dict.fromkeys(block.slots, 0)
    for row in block.rows:
        if counted is None or row.answer in counted:
            for slot in block.slots:
                found[slot] += cells.get(block.cell(row, slot), 0)
    return found


def tie_of(block: Block, cells: Cells, expected: BySlot | None) -> Tie:
    """Set a table beside what its event should have in the period (see `expected_of`)."""
    knows = expected is not None and block.whole and block.kind != "loose"
    return Tie(sums_of(block, cells), expected if knows else None)


def expected_of(ledger: Ledger, part: int, event: str) -> dict[Sex, int]:
    """Return how many of an event a period's tables should have, by slot: what its months counted, late ones too.

    Where a rest has been moved to the period nobody can tell, and the tick sheet does not ask.
    """
    found = dict.fromkeys(SLOTS, 0)
    for month in ledger.kind.months_of(part):
        for sex in STATED:
            found[sex.in_tables] += ledger.month(month).counts.get((event, sex), Count()).net
    return found


def filled(blocks: Sequence[Block], cells: Cells) -> int:
    """Count the tables that something has been typed in."""
    return sum(any(cells.get(cell) for cell in block.cells()) for block in blocks)
