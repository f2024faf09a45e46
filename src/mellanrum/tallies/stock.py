"""The stock: how many are ongoing, and how they came to be as many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.ledger import TOTAL, Count, Ledger, Month
from mellanrum.tallies.sex import Sex

START = "start"
END = "end"


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
    for ledger in ledgers:
        opening += _went_live_with(ledger, sex) if ledger.year <= last.year else 0
        for number, month in enumerate(ledger.months, 1):
            day = date(ledger.year, number, 1)
            if day < first:
                opening += change(month, sex)
            elif day <= last:
                starts, ends = _sum(starts, month, START, sex), _sum(ends, month, END, sex)
                corrected += sum(amount for slot, amount in month.stock_corrected.items() if sex in {None, slot})
                transferred += _transferred(month, sex)
    corrected += starts.corrected - ends.corrected
    return Flow(opening, starts.on_time, starts.late, ends.on_time, ends.late, corrected, transferred)


def change(month: Month, sex: Sex | None = None) -> int:
    """Return how much a month changed the stock."""
    corrected = sum(amount for slot, amount in month.stock_corrected.items() if sex in {None, slot})
    came, went = _sum(Count(), month, START, sex).net, _sum(Count(), month, END, sex).net
    return came - went + corrected + _transferred(month, sex)


def _went_live_with(ledger: Ledger, sex: Sex | None) -> int:
    cells = ledger.opening or {}
    return sum(number for cell, number in cells.items() if cell.table == TOTAL and sex in {None, cell.sex})


def _transferred(month: Month, sex: Sex | None) -> int:
    return sum(amount for (_, slot), amount in month.transferred.items() if sex in {None, slot})


def _sum(before: Count, month: Month, event: str, sex: Sex | None) -> Count:
    found = before
    for (key, slot), count in month.counts.items():
        if key == event and sex in {None, slot}:
            found = Count(found.on_time + count.on_time, found.late + count.late, found.corrected + count.corrected)
    return found
