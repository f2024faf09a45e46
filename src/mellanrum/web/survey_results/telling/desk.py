"""What a page is made from: who reads, all results, the year chosen, and from how many answers they are told."""

from dataclasses import dataclass, replace

from mellanrum.documents.model import Cell, Chart, Number, Table
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.opening import Results


@dataclass(frozen=True)
class Desk:
    """Results as they are looked at."""

    standing: Standing
    results: Results
    year: int
    threshold: int


def without_empty(table: Table) -> Table:
    """Leave out the columns that say nothing in any row: what others report is seldom everything."""
    full = [row for row in table.rows if len(row.cells) > 1]
    kept = [
        at
        for at in range(len(table.columns))
        if at == 0 or any(at < len(row.cells) and _says(row.cells[at]) for row in full)
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept if at < len(row.cells))) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _says(cell: Cell) -> bool:
    return cell.value is not None if isinstance(cell, Number) else bool(cell)


@dataclass(frozen=True, slots=True)
class Told:
    """A table, and its chart where it has one; `heading` stands over both."""

    table: Table
    chart: Chart | None = None
    heading: str = ""
