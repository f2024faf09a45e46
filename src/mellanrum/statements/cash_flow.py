"""The cash flow statement: the result in it, and every change of the balance sheet in one place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.association_map import GroupKey
from mellanrum.figures import Family, Figure, FigureBook, Leaf, Period, Term
from mellanrum.statements.basis import Basis, YearBasis
from mellanrum.statements.layout import layout
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount

ONE = Decimal(1)
Terms = tuple[Term, ...]
CAPITAL_GROUPS: tuple[GroupKey, ...] = ("capital_gains", "capital_losses")


@dataclass(frozen=True, slots=True)
class Flow:
    """How a line of the cash flow is computed: the rule in words, and its terms."""

    rule: str
    terms: Callable[["CashFlow", FigureBook, Period], Terms]


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
        """List the lines; the change on unmapped accounts only where there is one."""
        if not self._has_opening(book, period):
            return
        for name in self.lines:
            if name != "d_unmapped" or self.unmapped(book, period):
                yield f"{self.prefix}.{name}"

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a line; None where the books do not say what the year opened with."""
        name = key.partition(".")[2]
        line = self.lines.get(name)
        if line is None or not self._has_opening(book, period):
            return None
        if name in FLOWS:
            terms = FLOWS[name].terms(self, book, period)
            return amount(key, period, line.label, terms, FLOWS[name].rule, line.reference)
        added = (Term(book.get(f"{self.prefix}.{part}", period)) for part in line.sums)
        return amount(key, period, line.label, added, SUM_OF_LINES, line.reference)

    def _has_opening(self, book: FigureBook, period: Period) -> bool:
        return self.basis.year(period) is not None and _opening(book, "cash", period) is not None

    def unmapped(self, _book: FigureBook, period: Period) -> Terms:
        """Return what the unmapped accounts of the balance sheet moved, as terms."""
        year = self.basis.year(period)
        return tuple(Term(leaf, MINUS_ONE) for leaf in _unmapped(year)) if year else ()


def _unmapped(year: YearBasis) -> Iterator[Leaf]:
    accounts = {account for side in ("unmapped_assets", "unmapped_liabilities") for account in _both(year, side)}
    return (leaf for leaf in (year.leaves.change(account) for account in sorted(accounts)) if leaf.value)


def _both(year: YearBasis, line: str) -> set[str]:
    return {*year.placed.closing.get(line, ()), *year.placed.opening.get(line, ())}


def _opening(book: FigureBook, line: str, period: Period) -> Figure | None:
    """Return what a line opened with: by the year's own books, else the closing of the year before."""
    return book.find(f"opening_balance.{line}", period) or book.find(f"balance_sheet.{line}", period.previous())


def _change(book: FigureBook, line: str, period: Period, sign: Decimal) -> Terms:
    """Return closing less opening of a balance line, times `sign`, as terms."""
    opening = _opening(book, line, period)
    closing = Term(book.get(f"balance_sheet.{line}", period), sign)
    return (closing, Term(opening, -sign)) if opening is not None else (closing,)


def _result(_flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    return (Term(book.get("income_statement.result", period)),)


def _non_cash(flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    depreciation = Term(book.get("income_statement.depreciation", period), MINUS_ONE)
    provisions = _change(book, "provisions", period, ONE)
    return (depreciation, *provisions, *capital(flow.basis, period, ONE))


def capital(basis: Basis, period: Period, sign: Decimal) -> Terms:
    """Return capital gains and losses as terms: with sign 1, gains are taken off and losses added back."""
    year = basis.year(period)
    if year is None:
        return ()
    accounts = (account for on_line in year.placed.result.values() for account in on_line)
    kept = sorted(a for a in accounts if any(basis.accounts.is_in(group, a) for group in CAPITAL_GROUPS))
    return tuple(Term(year.leaves.change(account), sign) for account in kept)


def _receivables(_flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    return _change(book, "receivables", period, MINUS_ONE)


def _inventory(_flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    return _change(book, "inventory", period, MINUS_ONE)


def _liabilities(_flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    return _change(book, "short_term_liabilities", period, ONE)


def _investing(flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    fixed = _change(book, "fixed_assets", period, MINUS_ONE)
    depreciation = Term(book.get("income_statement.depreciation", period))
    investments = _change(book, "short_term_investments", period, MINUS_ONE)
    return (*fixed, depreciation, *investments, *capital(flow.basis, period, MINUS_ONE))


def _financing(_flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    # Equity changes by the result; whatever else moved it came from outside the income statement.
    equity = _change(book, "equity", period, ONE)
    result = Term(book.get("income_statement.result", period), MINUS_ONE)
    return (*_change(book, "long_term_liabilities", period, ONE), *equity, result)


def _cash_in(_flow: CashFlow, book: FigureBook, period: Period) -> Terms:
    opening = _opening(book, "cash", period)
    return (Term(opening),) if opening is not None else ()


FLOWS: dict[str, Flow] = {
    "result": Flow("The result of the income statement", _result),
    "non_cash": Flow("Depreciation, change in provisions, capital gains and losses", _non_cash),
    "d_inventory": Flow("Opening less closing balance", _inventory),
    "d_receivables": Flow("Opening less closing balance", _receivables),
    "d_liabilities": Flow("Closing less opening balance", _liabilities),
    "d_unmapped": Flow("What the unmapped accounts moved", CashFlow.unmapped),
    "investing": Flow("Change in fixed assets before depreciation, and in short-term investments", _investing),
    "financing": Flow("Change in long-term liabilities, and in equity beside the result", _financing),
    "cash_in": Flow("The opening balance of cash and bank", _cash_in),
}
