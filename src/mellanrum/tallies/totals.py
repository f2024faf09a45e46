"""Totals from months: how many, by legal sex. They are exact, and shown at once to those who count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import TOTAL, BySex, Count, Month
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, months_in

Total = Mapping[Sex | None, int]
"""By sex; None is all of them."""

START = "start"
END = "end"


@dataclass(frozen=True, slots=True)
class Moved:
    """How the stock of a span moved, of one sex or all: opening + flow ± corrections ± transferred = closing.

    `corrected` is corrected starts less corrected ends, and what the stock itself was corrected by. `all_during` is
    how many were in the intervention at some time of the span: those there from before and those who came.
    """

    opening: int
    started: int
    late_started: int
    ended: int
    late_ended: int
    corrected: int
    transferred: int
    all_during: int

    @property
    def closing(self) -> int:
        """How many there are at the end."""
        return self.opening + self.started - self.ended + self.corrected + self.transferred


def counted(followed: Sequence[Followed], key: str, span: Span, sex: Sex | None = None) -> Count:
    """Add up an event or a counter over months and interventions."""
    on_time = late = corrected = 0
    for _, _, month in months_in(followed, span):
        for (name, slot), count in month.counts.items():
            if name == key and sex in {None, slot}:
                on_time, late, corrected = on_time + count.on_time, late + count.late, corrected + count.corrected
    return Count(on_time, late, corrected)


def totals(followed: Sequence[Followed], key: str, span: Span) -> Total:
    """Return the net number of an event or counter in all and by sex; a sex without any is left out."""
    found: dict[Sex | None, int] = {None: 0}
    for _, _, month in months_in(followed, span):
        for (name, slot), count in month.counts.items():
            if name == key:
                found[None] += count.net
                found[slot] = found.get(slot, 0) + count.net
    return found


def moved(followed: Sequence[Followed], span: Span, sex: Sex | None = None) -> Moved:
    """Return how the stock moved from the first month of a span to its last, over all the interventions.

    Between two of them nobody comes or goes: what was transferred stands on both sides, and cancels out.
    """
    before = Span(date(1, 1, 1), span.first)
    opening = _opening(followed, span, sex) + sum(
        _net(month, sex) for _, day, month in months_in(followed, before) if day < span.first
    )
    starts, ends = counted(followed, START, span, sex), counted(followed, END, span, sex)
    stock = came = transferred = 0
    within = {each.key for each in followed}
    for _, _, month in months_in(followed, span):
        stock += _of(month.stock_corrected, sex)
        for (other, slot), number in month.transferred.items():
            if sex in {None, slot}:
                transferred += number
                came += max(number, 0) if other not in within else 0
    return Moved(
        opening=opening,
        started=starts.flow,
        late_started=starts.late,
        ended=ends.flow,
        late_ended=ends.late,
        corrected=starts.corrected - ends.corrected + stock,
        transferred=transferred,
        all_during=opening + starts.net + stock + came,
    )


def _opening(followed: Sequence[Followed], span: Span, sex: Sex | None) -> int:
    """Add up what interventions went live with, up to the span's end: before that they had no counters."""
    found = 0
    for each in followed:
        for ledger in each.ledgers:
            if ledger.opening is not None and ledger.year <= span.last.year:
                found += sum(
                    number for cell, number in ledger.opening.items() if cell.table == TOTAL and sex in {None, cell.sex}
                )
    return found


def _net(month: Month, sex: Sex | None) -> int:
    found = _of(month.stock_corrected, sex)
    found += sum(number for (_, slot), number in month.transferred.items() if sex in {None, slot})
    for (event, slot), count in month.counts.items():
        if sex in {None, slot} and event in {START, END}:
            found += count.net if event == START else -count.net
    return found


def _of(numbers: BySex, sex: Sex | None) -> int:
    return sum(number for slot, number in numbers.items() if sex in {None, slot})
