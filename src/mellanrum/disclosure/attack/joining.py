"""What one reader was given in pieces, put together."""

from collections.abc import Iterable

from mellanrum.disclosure.seen import Seen, SeenCell
from mellanrum.disclosure.system import Relation
from mellanrum.findings import Finding, finding


def join(pieces: Iterable[Seen]) -> tuple[Seen, tuple[Finding, ...]]:
    """Make one of pieces whose cells have the same keys, such as pages that were crawled.

    A number that any piece shows is known, every relation holds, and of thresholds and floors the highest counts. Cells
    come in the order of their keys. Finding: attack.pieces_differ, where pieces show different numbers of one cell; the
    first of them is then taken.
    """
    given = tuple(pieces)
    shown: dict[str, dict[int, None]] = {}
    limits: dict[str, tuple[int, int]] = {}
    for cell in (cell for piece in given for cell in piece.cells):
        values = shown.setdefault(cell.key, {})
        if cell.value is not None:
            values[cell.value] = None
        threshold, floor = limits.get(cell.key, (0, 0))
        limits[cell.key] = max(threshold, cell.threshold), max(floor, cell.floor)
    cells = tuple(SeenCell(key, next(iter(shown[key]), None), *limits[key]) for key in sorted(shown))
    return Seen(cells, _relations(given, cells)), tuple(
        finding("attack.pieces_differ", cell=cell.key, numbers=", ".join(map(str, shown[cell.key])))
        for cell in cells
        if len(shown[cell.key]) > 1
    )


def _relations(pieces: Iterable[Seen], cells: Iterable[SeenCell]) -> tuple[Relation, ...]:
    index = {cell.key: at for at, cell in enumerate(cells)}
    terms = {
        tuple(sorted((index[piece.cells[at].key], factor) for factor, at in relation.terms))
        for piece in pieces
        for relation in piece.relations
    }
    return tuple(Relation(tuple((factor, at) for at, factor in each)) for each in sorted(terms))
