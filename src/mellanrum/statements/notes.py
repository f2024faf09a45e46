"""The notes whose rows are accounts or areas: revenue, costs, financial items, receivables, liabilities, audit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mellanrum.books.association_map import GroupKey, NoteKey
from mellanrum.figures import Family, Figure, FigureBook, Leaf, Period, Term
from mellanrum.statements.basis import Basis, YearBasis
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount, sum_of
from mellanrum.statements.slugs import slugs

ONE = Decimal(1)
VAT_ROW = "vat"
REST_ROW = "rest"
MOST_ROWS = 15
REFERENCE = "LKBR 9 kap."
SUM = "sum"
AUDITORS: Mapping[GroupKey, tuple[str, str]] = {
    "audit_expert": ("expert", "Expert auditors"),
    "audit_elected": ("elected", "Elected auditors"),
}
"""The rows of the cost of audit that the map can tell apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a note: the end of its key, its label, and the accounts it adds."""

    key: str
    label: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountNote:
    """A note whose rows are accounts, or accounts the map joins: one family of figures.

    `lines` are the lines the note explains; `sign` makes the amounts positive as the note shows them; `is_balance`
    says whether balances or the year's movements are shown; `only_audit` keeps the cost of audit alone.
    """

    prefix: str
    basis: Basis
    lines: tuple[str, ...]
    sign: Decimal
    note: NoteKey | None = None
    is_balance: bool = False
    only_audit: bool = False

    def family(self) -> Family:
        """Offer the note to a book of figures."""
        rows = _Rows(self)
        return Family(self.prefix, rows.compute, rows.keys)

    def accounts(self, year: YearBasis) -> tuple[str, ...]:
        """List the accounts on the note's lines in a year."""
        placed = year.placed.closing if self.is_balance else year.placed.result
        found = (account for line in self.lines for account in placed.get(line, ()))
        return tuple(account for account in found if not self.only_audit or self.basis.is_audit(account))

    def leaf(self, year: YearBasis, account: str) -> Leaf:
        """Return an account as the note shows it."""
        return year.leaves.closing(account) if self.is_balance else year.leaves.change(account)


class _Rows:
    """The rows of a note, the same ones for every year of the books."""

    def __init__(self, note: AccountNote) -> None:
        self.note = note

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        sizes = self._sizes()
        grouped: dict[str, Row] = {}
        for account in sorted(sizes):
            key, label = self._row_of(account)
            known = grouped.get(key)
            grouped[key] = Row(key, label, (*(known.accounts if known else ()), account))
        return self._joined(self._named_vat(grouped), sizes)

    def _sizes(self) -> Mapping[str, Decimal]:
        """Return every account that has an amount in some year, with the largest it had."""
        sizes: dict[str, Decimal] = {}
        for year in self.note.basis.years():
            for account in self.note.accounts(year):
                size = abs(self.note.leaf(year, account).value)
                if size:
                    sizes[account] = max(sizes.get(account, size), size)
        return sizes

    def _row_of(self, account: str) -> tuple[str, str]:
        """Return the key and label of an account's row: as the map says, or the account itself."""
        basis = self.note.basis
        label = basis.accounts.note_row_of(self.note.note, account) if self.note.note else None
        if label is not None:
            return self._label_keys[label], label
        if self.note.is_balance and basis.accounts.is_in("vat", account):
            return VAT_ROW, "Value added tax"
        if self.note.only_audit:
            for group, (key, name) in AUDITORS.items():
                if basis.accounts.is_in(group, account):
                    return key, name
        return basis.row_keys[account], basis.label_of(account)

    @cached_property
    def _label_keys(self) -> Mapping[str, str]:
        """The keys of the rows that the map names."""
        basis = self.note.basis
        labels = (row.label for row in basis.own.note_row if row.note == self.note.note)
        return slugs(labels, {VAT_ROW, REST_ROW, SUM, *basis.row_keys.values()})

    def _named_vat(self, rows: dict[str, Row]) -> dict[str, Row]:
        """Give the row of netted VAT the name of its account where it has only one."""
        vat = rows.get(VAT_ROW)
        if vat is not None and len(vat.accounts) == 1:
            rows[VAT_ROW] = Row(VAT_ROW, self.note.basis.label_of(vat.accounts[0]), vat.accounts)
        return rows

    def _joined(self, rows: dict[str, Row], sizes: Mapping[str, Decimal]) -> Mapping[str, Row]:
        """Join the smallest accounts in one row where there are more than a reader can take in.

        Every contributor has a row of its own however many they are, and so has a row that the map names.
        """
        if len(rows) <= MOST_ROWS or self.note.prefix == "revenue_note":
            return rows
        own = {key for key in rows if key in self._label_keys.values()}
        by_size = sorted(
            rows.values(), key=lambda row: (row.key not in own, -sum(sizes[a] for a in row.accounts), row.key)
        )
        kept = {row.key for row in by_size[: MOST_ROWS - 1]} | own
        rest = tuple(account for key, row in rows.items() if key not in kept for account in row.accounts)
        joined = {key: row for key, row in rows.items() if key in kept}
        return joined | {REST_ROW: Row(REST_ROW, "Other accounts", rest)} if rest else joined

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        if self.note.basis.year(period) is not None and self.rows:
            yield from (f"{self.note.prefix}.{key}" for key in (*self.rows, SUM))

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        year = self.note.basis.year(period)
        name = key.partition(".")[2]
        if year is None or not self.rows:
            return None
        if name == SUM:
            rows = sum_of(book, (f"{self.note.prefix}.{row}" for row in self.rows), period)
            return amount(key, period, "Total", rows, SUM_OF_LINES, REFERENCE)
        row = self.rows.get(name)
        if row is None:
            return None
        there = set(self.note.accounts(year))
        terms = (Term(self.note.leaf(year, a), self.note.sign) for a in row.accounts if a in there)
        return amount(key, period, row.label, terms, "Sum of the accounts on the row", REFERENCE)


def account_notes(basis: Basis) -> tuple[AccountNote, ...]:
    """Return the notes that follow accounts; the cost note only where it does not follow areas."""
    notes = (
        AccountNote("revenue_note", basis, ("revenue",), MINUS_ONE, "revenue_note"),
        AccountNote("financial_note", basis, ("financial_income", "financial_costs"), MINUS_ONE),
        AccountNote("receivables_note", basis, ("receivables",), ONE, "receivables_note", is_balance=True),
        AccountNote(
            "liabilities_note", basis, ("short_term_liabilities",), MINUS_ONE, "liabilities_note", is_balance=True
        ),
        AccountNote("audit_note", basis, ("costs",), ONE, only_audit=True),
    )
    if basis.notes_by == "kind":
        return (AccountNote("cost_note", basis, ("costs", "depreciation"), ONE, "cost_note"), *notes)
    return notes
