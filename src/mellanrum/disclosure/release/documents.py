"""Protected documents read back, and the proofs beside them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mellanrum.disclosure.earlier import Earlier
from mellanrum.disclosure.release.document_shapes import DocumentShape, DocumentSystem, DocumentTable, ProofShape
from mellanrum.disclosure.release.loading import load
from mellanrum.disclosure.release.plain import digest
from mellanrum.disclosure.seen import Seen, SeenCell
from mellanrum.disclosure.system import Cell, Relation, System, system_of
from mellanrum.disclosure.tables import TOTAL, key_of
from mellanrum.findings import Finding, Place, finding, has_error


@dataclass(frozen=True)
class Document:
    """A protected document as it was read. `digest` tells it from all others."""

    shape: DocumentShape
    digest: str

    @property
    def name(self) -> str:
        """What the publication is called."""
        return self.shape.publication

    @cached_property
    def seen(self) -> Seen:
        """All that readers of this document alone know."""
        index = {key: at for at, (key, *_) in enumerate(self.shape.system.cells)}
        return Seen(
            tuple(SeenCell(*cell) for cell in self.shape.system.cells),
            tuple(
                Relation(tuple((factor, index[key]) for factor, key in terms)) for terms in self.shape.system.relations
            ),
        )

    @property
    def table_keys(self) -> tuple[str, ...]:
        """The keys of the cells of its tables, in their order."""
        return tuple(key_of_row(table, row) for table in self.shape.tables for row in table.rows)

    @property
    def numbers(self) -> Mapping[str, int | None]:
        """What is shown of each cell."""
        return {key: number for key, number, _, _ in self.shape.system.cells}


@dataclass(frozen=True)
class Kept:
    """A proof as it was read: what the association alone has."""

    shape: ProofShape

    @cached_property
    def system(self) -> System:
        """The publication's own cells with their true numbers, and its relations."""
        return system_of(
            (
                Cell(each.key, each.number, each.threshold, is_offered=each.offered, tells_zero=each.tells_zero)
                for each in self.shape.cells
            ),
            self.shape.relations,
        )

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of the cells that tables offer and the document hides."""
        return frozenset(each.key for each in self.shape.cells if each.offered and each.why)

    @property
    def earlier(self) -> Earlier:
        """The publication as those that come after it must reckon with it."""
        return Earlier(self.shape.publication, self.system, self.hidden, is_rounded=self.shape.method == "rounded")


def read_document(data: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Read a `mellanrum-protected/1`. Returns the document, or None and every fault found.

    Findings: the strict loader's, disclosure.cell_twice, .cell_unknown, .row_length, .row_differs, and .derived_shown
    for a share or mean of numbers that are hidden.
    """
    shape, faults = load(DocumentShape, data, file)
    if shape is None:
        return None, faults
    faults = tuple(_faults(shape, file))
    return (None, faults) if has_error(faults) else (Document(shape, digest(data)), ())


def _faults(shape: DocumentShape, file: str) -> Iterator[Finding]:
    place = Place(file=file)
    for key, times in Counter(key for key, *_ in shape.system.cells).items():
        if times > 1:
            yield finding("disclosure.cell_twice", place, cell=key)
    numbers = {key: number for key, number, _, _ in shape.system.cells}
    for key in dict.fromkeys(key for terms in shape.system.relations for _, key in terms if key not in numbers):
        yield finding("disclosure.cell_unknown", place, cell=key)
    for each in shape.derived:
        if each.value is not None and None in {numbers.get(each.of), numbers.get(each.base or each.of)}:
            yield finding("disclosure.derived_shown", place, label=each.label)
    for table in shape.tables:
        yield from _row_faults(table, numbers, Place(file=file, key=table.key))


def _row_faults(table: DocumentTable, numbers: Mapping[str, int | None], place: Place) -> Iterator[Finding]:
    for at, row in enumerate(table.rows, 1):
        if len(row) != len(table.by) + 1:
            length, wanted = len(row), len(table.by) + 1
            yield finding("disclosure.row_length", place, table=table.title, row=at, length=length, wanted=wanted)
            continue
        key = key_of_row(table, row)
        if key not in numbers:
            yield finding("disclosure.cell_unknown", place, cell=key)
        elif numbers[key] != row[-1]:
            yield finding("disclosure.row_differs", place, table=table.title, row=at)


def key_of_row(table: DocumentTable, row: Sequence[str | int | None]) -> str:
    """Return the key of the cell that a row of a document's table is about."""
    held = {**table.at, **{key: str(given) for key, given in zip(table.by, row[:-1], strict=True)}}
    return key_of(table.of, tuple(sorted(item for item in held.items() if item[1] != TOTAL)))


def read_proof(data: bytes, file: str, document: Document) -> tuple[Kept | None, tuple[Finding, ...]]:
    """Read the `mellanrum-proof/1` of a document. Returns it, or None and every fault found.

    Findings: the strict loader's, disclosure.proof_of_another where it belongs to another document, and
    disclosure.proof_differs where they do not have the same cells and sums, or a number is not the same.
    """
    shape, faults = load(ProofShape, data, file)
    if shape is None:
        return None, faults
    place = Place(file=file)
    if shape.document != document.digest:
        return None, (finding("disclosure.proof_of_another", place, publication=document.name),)
    shown = {each.key: None if each.why else each.number for each in shape.cells}
    if shown != document.numbers or _terms(shape) != _terms(document.shape.system):
        return None, (finding("disclosure.proof_differs", place, publication=document.name),)
    return Kept(shape), ()


def _terms(held: ProofShape | DocumentSystem) -> frozenset[frozenset[tuple[int, str]]]:
    return frozenset(frozenset(terms) for terms in held.relations)
