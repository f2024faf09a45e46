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


def changes_of(system: System, seed: str, shown: Mapping[str, int]) -> Changes | None:
    """Make every cell of a system nil or at least its threshold. What is nil stays nil.

    Cells in `shown` become the number they have there. None where no way is found to make the others fit those.
    """
    work = _Work(system, seed, shown)
    if not work.run():
        return None
    by_cell = {at: change for least in work.solved.values() for at, change in least.changes.items()} | work.given
    by_cell = {at: change for at, change in by_cell.items() if change}
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
    """Parts that are solved for themselves as long as the totals between them can be kept.

    `given` is what is added to the cells that have been shown, by index: they are never part of a part.
    """

    system: System
    seed: str
    shown: Mapping[str, int]
    heights: tuple[int, ...] = ()
    given: dict[int, int] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    solved: dict[tuple[int, ...], Least] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cells = self.system.cells
        self.heights = heights_of(self.system)
        self.given = {at: self.shown[cell.key] - cell.value for at, cell in enumerate(cells) if cell.key in self.shown}
        totals = {at for at, cell in enumerate(cells) if self.heights[at] and not cell.is_small}
        self.kept = {at for at in totals - self.given.keys() if cells[at].value}

    def run(self) -> bool:
        """Solve all parts, letting go of the totals about those that cannot be solved while they are kept.

        False where one cannot be solved though nothing about it is kept any more.
        """
        while True:
            if not self._loosen():
                return False
            parts = tuple(self._parts())
            self.solved = {part: self.solved[part] for part in parts if part in self.solved}
            stuck = [part for part in parts if part not in self.solved and not self._solve(part)]
            if not stuck:
                return True
            if not self._release(map(self._about, stuck)):
                return False

    def _loosen(self) -> bool:
        """Let go of totals in sums that what has been shown upsets, until each has something that can make up for it.

        False where a sum has nothing.
        """
        upset = [each for each in self.system.relations if self._upset(each)]
        while tight := [each for each in upset if not any(self._is_free(at) for _, at in each.terms)]:
            if not self._release([each] for each in tight):
                return False
        return True

    def _upset(self, relation: Relation) -> int:
        return sum(factor * self.given.get(at, 0) for factor, at in relation.terms)

    def _is_free(self, at: int) -> bool:
        return bool(self.system.cells[at].value) and at not in self.kept and at not in self.given

    def _parts(self) -> Iterator[tuple[int, ...]]:
        """Give the groups of cells that may be changed, those with something to round or to make up for."""
        cells, relations = self.system.cells, self.system.relations
        free = [at for at in range(len(cells)) if self._is_free(at)]
        due = {at for at in free if cells[at].is_small}
        due |= {at for each in relations if self._upset(each) for _, at in each.terms}
        for group in components(free, (tuple(at for _, at in each.terms) for each in relations)):
            if not due.isdisjoint(group):
                yield group

    def _solve(self, part: tuple[int, ...]) -> bool:
        """Solve a part with all about it kept; where there is nothing left to release, as far as it takes."""
        numbers = {at: self._number(at) for at in part}
        relations = self._about(part)
        around = {at: self.given[at] for each in relations for _, at in each.terms if at in self.given}
        is_last = not any(self._bordering(relations))
        found = least_change(numbers, relations, is_last=is_last, given=around)
        if found is not None:
            self.solved[part] = found
        return found is not None

    def _about(self, part: tuple[int, ...]) -> list[Relation]:
        inside = set(part)
        return [each for each in self.system.relations if any(at in inside for _, at in each.terms)]

    def _release(self, groups: Iterable[Iterable[Relation]]) -> bool:
        """Let go of the lowest totals in each group of sums; False where one of the groups has none."""
        lowest = [self._lowest(each) for each in groups]
        self.kept -= {at for each in lowest for at in each}
        return all(lowest)

    def _lowest(self, relations: Iterable[Relation]) -> list[int]:
        bordering = set(self._bordering(relations))
        height = min((self.heights[at] for at in bordering), default=0)
        return [at for at in bordering if self.heights[at] == height]

    def _bordering(self, relations: Iterable[Relation]) -> Iterator[int]:
        return (at for relation in relations for _, at in relation.terms if at in self.kept)

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
