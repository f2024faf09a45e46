"""What readers see of a system: the numbers that are shown, which are hidden, and everything they know besides."""

from collections.abc import Collection
from dataclasses import dataclass

from mellanrum.disclosure.system import Relation, System


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell as a reader knows it: its number, or None where it is hidden, and then the lowest it can be.

    `threshold` is the one that the publication says it protects by.
    """

    key: str
    value: int | None
    threshold: int
    floor: int = 0


@dataclass(frozen=True)
class Seen:
    """All that readers know together. Indices of relations are those of `cells`."""

    cells: tuple[SeenCell, ...]
    relations: tuple[Relation, ...]

    @property
    def hidden(self) -> tuple[int, ...]:
        """The indices of the cells that are hidden."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.value is None)


def seen_of(system: System, hidden: Collection[int]) -> Seen:
    """Show a system but for the cells at `hidden` and those that no table offers."""
    cells = tuple(
        SeenCell(
            cell.key,
            None if (at in hidden or not cell.is_offered) and not cell.is_known else cell.value,
            cell.threshold,
            cell.floor,
        )
        for at, cell in enumerate(system.cells)
    )
    return Seen(cells, system.relations)
