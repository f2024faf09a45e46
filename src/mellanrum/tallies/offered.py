"""What the figures of follow-up are made from: interventions and groups of them, each table made once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from mellanrum.figures import Counted, Leaf, Period
from mellanrum.tallies.following import Followed, lineage, of_association
from mellanrum.tallies.ledger import Count
from mellanrum.tallies.means import Mean, mean_of
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.shown import EVENTS, Shown, part_states, rule_of
from mellanrum.tallies.spans import Span, is_even
from mellanrum.tallies.statistics import StatTable, table_of
from mellanrum.tallies.stocked import shown
from mellanrum.tallies.totals import counted

PREFIX = "interventions"
ALL = "all"
ALL_WITH_ESF = "all_with_esf"
LINEAGE = "lineage"
Group = tuple[Followed, ...]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Offered:
    """Everything the family asks, with what it has made before."""

    followed: tuple[Followed, ...]
    scheme: Scheme
    threshold: int
    _kept: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def once(self, place: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what has been made for a place before, else make it."""
        if place not in self._kept:
            self._kept[place] = make()
        made: Made = self._kept[place]
        return made

    def groups(self) -> tuple[str, ...]:
        """List what stands between the prefix and the measure of a key."""
        own = [each.key for each in self.followed]
        heirs = [f"{each.key}.{LINEAGE}" for each in self.followed if each.predecessors]
        with_esf = [ALL_WITH_ESF] if any(each.is_esf for each in self.followed) else []
        return (*own, *heirs, ALL, *with_esf)

    def group(self, name: str) -> Group:
        """Return the interventions that a group's figures are of; nothing for a name that is none."""
        if name in {ALL, ALL_WITH_ESF}:
            return of_association(self.followed, with_esf=name == ALL_WITH_ESF)
        key, _, rest = name.partition(".")
        if rest == LINEAGE:
            return lineage(self.followed, key)
        return tuple(each for each in self.followed if each.key == name)

    def split(self, key: str) -> tuple[str, str] | None:
        """Part a key in group and measure; None where it is of no group."""
        _, _, rest = key.partition(".")
        name, _, measure = rest.partition(".")
        if measure.startswith(f"{LINEAGE}."):
            name, measure = f"{name}.{LINEAGE}", measure.partition(".")[2]
        return (name, measure) if self.group(name) else None

    def table(self, group: str, what: str, key: str, span: Span) -> StatTable | None:
        """Return a table; None where there is none, or the span is not of whole periods."""

        def make() -> StatTable | None:
            followed = self.group(group)
            even = is_even(followed, span)
            return table_of(followed, what, key, span, self.scheme, self.threshold) if even else None

        return self.once(("table", group, what, key, span), make)

    def mean(self, group: str, what: str, key: str, span: Span) -> Mean | None:
        """Return a mean, as `table` does a table."""

        def make() -> Mean | None:
            followed = self.group(group)
            even = is_even(followed, span)
            return mean_of(followed, what, key, span, self.scheme, self.threshold) if even else None

        return self.once(("mean", group, what, key, span), make)

    def shown(self, group: str, what: str, key: str, span: Span) -> Shown | None:
        """Return what may be shown of a table of a span of whole periods; only for what a shown table is made of."""

        def make() -> Shown | None:
            rule = rule_of(self.scheme, what, key)
            return shown(self.group(group), what, rule, span, self.scheme) if rule else None

        return self.once(("shown", group, what, key, span), make)

    def spans(self, group: str, what: str, span: Span) -> tuple[Span, ...]:
        """List the periods that a span is made of and that have counters."""

        def make() -> tuple[Span, ...]:
            states = part_states(self.group(group), EVENTS.get(what, what), span)
            return tuple(
                Span(date(state.year, state.months[0], 1), date(state.year, state.months[-1], 1)) for state in states
            )

        return self.once(("spans", group, what, span), make)

    def entries(self, group: str, event: str, span: Span) -> Counted:
        """Say how many entries of an event a span has: what a trace tells of its counters."""
        return self.once(("entries", group, event, span), lambda: told(counted(self.group(group), event, span)))

    def is_counted(self, group: str, span: Span) -> bool:
        """Tell whether there are counters in a span."""
        return any(each.ledger(year) for each in self.group(group) for year in span.years)


def told(count: Count) -> Counted:
    """Say how many entries a count is of, how many of them late, and what was corrected."""
    return Counted(count.flow, count.late, count.corrected)


def span_of(period: Period) -> Span | None:
    """Return the months of a period; None where it is not of whole months."""
    months = period.months()
    is_whole = period.start.day == 1 and (period.end + timedelta(days=1)).day == 1
    return Span(months[0], months[-1]) if is_whole else None


def name_of(span: Span) -> str:
    """Name a span in a trace: its month, or its first and last."""
    first, last = f"{span.first:%Y-%m}", f"{span.last:%Y-%m}"
    return first if first == last else f"{first}–{last}"


def leaf(span: Span, label: str, value: int, count: Counted | None = None, parts: Sequence[Leaf] = ()) -> Leaf:
    """Make an end of a trace: a counter of a month or period."""
    return Leaf("counter", name_of(span), label, Decimal(value), parts=tuple(parts), counted=count)
