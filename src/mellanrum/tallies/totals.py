"""Totals from months: how many, by legal sex. They are exact, and shown at once to those who count."""

from collections.abc import Mapping, Sequence

from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import END, START, Count
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, months_in
from mellanrum.tallies.stock import Flow, flow

Total = Mapping[Sex | None, int]
"""By sex; None is all of them."""

__all__ = ["END", "START", "Total", "all_during", "counted", "flow_of", "totals"]


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


def flow_of(followed: Sequence[Followed], span: Span, sex: Sex | None = None) -> Flow:
    """Return how the stock moved from the first month of a span to its last, over all the interventions.

    Between two of them nobody comes or goes: what was transferred stands on both sides, and cancels out.
    """
    flows = [flow(each.ledgers, span.first, span.last, sex) for each in followed]
    return Flow(*(sum(numbers) for numbers in zip(*map(_numbers, flows), strict=True))) if flows else Flow()


def _numbers(one: Flow) -> tuple[int, ...]:
    return (
        one.opening,
        one.started,
        one.late_started,
        one.ended,
        one.late_ended,
        one.corrected,
        one.transferred,
    )


def all_during(followed: Sequence[Followed], span: Span, sex: Sex | None = None) -> int:
    """Count all who were there at some time of a span: those there from before, and those who came.

    Those who came are the started, with corrections, and those carried over from outside. Carried over from one to
    another of the interventions asked for they are there already; an end that is taken back changes nothing.
    """
    within = {each.key for each in followed}
    found = flow_of(followed, span, sex).opening + counted(followed, START, span, sex).net
    for _, _, month in months_in(followed, span):
        found += sum(number for slot, number in month.stock_corrected.items() if sex in {None, slot})
        for (other, slot), number in month.transferred.items():
            found += max(number, 0) if sex in {None, slot} and other not in within else 0
    return found
