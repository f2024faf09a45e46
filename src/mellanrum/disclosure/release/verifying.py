"""Holding documents that were read back to their proof, in whole numbers alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from mellanrum.disclosure.attack import check, from_plain
from mellanrum.disclosure.joined import Joined, join_near
from mellanrum.disclosure.release.documents import Document, Kept
from mellanrum.disclosure.seen import Seen, SeenCell
from mellanrum.findings import Finding, finding


@dataclass(frozen=True)
class Held:
    """A document and its proof, as both were read."""

    document: Document
    proof: Kept


def verify(newest: Held, earlier: Sequence[Held] = ()) -> tuple[Finding, ...]:
    """Hold a document to its proof, beside the earlier ones that it was protected together with, the oldest first.

    Every number is taken from the documents: the proofs only tell which cells are the same. Nothing found means that it
    is proved. Findings: those of the attack's `check`, attack.proof_unreadable, disclosure.earlier_lacking where other
    documents are given than those it was protected together with, and disclosure.proof_differs where the witnesses are
    not of the numbers in the proof.
    """
    named = tuple(each.document.name for each in earlier)
    if newest.document.shape.earlier != named:
        lacking = ", ".join(name for name in newest.document.shape.earlier if name not in named)
        return (finding("disclosure.earlier_lacking", publication=newest.document.name, lacking=lacking),)
    joined = join_near(newest.proof.system, [each.proof.earlier for each in earlier])
    proof, faults = from_plain(newest.proof.shape.witnesses)
    if proof is None:
        return faults
    counted = {cell.key: cell.value for cell in joined.system.cells}
    if any(counted.get(key) != number for key, number in zip(proof.keys, proof.counted, strict=True)):
        return (finding("disclosure.proof_differs", publication=newest.document.name),)
    return check(_seen(newest, earlier, joined), proof)


def lacking_earlier(given: Sequence[Held]) -> tuple[Finding, ...]:
    """Find documents that were protected together with others that are not given: disclosure.earlier_lacking.

    Readers have those too, and what is protected without them may be told beside them.
    """
    names = {each.document.name for each in given}
    lacking = [(each.document, [name for name in each.document.shape.earlier if name not in names]) for each in given]
    return tuple(
        finding("disclosure.earlier_lacking", publication=document.name, lacking=", ".join(others))
        for document, others in lacking
        if others
    )


def _seen(newest: Held, earlier: Sequence[Held], joined: Joined) -> Seen:
    shown = dict(newest.document.numbers)
    for held, called in zip(earlier, joined.names, strict=True):
        for key, number in held.document.numbers.items():
            if number is not None:
                shown[called[key]] = number
    cells = joined.system.cells
    return Seen(
        tuple(SeenCell(cell.key, shown.get(cell.key), cell.threshold, cell.floor) for cell in cells),
        joined.system.relations,
    )
