"""What a choice of forms would show and hide, all tables together; nothing is solved twice."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from mellanrum.disclosure.components import components
from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.search import find_pattern
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Form, Table, TableSet, key_of

Lay = Callable[[TableSet, Forms], System]
"""How tables in some forms become a system: what was published before may be laid beside them."""

QUICK = 150
"""Forms are compared by patterns that are proved cheapest only in parts of up to so many cells: there are many."""


def laid_plainly(tables: TableSet, forms: Forms) -> System:
    """Lay tables out with nothing published before."""
    return link(tables, forms)[0]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many numbers of a table are shown, hidden for being small, and hidden to protect others."""

    shown: int
    small: int
    protecting: int

    @property
    def hidden(self) -> int:
        """How many are hidden in all."""
        return self.small + self.protecting

    @property
    def share(self) -> Fraction:
        """How much of the table is hidden, from 0 to 1."""
        return Fraction(self.hidden, max(self.hidden + self.shown, 1))


@dataclass(frozen=True)
class Outcome:
    """A system of some of the tables, and the keys of the cells that are hidden in it."""

    system: System
    hidden: frozenset[str]

    @cached_property
    def small(self) -> frozenset[str]:
        """The keys of those that are hidden for being small."""
        return frozenset(cell.key for cell in self.system.cells if cell.is_small and cell.key in self.hidden)

    def tally(self, keys: Collection[str]) -> Tally:
        """Count the cells of a table that is among those of the system."""
        hidden, small = sum(key in self.hidden for key in keys), sum(key in self.small for key in keys)
        return Tally(len(keys) - hidden, small, hidden - small)


class Judge:
    """Patterns of one set in many choices of forms.

    Tables whose counts no flow ties together have no cell and no sum in common: each group is solved by itself, once
    for each choice of its forms, and of a system that has changed only the parts that have.
    """

    def __init__(self, tables: TableSet, seed: str, lay: Lay = laid_plainly) -> None:
        """Judge `tables` as they are made a system of by `lay`, ties settled by `seed`."""
        self.tables = tables
        self._seed = seed
        self._lay = lay
        self.groups = tuple(groups_of(tables))
        self._keys: dict[tuple[str, str | None], frozenset[str]] = {}
        self._outcomes: dict[tuple[object, ...], Outcome] = {}
        self._patterns: dict[System, frozenset[str]] = {}

    def outcomes(self, forms: Forms) -> tuple[Outcome, ...]:
        """Return what becomes of each group when its tables have these forms."""
        return tuple(self._outcome(group, forms) for group in self.groups)

    def tallies(self, forms: Forms) -> Mapping[str, Tally]:
        """Count every table of the set, by its key."""
        return {
            table.key: outcome.tally(self.keys(table, forms.get(table.key)))
            for group, outcome in zip(self.groups, self.outcomes(forms), strict=True)
            for table in group.tables
        }

    def small(self, table: Table, form: Form | None) -> Tally:
        """Count the small numbers of a table, as if they could be hidden by themselves."""
        threshold = self.tables.threshold_of(table)
        numbers = [number for _, number in table.shown_in(form)]
        few = sum(0 < number < threshold for number in numbers)
        return Tally(len(numbers) - few, few, 0)

    def alone(self, table: Table, form: Form | None) -> Tally:
        """Count a table as if no other were published.

        Beside others it hides no less: what hides its small numbers from readers of all tables hides them from readers
        of this one.
        """
        only = replace(self.tables, tables=(table,), flows=())
        return self._outcome(only, {table.key: form}).tally(self.keys(table, form))

    def keys(self, table: Table, form: Form | None) -> frozenset[str]:
        """Return the keys of the cells that a table shows in a form."""
        name = table.key, None if form is None else form.key
        if name not in self._keys:
            self._keys[name] = frozenset(key_of(table.of, table.place(codes)) for codes, _ in table.shown_in(form))
        return self._keys[name]

    def kin(self, key: str, forms: Forms) -> Mapping[str, Tally]:
        """Count a table and those by the same variables that flows tie to it, as if no others were published.

        Beside others they hide no less, as with one alone.
        """
        for group in self.groups:
            by = {frozenset(table.by) for table in group.tables if table.key == key}
            if by:
                family = tuple(table for table in group.tables if frozenset(table.by) in by)
                outcome = self._outcome(replace(group, tables=family), forms)
                return {table.key: outcome.tally(self.keys(table, forms.get(table.key))) for table in family}
        raise KeyError(key)

    def _outcome(self, group: TableSet, forms: Forms) -> Outcome:
        chosen = {table.key: forms.get(table.key) for table in group.tables}
        name = (len(group.flows), *((key, form and form.key) for key, form in chosen.items()))
        if name not in self._outcomes:
            system = self._lay(group, chosen)
            self._outcomes[name] = Outcome(system, frozenset().union(*map(self._pattern, system.parts)))
        return self._outcomes[name]

    def _pattern(self, part: System) -> frozenset[str]:
        if part not in self._patterns:
            found = find_pattern(part, seed=self._seed, exact=QUICK)
            self._patterns[part] = frozenset(part.cells[at].key for at in found.hidden)
        return self._patterns[part]


def groups_of(tables: TableSet) -> Iterable[TableSet]:
    """Part a set by what its tables count: counts that a flow ties stay together."""
    counts = sorted({table.of for table in tables.tables} | {step.of for flow in tables.flows for step in flow.steps})
    number = {of: at for at, of in enumerate(counts)}
    flows = [[number[step.of] for step in flow.steps] for flow in tables.flows]
    for group in components(range(len(counts)), flows):
        held = {counts[at] for at in group}
        yield replace(
            tables,
            tables=tuple(table for table in tables.tables if table.of in held),
            flows=tuple(flow for flow in tables.flows if flow.steps[0].of in held),
        )
