"""The smallest coarsening by which a small number that no pattern protects could be protected."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.coarser.judging import Judge, Lay, groups_of, laid_plainly
from mellanrum.disclosure.coarser.merging import made
from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Form, Table, TableSet
from mellanrum.findings import Phrase


@dataclass(frozen=True)
class Coarsening:
    """What would be enough. `label` says it; `tables` in `forms` are the set as it would be published.

    `shown` is how many numbers of the whole set would be shown then.
    """

    label: Phrase
    tables: TableSet
    forms: Forms
    shown: int


def enough_for(
    tables: TableSet, forms: Forms, cells: Collection[str], *, seed: str = DEFAULT_SEED, lay: Lay = laid_plainly
) -> Coarsening | None:
    """Return the smallest coarsening by which all of `cells` (keys) can be protected; None where there is none.

    The smallest is that which leaves the most numbers shown in the whole set. Forms that the tables have declared come
    first: only where none of them is enough are others made, in all tables tied to the cells: two neighbouring codes
    merged, groups instead of their parts (quarters instead of months), a variable dropped. Nothing is changed; it is
    for somebody to decide.
    """
    wanted = frozenset(cells)
    which = _tied(tables, wanted)
    before = _lost(lay(tables, forms))
    for candidates in (_declared(tables, forms, which), _made(tables, forms, which)):
        found = [each for each in candidates if _is_enough(lay(each.tables, each.forms), wanted, before)]
        if found:
            return max((_counted(each, seed, lay) for each in found), key=lambda each: each.shown)
    return None


def _tied(tables: TableSet, cells: Collection[str]) -> tuple[Table, ...]:
    """Return the tables that have sums in common with the cells, as far as can be told from what they count."""
    counts = {each.partition("|")[0] for each in cells}
    groups = (group for group in groups_of(tables) if counts & {table.of for table in group.tables})
    return tuple(table for group in groups for table in group.tables)


def _lost(system: System) -> frozenset[str]:
    """Return the keys of the cells that could not be protected if all were hidden that can be."""
    hidden = [at for at, cell in enumerate(system.cells) if cell.may_hide]
    return frozenset(system.cells[side.goal.cell].key for side in reach(system, hidden).missed)


def _is_enough(system: System, wanted: frozenset[str], before: frozenset[str]) -> bool:
    after = _lost(system)
    return not after & wanted and after <= before


def _counted(candidate: Coarsening, seed: str, lay: Lay) -> Coarsening:
    tallies = Judge(candidate.tables, seed, lay).tallies(candidate.forms)
    shown = sum(tally.shown for tally in tallies.values())
    return Coarsening(candidate.label, candidate.tables, candidate.forms, shown)


def _declared(tables: TableSet, forms: Forms, which: Iterable[Table]) -> Iterator[Coarsening]:
    """Give each coarser form that a table has declared, and those of one name in all tables that have it."""
    by_name: dict[str, dict[str, Form]] = {}
    for table in which:
        for form in table.forms[_level(table, forms) :]:
            label = Phrase("{form} in {table}", {"form": form.label, "table": table.title})
            yield Coarsening(label, tables, {**forms, table.key: form}, 0)
            by_name.setdefault(form.key, {})[table.key] = form
    for chosen in by_name.values():
        if len(chosen) > 1:
            label = Phrase("{form} in all tables", {"form": next(iter(chosen.values())).label})
            yield Coarsening(label, tables, {**forms, **chosen}, 0)


def _level(table: Table, forms: Forms) -> int:
    """Tell how many of a table's forms are no coarser than the one it has."""
    now = forms.get(table.key)
    return 0 if now is None else 1 + [form.key for form in table.forms].index(now.key)


def _made(tables: TableSet, forms: Forms, which: Iterable[Table]) -> Iterator[Coarsening]:
    for each in made(tables, forms, {table.key for table in which}):
        yield Coarsening(each.label, each.tables, each.forms, 0)
