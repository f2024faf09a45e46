"""Tables whose rows are other figures: fixed assets, items that do not affect cash, investments."""

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
    reference: str = REFERENCE

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
            return amount(key, period, self.last_label, added, SUM_OF_LINES, self.reference)
        if name not in self.rows:
            return None
        label, terms = self.rows[name]
        return amount(key, period, label, terms(book, period), "Rows of the statements", self.reference)


def line_notes(basis: Basis) -> tuple[LineNote, ...]:
    """Return the note of fixed assets (book values), the note of items that do not affect cash, and the investments.

    An investment is what was acquired, less what was disposed of, at book value: the change of the line before
    depreciation.
    """

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
    invested: dict[str, tuple[str, Terms]] = {
        "intangible_assets": ("Change in intangible assets", _change("intangible_assets")),
        "tangible_assets": ("Change in tangible assets", _change("tangible_assets")),
        "financial_assets": ("Change in financial assets", _change("financial_assets")),
        "depreciation": ("Depreciation, added back", _depreciation(MINUS_ONE)),
    }
    return (
        LineNote("fixed_assets_note", basis, assets, "closing", "Closing balance"),
        LineNote("non_cash_note", basis, non_cash, "sum", "Total"),
        LineNote("investments", basis, invested, "sum", "Investments of the year, net", "LKBR 4 kap."),
    )


def _depreciation(sign: Decimal) -> Terms:
    return lambda book, period: (Term(book.get("income_statement.depreciation", period), sign),)


def _change(line: str) -> Terms:
    return lambda book, period: change_of(book, line, period, ONE)


def _acquired(book: FigureBook, period: Period) -> tuple[Term, ...]:
    depreciation = Term(book.get("income_statement.depreciation", period), MINUS_ONE)
    return (*change_of(book, "fixed_assets", period, ONE), depreciation)
