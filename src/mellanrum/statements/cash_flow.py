"""The cash flow statement: the result in it, and every change of the balance sheet in one place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.association_map import GroupKey
from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.basis import Basis
from mellanrum.statements.layout import layout
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount, sum_of
from mellanrum.statements.placement import UNMAPPED_ASSETS

ONE = Decimal(1)
Terms = tuple[Term, ...]
CAPITAL_GROUPS: tuple[GroupKey, ...] = ("capital_gains", "capital_losses")


@dataclass(frozen=True, slots=True)
class Flow:
    """How a line of the cash flow is computed: the rule in words, and its terms."""

    rule: str
    terms: Callable[[Basis, FigureBook, Period], Terms]


class CashFlow:
    """The family of the cash flow statement. Signs: what brings cash is positive."""

    prefix = "cash_flow"

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.lines = {line.key: line for line in layout(self.prefix, basis.day)}

    def family(self) -> Family:
        """Offer the statement to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, book: FigureBook, period: Period) -> Iterator[str]:
        """List the lines; the change on unmapped accounts only where some year has such accounts."""
        if knows_opening(self.basis, period):
            yield from (f"{self.prefix}.{name}" for name in self.lines if self._has(book, name, period))

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a line; None where the books do not say what the year opened with."""
        name = key.partition(".")[2]
        line = self.lines.get(name)
        if line is None or not knows_opening(self.basis, period) or not self._has(book, name, period):
            return None
        if name in FLOWS:
            terms = FLOWS[name].terms(self.basis, book, period)
            return amount(key, period, line.label, terms, FLOWS[name].rule, line.reference)
        added = sum_of(book, (f"{self.prefix}.{part}" for part in line.sums), period)
        return amount(key, period, line.label, added, SUM_OF_LINES, line.reference)

    def _has(self, book: FigureBook, name: str, period: Period) -> bool:
        return name != "d_unmapped" or bool(_unmapped_lines(book, period))


def knows_opening(basis: Basis, period: Period) -> bool:
    """Tell whether it is known what a year opened with: by its own books, else by those of the year before."""
    year = basis.year(period)
    return year is not None and (year.has_opening or basis.year_before(year.leaves.year) is not None)


def opening_of(book: FigureBook, line: str, period: Period) -> Figure:
    """Return what a balance line opened with. MissingFigure where nothing says it (see `knows_opening`)."""
    own = book.find(f"opening_balance.{line}", period)
    return own if own is not None else book.get(f"balance_sheet.{line}", period.previous())


def change_of(book: FigureBook, line: str, period: Period, sign: Decimal) -> Terms:
    """Return closing less opening of a balance line, times `sign`, as terms."""
    closing = book.get(f"balance_sheet.{line}", period)
    return Term(closing, sign), Term(opening_of(book, line, period), -sign)


def capital(basis: Basis, period: Period, sign: Decimal) -> Terms:
    """Return capital gains and losses as terms: with sign 1, gains are taken off and losses added back."""
    year = basis.year(period)
    if year is None:
        return ()
    accounts = (account for on_line in year.placed.result.values() for account in on_line)
    kept = sorted(a for a in accounts if any(basis.accounts.is_in(group, a) for group in CAPITAL_GROUPS))
    return tuple(Term(year.leaves.change(account), sign) for account in kept)


def _unmapped_lines(book: FigureBook, period: Period) -> tuple[str, ...]:
    names = (key.partition(".")[2] for key in book.keys("balance_sheet", period))
    return tuple(name for name in names if name.startswith("unmapped_"))


def _result(_basis: Basis, book: FigureBook, period: Period) -> Terms:
    return (Term(book.get("income_statement.result", period)),)


def _non_cash(basis: Basis, book: FigureBook, period: Period) -> Terms:
    depreciation = Term(book.get("income_statement.depreciation", period), MINUS_ONE)
    return (depreciation, *change_of(book, "provisions", period, ONE), *capital(basis, period, ONE))


def _inventory(_basis: Basis, book: FigureBook, period: Period) -> Terms:
    return change_of(book, "inventory", period, MINUS_ONE)


def _receivables(_basis: Basis, book: FigureBook, period: Period) -> Terms:
    return change_of(book, "receivables", period, MINUS_ONE)


def _liabilities(_basis: Basis, book: FigureBook, period: Period) -> Terms:
    return change_of(book, "short_term_liabilities", period, ONE)


def _unmapped(basis: Basis, book: FigureBook, period: Period) -> Terms:
    assets = {f"unmapped_{basis.account_slugs[account]}" for account in basis.unmapped[UNMAPPED_ASSETS]}
    signs = ((line, MINUS_ONE if line in assets else ONE) for line in _unmapped_lines(book, period))
    return tuple(term for line, sign in signs for term in change_of(book, line, period, sign))


def _investing(basis: Basis, book: FigureBook, period: Period) -> Terms:
    fixed = change_of(book, "fixed_assets", period, MINUS_ONE)
    depreciation = Term(book.get("income_statement.depreciation", period))
    investments = change_of(book, "short_term_investments", period, MINUS_ONE)
    return (*fixed, depreciation, *investments, *capital(basis, period, MINUS_ONE))


def _financing(_basis: Basis, book: FigureBook, period: Period) -> Terms:
    # Equity changes by the result; whatever else moved it came from outside the income statement.
    equity = change_of(book, "equity", period, ONE)
    result = Term(book.get("income_statement.result", period), MINUS_ONE)
    return (*change_of(book, "long_term_liabilities", period, ONE), *equity, result)


def _cash_in(_basis: Basis, book: FigureBook, period: Period) -> Terms:
    return (Term(opening_of(book, "cash", period)),)


FLOWS: Mapping[str, Flow] = {
    "result": Flow("The result of the income statement", _result),
    "non_cash": Flow("Depreciation, change in provisions, capital gains and losses", _non_cash),
    "d_inventory": Flow("Opening less closing balance", _inventory),
    "d_receivables": Flow("Opening less closing balance", _receivables),
    "d_liabilities": Flow("Closing less opening balance", _liabilities),
    "d_unmapped": Flow("What the unmapped accounts moved", _unmapped),
    "investing": Flow("Change in fixed assets before depreciation, and in short-term investments", _investing),
    "financing": Flow("Change in long-term liabilities, and in equity beside the result", _financing),
    "cash_in": Flow("The opening balance of cash and bank", _cash_in),
}
