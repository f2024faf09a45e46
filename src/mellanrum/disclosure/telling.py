"""Cells in words, for sentences about them."""

from mellanrum.disclosure.places import Spot
from mellanrum.disclosure.tables import COMPLEMENT, REST, TableSet


def told(tables: TableSet, spot: Spot) -> str:
    """Name a cell by what it counts and the labels of its codes, as they stand in the tables."""
    of, place = spot
    codes = ", ".join(_code(tables, variable, code) for variable, code in place)
    return f"{tables.counts.get(of, of)} ({codes})" if codes else tables.counts.get(of, of)


def told_by_key(tables: TableSet, key: str) -> str:
    """Name the cell of a key as `told` does; what the tables know nothing of stands as it is in the key."""
    of, *held = key.split("|")
    place = tuple((name, code) for name, _, code in (each.partition("=") for each in held))
    if any(name not in tables.variables for name, _ in place):
        return key
    return told(tables, (of, place))


def _code(tables: TableSet, variable: str, code: str) -> str:
    held = tables.variables[variable]
    if code.startswith(COMPLEMENT):
        return f"{held.label}: ≠ {held.codes.get(code[1:], code[1:])}"
    if code.startswith(REST):
        return f"{held.label}: " + " + ".join(held.codes.get(each, each) for each in code[1:].split("+"))
    return f"{held.label}: {held.codes.get(code, code)}"
