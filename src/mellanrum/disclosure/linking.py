"""From tables to a system: the same number in two tables is one cell, and every sum that readers know is a relation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mellanrum.disclosure.system import Cell, System, system_of
from mellanrum.disclosure.tables import COMPLEMENT, TOTAL, Flow, Form, Place, Sum, Table, TableSet, Variable, key_of
from mellanrum.findings import NOWHERE, Finding, Place as Where, finding

Spot = tuple[str, Place]
"""What is counted, and where."""
Terms = tuple[tuple[int, str], ...]


def link(
    tables: TableSet, forms: Mapping[str, Form | None] | None = None, preferred: frozenset[str] = frozenset()
) -> tuple[System, tuple[Finding, ...]]:
    """Make the system of a set, each table in the form chosen for it (by key; else as it is).

    `preferred` are keys of cells that cost less to hide, since they were hidden the time before. Findings:
    disclosure.contradicting where two tables give different numbers for one cell, disclosure.not_adding where parts
    do not make their whole. With such findings the system is not to be used.
    """
    laid = _Laid(tables, preferred)
    for table in tables.tables:
        laid.lay(table, (forms or {}).get(table.key))
    for variable in sorted(tables.variables.values(), key=lambda each: each.key):
        laid.add_up(variable)
    for flow in tables.flows:
        laid.flow(flow)
    for variable in sorted(tables.variables.values(), key=lambda each: each.key):
        if variable.is_several:
            laid.complement(variable)
    return system_of(laid.cells(), laid.relations), tuple(laid.findings)


@dataclass
class _Laid:
    """The cells so far. `truth` is every number that the tables hold, shown or not; `offered` those to show."""

    tables: TableSet
    preferred: frozenset[str]
    truth: dict[Spot, int] = field(default_factory=dict)
    standing: dict[Spot, str] = field(default_factory=dict)
    offered: set[Spot] = field(default_factory=set)
    aside: dict[Spot, int] = field(default_factory=dict)
    weights: dict[Spot, int] = field(default_factory=dict)
    thresholds: dict[Spot, int] = field(default_factory=dict)
    relations: list[Terms] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
