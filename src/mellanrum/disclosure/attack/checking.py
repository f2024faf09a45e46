"""Holding a published document to its proof, in whole numbers alone: no solver, no tables in memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mellanrum.disclosure.attack.proof import Proof
from mellanrum.disclosure.seen import Seen, SeenCell
from mellanrum.disclosure.system import Relation
from mellanrum.findings import Finding, finding


def check(seen: Seen, proof: Proof) -> tuple[Finding, ...]:
    """Hold what a document shows to its proof; nothing found means that it is proved.

    Findings: attack.small_shown; attack.not_in_proof and attack.not_hidden where other cells are hidden than the proof
    is for; attack.counted_disagrees and attack.counted_below where what was counted cannot be; attack.witness_disagrees
    and attack.witness_below where a witness cannot be; attack.highest_unproved and attack.lowest_unproved for a small
    cell without a witness that reaches its goal.
    """
    held = _Held(seen, proof)
    return tuple(fault for one_check in _CHECKS for fault in one_check(held))


@dataclass(frozen=True)
class _Held:
    """A document and its proof, by the keys that they share. Numbers of cells are those of the proof."""

    seen: Seen
    proof: Proof

    @cached_property
    def number(self) -> Mapping[str, int]:
        return {key: at for at, key in enumerate(self.proof.keys)}

    @cached_property
    def cells(self) -> Mapping[int, SeenCell]:
        """The hidden cells that the proof knows."""
        return {
            self.number[cell.key]: cell for cell in self.seen.cells if cell.value is None and cell.key in self.number
        }

    @cached_property
    def sums(self) -> tuple["_Sum", ...]:
        """The relations whose hidden cells the proof knows, with what their shown cells add up to."""
        return tuple(each for each in map(self._sum, self.seen.relations) if each is not None)

    def _sum(self, relation: Relation) -> "_Sum | None":
        terms, shown = [], 0
        for factor, at in relation.terms:
            cell = self.seen.cells[at]
            if cell.value is not None:
                shown += factor * cell.value
            elif cell.key in self.number:
                terms.append((factor, self.number[cell.key]))
            else:
                return None
        return _Sum(relation, tuple(terms), shown)

    @cached_property
    def sums_of(self) -> Mapping[int, list[int]]:
        """Which of the sums each cell stands in."""
        found: dict[int, list[int]] = defaultdict(list)
        for at, each in enumerate(self.sums):
            for _, cell in each.terms:
                found[cell].append(at)
        return found

    def named(self, relation: Relation) -> str:
        """Name the cells of a relation."""
        return ", ".join(self.seen.cells[at].key for _, at in relation.terms)


@dataclass(frozen=True, slots=True)
class _Sum:
    relation: Relation
    terms: tuple[tuple[int, int], ...]
    shown: int

    def of(self, numbers: Mapping[int, int]) -> int:
        return sum(factor * numbers.get(cell, 0) for factor, cell in self.terms)


def _small_shown(held: _Held) -> Iterator[Finding]:
    for cell in held.seen.cells:
        if cell.value is not None and 0 < cell.value < cell.threshold:
            yield finding("attack.small_shown", cell=cell.key, number=cell.value)


def _same_hidden(held: _Held) -> Iterator[Finding]:
    for cell in held.seen.cells:
        if cell.value is None and cell.key not in held.number:
            yield finding("attack.not_in_proof", cell=cell.key)
    for number, key in enumerate(held.proof.keys):
        if number not in held.cells:
            yield finding("attack.not_hidden", cell=key)


def _counted(held: _Held) -> Iterator[Finding]:
    counted = dict(enumerate(held.proof.counted))
    for each in held.sums:
        if each.of(counted) + each.shown:
            yield finding("attack.counted_disagrees", cells=held.named(each.relation))
    for number, cell in held.cells.items():
        if counted[number] < cell.floor:
            yield finding("attack.counted_below", cell=cell.key, number=counted[number], floor=cell.floor)


def _witnesses(held: _Held) -> Iterator[Finding]:
    for at, witness in enumerate(held.proof.witnesses):
        for touched in sorted({each for number in witness for each in held.sums_of.get(number, ())}):
            if held.sums[touched].of(witness):
                yield finding("attack.witness_disagrees", witness=at, cells=held.named(held.sums[touched].relation))
        for number, moved in witness.items():
            value = held.proof.counted[number] + moved
            if number in held.cells and value < held.cells[number].floor:
                yield finding(
                    "attack.witness_below",
                    witness=at,
                    cell=held.cells[number].key,
                    number=value,
                    floor=held.cells[number].floor,
                )


def _goals(held: _Held) -> Iterator[Finding]:
    for number, cell in sorted(held.cells.items()):
        counted = held.proof.counted[number]
        if 0 < counted < cell.threshold:
            yield from _goals_of(held.proof, number, cell, max(counted - 1, cell.floor))


def _goals_of(proof: Proof, number: int, cell: SeenCell, lowest: int) -> Iterator[Finding]:
    highest_proved, lowest_proved = (_proved(proof, side, number) for side in (proof.highest, proof.lowest))
    if highest_proved is None or highest_proved < cell.threshold:
        yield finding("attack.highest_unproved", cell=cell.key, number=cell.threshold)
    if lowest_proved is None or lowest_proved > lowest:
        yield finding("attack.lowest_unproved", cell=cell.key, number=lowest)


def _proved(proof: Proof, side: Mapping[int, int], number: int) -> int | None:
    """Give the cell's number in the witness that is said to reach its goal."""
    if number not in side:
        return None
    return proof.counted[number] + proof.witnesses[side[number]].get(number, 0)


_CHECKS: tuple[Callable[[_Held], Iterator[Finding]], ...] = (
    _small_shown,
    _same_hidden,
    _counted,
    _witnesses,
    _goals,
)
