"""Over time: what was published before and what is to be published now, as one system before one reader."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

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


@dataclass(frozen=True)
class Joined:
    """What readers of all publications have. `names` tell what a cell of each earlier publication is called."""

    system: System
    names: tuple[Mapping[str, str], ...]


LESS = " @- "
"""What stands between the two in the key of a difference."""

MANY = 10
"""How many cells must be the same in two publications before it is asked whether they are about the same time."""


def join(now: System, earlier: Sequence[Earlier]) -> Joined:
    """Make one system of all publications, earlier ones oldest first.

    A cell of the same key and number is one cell: known if it was shown, hidden from then on if it was hidden. One
    whose number has changed is a cell of its own, called by its key and the publication (`started@2024`), and what it
    differs by is a cell too, which nobody is shown and which is protected like others.
    """
    if not earlier:
        return Joined(now, ())
    versions: dict[str, dict[int, str]] = {cell.key: {cell.value: cell.key} for cell in now.cells}
    names = tuple(_names(versions, each) for each in earlier)
    cells = {cell.key: cell for cell in now.cells}
    for called, each in zip(names, earlier, strict=True):
        for cell in each.system.cells:
            name = called[cell.key]
            cells[name] = _with(cells.get(name), replace(cell, key=name), is_hidden=cell.key in each.hidden)
    relations = [_terms(now, {})]
    relations += [_terms(each.system, called) for called, each in zip(names, earlier, strict=True)]
    differences = list(_differences(versions, cells))
    return Joined(
        system_of(
            (*cells.values(), *(cell for cell, _ in differences)),
            (*(terms for group in relations for terms in group), *(terms for _, terms in differences)),
        ),
        names,
    )


def _names(versions: dict[str, dict[int, str]], each: Earlier) -> Mapping[str, str]:
    """Name the cells of a publication, and remember those that are new."""
    called: dict[str, str] = {}
    for cell in each.system.cells:
        held = versions.setdefault(cell.key, {})
        called[cell.key] = held.setdefault(cell.value, f"{cell.key}@{each.name}" if held else cell.key)
    return called


def _with(held: Cell | None, cell: Cell, *, is_hidden: bool) -> Cell:
    """Say what has become of a cell after a publication; `held` is what it was before, None if nobody spoke of it."""
    was_shown = cell.is_offered and not is_hidden
    before = held or replace(cell, is_offered=False)
    is_known = before.is_known or was_shown
    return replace(
        before,
        threshold=_threshold(before, cell, was_shown=was_shown),
        tells_zero=(before.tells_zero or cell.tells_zero) and (cell.value > 0 or is_known),
        is_known=is_known,
        stays_hidden=not is_known and (before.stays_hidden or is_hidden),
    )


def _threshold(before: Cell, cell: Cell, *, was_shown: bool) -> int:
    """What has been shown cannot be protected any more, whatever has been asked of it since."""
    if was_shown:
        return min(before.threshold, cell.threshold)
    return before.threshold if before.is_known else max(before.threshold, cell.threshold)


def _terms(system: System, called: Mapping[str, str]) -> list[list[tuple[int, str]]]:
    keys = [called.get(cell.key, cell.key) for cell in system.cells]
    return [[(factor, keys[at]) for factor, at in relation.terms] for relation in system.relations]


def _differences(
    versions: Mapping[str, Mapping[int, str]], cells: Mapping[str, Cell]
) -> Iterator[tuple[Cell, list[tuple[int, str]]]]:
    for held in versions.values():
        for (one, one_name), (other, other_name) in combinations(held.items(), 2):
            more, less = (one_name, other_name) if one > other else (other_name, one_name)
            threshold = max(cells[more].threshold, cells[less].threshold)
            cell = Cell(f"{more}{LESS}{less}", abs(one - other), threshold, is_offered=False)
            yield cell, [(1, more), (-1, less), (-1, cell.key)]


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
    used: dict[str, set[str]] = defaultdict(set)
    hidden: set[Spot] = set()
    for each in earlier:
        for cell in each.system.cells:
            spot = _spot(cell.key)
            for variable, code in spot[1]:
                used[variable].add(code)
            if cell.key in each.hidden:
                hidden.add(spot)
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
