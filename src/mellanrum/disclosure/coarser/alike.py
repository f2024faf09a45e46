"""Groups that are all in one code of a sensitive variable: what is shown of the group is told of each of them."""

from collections.abc import Collection

from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.places import Spot, code_at, context_of
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, Table, TableSet, key_of
from mellanrum.disclosure.telling import told
from mellanrum.findings import Finding, Place, finding


def all_alike(tables: TableSet, forms: Forms, system: System, hidden: Collection[int]) -> tuple[Finding, ...]:
    """Find the groups of which readers see that all have the same code of a sensitive variable.

    Finding: disclosure.all_alike for each. A group whose number is hidden, or that of the code, is none: readers cannot
    see it.
    """
    shown = {cell.key: cell.value for at, cell in enumerate(system.cells) if cell.is_offered and at not in hidden}
    found: dict[str, Finding] = {}
    for table in tables.tables:
        for variable in (each for each in table.by if tables.variables[each].is_sensitive):
            for spot in _all_of(table, forms, variable, shown):
                number = shown[key_of(*spot)]
                found[key_of(*spot)] = finding(
                    "disclosure.all_alike", Place(key=key_of(*spot)), cell=told(tables, spot), number=number
                )
    return tuple(found.values())


def _all_of(table: Table, forms: Forms, variable: str, shown: dict[str, int]) -> list[Spot]:
    """Return the spots of a table that hold all of their group, where readers see both."""
    spots = [(table.of, table.place(codes)) for codes, _ in table.shown_in(forms.get(table.key))]
    return [
        spot
        for spot in spots
        if code_at(spot, variable) != TOTAL
        and 0 < shown.get(key_of(*spot), 0) == shown.get(key_of(*context_of(spot, variable)))
    ]
