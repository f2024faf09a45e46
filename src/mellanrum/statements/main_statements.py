"""Income statement, balance sheet and opening balance: lines of accounts, and sums of lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.figures import Family, Figure, FigureBook, Leaf, Period, Term
from mellanrum.statements.basis import Basis, YearBasis
from mellanrum.statements.layout import LayoutLine, layout
from mellanrum.statements.making import MINUS_ONE, SUM_OF_ACCOUNTS, SUM_OF_LINES, amount, sum_of
from mellanrum.statements.placement import CLOSING_ENTRY, UNMAPPED_ASSETS, UNMAPPED_BALANCE, UNMAPPED_RESULT

ASSETS = frozenset(
    {
        "intangible_assets",
        "tangible_assets",
        "financial_assets",
        "inventory",
        "receivables",
        "short_term_investments",
        "cash",
        UNMAPPED_ASSETS,
    }
)
UNMAPPED_TOKENS = frozenset({UNMAPPED_RESULT, *UNMAPPED_BALANCE})
UNKNOWN = "An account the map does not know"
ONE = Decimal(1)

Placement = Mapping[str, tuple[str, ...]]
Own = Callable[[FigureBook, YearBasis, Period], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line that is neither accounts of its own nor a sum: what it is made of and by which rule."""

    rule: str
    terms: Own


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as a family of figures: `lines` in reading order, where accounts are placed, how one is read.

    `is_known` says whether a year's books say anything of it: not every file says what the year opened with.
    """

    prefix: str
    basis: Basis
    lines: Mapping[str, LayoutLine]
    placed: Callable[[YearBasis], Placement]
    leaf: Callable[[YearBasis], Callable[[str], Leaf]]
    own: Mapping[str, OwnLine] = field(default_factory=dict)
    is_known: Callable[[YearBasis], bool] = lambda _: True

    def family(self) -> Family:
        """Offer the statement to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List the lines of a year, each account that is unmapped in some year as a line of its own."""
        if self._year(period) is not None:
            yield from (f"{self.prefix}.{name}" for name in self._expanded(self.lines))

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a line; None where the books do not reach the year, or the statement has no such line."""
        year = self._year(period)
        name = key.partition(".")[2]
        if year is None or name in UNMAPPED_TOKENS:
            return None
        line = self.lines.get(name)
        if line is None:
            return self._unmapped_line(year, key, period)
        terms, rule = self._terms(book, year, line, period)
        return amount(key, period, line.label, terms, rule, line.reference)

    def _terms(self, book: FigureBook, year: YearBasis, line: LayoutLine, period: Period) -> tuple[Iterable[Term], str]:
        """Return what a line adds, and by which rule."""
        if line.key in self.own:
            own = self.own[line.key]
            return own.terms(book, year, period), own.rule
        if line.sums:
            return sum_of(book, (f"{self.prefix}.{name}" for name in self._expanded(line.sums)), period), SUM_OF_LINES
        return self._on_line(year, line.key), SUM_OF_ACCOUNTS

    def _year(self, period: Period) -> YearBasis | None:
        year = self.basis.year(period)
        return year if year is not None and self.is_known(year) else None

    def _on_line(self, year: YearBasis, name: str) -> Iterator[Term]:
        leaf = self.leaf(year)
        return (Term(leaf(account), _sign(name)) for account in self.placed(year).get(name, ()))

    def _expanded(self, names: Iterable[str]) -> Iterator[str]:
        """Replace the word that stands for unmapped accounts by a line for each of them."""
        slugs = self.basis.account_slugs
        for name in names:
            if name in UNMAPPED_TOKENS:
                yield from (f"unmapped_{slugs[account]}" for account in self.basis.unmapped[name])
            else:
                yield name

    def _unmapped_line(self, year: YearBasis, key: str, period: Period) -> Figure | None:
        part = key.removeprefix(f"{self.prefix}.unmapped_")
        for side in UNMAPPED_TOKENS & set(self.lines):
            for account in self.basis.unmapped[side]:
                if self.basis.account_slugs[account] == part:
                    name = self.basis.books.account_label(account)
                    label = f"{account} {name}" if name != account else account
                    is_there = account in self.placed(year).get(side, ())
                    terms = (Term(self.leaf(year)(account), _sign(side)),) if is_there else ()
                    return amount(key, period, label, terms, UNKNOWN, self.lines[side].reference)
        return None


def families(basis: Basis) -> tuple[Family, ...]:
    """Offer the income statement, the balance sheet, and the balances the year opened with.

    Keys are those of rules/data/statement_layout.toml; an unmapped account's is `unmapped_<account>`. Signs as shown:
    income positive, costs negative, assets, liabilities and equity positive. Nothing where the books have no year.
    """
    sheet = {line.key: line for line in layout("balance_sheet", basis.day)}
    statements = (
        Statement(
            "income_statement",
            basis,
            {line.key: line for line in layout("income_statement", basis.day)},
            placed=lambda year: year.placed.result,
            leaf=lambda year: year.leaves.change,
        ),
        Statement(
            "balance_sheet",
            basis,
            sheet,
            placed=lambda year: year.placed.closing,
            leaf=lambda year: year.leaves.closing,
            own={
                "result": OwnLine("The result of the income statement", _result),
                "other_equity": OwnLine("Accounts of equity and the closing entry, less the result", _other_equity),
            },
        ),
        Statement(
            "opening_balance",
            basis,
            {key: line for key, line in sheet.items() if key not in {"result", "other_equity"}},
            placed=lambda year: year.placed.opening,
            leaf=lambda year: year.leaves.opening,
            own={"equity": OwnLine("Opening balances of the accounts of equity", _opening_equity)},
            is_known=lambda year: year.has_opening,
        ),
    )
    return tuple(statement.family() for statement in statements)


def _result(book: FigureBook, _year: YearBasis, period: Period) -> tuple[Term, ...]:
    return (Term(book.get("income_statement.result", period)),)


def _other_equity(_book: FigureBook, year: YearBasis, _period: Period) -> tuple[Term, ...]:
    # Class 20 holds the result only once the closing entry is booked. What that entry moved stands on its own
    # accounts with the opposite sign, so the two together leave the result out either way. A result account that
    # opened the year holds an earlier result that nobody has moved to class 20.
    closing = (*year.placed.closing.get("equity", ()), *year.placed.result.get(CLOSING_ENTRY, ()))
    carried = (year.leaves.opening(account) for account in _result_accounts(year, but=CLOSING_ENTRY))
    leaves = (*map(year.leaves.closing, closing), *(leaf for leaf in carried if leaf.value))
    return tuple(Term(leaf, MINUS_ONE) for leaf in leaves)


def _opening_equity(_book: FigureBook, year: YearBasis, _period: Period) -> tuple[Term, ...]:
    carried = (year.leaves.opening(account) for account in _result_accounts(year))
    leaves = (*map(year.leaves.opening, year.placed.opening.get("equity", ())), *(x for x in carried if x.value))
    return tuple(Term(leaf, MINUS_ONE) for leaf in leaves)


def _result_accounts(year: YearBasis, but: str = "") -> Iterator[str]:
    return (account for line, accounts in year.placed.result.items() if line != but for account in accounts)


def _sign(line: str) -> Decimal:
    return ONE if line in ASSETS else MINUS_ONE
