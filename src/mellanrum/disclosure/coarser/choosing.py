"""The form of each table: the finest that hides little, judged with all others beside it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import partial

from mellanrum.disclosure.coarser.judging import Judge, Lay, Outcome, Tally, laid_plainly
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.disclosure.tables import Form, Table, TableSet

LARGE = 1000
"""Among more cells than this that hang together no table is made coarser for another one's sake: it takes too long."""
LITTLE = Fraction(1, 10)
"""How much of a table may be hidden before a coarser form of it is taken: one number in ten."""


def choose_forms(
    tables: TableSet, *, seed: str = DEFAULT_SEED, limit: Fraction = LITTLE, lay: Lay = laid_plainly
) -> Mapping[str, Form | None]:
    """Choose a form for each table that has declared some, by the table's key; None is the table as it is.

    Each gets the finest form in which no more than `limit` of its numbers is hidden when all are published together.
    Where no form does as well, it gets that in which the smallest share is hidden. A table that hides more because of
    another one, and can do nothing about it itself, may have that other one made coarser. At the end no table could be
    one form finer without some table passing the limit. The same tables and seed give the same forms, whatever order
    the tables stand in.
    """
    return _Choice(Judge(tables, seed, lay), limit).run()


class _Choice:
    """How coarse each table is so far: `levels` are places among its forms, 0 being the table as it is.

    `tried` is how much of it a table has hidden in its forms, `no_help` which tables did not hide less when another one
    left its form.
    """

    def __init__(self, judge: Judge, limit: Fraction) -> None:
        self.judge = judge
        self.limit = limit
        self.tables = {table.key: table for table in sorted(judge.tables.tables, key=lambda each: each.key)}
        self.able = [key for key, table in self.tables.items() if table.forms]
        self.levels: dict[str, int] = {}
        self.finest: dict[str, int] = {}
        self.no_help: set[tuple[str, str, int]] = set()
        self.tried: dict[str, dict[int, Fraction]] = {key: {} for key in self.able}

    def run(self) -> Mapping[str, Form | None]:
        """Choose for each table by itself, then together, then take back what was not needed."""
        for key in self.able:
            self.levels[key] = self.finest[key] = self._alone(self.tables[key])
        while self._coarser():
            pass
        for key in reversed(self.able):
            while self._finer(key):
                pass
        return self.forms

    @property
    def forms(self) -> Mapping[str, Form | None]:
        """The forms as they stand."""
        return {key: form_at(self.tables[key], level) for key, level in self.levels.items()}

    def _alone(self, table: Table) -> int:
        """Choose for a table as if there were no others: a finer form than this can do no better beside them."""
        levels = range(len(table.forms) + 1)
        for level in levels:
            if self._fits(table, level):
                return level
        return min(levels, key=lambda level: self._share_alone(table, level))

    def _fits(self, table: Table, level: int) -> bool:
        """Whether a form would do if the table were alone; where small numbers are too many, nothing need be solved."""
        few = self.judge.small(table, form_at(table, level))
        return few.share <= self.limit and self._share_alone(table, level) <= self.limit

    def _share_alone(self, table: Table, level: int) -> Fraction:
        return self.judge.alone(table, form_at(table, level)).share

    def _coarser(self) -> bool:
        """Make tables that hide too much one form coarser; tell whether any was."""
        tallies = self.judge.tallies(self.forms)
        over = [key for key, tally in tallies.items() if tally.share > self.limit]
        moved = False
        for key in sorted(over):
            if key in self.tried and not self._is_settled(key):
                self.tried[key][self.levels[key]] = tallies[key].share
                moved |= self._next(key)
        return moved or any(self._help(key, tallies[key]) for key in sorted(over))

    def _is_settled(self, key: str) -> bool:
        return self.levels[key] in self.tried[key]

    def _next(self, key: str) -> bool:
        """Go to the next form that would do by itself; past the last, to the best that was tried."""
        table = self.tables[key]
        for level in range(self.levels[key] + 1, len(table.forms) + 1):
            if self._fits(table, level):
                self.levels[key] = level
                return True
        before, tried = self.levels[key], self.tried[key]
        self.levels[key] = min(tried, key=lambda level: (tried[level], level))
        return self.levels[key] != before

    def _help(self, key: str, tally: Tally) -> bool:
        """Make the table coarser that lets another one hide least, if others are why it hides what it does."""
        level = self.levels.get(key, 0)
        if len(self._outcome_with(key).system.cells) > LARGE:
            return False
        if tally.hidden <= self.judge.alone(self.tables[key], form_at(self.tables[key], level)).hidden:
            return False
        hidden = {other: self._hidden_beside(key, other) for other in self._causes(key)}
        best = min(hidden, key=lambda other: (hidden[other], other), default=None)
        self.no_help |= {(key, other, self.levels[other]) for other in hidden if hidden[other] >= tally.hidden}
        if best is None or hidden[best] >= tally.hidden:
            return False
        self.levels[best] += 1
        return True

    def _hidden_beside(self, key: str, other: str) -> int:
        """Tell how much a table would hide if another one were one form coarser."""
        forms = {**self.forms, other: form_at(self.tables[other], self.levels[other] + 1)}
        return self.judge.tallies(forms)[key].hidden

    def _causes(self, key: str) -> Mapping[str, int]:
        """Return the other tables, with coarser forms left, that have hidden numbers in a sum with a protecting one."""
        forms, outcome = self.forms, self._outcome_with(key)
        near = _near(outcome, self.judge.keys(self.tables[key], forms.get(key)))
        shared: dict[str, int] = {}
        for other in self.able:
            level = self.levels[other]
            can = other != key and level < len(self.tables[other].forms) and (key, other, level) not in self.no_help
            if can and (held := near & self.judge.keys(self.tables[other], forms.get(other))):
                shared[other] = len(held)
        return shared

    def _outcome_with(self, key: str) -> Outcome:
        outcomes = zip(self.judge.groups, self.judge.outcomes(self.forms), strict=True)
        return next(outcome for group, outcome in outcomes if any(table.key == key for table in group.tables))

    def _finer(self, key: str) -> bool:
        """Go back one form, if no table hides too much then that did not before."""
        level = self.levels[key]
        if level <= self.finest[key]:
            return False
        before = self.judge.tallies(self.forms)
        self.levels[key] = level - 1
        # few tables first: what is too much among them is too much among all
        for judged in (partial(self.judge.kin, key), self.judge.tallies):
            if not self._is_no_worse(judged(self.forms), before):
                self.levels[key] = level
                return False
        return True

    def _is_no_worse(self, after: Mapping[str, Tally], before: Mapping[str, Tally]) -> bool:
        return all(tally.share <= max(self.limit, before[key].share) for key, tally in after.items())


def form_at(table: Table, level: int) -> Form | None:
    """Return a table's form by how coarse it is, 0 being the table as it is."""
    return table.forms[level - 1] if level else None


def _near(outcome: Outcome, keys: AbstractSet[str]) -> set[str]:
    """Return the hidden cells in the sums of those among `keys` that protect others."""
    cells = outcome.system.cells
    protecting = (keys & outcome.hidden) - outcome.small
    found: set[str] = set()
    for relation in outcome.system.relations:
        held = {cells[at].key for _, at in relation.terms}
        if held & protecting:
            found |= held & outcome.hidden
    return found
