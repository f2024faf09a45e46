"""What a reader of one protected document, or of several, can work out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mellanrum.disclosure.attack import Contradiction, Interval, intervals
from mellanrum.disclosure.earlier import told_over_time
from mellanrum.disclosure.joined import join
from mellanrum.disclosure.release.documents import Document, Kept
from mellanrum.disclosure.release.together import apart, together
from mellanrum.disclosure.seen import Seen, SeenCell, seen_of
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TableSet, Variable
from mellanrum.findings import Finding, Place, finding

MOST = 5
"""How many cells a sentence names."""


class Told(StrEnum):
    """What a reader can tell of a cell that is hidden.

    EXACT: its number. FEW: that it is small. BELOW: that it is below the threshold, and perhaps nil. OPEN: neither.
    """

    EXACT = "exact"
    FEW = "few"
    BELOW = "below"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class AttackedCell:
    """A hidden cell, and what it can be: from `lowest` to `highest` (None: no limit). `is_offered`: a table has it."""

    key: str
    name: str
    lowest: int
    highest: int | None
    threshold: int
    told: Told
    is_offered: bool

    @property
    def is_given_away(self) -> bool:
        """Whether a reader knows that it is small."""
        return self.lowest > 0 and self.highest is not None and self.highest < self.threshold


@dataclass(frozen=True)
class Attacked:
    """The cells that are hidden, in the order of the tables and then of their keys.

    `shown` is how many numbers of the tables are not.
    """

    cells: tuple[AttackedCell, ...]
    shown: int
    findings: tuple[Finding, ...]


def attack_documents(documents: Sequence[Document], proofs: Sequence[Kept] = ()) -> Attacked:
    """Work out what one who has all documents, the oldest first, can tell.

    With a proof for each the attack is on the cells as the association knows them, and every small one is held against
    its goal. Without, a hidden number is taken to be the same in all documents where that can be.

    Findings: disclosure.given_away for each small cell that can be told, disclosure.small_shown for each that is shown,
    disclosure.goal_missed for one that can be narrowed too far, disclosure.contradicts where no numbers agree with what
    is shown, the warning disclosure.corrected where they only do when hidden numbers may have changed.
    """
    tables, offered = _named(documents), _offered(documents)
    known = _known(proofs) if len(proofs) == len(documents) else None
    seen, found, notes = _attacked(documents, known)
    if isinstance(found, Contradiction):
        names = ", ".join(told_over_time(tables, seen.cells[at].key) for at in found.cells[:MOST])
        return Attacked((), 0, (finding("disclosure.contradicts", cells=names),))
    cells = [_cell(tables, seen.cells[each.cell], each, offered) for each in found]
    cells.sort(key=lambda cell: (offered.get(cell.key, len(offered)), cell.key))
    goals = () if known is None else _missed(tables, known.system, found)
    faults = (*notes, *_shown_small(tables, seen), *_given_away(cells), *goals)
    shown = sum(cell.value is not None and _own(cell.key) in offered for cell in seen.cells)
    return Attacked(tuple(cells), shown, faults)


@dataclass(frozen=True)
class _Known:
    """All publications as the association knows them, and as readers do."""

    system: System
    seen: Seen


def _attacked(
    documents: Sequence[Document], known: _Known | None
) -> tuple[Seen, tuple[Interval, ...] | Contradiction, tuple[Finding, ...]]:
    seen = together(documents) if known is None else known.seen
    found = intervals(seen)
    if not isinstance(found, Contradiction) or known is not None or len(documents) == 1:
        return seen, found, ()
    seen = apart(documents)
    return seen, intervals(seen), (finding("disclosure.corrected"),)


def _known(proofs: Sequence[Kept]) -> _Known:
    *earlier, last = proofs
    joined = join(last.system, [each.earlier for each in earlier]).system
    hidden = {joined.index[key] for key in last.hidden}
    return _Known(joined, seen_of(joined, hidden))


def _cell(tables: TableSet, cell: SeenCell, found: Interval, offered: Mapping[str, int]) -> AttackedCell:
    return AttackedCell(
        cell.key,
        told_over_time(tables, cell.key),
        found.lowest,
        found.highest,
        cell.threshold,
        _told(found, cell.threshold),
        _own(cell.key) in offered,
    )


def _told(found: Interval, threshold: int) -> Told:
    if found.is_exact:
        return Told.EXACT
    if found.highest is None or found.highest >= threshold:
        return Told.OPEN
    return Told.FEW if found.lowest > 0 else Told.BELOW


def _given_away(cells: Iterable[AttackedCell]) -> Iterator[Finding]:
    for cell in cells:
        if cell.is_given_away:
            yield finding("disclosure.given_away", Place(key=cell.key), cell=cell.name, range=range_text(cell))


def range_text(cell: AttackedCell) -> str:
    """Write what a cell can be: 3, 0–7, or 2– where there is no highest."""
    if cell.lowest == cell.highest:
        return str(cell.lowest)
    return f"{cell.lowest}\N{EN DASH}{'' if cell.highest is None else cell.highest}"


def _shown_small(tables: TableSet, seen: Seen) -> Iterator[Finding]:
    for cell in seen.cells:
        if cell.value is not None and 0 < cell.value < cell.threshold:
            name = told_over_time(tables, cell.key)
            yield finding("disclosure.small_shown", Place(key=cell.key), cell=name, number=cell.value)


def _missed(tables: TableSet, system: System, found: Iterable[Interval]) -> Iterator[Finding]:
    reached = {each.cell: each for each in found}
    for goal in system.goals:
        cell, known = system.cells[goal.cell], reached.get(goal.cell)
        if known is None:
            continue
        if (known.highest is not None and known.highest < goal.highest) or known.lowest > goal.lowest:
            name = told_over_time(tables, cell.key)
            yield finding("disclosure.goal_missed", Place(key=cell.key), cell=name, threshold=cell.threshold)


def _offered(documents: Iterable[Document]) -> dict[str, int]:
    """Return the place of each cell among the tables of all documents; where there are no tables, among all cells."""
    keys = dict.fromkeys(key for document in documents for key in document.table_keys or document.numbers)
    return {key: at for at, key in enumerate(keys)}


def _own(key: str) -> str:
    """Return what a cell is called in its own publication."""
    return key.partition("@")[0]


def _named(documents: Iterable[Document]) -> TableSet:
    """Return what tells how cells are called: the variables and counts of all documents, the newest's first."""
    variables: dict[str, Variable] = {}
    counts: dict[str, str] = {}
    for document in documents:
        variables |= {each.key: Variable(each.key, each.label, each.codes) for each in document.shape.variables}
        counts |= document.shape.counts
    return TableSet((), variables, counts)
