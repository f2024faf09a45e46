"""The rows of a table as lines; sums among them left out, every fault told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from mellanrum.books.sheets.cells import cell_name
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.line import Line
from mellanrum.books.sheets.row import Reader
from mellanrum.books.sheets.sums import RunningTotals, group_lines, is_called_sum
from mellanrum.findings import Finding, finding, has_error

_TOLD = 1_000  # faults that are told one by one: a column read for another would give one for each row
_SUMS_TOLD = 12


@dataclass(slots=True)
class Read:
    """The lines of a table, the names of objects in it, and what was found; `sums` are the rows left out."""

    layout: Layout
    lines: list[Line] = field(default_factory=list)
    object_names: dict[tuple[str, str], str] = field(default_factory=dict)
    sums: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    untold: int = 0

    @property
    def failed(self) -> bool:
        """Whether some row could not be read, so that the amounts of the table are not known."""
        return has_error(self.findings)

    def tell(self, *faults: Finding) -> None:
        """Keep faults, up to a number."""
        room = max(0, _TOLD - len(self.findings))
        self.findings += faults[:room]
        self.untold += len(faults[room:])


class _Kind(Enum):
    OWN = "holds something of its own"
    SUM = "calls itself a sum"
    UNNAMED = "belongs to no account: the sum of others, or a fault"


def read_lines(layout: Layout, *, needs_account: bool) -> Read:
    """Read every row under the headings.

    Faults, all of them (from the 1 001st on only counted, `sheet.more_faults`): `sheet.not_an_amount`,
    `sheet.ambiguous_amount`, `sheet.formula_failed`, `sheet.formula_not_computed`, and `sheet.no_account` where every
    row needs an account, else `sheet.belongs_nowhere`. Rows that are sums of others are left out, with one note
    (`sheet.sums_left_out`); rows without amounts are headings.
    """
    read = Read(layout)
    reader = Reader(layout)
    rows = list(_rows_with_amounts(read, reader, needs_account=needs_account))
    groups = {line.row for line in group_lines([line for line, kind in rows if kind is _Kind.OWN])}
    totals = RunningTotals()
    for line, kind in rows:
        if line.row in groups:
            read.sums.append(line.row)
        elif kind is _Kind.OWN:
            read.lines.append(line)
            totals.add(line)
        elif kind is _Kind.SUM or totals.explain(line):
            read.sums.append(line.row)
            totals.take_sum()
        elif any(value for _, value in line.all_amounts()):
            read.tell(_no_account(reader, line.row, needs_account=needs_account))
    if read.untold:
        read.findings.append(finding("sheet.more_faults", layout.grid.place(layout.header + 1), count=read.untold))
    if read.sums:
        read.findings.append(_sums_left_out(read))
    return read


def _rows_with_amounts(read: Read, reader: Reader, *, needs_account: bool) -> Iterator[tuple[Line, _Kind]]:
    for row in range(read.layout.header + 1, len(read.layout.grid.rows)):
        amounts, months, faults = reader.amounts(row)
        (account, name), (objects, names) = reader.account(row), reader.objects(row)
        if not amounts and not months and not (faults and (account or objects)):
            continue  # nothing, or words beside no account: headings, on each page anew, a footer
        line = Line(row, account, name, objects, amounts, months, reader.text(row, "month"), reader.rest(row))
        if is_called_sum(reader.labels(row, account, name), has_account=bool(account)):
            yield line, _Kind.SUM
        elif account or faults or (objects and not needs_account and not reader.text(row, "account")):
            for pair, called in names.items():
                read.object_names.setdefault(pair, called)
            read.tell(*faults)
            yield line, _Kind.OWN
        else:
            yield line, _Kind.UNNAMED


def _no_account(reader: Reader, row: int, *, needs_account: bool) -> Finding:
    written = reader.text(row, "account") or next(filter(None, reader.labels(row, "", "")), "")
    place = reader.grid.place(row, reader.layout.columns.get("account", 0))
    return finding("sheet.no_account" if needs_account else "sheet.belongs_nowhere", place, written=written)


def _sums_left_out(read: Read) -> Finding:
    rows = sorted(read.sums)
    cells = ", ".join(cell_name(row, 0) for row in rows[:_SUMS_TOLD]) + (" …" if len(rows) > _SUMS_TOLD else "")
    return finding("sheet.sums_left_out", read.layout.grid.place(rows[0]), count=len(rows), cells=cells)
