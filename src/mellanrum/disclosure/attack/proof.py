"""The proof that readers cannot tell the small cells of what is published: tables that could as well be the true one.

A proof belongs to the association alone and must never leave with what is published: it holds what was counted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from mellanrum.disclosure.attack.reaching import Side, reach
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import System
from mellanrum.findings import Finding, finding
from mellanrum.rules import Strict

_Whole = Annotated[int, Field(strict=True)]


@dataclass(frozen=True)
class Proof:
    """Witnesses for what is hidden. Cells go by their place among `keys`, which are those of all hidden cells in order.

    `counted` is what was counted, and says by itself which cells are small. A witness is what to add to it, cell by
    cell, to get another table of whole numbers that agrees with all that is shown. `highest` and `lowest` tell for each
    small cell the witness in which it is at its threshold or above, and the one in which it is lower than it is.
    """

    keys: tuple[str, ...]
    counted: tuple[int, ...]
    witnesses: tuple[Mapping[int, int], ...]
    highest: Mapping[int, int]
    lowest: Mapping[int, int]


def prove(system: System, hidden: Collection[int]) -> tuple[Proof, tuple[Side, ...]]:
    """Prove that readers cannot tell the small cells when `hidden` is hidden, and tell what cannot be proved.

    The proof holds for the publication only if nothing is told that cannot. Raises ValueError as `reach` does.
    """
    reached = reach(system, hidden)
    concealed = seen_of(system, hidden).hidden
    number = {cell: at for at, cell in enumerate(concealed)}
    return Proof(
        tuple(system.cells[cell].key for cell in concealed),
        tuple(system.cells[cell].value for cell in concealed),
        tuple(
            {number[cell]: value - system.cells[cell].value for cell, value in sorted(witness.items())}
            for witness in reached.witnesses
        ),
        {number[cell]: found for cell, found in sorted(reached.highest.items()) if cell in number},
        {number[cell]: found for cell, found in sorted(reached.lowest.items()) if cell in number},
    ), reached.missed


def to_plain(proof: Proof) -> dict[str, object]:
    """Write a proof with lists, numbers and texts alone, for JSON.

    `witnesses` are lists of cell, difference, cell, difference ...; `highest` and `lowest` of cell, witness, and so on.
    """
    return {
        "keys": list(proof.keys),
        "counted": list(proof.counted),
        "witnesses": [_flat(witness) for witness in proof.witnesses],
        "highest": _flat(proof.highest),
        "lowest": _flat(proof.lowest),
    }


def from_plain(plain: object) -> tuple[Proof | None, tuple[Finding, ...]]:
    """Read what `to_plain` wrote. Finding: attack.proof_unreadable, where it is anything else."""
    try:
        return _Plain.model_validate(plain).proof(), ()
    except ValueError:
        return None, (finding("attack.proof_unreadable"),)


def _flat(numbers: Mapping[int, int]) -> list[int]:
    return [each for pair in numbers.items() for each in pair]


class _Plain(Strict):
    """A proof as it is written."""

    keys: tuple[str, ...]
    counted: tuple[_Whole, ...]
    witnesses: tuple[tuple[_Whole, ...], ...]
    highest: tuple[_Whole, ...]
    lowest: tuple[_Whole, ...]

    def proof(self) -> Proof:
        """Give the proof; ValueError where it does not hang together."""
        cells, witnesses = range(len(self.keys)), range(len(self.witnesses))
        if len(self.counted) != len(cells) or len(set(self.keys)) != len(cells):
            raise ValueError("As many different keys as numbers belong here.")
        return Proof(
            self.keys,
            self.counted,
            tuple(_pairs(witness, cells) for witness in self.witnesses),
            _pairs(self.highest, cells, witnesses),
            _pairs(self.lowest, cells, witnesses),
        )


def _pairs(flat: tuple[int, ...], cells: range, witnesses: range | None = None) -> Mapping[int, int]:
    pairs = dict(zip(flat[::2], flat[1::2], strict=True))
    if 2 * len(pairs) != len(flat) or not all(cell in cells for cell in pairs):
        raise ValueError("A cell stands twice, or there is none of that number.")
    if witnesses is not None and not all(each in witnesses for each in pairs.values()):
        raise ValueError("There is no witness of that number.")
    return pairs
