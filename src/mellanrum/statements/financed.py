"""The table of financed activities: costs of interventions, structural work, administration and projects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mellanrum.books.ledger import COST_CENTRE, PROJECT
from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.basis import Basis
from mellanrum.statements.making import SUM_OF_LINES, amount, quotient, sum_of
from mellanrum.statements.operations import COST_LINES
from mellanrum.statements.slugs import slugs
from mellanrum.statements.spread import Slice, Spread

REFERENCE = "LKBR 11 kap., RKR R15"
GROUPS: Mapping[str, str] = {
    "individual": "Individual interventions",
    "structural": "Structural interventions",
    "administration": "Administration",
    "project": "Projects and other",
    "unassigned": "Without cost centre",
}
BY_KIND = frozenset({"administration", "unassigned"})
TOTAL = "total"
AUDIT = "audit"
ALLOCATED = "allocated"


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a group: the end of its key and its label."""

    key: str
    label: str


RowAt = tuple[str, Row]
"""Where a cost stands: its group and its row."""


class Financed:
    """The family `financed.<group>` and `financed.<group>.<row>`, costs positive, allocation keys used.

    Rows are interventions (project, else cost centre); under administration, and where no area is known, they are
    kinds of cost, audit last. `financed.total` is the whole cost of the year, depreciation in it.
    """

    prefix = "financed"

    def __init__(self, basis: Basis, spread: Spread) -> None:
        self.basis = basis
        self.spread = spread
        self._kept: dict[Period, Mapping[RowAt, tuple[Slice, ...]]] = {}

    def family(self) -> Family:
        """Offer the table to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List groups and rows that have a cost in some year of the books."""
        if self.basis.year(period) is None:
            return
        for group, rows in self.rows.items():
            yield f"{self.prefix}.{group}"
            yield from (f"{self.prefix}.{group}.{name}" for name in rows)
        yield f"{self.prefix}.{TOTAL}"

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows of each group that has a cost, by key in order; audit and what is allocated last."""
        found: dict[str, dict[str, Row]] = {group: {} for group in GROUPS}
        for year in self.basis.books.years:
            for (group, row), parts in self._costs(year.period).items():
                if any(part.term.node.value for part in parts):
                    found[group][row.key] = row
        ordered = {group: sorted(rows.values(), key=_place) for group, rows in found.items() if rows}
        return {group: {row.key: row for row in rows} for group, rows in ordered.items()}

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a group, a row or the total; None for a group or row without a cost in every year."""
        group, _, name = key.partition(".")[2].partition(".")
        if self.basis.year(period) is None:
            return None
        if key == f"{self.prefix}.{TOTAL}":
            groups = sum_of(book, (f"{self.prefix}.{part}" for part in self.rows), period)
            return amount(key, period, "Total costs", groups, SUM_OF_LINES, REFERENCE)
        rows = self.rows.get(group, {})
        if rows and not name:
            parts = sum_of(book, (f"{self.prefix}.{group}.{row}" for row in rows), period)
            return amount(key, period, GROUPS[group], parts, SUM_OF_LINES, REFERENCE)
        row = rows.get(name)
        if row is None:
            return None
        slices = self._costs(period).get((group, row), ())
        terms = (Term(part.term.node, -part.term.factor) for part in slices)
        return amount(key, period, row.label, terms, "Costs and depreciation on the row", REFERENCE)

    def _costs(self, period: Period) -> Mapping[RowAt, tuple[Slice, ...]]:
        """Return the year's costs by group and row; put together once."""
        if period not in self._kept:
            found: dict[RowAt, list[Slice]] = {}
            for area, parts in self.spread.outcome(period).items():
                group = self._groups[area]
                for part in parts:
                    if part.line in COST_LINES:
                        found.setdefault((group, self._row(part, group)), []).append(part)
            self._kept[period] = {at: tuple(parts) for at, parts in found.items()}
        return self._kept[period]

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        """The group of each area: its kind, where that is a group."""
        return {row.key: row.kind if row.kind in GROUPS else "project" for row in self.basis.areas.rows}

    @cached_property
    def _areas(self) -> Mapping[str, Row]:
        return {row.key: Row(row.key, row.label) for row in self.basis.areas.rows}

    def _row(self, part: Slice, group: str) -> Row:
        if part.decision:
            return Row(ALLOCATED, "By allocation key")
        if group in BY_KIND:
            return self._kind_of_cost(part.account)
        pair = (PROJECT, part.project) if part.project else (COST_CENTRE, part.centre or "")
        known = self.basis.objects
        return Row(known.keys[pair], known.labels[pair]) if pair in known.keys else self._areas[part.area]

    def _kind_of_cost(self, account: str) -> Row:
        if self.basis.is_audit(account):
            return Row(AUDIT, "Audit")
        label = self.basis.accounts.note_row_of("cost_note", account)
        if label is not None:
            return Row(self._labels[label], label)
        return Row(self.basis.row_keys[account], self.basis.label_of(account))

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """The keys of the rows that the map names."""
        labels = (row.label for row in self.basis.own.note_row if row.note == "cost_note")
        return slugs(labels, {AUDIT, ALLOCATED, *self.basis.row_keys.values()})


def _place(row: Row) -> tuple[bool, bool, str]:
    return row.key == AUDIT, row.key == ALLOCATED, row.key


class FinancedShares:
    """The family `financed_share.<group>[.<row>]`: each row's share of the total cost."""

    prefix = "financed_share"

    def family(self) -> Family:
        """Offer the shares to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, book: FigureBook, period: Period) -> Iterator[str]:
        """List a share for each row of the table; none in a year without costs."""
        rows = (key.partition(".")[2] for key in book.keys("financed", period))
        return (key for key in (f"{self.prefix}.{row}" for row in rows) if book.find(key, period) is not None)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a row's share of the total; None where the row or the total is missing."""
        row = key.partition(".")[2]
        part = book.find(f"financed.{row}", period)
        label = part.label if part is not None else ""
        return quotient(key, period, label, part, book.find(f"financed.{TOTAL}", period), REFERENCE)
