"""Which numbers of a system are changed, and by how much: totals are kept as long as they can be."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mellanrum.disclosure.components import components
from mellanrum.disclosure.rounding.least import Least, Number, least_change
from mellanrum.disclosure.system import Relation, System

_DEARER = 3
"""How much dearer a total is to change than its parts, for each step it is above those that have none."""


@dataclass(frozen=True)
class Changes:
    """What is added to each cell that is changed, by its index; the weighted change, and the least it could be.

    The least is that of changing no total that did not have to be.
    """

    by_cell: Mapping[int, int]
    cost: float
    bound: float


def changes_of(system: System, seed: str) -> Changes:
    """Make every cell of a system nil or at least its threshold. What is nil stays nil."""
    work = _Work(system, seed)
    work.run()
    by_cell = {at: change for least in work.solved.values() for at, change in least.changes.items() if change}
    _hold(system, by_cell)
    found = work.solved.values()
    return Changes(by_cell, sum(each.cost for each in found), sum(each.bound for each in found))


def heights_of(system: System) -> tuple[int, ...]:
    """Tell how many steps each cell is above those that are no sum of others."""
    heights = [0] * len(system.cells)
    sums = [found for relation in system.relations if (found := _whole_and_parts(relation)) is not None]
    for _ in range(len(system.cells)):
        before = list(heights)
        for whole, parts in sums:
            heights[whole] = max(heights[whole], 1 + max(heights[part] for part in parts))
        if heights == before:
            break
    return tuple(heights)


def _whole_and_parts(relation: Relation) -> tuple[int, list[int]] | None:
    """Return the one that is the sum of the others, where the relation has such a one."""
    for sign in (1, -1):
        sides = [[at for factor, at in relation.terms if sign * way * factor > 0] for way in (1, -1)]
        if len(sides[0]) == 1 and sides[1]:
            return sides[0][0], sides[1]
    return None


@dataclass
class _Work:
    """Parts that are solved for themselves as long as the totals between them can be kept."""

    system: System
    seed: str
    heights: tuple[int, ...] = ()
    kept: set[int] = field(default_factory=set)
    solved: dict[tuple[int, ...], Least] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.heights = heights_of(self.system)
        self.kept = {at for at, cell in enumerate(self.system.cells) if self.heights[at] and not cell.is_small}

    def run(self) -> None:
        """Solve all parts, letting go of the totals about those that cannot be solved while they are kept."""
        while True:
            parts = tuple(self._parts())
            self.solved = {part: self.solved[part] for part in parts if part in self.solved}
            stuck = [part for part in parts if part not in self.solved and not self._solve(part)]
            if not stuck:
                return
            for part in stuck:
                self._release(part)

    def _parts(self) -> Iterator[tuple[int, ...]]:
        """Give the groups of cells that may be changed, those with something to round."""
        cells = self.system.cells
        free = [at for at, cell in enumerate(cells) if cell.value and at not in self.kept]
        for group in components(free, (tuple(at for _, at in each.terms) for each in self.system.relations)):
            if any(cells[at].is_small for at in group):
                yield group

    def _solve(self, part: tuple[int, ...]) -> bool:
        """Solve a part with all about it kept; where there is nothing left to release, as far as it takes."""
        numbers = {at: self._number(at) for at in part}
        relations = [each for each in self.system.relations if any(at in numbers for _, at in each.terms)]
        found = least_change(numbers, relations, is_last=not any(self._bordering(relations)))
        if found is not None:
            self.solved[part] = found
        return found is not None

    def _release(self, part: tuple[int, ...]) -> None:
        """Let go of the lowest of the totals about a part."""
        inside = set(part)
        relations = [each for each in self.system.relations if any(at in inside for _, at in each.terms)]
        bordering = set(self._bordering(relations))
        lowest = min((self.heights[at] for at in bordering), default=0)
        self.kept -= {at for at in bordering if self.heights[at] == lowest}

    def _bordering(self, relations: Iterable[Relation]) -> Iterator[int]:
        for relation in relations:
            for _, at in relation.terms:
                if at in self.kept and self.system.cells[at].value:
                    yield at

    def _number(self, at: int) -> Number:
        cell = self.system.cells[at]
        dearness = max(cell.weight, 1) * (1 + _DEARER * self.heights[at])
        return Number(cell.value, cell.threshold, dearness * _jitter(self.seed, cell.key))


def _jitter(seed: str, key: str) -> float:
    """Return a number from 1 to 1.01 that settles between ways that are as good."""
    told = hmac.digest(seed.encode(), key.encode(), "sha256")
    return 1 + int.from_bytes(told[:4]) / 2**32 / 100


def _hold(system: System, changes: Mapping[int, int]) -> None:
    """See that all holds, in whole numbers; the solver reckons with fractions."""
    values = [cell.value + changes.get(at, 0) for at, cell in enumerate(system.cells)]
    is_whole = all(sum(factor * values[at] for factor, at in each.terms) == 0 for each in system.relations)
    if not is_whole or any(0 != value < cell.threshold for value, cell in zip(values, system.cells, strict=True)):
        raise ArithmeticError("The rounded numbers do not add up.")
