"""What is asked for: whose follow-up, of which months, and how much of it is to be published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.following import Followed, of_association
from mellanrum.tallies.rules import TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.shown import ALL, ENDED, EVENTS, ONGOING, STARTED
from mellanrum.tallies.spans import Span, is_even, months_in
from mellanrum.tallies.totals import END, START

INTERVENTION, SEX, PERIOD = "intervention", "sex", "period"
"""The variables that every set has."""
TOGETHER = "together"
"""What stands in keys of tables for all the interventions of the association together."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is to be published of attributes, and how finely of time.

    `together` are the tables of the association's interventions together, `each` those of each of them, as
    "<what>.<table>" ("started.age_band"); None is every one that there is. `by_part` has the year's periods beside the
    year; it must be, where such a period has been published by itself. `finest` is how short times totals are told of.
    """

    together: frozenset[str] | None = None
    each: frozenset[str] | None = None
    by_part: bool = False
    finest: Literal["month", "quarter", "part"] = "month"

    def has(self, group: str, table: str) -> bool:
        """Tell whether a table of a group (TOTAL for all together) is wanted."""
        wanted = self.together if group == TOTAL else self.each
        return wanted is None or table in wanted


@dataclass(frozen=True)
class Asked:
    """Everything that is asked for. `followed` are the interventions of the association, ESF projects among them."""

    followed: tuple[Followed, ...]
    span: Span
    scheme: Scheme
    threshold: int
    contents: Contents = field(default_factory=Contents)
    lang: Language = "sv"

    @cached_property
    def groups(self) -> Mapping[str, tuple[Followed, ...]]:
        """Whose numbers are told: each intervention's by its key, and TOTAL for those of the association."""
        counted = [each for each in self.followed if any(months_in((each,), self.span))]
        return {TOTAL: of_association(counted), **{each.key: (each,) for each in counted}}

    @property
    def members(self) -> tuple[str, ...]:
        """The keys of the interventions that the association's totals are made of."""
        return tuple(each.key for each in self.groups[TOTAL])

    @property
    def kind(self) -> PeriodKind:
        """How the year is parted: by the first that has counted in it."""
        kinds = (ledger.kind for each in self.followed for ledger in each.ledgers if ledger.year == self.span.last.year)
        return next(kinds, PeriodKind.HALF_YEAR)

    @property
    def whats(self) -> tuple[str, ...]:
        """What tables of attributes may be of, in reading order."""
        others = (event for event in self.scheme.events if event not in {START, END})
        return (STARTED, ENDED, ONGOING, ALL, *others)

    def rules(self, what: str) -> Iterator[TableRule]:
        """List the tables of attributes of `what`; a number has a mean and no table."""
        is_stock = what in {ONGOING, ALL}
        for rule in self.scheme.tables_of(START if is_stock else EVENTS.get(what, what)):
            if self.scheme.questions[rule.questions[0]].kind != "number" and (rule.stock or not is_stock):
                yield rule

    def is_whole(self, group: str, span: Span) -> bool:
        """Tell whether a group's counters are of whole periods in a span: only then are there attributes."""
        return is_even(self.groups[group], span)

    def name(self, group: str) -> str:
        """Name a group."""
        if group == TOTAL:
            return words("All interventions together", self.lang)
        return self.groups[group][0].name

    def title(self, group: str, of: str) -> str:
        """Name a table of a group."""
        return f"{self.name(group)}: {of}"
