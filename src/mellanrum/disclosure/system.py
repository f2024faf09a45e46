"""Linked tables as one sparse system: cells of whole numbers, and the sums that every reader knows must hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mellanrum.disclosure.components import components


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that a table would show, or that a reader could work out from those it shows.

    `key` is unique in its system; cells of the same contributors are one cell, whatever tables they stand in. `value`
    is what was counted, never below nil. Numbers above nil and below `threshold` are small, and are protected.
    `is_offered` tells that some table would show it; one that is not offered (a complement, a rest) is never shown and
    is protected all the same. `tells_zero`: its zeros are always shown, and readers know that a hidden one is at least
    1. `weight` is what it costs to hide. `is_known`: an earlier publication showed it, so it cannot be hidden any
    more. `stays_hidden`: an earlier publication hid it, so it cannot be shown.
    """

    key: str
    value: int
    threshold: int
    is_offered: bool = True
    tells_zero: bool = False
    weight: int = 1
    is_known: bool = False
    stays_hidden: bool = False

    @property
    def is_small(self) -> bool:
        """Whether the number points at few enough to be protected."""
        return 0 < self.value < self.threshold

    @property
    def floor(self) -> int:
        """The lowest that a reader must allow for when the cell is hidden."""
        return 1 if self.tells_zero else 0

    @property
    def must_hide(self) -> bool:
        """Whether no pattern may show it."""
        return not self.is_known and (self.is_small or self.stays_hidden or not self.is_offered)

    @property
    def may_hide(self) -> bool:
        """Whether some pattern may hide it: not what is known, nor a zero that is always shown."""
        return not self.is_known and (self.must_hide or not (self.tells_zero and self.value == 0))


@dataclass(frozen=True, slots=True)
class Goal:
    """What a reader must still think possible of a small cell (by its index): `highest` or more, `lowest` or less."""

    cell: int
    highest: int
    lowest: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum that holds for all who read: factor times cell, added, is nil. `terms` are (factor, index of the cell)."""

    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class System:
    """Cells, in the order of their keys, and the relations between them. The same tables give the same system."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """What must be reached for each small cell; one that is known already has a goal nobody can reach."""
        return tuple(goal_of(at, cell) for at, cell in enumerate(self.cells) if cell.is_small)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where each key stands."""
        return {cell.key: at for at, cell in enumerate(self.cells)}

    @cached_property
    def parts(self) -> tuple["System", ...]:
        """The system's connected components that have something to protect, each a system of its own.

        What is known or may never be hidden ties nothing together: it is the same number to every reader.
        """
        loose = [at for at, cell in enumerate(self.cells) if cell.may_hide]
        groups = components(loose, (tuple(at for _, at in relation.terms) for relation in self.relations))
        number = {at: group for group, members in enumerate(groups) for at in members}
        held: dict[int, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            group = next((number[at] for _, at in relation.terms if at in number), None)
            if group is not None:
                held[group].append(relation)
        wanted = (group for group, members in enumerate(groups) if any(self.cells[at].must_hide for at in members))
        return tuple(self._part(groups[group], held[group]) for group in wanted)

    def _part(self, group: tuple[int, ...], held: Sequence[Relation]) -> "System":
        wanted = set(group)
        members = sorted({at for relation in held for _, at in relation.terms} | wanted)
        new = {old: at for at, old in enumerate(members)}
        relations = tuple(Relation(tuple((factor, new[at]) for factor, at in relation.terms)) for relation in held)
        return System(tuple(self.cells[at] for at in members), relations)


def goal_of(at: int, cell: Cell) -> Goal:
    """Return a small cell's goal: the threshold or more, and one less or fewer.

    Where zeros are always told a hidden 1 can be no less than 1; then only the highest can be asked.
    """
    return Goal(at, cell.threshold, max(cell.value - 1, cell.floor))


def system_of(cells: Iterable[Cell], relations: Iterable[Iterable[tuple[int, str]]]) -> System:
    """Make a system from cells in any order, and relations of (factor, key) in any order."""
    ordered = tuple(sorted(cells, key=lambda cell: cell.key))
    index = {cell.key: at for at, cell in enumerate(ordered)}
    summed = {tuple(sorted((index[key], factor) for factor, key in terms)) for terms in relations}
    return System(ordered, tuple(Relation(tuple((factor, at) for at, factor in terms)) for terms in sorted(summed)))
