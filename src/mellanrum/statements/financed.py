"""The table of financed activities: costs of interventions, structural work, administration and projects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mellanrum.books.association_map import AreaKind
from mellanrum.books.ledger import COST_CENTRE, PROJECT
from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.basis import Basis
from mellanrum.statements.making import SUM_OF_LINES, amount, quotient, sum_of
from mellanrum.statements.operations import COST_LINES
from mellanrum.statements.slugs import slug
from mellanrum.statements.spread import Slice, Spread

REFERENCE = "LKBR 11 kap., RKR R15"
GROUPS: Mapping[str, str] = {
    "individual": "Individual interventions",
    "structural": "Structural interventions",
    "administration": "Administration",
    "project": "Projects and other",
}
TOTAL = "total"
AUDIT = "audit"
ALLOCATED = "allocated"


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a group: the end of its key and its label."""

    key: str
    label: str


class Financed:
    """The family `financed.<group>` and `financed.<group>.<row>`, costs positive, allocation keys used.

    Rows are interventions (project, else cost centre); under administration they are kinds of cost, audit last.
    `financed.total` is the whole cost of the year, depreciation in it.
    """

    prefix = "financed"

    def __init__(self, basis: Basis, spread: Spread) -> None:
        self.basis = basis
        self.spread = spread

    def family(self) -> Family:
        """Offer the table to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List groups and rows that have a cost in some year of the books."""
        if self.basis.year(period) is None:
            return
        for group, rows in self.rows.items():
            yield f"{self.prefix}.{group}"
            yield from (f"{self.prefix}.{group}.{row.key}" for row in rows)
        yield f"{self.prefix}.{TOTAL}"

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each group that has a cost, in the order of their keys; audit and what is allocated last."""
        found: dict[str, dict[str, Row]] = {group: {} for group in GROUPS}
        for year in self.basis.books.years:
            for part in self._costs(year.period):
                if part.term.node.value:
                    row = self._row(part)
                    found[self._group(part)][row.key] = row
        return {group: tuple(sorted(rows.values(), key=_place)) for group, rows in found.items() if rows}

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a group, a row or the total."""
        group, _, name = key.partition(".")[2].partition(".")
        if self.basis.year(period) is None:
            return None
        if group == TOTAL:
            groups = sum_of(book, (f"{self.prefix}.{part}" for part in self.rows), period)
            return amount(key, period, "Total costs", groups, SUM_OF_LINES, REFERENCE)
        if group not in GROUPS:
            return None
        if not name:
            rows = sum_of(book, (f"{self.prefix}.{group}.{row.key}" for row in self.rows.get(group, ())), period)
            return amount(key, period, GROUPS[group], rows, SUM_OF_LINES, REFERENCE)
        row = next((row for row in self.rows.get(group, ()) if row.key == name), None)
        if row is None:
            return None
        kept = (p for p in self._costs(period) if self._group(p) == group and self._row(p).key == name)
        terms = (Term(part.term.node, -part.term.factor) for part in kept)
        return amount(key, period, row.label, terms, "Costs and depreciation on the row", REFERENCE)

    def _costs(self, period: Period) -> Iterator[Slice]:
        return (part for part in self.spread.outcome(period) if part.line in COST_LINES)

    @cached_property
    def _kinds(self) -> Mapping[str, AreaKind]:
        return {row.key: row.kind for row in self.basis.areas.rows}

    def _group(self, part: Slice) -> str:
        kind = self._kinds.get(part.area, "project")
        return kind if kind in GROUPS else "project"

    def _row(self, part: Slice) -> Row:
        if part.decision:
            return Row(ALLOCATED, "By allocation key")
        if self._group(part) == "administration":
            return self._kind_of_cost(part.account)
        dimension, code = (PROJECT, part.project) if part.project else (COST_CENTRE, part.centre)
        if code is None:
            area = self.basis.areas.row(part.area)
            return Row(slug(area.key), area.label)
        name = self.basis.books.object_names.get((dimension, code), code)
        return Row(f"{'p' if part.project else 'cc'}_{slug(code)}", name)

    def _kind_of_cost(self, account: str) -> Row:
        if self.basis.is_audit(account):
            return Row(AUDIT, "Audit")
        label = self.basis.accounts.note_row_of("cost_note", account)
        if label is not None:
            return Row(slug(label), label)
        return Row(f"a{account.lower()}", self.basis.books.account_label(account))


def _place(row: Row) -> tuple[bool, bool, str]:
    return row.key == AUDIT, row.key == ALLOCATED, row.key


class FinancedShares:
    """The family `financed_share.<group>[.<row>]`: each row's share of the total cost."""

    prefix = "financed_share"

    def family(self) -> Family:
        """Offer the shares to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, book: FigureBook, period: Period) -> Iterator[str]:
        """List a share for each row of the table."""
        for key in book.keys("financed", period):
            if key != f"financed.{TOTAL}":
                yield f"{self.prefix}.{key.partition('.')[2]}"

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a row's share of the total; None where the row or the total is missing."""
        part = book.find(f"financed.{key.partition('.')[2]}", period)
        label = part.label if part is not None else ""
        return quotient(key, period, label, part, book.find(f"financed.{TOTAL}", period), REFERENCE)
