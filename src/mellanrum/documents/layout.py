"""What the writers share: heads with their spans, widths, what leads where, a chart's numbers as a table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from mellanrum.documents.model import (
    Cell,
    Chart,
    Column,
    ColumnKind,
    FigureRef,
    Form,
    NoteRef,
    Number,
    Report,
    Row,
    RowKind,
    Table,
    TraceEntry,
)
from mellanrum.documents.shown import cell_text
from mellanrum.figures import Period
from mellanrum.numbers import Language

_SHORT = 16  # characters of a column of text that does not wrap
SUMS = frozenset({RowKind.SUM, RowKind.TOTAL})


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head, with the columns and rows it spans; `column` counts from 0."""

    text: str
    column: int
    across: int = 1
    down: int = 1
    unit: str = ""


def head_rows(table: Table) -> tuple[tuple[HeadCell, ...], ...]:
    """Lay out the head: one row, or two where columns stand in groups. The unit stands in the first cell."""
    if not any(column.group for column in table.columns):
        return (tuple(_head_cell(table, index) for index in range(len(table.columns))),)
    upper, lower = [], []
    for start, group in _groups(table.columns):
        if group[0].group:
            upper.append(HeadCell(group[0].group, start, across=len(group)))
            lower += [_head_cell(table, start + offset) for offset in range(len(group))]
        else:
            upper += [_head_cell(table, start + offset, down=2) for offset in range(len(group))]
    return tuple(upper), tuple(lower)


def _head_cell(table: Table, index: int, down: int = 1) -> HeadCell:
    return HeadCell(table.columns[index].header, index, down=down, unit=table.unit if index == 0 else "")


def _groups(columns: tuple[Column, ...]) -> Iterator[tuple[int, tuple[Column, ...]]]:
    start = 0
    for _, found in groupby(columns, key=lambda column: column.group):
        group = tuple(found)
        yield start, group
        start += len(group)


def group_starts(table: Table) -> frozenset[int]:
    """Find the columns that stand a little apart from the column before, where one group ends and another begins."""
    columns = table.columns
    return frozenset(at for at in range(2, len(columns)) if columns[at].group != columns[at - 1].group)


def is_right(column: Column) -> bool:
    """Whether what the column holds stands to the right."""
    return column.kind in {ColumnKind.AMOUNT, ColumnKind.SHARE}


def is_short(table: Table, index: int, lang: Language) -> bool:
    """Whether a column of text beside others holds so little that it stands on one line."""
    column = table.columns[index]
    if index == 0 or column.kind is not ColumnKind.TEXT:
        return False
    texts = (cell_text(full_cells(row, table)[index], lang) for row in table.rows)
    return max(map(len, (column.header, *texts))) <= _SHORT


def full_cells(row: Row, table: Table) -> tuple[Cell, ...]:
    """Return a cell for each column: those left out at the end are empty. ValueError where there are too many."""
    if len(row.cells) > len(table.columns):
        raise ValueError(f"{table.key}: a row has {len(row.cells)} cells for {len(table.columns)} columns")
    return row.cells + ("",) * (len(table.columns) - len(row.cells))


def kept_groups(rows: tuple[Row, ...]) -> tuple[tuple[int, int], ...]:
    """Find the rows that may not be parted by a page break, as (first, past last).

    A sum stays with the row it ends, sums after each other stay together, a subheading stays with what it heads and
    a group with the first row that divides it.
    """
    joined = [after.kind in SUMS or _heads(before, after) for before, after in pairwise(rows)]
    groups, first = [], 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or not joined[index - 1]:
            groups.append((first, index))
            first = index
    return tuple(group for group in groups if group[1] - group[0] > 1)


def _heads(before: Row, after: Row) -> bool:
    divided = before.kind is RowKind.GROUP and after.kind is RowKind.INDENTED
    return before.kind is RowKind.SUBHEADING or divided


class Width(StrEnum):
    """How a table is fitted: in the text column, over the page, in small type, or on a page laid on its side."""

    TEXT = "text"
    PAGE = "page"
    SMALL = "small"
    LANDSCAPE = "landscape"


_CHARACTER = 4.9  # the mean width of a character in a table's type, in points
_GAP = 12  # between columns, in points
_APART = 8  # between groups of columns, in points more
_TEXT, _PAGE, _SMALL = 340, 448, 540  # what each width holds, in points of normal type and its gaps
_SHORTEST, _LONGEST, _WRAPPED = 14, 60, 30  # characters of a label: at least, at most, and where it may wrap


def width_of(table: Table, lang: Language = "sv") -> Width:
    """Choose how to fit the table, by the characters its columns need; labels wrap before the type gets small."""
    needed = _needed(table, lang, _LONGEST)
    if needed <= _TEXT and len(table.columns) <= 4:
        return Width.TEXT
    if min(needed, _needed(table, lang, _WRAPPED)) <= _PAGE:
        return Width.PAGE
    return Width.SMALL if _needed(table, lang, _WRAPPED) <= _SMALL else Width.LANDSCAPE


def _needed(table: Table, lang: Language, label: int) -> float:
    columns = sum(_column_width(table, index, lang, label) for index in range(len(table.columns)))
    return columns + _APART * len(group_starts(table))


def _column_width(table: Table, index: int, lang: Language, label: int) -> float:
    texts = [cell_text(full_cells(row, table)[index], lang) for row in table.rows if row.kind is not RowKind.SUBHEADING]
    longest = max((len(text) for text in (*texts, *table.columns[index].header.split())), default=0)
    if table.columns[index].kind is ColumnKind.TEXT:
        longest = min(max(longest, _SHORTEST), label)
    return longest * _CHARACTER + _GAP


def chart_table(chart: Chart) -> Table:
    """Set out the numbers a chart is drawn from: series as rows where the categories are few and short.

    Where the head says per cent, the numbers do not say it again.
    """
    across = len(chart.categories) <= 7 and all(len(category) <= 11 for category in chart.categories)
    heads = chart.categories if across else tuple(series.label for series in chart.series)
    columns = tuple(Column(f"c{index}", head) for index, head in enumerate(heads))
    return Table(
        key=f"{chart.key}.numbers",
        caption="",
        columns=(Column("label", "", ColumnKind.TEXT), *columns),
        rows=_rows_across(chart) if across else _rows_down(chart),
        unit=chart.unit,
    )


def _rows_across(chart: Chart) -> tuple[Row, ...]:
    return tuple(Row((series.label, *_bare(series.numbers, chart))) for series in chart.series)


def _rows_down(chart: Chart) -> tuple[Row, ...]:
    numbers = zip(*(_bare(series.numbers, chart) for series in chart.series), strict=True)
    return tuple(Row((category, *found)) for category, found in zip(chart.categories, numbers, strict=True))


def _bare(numbers: tuple[Number, ...], chart: Chart) -> tuple[Number, ...]:
    if chart.unit != "%":
        return numbers
    return tuple(replace(number, form=Form.PERCENT) if number.form is Form.SHARE else number for number in numbers)


def told_rule(entry: TraceEntry) -> str:
    """Say how a figure was computed and where that is laid down, as two sentences."""
    rule = entry.rule if entry.rule.endswith((".", "!", "?")) else f"{entry.rule}."
    return f"{rule} {entry.reference}".rstrip() if entry.rule else entry.reference


class Anchors:
    """The places in a report that can be led to: sections, tables, charts and traces, each with a name.

    A writer claims each place in reading order: where two have one name, references lead to the first.
    """

    def __init__(self, report: Report) -> None:
        self._traced = report.traced()
        self._keys = {section.key for section in report.all_sections()}
        self._keys |= {block.key for block in report.blocks() if isinstance(block, Table | Chart)}
        self._claimed: set[str] = set()

    def claim(self, name: str) -> str:
        """Return the name the first time, the empty string after that."""
        if name in self._claimed:
            return ""
        self._claimed.add(name)
        return name

    def led_to(self, reference: FigureRef | NoteRef) -> str:
        """Return the name of the place a reference leads to; empty where the report does not have it."""
        if isinstance(reference, NoteRef):
            return reference.target if reference.target in self._keys else ""
        known = (reference.key, reference.period) in self._traced
        return trace_anchor(reference.key, reference.period) if known else ""


def trace_anchor(key: str, period: Period) -> str:
    """Name the place of a figure's trace."""
    return f"trace {key} {period}"
