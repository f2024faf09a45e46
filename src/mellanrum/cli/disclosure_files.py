"""Protected documents and their proofs as files: two that belong together, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mellanrum.cli.files import names, read
from mellanrum.cli.session import CallError
from mellanrum.disclosure.release import Document, Held, Kept, read_document, read_proof
from mellanrum.findings import Finding, finding


@dataclass(frozen=True)
class Published:
    """A document as it lies on disk, and its proof where that lies beside it."""

    path: Path
    document: Document
    proof: Kept | None


def proof_path(document: Path) -> Path:
    """Return where the proof of a document lies: report.proof.json beside report.json."""
    return document.with_suffix(".proof.json")


def published(paths: Iterable[Path]) -> tuple[Published, ...]:
    """Read documents, with their proofs where there are any. CallError with every fault of all of them."""
    shown = names(paths)
    read_ones: list[Published] = []
    faults: list[Finding] = []
    for path in shown:
        try:
            read_ones.append(_published(path, shown[path]))
        except CallError as error:
            faults += error.findings
    if faults:
        raise CallError(*faults)
    return tuple(read_ones)


def held(paths: Iterable[Path]) -> tuple[Held, ...]:
    """Read documents whose proofs must be there. CallError with every fault: cli.no_proof where one is not."""
    files = published(paths)
    lacking = [each.path for each in files if each.proof is None]
    if lacking:
        raise CallError(*(finding("cli.no_proof", file=str(path), proof=str(proof_path(path))) for path in lacking))
    return tuple(Held(each.document, each.proof) for each in files if each.proof is not None)


def _published(path: Path, name: str) -> Published:
    document, faults = read_document(read(path, name).data, name)
    if document is None:
        raise CallError(*faults)
    beside = proof_path(path)
    if not beside.exists():
        return Published(path, document, None)
    proof, faults = read_proof(read(beside).data, beside.name, document)
    if proof is None:
        raise CallError(*faults)
    return Published(path, document, proof)
