"""What no pattern protects, in sentences: the cell, the tables it is of, and the coarser form that would do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mellanrum.disclosure.attack import Ring
from mellanrum.disclosure.earlier import told_over_time
from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Table, TableSet, key_of
from mellanrum.findings import Finding, Phrase, Place, finding


def titles_of(tables: TableSet, forms: Forms, system: System) -> Mapping[int, tuple[str, ...]]:
    """Name the tables that show each cell; where none does, those that have a cell of the same sum."""
    showing: dict[int, dict[str, None]] = defaultdict(dict)
    for table in tables.tables:
        for at in _cells(table, forms, system):
            showing[at][table.title] = None
    beside: dict[int, dict[str, None]] = defaultdict(dict)
    for relation in system.relations:
        near = [title for _, at in relation.terms for title in showing.get(at, ())]
        for _, at in relation.terms:
            if at not in showing:
                beside[at].update(dict.fromkeys(near))
    return {at: tuple(found) for at, found in (*showing.items(), *beside.items())}


def _cells(table: Table, forms: Forms, system: System) -> Iterator[int]:
    for codes, _ in table.shown_in(forms.get(table.key)):
        at = system.index.get(key_of(table.of, table.place(codes)))
        if at is not None:
            yield at


def out_of_reach(
    tables: TableSet, forms: Forms, system: System, cells: Iterable[int], enough: Phrase | None
) -> Iterator[Finding]:
    """Say of each cell that no pattern protects it; `enough` says what coarsening would do for all, where one does.

    Findings: disclosure.out_of_reach, and disclosure.out_of_reach_at_all where no coarsening would do.
    """
    titles = titles_of(tables, forms, system)
    for at in cells:
        cell, place = system.cells[at], Place(key=system.cells[at].key)
        name, told = told_over_time(tables, cell.key), _told(titles, at)
        if enough is None:
            yield finding("disclosure.out_of_reach_at_all", place, cell=name, tables=told, number=cell.value)
        else:
            yield finding("disclosure.out_of_reach", place, cell=name, tables=told, number=cell.value, form=enough)


def not_proved(tables: TableSet, forms: Forms, system: System, cells: Iterable[int]) -> Iterator[Finding]:
    """Say of each cell that it may well be protected, but that nothing proves it: disclosure.not_proved."""
    titles = titles_of(tables, forms, system)
    for at in cells:
        key = system.cells[at].key
        yield finding(
            "disclosure.not_proved", Place(key=key), cell=told_over_time(tables, key), tables=_told(titles, at)
        )


def open_rings(tables: TableSet, rings: Iterable[Ring]) -> Iterator[Finding]:
    """Say of each ring that is too large to be reckoned with: disclosure.open_ring."""
    for ring in rings:
        if not ring.is_closed:
            names = ", ".join(tables.variables[variable].label for variable in ring.variables)
            yield finding("disclosure.open_ring", count=tables.counts.get(ring.of, ring.of), variables=names)


def _told(titles: Mapping[int, tuple[str, ...]], at: int) -> str:
    return ", ".join(titles.get(at, ())) or "\N{EN DASH}"
