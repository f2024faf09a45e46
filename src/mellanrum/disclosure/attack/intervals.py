"""The lowest and highest whole number that readers can tell for each hidden cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mellanrum.disclosure.attack.outermost import Ends, outermost
from mellanrum.disclosure.attack.unknowns import Contradiction, Tie, unknowns_of
from mellanrum.disclosure.seen import Seen


@dataclass(frozen=True, slots=True)
class Interval:
    """The lowest and the highest (None: no limit) that a cell can be, for all that readers know; both are possible."""

    cell: int
    lowest: int
    highest: int | None

    @property
    def is_exact(self) -> bool:
        """Whether readers know the number."""
        return self.lowest == self.highest


def intervals(seen: Seen, cells: Collection[int] | None = None) -> tuple[Interval, ...] | Contradiction:
    """Work out what readers can tell of each hidden cell, or of those of `cells` that are hidden, in their order.

    Exact in whole numbers. Where what is shown contradicts itself, that is told instead; with `cells`, only where it
    touches them.
    """
    unknowns = unknowns_of(seen)
    if isinstance(unknowns, Contradiction):
        return unknowns
    asked = [at for at in seen.hidden if cells is None or at in cells]
    wanted = {unknowns.ties[at].unknown for at in asked}
    ends: dict[int, Ends] = {}
    for part in unknowns.parts:
        positions = [at for at, unknown in enumerate(part.unknowns) if unknown in wanted]
        found = outermost(part, positions) if positions else {}
        if found is None:
            return Contradiction(unknowns.followers(part))
        ends.update({part.unknowns[at]: each for at, each in found.items()})
    return tuple(_interval(at, unknowns.ties[at], ends) for at in asked)


def _interval(at: int, tie: Tie, ends: Mapping[int, Ends]) -> Interval:
    if tie.unknown is None:
        return Interval(at, tie.offset, tie.offset)
    moved = [None if end is None else tie.sign * end + tie.offset for end in ends[tie.unknown]]
    lowest, highest = moved if tie.sign > 0 else reversed(moved)
    if lowest is None:
        raise AssertionError("a cell is never below its floor")
    return Interval(at, lowest, highest)
