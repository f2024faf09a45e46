"""A set of tables with its small numbers rounded away, in place of the exact one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.rounding.changes import changes_of
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.disclosure.tables import Table, TableSet, key_of


@dataclass(frozen=True)
class Rounded:
    """A rounded set, which is published instead of the exact one and never beside it.

    `tables` are in the forms they were asked for in, and hold no exact number that was changed: no small number can be
    worked out of them, for none is there. `changes` are what was added to each published number that was changed, by
    the key of its cell. `cost` is the weighted change, `bound` the least that it could have been.
    """

    tables: TableSet
    changes: Mapping[str, int]
    cost: float
    bound: float

    @property
    def greatest(self) -> int:
        """The most that any published number was changed by."""
        return max(map(abs, self.changes.values()), default=0)

    def is_changed(self, key: str) -> bool:
        """Whether a published number is another than was counted."""
        return key in self.changes


def rounded(tables: TableSet, forms: Forms | None = None, *, seed: str = DEFAULT_SEED) -> Rounded:
    """Round a set so that every number, and all that follows from the numbers, is nil or at least its threshold.

    The same cell has the same number in all tables, every sum and flow holds, nil stays nil, and what is changed is
    changed little: totals last. Where two ways are as good `seed` decides; the same set and seed give the same numbers.
    Parts of up to a hundred cells get the least change there is; larger ones one within a twentieth of it where their
    tables are simple, and in dense ones the best that a fixed number of steps finds: `cost` and `bound` tell.
    ValueError for a set that contradicts itself; `link` says how.
    """
    found = rounded_beside({}, tables, forms, seed=seed)
    if found is None:
        raise ArithmeticError("To make all numbers nil is always a way.")
    return found


def rounded_beside(
    shown: Mapping[str, int], tables: TableSet, forms: Forms | None = None, *, seed: str = DEFAULT_SEED
) -> Rounded | None:
    """Round a set as `rounded` does, beside rounded numbers that readers have: `shown`, by the keys of their cells.

    Those stand as they were, whatever is counted now, and the others are rounded to fit them. None where no way is
    found that does. No small number is told: were the rounded numbers those that had been counted, now and before, the
    same would have been shown. A reader must think that possible, and none of those numbers is small.
    """
    system, findings = link(tables, forms)
    if findings:
        raise ValueError("Tables that contradict each other cannot be rounded.")
    found = changes_of(system, seed, shown)
    if found is None:
        return None
    changes = {system.cells[at].key: change for at, change in found.by_cell.items()}
    held = tuple(_table(table, forms or {}, changes) for table in tables.tables)
    offered = {cell.key for cell in system.cells if cell.is_offered}
    return Rounded(
        replace(tables, tables=held),
        {key: change for key, change in changes.items() if key in offered},
        found.cost,
        found.bound,
    )


def _table(table: Table, forms: Forms, changes: Mapping[str, int]) -> Table:
    """Put the rounded numbers of a table in place of the exact ones, without those that its form leaves out."""
    numbers = {
        codes: number + changes.get(key_of(table.of, table.place(codes)), 0)
        for codes, number in table.shown_in(forms.get(table.key))
    }
    return replace(table, numbers=numbers, forms=())
