"""The smallest coarsening by which a small number that no pattern protects could be protected."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.coarser.judging import Judge, Lay, groups_of, laid_plainly
from mellanrum.disclosure.coarser.merging import Made, made
from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Form, Table, TableSet
from mellanrum.findings import Phrase


@dataclass(frozen=True)
class Coarsening:
    """What would be enough. `label` says it; `tables` in `forms` are the set as it would be published.

    `shown` is how many numbers would be shown then in the tables that have to do with it.
    """

    label: Phrase
    tables: TableSet
    forms: Forms
    shown: int


def enough_for(
    tables: TableSet, forms: Forms, cells: Collection[str], *, seed: str = DEFAULT_SEED, lay: Lay = laid_plainly
) -> Coarsening | None:
    """Return the smallest coarsening by which all of `cells` (keys) can be protected; None where there is none.

    The smallest is that which leaves the most numbers shown. Forms that the tables have declared come
    first: only where none of them is enough are others made, in all tables tied to the cells: two neighbouring codes
    merged, groups instead of their parts (quarters instead of months), a variable dropped. Nothing is changed; it is
    for somebody to decide.
    """
    wanted = frozenset(cells)
    tied = _tied(tables, wanted)
    before = _lost(lay(tied, forms))
    for candidates in (_declared(tied, forms), made(tied, forms)):
        found = [each for each in candidates if _is_enough(lay(each.tables, each.forms), wanted, before)]
        best = _smallest(found, seed, lay)
        if best is not None:
            return _in_all(tables, best)
    return None


def _tied(tables: TableSet, cells: Collection[str]) -> TableSet:
    """Return the tables that may have sums in common with the cells, as far as can be told from what they count."""
    # a cell of two publications is called by its key and what tells it from the other
    counts = {each.partition("|")[0].partition("@")[0] for each in cells}
    groups = [group for group in groups_of(tables) if counts & {table.of for table in group.tables}]
    return replace(
        tables,
        tables=tuple(table for group in groups for table in group.tables),
        flows=tuple(flow for group in groups for flow in group.flows),
    )


def _in_all(tables: TableSet, found: Coarsening) -> Coarsening:
    """Put the tables of a coarsening back among the others."""
    new = {table.key: table for table in found.tables.tables}
    held = tuple(new.get(table.key, table) for table in tables.tables)
    return replace(found, tables=replace(tables, tables=held, variables=found.tables.variables))


def _lost(system: System) -> frozenset[str]:
    """Return the keys of the cells that could not be protected if all were hidden that can be."""
    hidden = [at for at, cell in enumerate(system.cells) if cell.may_hide]
    return frozenset(system.cells[side.goal.cell].key for side in reach(system, hidden).missed)


def _is_enough(system: System, wanted: frozenset[str], before: frozenset[str]) -> bool:
    after = _lost(system)
    return not after & wanted and after <= before


def _smallest(found: Iterable[Made], seed: str, lay: Lay) -> Coarsening | None:
    """Return that which shows the most; none is solved that could not show more than the best so far."""
    best: Coarsening | None = None
    for bound, judge, each in sorted(_bounded(found, seed, lay), key=lambda each: -each[0]):
        if best is None or bound > best.shown:
            shown = sum(tally.shown for tally in judge.tallies(each.forms).values())
            if best is None or shown > best.shown:
                best = Coarsening(each.label, each.tables, each.forms, shown)
    return best


def _bounded(found: Iterable[Made], seed: str, lay: Lay) -> Iterator[tuple[int, Judge, Made]]:
    """Give each with what it could show at most: all but its small numbers."""
    for each in found:
        judge = Judge(each.tables, seed, lay)
        most = (judge.small(table, each.forms.get(table.key)).shown for table in each.tables.tables)
        yield sum(most), judge, each


def _declared(tables: TableSet, forms: Forms) -> Iterator[Made]:
    """Give each coarser form that a table has declared, and those of one name in all tables that have it."""
    by_name: dict[str, dict[str, Form]] = {}
    for table in tables.tables:
        for form in table.forms[_level(table, forms) :]:
            label = Phrase("{form} in {table}", {"form": form.label, "table": table.title})
            yield Made(label, tables, {**forms, table.key: form})
            by_name.setdefault(form.key, {})[table.key] = form
    for chosen in by_name.values():
        if len(chosen) > 1:
            label = Phrase("{form} in all tables", {"form": next(iter(chosen.values())).label})
            yield Made(label, tables, {**forms, **chosen})


def _level(table: Table, forms: Forms) -> int:
    """Tell how many of a table's forms are no coarser than the one it has; none, if that is none of them."""
    now = forms.get(table.key)
    return next((1 + at for at, form in enumerate(table.forms) if now is not None and form.key == now.key), 0)
