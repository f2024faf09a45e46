"""The smallest coarsening by which a small number that no pattern protects could be protected."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.coarser.judging import Judge, Lay, groups_of, laid_plainly
from mellanrum.disclosure.coarser.merging import Made, made
from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Form, Table, TableSet, key_of
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
    tied = _tied(tables, cells)
    asked = _Asked(tied, forms, frozenset(cells), lay, seed)
    for candidates in (_declared(tied, forms), made(tied, forms)):
        best = asked.smallest(candidates)
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


class _Asked:
    """What is asked for: that the `wanted` cells of the tables in these forms can be protected."""

    def __init__(self, tables: TableSet, forms: Forms, wanted: frozenset[str], lay: Lay, seed: str) -> None:
        self.forms = forms
        self.wanted = wanted
        self.lay = lay
        self.seed = seed
        system = lay(tables, forms)
        self.before = lost(system)
        self.near = tuple(_near(tables, forms, system, key) for key in sorted(wanted))

    def smallest(self, candidates: Iterable[Made]) -> Coarsening | None:
        """Return that which is enough and shows the most; what could not show more than the best is not solved."""
        best: Coarsening | None = None
        for bound, judge, each in sorted(self._bounded(candidates), key=lambda each: -each[0]):
            if best is not None and bound <= best.shown:
                break
            if self._is_enough(each):
                shown = sum(tally.shown for tally in judge.tallies(each.forms).values())
                if best is None or shown > best.shown:
                    best = Coarsening(each.label, each.tables, each.forms, shown)
        return best

    def _bounded(self, candidates: Iterable[Made]) -> Iterator[tuple[int, Judge, Made]]:
        """Give those that change something about every wanted cell, with all they could show: what is not small."""
        for each in candidates:
            changed = {key for key, form in each.forms.items() if form is not self.forms.get(key)}
            if all(changed & about for about in self.near):
                judge = Judge(each.tables, self.seed, self.lay)
                most = (judge.small(table, each.forms.get(table.key)).shown for table in each.tables.tables)
                yield sum(most), judge, each

    def _is_enough(self, candidate: Made) -> bool:
        """Ask the tables about the wanted cells first: what they give away by themselves, they give away among all."""
        about = frozenset().union(*self.near)
        few = tuple(table for table in candidate.tables.tables if table.key in about)
        if lost(self.lay(replace(candidate.tables, tables=few), candidate.forms)) & self.wanted:
            return False
        after = lost(self.lay(candidate.tables, candidate.forms))
        return not after & self.wanted and after <= self.before


def lost(system: System) -> frozenset[str]:
    """Return the keys of the cells that could not be protected if all were hidden that can be."""
    hidden = [at for at, cell in enumerate(system.cells) if cell.may_hide]
    return frozenset(system.cells[side.goal.cell].key for side in reach(system, hidden).missed)


def _near(tables: TableSet, forms: Forms, system: System, key: str) -> frozenset[str]:
    """Return the keys of the tables that show a cell or one that is in a sum with it."""
    at = system.index.get(key)
    sums = [{other for _, other in each.terms} for each in system.relations if at in {one for _, one in each.terms}]
    keys = {key, *(system.cells[other].key for each in sums for other in each)}
    return frozenset(
        table.key
        for table in tables.tables
        if any(key_of(table.of, table.place(codes)) in keys for codes, _ in table.shown_in(forms.get(table.key)))
    )


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
