"""What readers have come to know from the intervals: numbers that are exact, and cells that are known to be few."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mellanrum.disclosure.attack.intervals import Interval
from mellanrum.disclosure.seen import Seen


class Knowledge(Enum):
    """What readers know of a hidden cell. Only the last points at nobody."""

    EXACT_SMALL = "exact_small"
    """The number, which is above nil and below the threshold."""
    SMALL = "small"
    """That it is above nil and below the threshold."""
    BELOW = "below"
    """That it is below the threshold, and it may be nil."""
    EXACT = "exact"
    """The number, which is nil, or the threshold or more."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A hidden cell that readers know too much of, by its key: what they know, and its lowest and highest."""

    key: str
    knows: Knowledge
    lowest: int
    highest: int

    @property
    def points_at_few(self) -> bool:
        """Whether it tells of few."""
        return self.knows is not Knowledge.EXACT


def narrowed(seen: Seen, intervals: Iterable[Interval]) -> tuple[Narrowed, ...]:
    """Give the cells that are exact or known to be below the threshold, in the order of the intervals."""
    found = []
    for each in intervals:
        cell = seen.cells[each.cell]
        knows = _knowledge(each, cell.threshold)
        if knows is not None and each.highest is not None:
            found.append(Narrowed(cell.key, knows, each.lowest, each.highest))
    return tuple(found)


def _knowledge(interval: Interval, threshold: int) -> Knowledge | None:
    if interval.is_exact:
        return Knowledge.EXACT_SMALL if 0 < interval.lowest < threshold else Knowledge.EXACT
    if interval.highest is not None and interval.highest < threshold:
        return Knowledge.SMALL if interval.lowest > 0 else Knowledge.BELOW
    return None
