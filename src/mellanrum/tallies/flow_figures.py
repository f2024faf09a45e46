"""Figures from months: how the stock moved, how many of an event or counter. Traces end in the months."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from mellanrum.figures import KRONOR, PERCENT, Counted, Figure, Operation, Period, Shown, Term, Trace, Unit, total
from mellanrum.tallies.following import Followed
from mellanrum.tallies.offered import PREFIX, Offered, leaf, told
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, months_in
from mellanrum.tallies.totals import END, START, all_during, counted, flow_of

MINUS_ONE = Decimal(-1)
COUNTED = "Counted month by month"
BALANCE = "Ongoing before, and those who came, less those who went"
QUOTIENT = "The first divided by the second"
ONE_DECIMAL = Shown(Decimal("0.1"))
FLOW: Mapping[str, str] = MappingProxyType(
    {
        "opening": "Ongoing when the period began",
        "started": "Started",
        "late_started": "Started, counted late",
        "ended": "Ended",
        "late_ended": "Ended, counted late",
        "corrected": "Corrections",
        "transferred": "Transferred",
        "ongoing": "Ongoing when the period ended",
        "all": "All during the period",
    }
)
"""The measures of the stock, in reading order, and what they are called."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is asked for: of which group, which measure, for which months and which sex."""

    offered: Offered
    group: str
    measure: str
    period: Period
    span: Span
    sex: Sex | None = None

    @property
    def followed(self) -> tuple[Followed, ...]:
        """The interventions it is of."""
        return self.offered.group(self.group)

    @property
    def key(self) -> str:
        """The whole key."""
        return f"{PREFIX}.{self.group}.{self.measure}"

    def other(self, measure: str) -> "Asked":
        """Ask for another measure of the same."""
        return replace(self, measure=measure)


def number(asked: Asked, label: str, terms: Iterable[Term], rule: str, reference: str, column: str = "") -> Figure:  # noqa: PLR0913, PLR0917 - a figure has this many sides
    """Make a figure that counts: the sum of its terms."""
    inputs = tuple(terms)
    trace = Trace(rule, reference, Operation.SUM, inputs)
    return Figure(
        asked.key, asked.period, total(inputs), Unit.COUNT, label, trace, KRONOR, asked.sex and asked.sex.value, column
    )


def quotient(  # noqa: PLR0913, PLR0917 - as above
    asked: Asked, label: str, over: Term, under: Term, reference: str, unit: Unit = Unit.SHARE, column: str = ""
) -> Figure | None:
    """Make a share or a mean of two terms; None where there is nothing to divide by."""
    if not under.node.value:
        return None
    trace = Trace(QUOTIENT, reference, Operation.QUOTIENT, (over, replace(under, factor=MINUS_ONE)))
    shown = PERCENT if unit is Unit.SHARE else ONE_DECIMAL
    value = over.node.value / under.node.value
    return Figure(asked.key, asked.period, value, unit, label, trace, shown, asked.sex and asked.sex.value, column)


def flow_figure(asked: Asked) -> Figure:
    """Return how the stock moved: the measure is one of FLOW."""
    label = FLOW[asked.measure]
    reference = asked.offered.scheme.events[START].reference
    if asked.measure in {"ongoing", "all"}:
        return number(asked, label, _balance(asked), BALANCE, reference)
    terms = _before(asked) if asked.measure == "opening" else _months(asked)
    return number(asked, label, terms, COUNTED, reference)


def event_figure(asked: Asked) -> Figure | None:
    """Return how many there were of an event or a counter; of a level, how many at the last counted month's end."""
    scheme = asked.offered.scheme
    counter = next((each for each in scheme.counters if each.key == asked.measure), None)
    rule = counter or scheme.events[asked.measure]
    if counter is not None and asked.sex is not None and not counter.by_sex:
        return None
    months = list(_counted_months(asked, asked.measure))
    terms = months[-1:] if counter is not None and counter.level else months
    return number(asked, rule.label, terms, COUNTED, rule.reference) if terms else None


def a_month(asked: Asked) -> Figure | None:
    """Return how many of an event there were a month, over all months of the span."""
    event = asked.measure.partition(".")[0]
    found = event_figure(asked.other(event))
    if found is None:
        return None
    months = Term(leaf(asked.span, "Months", asked.span.length))
    return quotient(asked, found.label, Term(found), months, found.trace.reference, Unit.COUNT, "A month")


def _balance(asked: Asked) -> Iterator[Term]:
    names = ("opening", "started") if asked.measure == "all" else ("opening", "started", "corrected", "transferred")
    parts = [flow_figure(asked.other(name)) for name in names]
    yield from (Term(part) for part in parts)
    if asked.measure == "ongoing":
        yield Term(flow_figure(asked.other("ended")), MINUS_ONE)
        return
    rest = all_during(asked.followed, asked.span, asked.sex) - sum(int(part.value) for part in parts)
    if rest:
        yield Term(leaf(asked.span, "Corrections, and those transferred from others", rest))


def _before(asked: Asked) -> Iterator[Term]:
    """Give what was there before, year by year, from the stock that counting began with."""
    years = {year for each in asked.followed for year in each.years if year <= asked.span.last.year}
    at = date(min(years, default=asked.span.first.year), 1, 1)
    began = flow_of(asked.followed, Span(at, asked.span.last), asked.sex).opening
    if began:
        yield Term(leaf(Span(at, at), "Ongoing when counting began", began))
    while at < asked.span.first:
        last = min(date(at.year, 12, 1), (asked.span.first - timedelta(days=1)).replace(day=1))
        moved = flow_of(asked.followed, Span(at, last), asked.sex)
        if moved.closing != moved.opening:
            yield Term(leaf(Span(at, last), "Change", moved.closing - moved.opening))
        at = date(at.year + 1, 1, 1)


def _months(asked: Asked) -> Iterator[Term]:
    """Give a measure of the flow month by month; months without it are left out."""
    for day in asked.span.months():
        value, entries = _in_month(asked, Span(day, day))
        if value:
            yield Term(leaf(Span(day, day), "", value, entries))


def _in_month(asked: Asked, month: Span) -> tuple[int, Counted | None]:
    if asked.measure in {"corrected", "transferred"}:
        return int(getattr(flow_of(asked.followed, month, asked.sex), asked.measure)), None
    is_start = asked.measure.endswith("started")
    count = counted(asked.followed, START if is_start else END, month, asked.sex)
    return (count.late if asked.measure.startswith("late_") else count.flow), told(count)


def _counted_months(asked: Asked, key: str) -> Iterator[Term]:
    """Give the net number of each month that an event or a counter was counted in."""
    for day in asked.span.months():
        month = Span(day, day)
        counts = [
            count
            for _, _, each in months_in(asked.followed, month)
            for (name, slot), count in each.counts.items()
            if name == key and asked.sex in {None, slot}
        ]
        if counts:
            found = counted(asked.followed, key, month, asked.sex)
            yield Term(leaf(month, "", found.net, told(found)))
