"""Over time: what was published before, as those who publish now must reckon with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mellanrum.disclosure.places import Spot
from mellanrum.disclosure.system import Cell, System, system_of
from mellanrum.disclosure.tables import TableSet, key_of
from mellanrum.disclosure.telling import told_by_key
from mellanrum.findings import Finding, finding


@dataclass(frozen=True)
class Earlier:
    """A publication that readers have: its own system, and the keys of the cells it hid.

    `name` is unique among publications. What it did not offer is no part of `hidden`: it was never shown. The numbers
    of one that `is_rounded` are those it showed, which nothing can be worked out of.
    """

    name: str
    system: System
    hidden: frozenset[str]
    is_rounded: bool = False


LESS = " @- "
"""What stands between the two in the key of a difference."""

MANY = 10
"""How many cells must be the same in two publications before it is asked whether they are about the same time."""


def about(each: Earlier, counts: Collection[str]) -> Earlier:
    """Return what a publication says of some counts by themselves: a smaller system for those who only weigh forms."""
    keys = {cell.key for cell in each.system.cells if _spot(cell.key)[0] in counts}
    terms = ([(factor, each.system.cells[at].key) for factor, at in held.terms] for held in each.system.relations)
    system = system_of(
        (cell for cell in each.system.cells if cell.key in keys),
        (held for held in terms if all(key in keys for _, key in held)),
    )
    return replace(each, system=system, hidden=each.hidden & keys)


def told_over_time(tables: TableSet, key: str) -> str:
    """Name a cell of a joined system: the publication of an older number after it, a difference as what it is of."""
    more, is_difference, less = key.partition(LESS)
    if is_difference:
        return f"{told_over_time(tables, more)} \N{MINUS SIGN} {told_over_time(tables, less)}"
    own, is_old, publication = key.partition("@")
    return told_by_key(tables, own) + (f" [{publication}]" if is_old else "")


def numbers_before(earlier: Iterable[Earlier]) -> Mapping[Spot, int]:
    """Return the numbers of earlier publications by where they stand, hidden ones too; of two the newest."""
    return {_spot(cell.key): cell.value for each in earlier for cell in each.system.cells}


def preferred(tables: TableSet, earlier: Iterable[Earlier]) -> frozenset[str]:
    """Return the keys of those cells whose counterpart of another time was hidden.

    A counterpart stands in the same place but for codes that no earlier publication has: this year's.
    """
    used, hidden = _used(earlier)
    stripped: dict[frozenset[str], frozenset[Spot]] = {}
    found: set[str] = set()
    for table in tables.tables:
        for codes in table.numbers:
            place = table.place(codes)
            new = frozenset(variable for variable, code in place if code not in used[variable])
            if new and new not in stripped:
                stripped[new] = frozenset(_without(spot, new) for spot in hidden if new <= dict(spot[1]).keys())
            if new and _without((table.of, place), new) in stripped[new]:
                found.add(key_of(table.of, place))
    return frozenset(found)


def _used(earlier: Iterable[Earlier]) -> tuple[Mapping[str, set[str]], set[Spot]]:
    """Return the codes that earlier publications have, by variable, and where their hidden cells stand."""
    codes: set[str] = set()
    hidden: set[Spot] = set()
    for each in earlier:
        for cell in each.system.cells:
            codes.update(cell.key.split("|")[1:])
        hidden.update(map(_spot, each.hidden))
    used: dict[str, set[str]] = defaultdict(set)
    for variable, _, code in (each.partition("=") for each in codes):
        used[variable].add(code)
    return used, hidden


def _spot(key: str) -> Spot:
    of, *codes = key.split("|")
    return of, tuple((variable, code) for variable, _, code in (each.partition("=") for each in codes))


def _without(spot: Spot, variables: Collection[str]) -> Spot:
    return spot[0], tuple(item for item in spot[1] if item[0] not in variables)


def rounded_before(earlier: Iterable[Earlier]) -> Mapping[str, int]:
    """Return what readers have of rounded numbers, by the keys of their cells. Where two differ the newest counts."""
    return {cell.key: cell.value for each in earlier if each.is_rounded for cell in each.system.cells}


def time_findings(now: System, earlier: Iterable[Earlier], *, is_rounded: bool = False) -> Iterator[Finding]:
    """Find what is wrong with publications beside each other; `is_rounded` tells of the new one.

    Findings: disclosure.same_name where two are called the same; disclosure.rounded_beside where rounded numbers have
    cells in common with exact ones, and disclosure.rounded_unfit where they are rounded to others than before;
    disclosure.many_changed where most numbers of the same place differ, as when two years are told apart by nothing in
    the tables.
    """
    seen: set[str] = set()
    for each in earlier:
        if each.name in seen:
            yield finding("disclosure.same_name", publication=each.name)
        seen.add(each.name)
        if is_rounded or each.is_rounded:
            yield from _rounded_findings(now, each, is_rounded=is_rounded)
        else:
            yield from _changed_findings(now, each)


def _rounded_findings(now: System, each: Earlier, *, is_rounded: bool) -> Iterator[Finding]:
    both = now.index.keys() & each.system.index.keys()
    if both and not (is_rounded and each.is_rounded):
        yield finding("disclosure.rounded_beside", publication=each.name)
    elif any(_value(now, key) != _value(each.system, key) for key in both):
        yield finding("disclosure.rounded_unfit", publication=each.name)


def unfit_findings(now: System, earlier: Iterable[Earlier]) -> Iterator[Finding]:
    """Find the rounded publications that have numbers of a set: disclosure.rounded_unfit, where it cannot fit them."""
    for each in earlier:
        if each.is_rounded and not now.index.keys().isdisjoint(each.system.index):
            yield finding("disclosure.rounded_unfit", publication=each.name)


def _value(system: System, key: str) -> int:
    return system.cells[system.index[key]].value


def _changed_findings(now: System, each: Earlier) -> Iterator[Finding]:
    held = {cell.key: cell.value for cell in each.system.cells if cell.is_offered}
    both = [cell for cell in now.cells if cell.is_offered and cell.key in held]
    changed = sum(cell.value != held[cell.key] for cell in both)
    if len(both) >= MANY and changed * 2 > len(both):
        yield finding("disclosure.many_changed", publication=each.name, number=changed, of=len(both))


def kept_findings(counted: System, earlier: Iterable[Earlier]) -> Iterator[Finding]:
    """Warn of rounded numbers that stand as they were though the number has changed by more than rounding explains.

    `counted` are the exact numbers that are now rounded. Finding: disclosure.rounded_kept.
    """
    for each in earlier:
        if each.is_rounded:
            off = [abs(cell.value - _value(each.system, cell.key)) for cell in _kept(counted, each)]
            if off:
                yield finding("disclosure.rounded_kept", publication=each.name, number=len(off), most=max(off))


def _kept(counted: System, each: Earlier) -> Iterator[Cell]:
    for cell in counted.cells:
        is_in_both = cell.is_offered and cell.key in each.system.index
        if is_in_both and abs(cell.value - _value(each.system, cell.key)) >= cell.threshold:
            yield cell
