"""The notes whose rows are other figures: fixed assets, and items that do not affect cash."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.basis import Basis
from mellanrum.statements.cash_flow import capital, change_of, knows_opening, opening_of
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount, sum_of

ONE = Decimal(1)
REFERENCE = "LKBR 9 kap."
Terms = Callable[[FigureBook, Period], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class LineNote:
    """A note whose rows are other figures: a label and terms for each row, and the row that adds them."""

    prefix: str
    basis: Basis
    rows: Mapping[str, tuple[str, Terms]]
    last: str
    last_label: str

    def family(self) -> Family:
        """Offer the note to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List the rows of a year; none where the books do not say what it opened with."""
        if knows_opening(self.basis, period):
            yield from (f"{self.prefix}.{name}" for name in (*self.rows, self.last))

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a row, or the last one, which adds the others."""
        name = key.partition(".")[2]
        if not knows_opening(self.basis, period):
            return None
        if name == self.last:
            added = sum_of(book, (f"{self.prefix}.{row}" for row in self.rows), period)
            return amount(key, period, self.last_label, added, SUM_OF_LINES, REFERENCE)
        if name not in self.rows:
            return None
        label, terms = self.rows[name]
        return amount(key, period, label, terms(book, period), "Rows of the statements", REFERENCE)


def line_notes(basis: Basis) -> tuple[LineNote, ...]:
    """Return the note of fixed assets (book values) and the note of items that do not affect cash."""

    def gains(_book: FigureBook, period: Period) -> tuple[Term, ...]:
        return capital(basis, period, ONE)

    def provisions(book: FigureBook, period: Period) -> tuple[Term, ...]:
        return change_of(book, "provisions", period, ONE)

    assets: dict[str, tuple[str, Terms]] = {
        "opening": ("Opening balance", lambda book, period: (Term(opening_of(book, "fixed_assets", period)),)),
        "acquired": ("Acquired and disposed of", _acquired),
        "depreciation": ("Depreciation of the year", _depreciation(ONE)),
    }
    non_cash: dict[str, tuple[str, Terms]] = {
        "depreciation": ("Depreciation", _depreciation(MINUS_ONE)),
        "provisions": ("Change in provisions", provisions),
        "gains": ("Capital gains (−) and losses (+)", gains),
    }
    return (
        LineNote("fixed_assets_note", basis, assets, "closing", "Closing balance"),
        LineNote("non_cash_note", basis, non_cash, "sum", "Total"),
    )


def _depreciation(sign: Decimal) -> Terms:
    return lambda book, period: (Term(book.get("income_statement.depreciation", period), sign),)


def _acquired(book: FigureBook, period: Period) -> tuple[Term, ...]:
    depreciation = Term(book.get("income_statement.depreciation", period), MINUS_ONE)
    return (*change_of(book, "fixed_assets", period, ONE), depreciation)
