"""Several documents before one reader, who has no proofs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mellanrum.disclosure.release.documents import Document
from mellanrum.disclosure.seen import Seen, SeenCell
from mellanrum.disclosure.system import Relation


def together(documents: Sequence[Document]) -> Seen:
    """Join documents whose hidden numbers have not changed; one that is seen to have changed is a cell of its own."""
    cells: dict[str, SeenCell] = {}
    relations: list[list[tuple[int, str]]] = []
    for document in reversed(documents):  # the newest keeps its names
        called = {cell.key: _called(cells.get(cell.key), cell, document.name) for cell in document.seen.cells}
        for cell in document.seen.cells:
            name = called[cell.key]
            cells[name] = _with(cells.get(name), replace(cell, key=name))
        relations += _terms(document, called)
    return _seen(cells, relations)


def _called(held: SeenCell | None, cell: SeenCell, publication: str) -> str:
    has_changed = held is not None and None not in {held.value, cell.value} and held.value != cell.value
    return f"{cell.key}@{publication}" if has_changed else cell.key


def _with(held: SeenCell | None, cell: SeenCell) -> SeenCell:
    if held is None:
        return cell
    value = cell.value if held.value is None else held.value
    threshold = max(held.threshold, cell.threshold) if value is None else min(held.threshold, cell.threshold)
    return SeenCell(cell.key, value, threshold, max(held.floor, cell.floor))


def apart(documents: Sequence[Document]) -> Seen:
    """Join documents only where they show the same number."""
    cells: dict[str, SeenCell] = {}
    relations: list[list[tuple[int, str]]] = []
    for document in reversed(documents):
        called: dict[str, str] = {}
        for cell in document.seen.cells:
            held = cells.get(cell.key)
            is_same = held is None or (held.value is not None and held.value == cell.value)
            called[cell.key] = cell.key if is_same else f"{cell.key}@{document.name}"
        for cell in document.seen.cells:
            cells.setdefault(called[cell.key], replace(cell, key=called[cell.key]))
        relations += _terms(document, called)
    return _seen(cells, relations)


def _terms(document: Document, called: Mapping[str, str]) -> Iterator[list[tuple[int, str]]]:
    return ([(factor, called[key]) for factor, key in terms] for terms in document.shape.system.relations)


def _seen(cells: Mapping[str, SeenCell], relations: Iterable[list[tuple[int, str]]]) -> Seen:
    index = {key: at for at, key in enumerate(sorted(cells))}
    summed = dict.fromkeys(tuple(sorted((index[key], factor) for factor, key in terms)) for terms in relations)
    return Seen(
        tuple(cells[key] for key in index),
        tuple(Relation(tuple((factor, at) for at, factor in terms)) for terms in summed),
    )
