"""What was published before and what is to be published now, as one system before one reader."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from mellanrum.disclosure.earlier import LESS, Earlier
from mellanrum.disclosure.system import Cell, System, system_of

Terms = list[tuple[int, str]]


@dataclass(frozen=True)
class Joined:
    """What readers of all publications have. `names` tell what a cell of each earlier publication is called."""

    system: System
    names: tuple[Mapping[str, str], ...]


def join(now: System, earlier: Sequence[Earlier]) -> Joined:
    """Make one system of all publications, earlier ones oldest first.

    A cell of the same key and number is one cell: known if it was shown, hidden from then on if it was hidden. One
    whose number has changed is a cell of its own, called by its key and the publication (`started@2024`), and what it
    differs by is a cell too, which nobody is shown and which is protected like others.
    """
    if not earlier:
        return Joined(now, ())
    laid = _laid(now, earlier)
    return Joined(system_of(laid.cells.values(), (*laid.own, *laid.others)), laid.names)


def join_near(now: System, earlier: Sequence[Earlier]) -> Joined:
    """Make the same system without what hangs on nothing of the new publication.

    A hidden cell hangs on others by sums in which the numbers of both are open; what readers know ties nothing
    together. What is left out is all of the earlier publications, as it was when they were proved: all of its cells
    are settled, no sum of it has a cell of the new one that readers did not know, and so nothing can be told of it
    that could not before. The proof of it is theirs.
    """
    if not earlier:
        return Joined(now, ())
    laid = _laid(now, earlier)
    near = laid.near({cell.key for cell in now.cells})
    relations = [*laid.own, *(terms for terms in laid.others if any(key in near for _, key in terms))]
    kept = {key for terms in relations for _, key in terms} | near | now.index.keys()
    return Joined(system_of((laid.cells[key] for key in kept), relations), laid.names)


@dataclass(frozen=True)
class _Laid:
    """All cells by their names, and the relations: of the new publication by itself, and all others."""

    cells: Mapping[str, Cell]
    own: Sequence[Terms]
    others: Sequence[Terms]
    names: tuple[Mapping[str, str], ...]

    def near(self, start: Collection[str]) -> set[str]:
        """Give the open cells that hang on some of `start`, or on a difference, by sums with open numbers."""
        relations = [[key for _, key in terms if not self.cells[key].is_known] for terms in (*self.own, *self.others)]
        sums: dict[str, list[list[str]]] = defaultdict(list)
        for keys in relations:
            for key in keys:
                sums[key].append(keys)
        due = [key for key, cell in self.cells.items() if not cell.is_known and (key in start or LESS in key)]
        found = set(due)
        while due:
            fresh = {key for keys in sums[due.pop()] for key in keys if key not in found}
            found |= fresh
            due += fresh
        return found


def _laid(now: System, earlier: Sequence[Earlier]) -> _Laid:
    versions: dict[str, dict[int, str]] = {cell.key: {cell.value: cell.key} for cell in now.cells}
    names = tuple(_names(versions, each) for each in earlier)
    cells = {cell.key: cell for cell in now.cells}
    for called, each in zip(names, earlier, strict=True):
        for cell in each.system.cells:
            name = called[cell.key]
            cells[name] = _with(cells.get(name), cell, name, is_hidden=cell.key in each.hidden)
    others = [terms for called, each in zip(names, earlier, strict=True) for terms in _terms(each.system, called)]
    differences = list(_differences(versions, cells))
    cells |= {cell.key: cell for cell, _ in differences}
    return _Laid(cells, _terms(now, {}), (*others, *(terms for _, terms in differences)), names)


def _names(versions: dict[str, dict[int, str]], each: Earlier) -> Mapping[str, str]:
    """Name the cells of a publication, and remember those that are new."""
    called: dict[str, str] = {}
    for cell in each.system.cells:
        held = versions.setdefault(cell.key, {})
        called[cell.key] = held.setdefault(cell.value, f"{cell.key}@{each.name}" if held else cell.key)
    return called


def _with(held: Cell | None, cell: Cell, name: str, *, is_hidden: bool) -> Cell:
    """Say what has become of a cell after a publication; `held` is what it was before, None if nobody spoke of it."""
    was_shown = cell.is_offered and not is_hidden
    before = held or cell
    is_known = before.is_known or was_shown
    return Cell(
        name,
        cell.value,
        _threshold(before, cell, was_shown=was_shown),
        is_offered=held is not None and held.is_offered,
        tells_zero=(before.tells_zero or cell.tells_zero) and (cell.value > 0 or is_known),
        weight=before.weight,
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
