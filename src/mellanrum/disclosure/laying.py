"""The cells and relations of a set while they are being laid out beside each other."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from mellanrum.disclosure.lines import Lines
from mellanrum.disclosure.places import Spot
from mellanrum.disclosure.system import Cell, System, system_of
from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table, TableSet, key_of
from mellanrum.disclosure.telling import told
from mellanrum.findings import Finding, finding
from mellanrum.findings import Place as Where

GRAIN = 10
"""What a plain cell costs to hide, in the steps that one hidden the time before is cheaper by."""
REST_CHEAPER = 2
"""By how many steps a number of the rest is cheaper, more than what was hidden the time before."""


@dataclass
class Laid:
    """What lies so far. `truth` is every number of the tables, shown or not; `offered` those that some table shows.

    `aside` are numbers that no table shows but that readers can reckon with; `wholes` those of them that are there
    only as sums. `beside` are numbers of earlier publications.
    """

    tables: TableSet
    beside: Mapping[Spot, int] = field(default_factory=dict)
    truth: dict[Spot, int] = field(default_factory=dict)
    found_in: dict[Spot, Table] = field(default_factory=dict)
    offered: dict[Spot, int] = field(default_factory=dict)  # with the weight
    aside: dict[Spot, int] = field(default_factory=dict)
    wholes: set[Spot] = field(default_factory=set)
    relations: dict[frozenset[tuple[int, Spot]], None] = field(default_factory=dict)
    thresholds: dict[Spot, int] = field(default_factory=dict)
    complete: set[tuple[str, Sum, Spot]] = field(default_factory=set)  # sums whose whole and parts all lie here
    findings: list[Finding] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)

    def __contains__(self, spot: Spot) -> bool:
        return spot in self.offered or spot in self.aside

    def lay(self, table: Table, form: Form | None) -> None:
        """Lay a table out, in a form."""
        spots = {codes: (table.of, table.place(codes)) for codes in table.numbers}
        for codes, number in table.numbers.items():
            self._tell(table, spots[codes], number)
        limit = self.tables.threshold_of(table)
        for codes, _ in table.shown_in(form):
            spot = spots[codes]
            # totals and what is asked for first are hidden last
            weight = table.weight * (1 + codes.count(TOTAL) + self._has_leading(spot))
            self.offered[spot] = max(weight, self.offered.get(spot, 0))
            self.thresholds[spot] = max(limit, self.thresholds.get(spot, 0))
            self.lines.note(spot)

    def value(self, spot: Spot) -> int:
        """Return a spot's number."""
        return self.truth[spot] if spot in self.truth else self.aside[spot]

    def put_aside(self, spot: Spot, value: int, *, is_whole: bool = False) -> None:
        """Reckon with a number that no table shows; nothing happens where it is reckoned with already."""
        if spot in self:
            return
        self.aside[spot] = value
        if is_whole:
            self.wholes.add(spot)
        self.lines.note(spot)

    def recall(self, spots: Sequence[Spot]) -> None:
        """Reckon with the earlier numbers among some that add up, where one of those that lie here is a new one.

        Sums of earlier numbers alone are those publications' own: nothing more is looked for from these.
        """
        if self.beside and any(spot in self and spot not in self.beside for spot in spots):
            for spot in spots:
                if spot in self.beside and spot not in self:
                    self.aside[spot] = self.truth.get(spot, self.beside[spot])
                    self.lines.place(spot)

    def is_changed(self, terms: Sequence[tuple[int, Spot]]) -> bool:
        """Whether terms do not add up for the sake of an earlier number, which must have changed since."""
        off = sum(factor * self.value(spot) for factor, spot in terms) or any(self.value(spot) < 0 for _, spot in terms)
        return bool(off) and any(spot in self.beside and spot not in self.truth for _, spot in terms)

    def relate(self, terms: Sequence[tuple[int, Spot]]) -> None:
        """Say that the terms add to nil. The finding disclosure.not_adding where they do not."""
        relation = frozenset(terms)
        if relation in self.relations:
            return
        self.relations[relation] = None
        off = sum(factor * self.value(spot) for factor, spot in terms)
        if off or any(self.value(spot) < 0 for _, spot in terms):
            self.findings.append(self._not_adding(terms))

    def fresh_contexts(self, variable: str, one: Sum) -> list[Spot]:
        """List the contexts in which a sum of a variable has something fresh, in their order."""
        fresh = self.lines.fresh_contexts(variable, (one.whole, *one.parts), self._parted_before)
        return sorted({context for context in fresh if not one.of or context[0] in one.of})

    def forget_the_idle(self) -> None:
        """Drop sums that nobody is shown and nothing else rests on: that parts have a sum tells nobody anything."""
        uses = Counter(spot for relation in self.relations for _, spot in relation)
        while idle := {spot for spot in self.wholes if uses[spot] <= 1}:
            dropped = [relation for relation in self.relations if any(spot in idle for _, spot in relation)]
            for relation in dropped:
                del self.relations[relation]
                uses.subtract(spot for _, spot in relation)
            for spot in idle:
                self.aside.pop(spot, None)
                self.wholes.discard(spot)

    @cached_property
    def _parted_before(self) -> frozenset[tuple[str, str]]:
        """The counts of earlier publications with the variables that they are divided by."""
        return frozenset((of, variable) for of, place in self.beside for variable, _ in place)

    def system(self, preferred: Collection[str]) -> System:
        """Make the system; cells in `preferred` are a little cheaper to hide."""
        keys = {spot: key_of(*spot) for spot in (*self.offered, *self.aside)}
        cells = (self._cell(spot, key, is_preferred=key in preferred) for spot, key in keys.items())
        return system_of(cells, ([(factor, keys[spot]) for factor, spot in relation] for relation in self.relations))

    def _cell(self, spot: Spot, key: str, *, is_preferred: bool) -> Cell:
        weight = self.offered.get(spot)
        return Cell(
            key,
            self.value(spot),
            self._threshold(spot),
            is_offered=weight is not None,
            # That a number no table has is not nil is known to nobody.
            tells_zero=weight is not None
            and any(self.tables.variables[variable].tells_zeros for variable, _ in spot[1]),
            weight=(weight or 0) * GRAIN - is_preferred - REST_CHEAPER * self._has_rest(spot),
        )

    def _has_leading(self, spot: Spot) -> bool:
        return any(code in self.tables.variables[variable].leading for variable, code in spot[1])

    def _has_rest(self, spot: Spot) -> bool:
        return any(code in self.tables.variables[variable].rest for variable, code in spot[1])

    def _tell(self, table: Table, spot: Spot, number: int) -> None:
        other = self.truth.setdefault(spot, number)
        first = self.found_in.setdefault(spot, table)
        if other != number:
            self.findings.append(
                finding(
                    "disclosure.contradicting",
                    Where(key=table.key),
                    cell=told(self.tables, spot),
                    table=first.title,
                    other=table.title,
                    number=other,
                    against=number,
                )
            )

    def _threshold(self, spot: Spot) -> int:
        is_sensitive = any(self.tables.variables[variable].is_sensitive for variable, _ in spot[1])
        plain = self.tables.sensitive_threshold if is_sensitive else self.tables.threshold
        return self.thresholds.get(spot, plain)

    def _not_adding(self, terms: Sequence[tuple[int, Spot]]) -> Finding:
        (_, whole), *parts = terms
        added = sum(-factor * self.value(spot) for factor, spot in parts)
        tables = {self.found_in[spot].title: None for _, spot in terms if spot in self.found_in}
        return finding(
            "disclosure.not_adding",
            Where(key=key_of(*whole)),
            stated=Decimal(self.value(whole)),
            expected=Decimal(added),
            cell=told(self.tables, whole),
            parts=", ".join(f"{told(self.tables, spot)} {self.value(spot)}" for _, spot in parts if spot in self.truth),
            tables=", ".join(tables),
        )
