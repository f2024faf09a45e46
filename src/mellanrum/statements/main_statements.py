"""Income statement, balance sheet and opening balance: lines of accounts, and sums of lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.figures import Family, Figure, FigureBook, Leaf, Period, Term
from mellanrum.statements.basis import Basis, YearBasis
from mellanrum.statements.layout import LayoutLine, layout
from mellanrum.statements.making import MINUS_ONE, SUM_OF_ACCOUNTS, SUM_OF_LINES, amount
from mellanrum.statements.placement import UNMAPPED_ASSETS, UNMAPPED_LIABILITIES, UNMAPPED_RESULT

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
UNMAPPED_TOKENS = frozenset({UNMAPPED_RESULT, UNMAPPED_ASSETS, UNMAPPED_LIABILITIES})
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
        """List the lines of a year, each unmapped account with a balance as a line of its own."""
        year = self._year(period)
        if year is None:
            return
        for name in self.lines:
            for key in self._unmapped(year, name) if name in UNMAPPED_TOKENS else (name,):
                yield f"{self.prefix}.{key}"

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a line; None where the books do not reach the year, or the statement has no such line."""
        year = self._year(period)
        name = key.partition(".")[2]
        if year is None:
            return None
        if name.startswith("unmapped_"):
            return self._unmapped_line(year, key, period)
        line = self.lines.get(name)
        if line is None:
            return None
        if name in self.own:
            return amount(
                key, period, line.label, self.own[name].terms(book, year, period), self.own[name].rule, line.reference
            )
        if line.sums:
            return amount(key, period, line.label, self._added(book, year, line, period), SUM_OF_LINES, line.reference)
        return amount(key, period, line.label, self._on_line(year, name), SUM_OF_ACCOUNTS, line.reference)

    def _year(self, period: Period) -> YearBasis | None:
        year = self.basis.year(period)
        return year if year is not None and self.is_known(year) else None

    def _on_line(self, year: YearBasis, name: str) -> Iterator[Term]:
        leaf = self.leaf(year)
        return (Term(leaf(account), _sign(name)) for account in self.placed(year).get(name, ()))

    def _added(self, book: FigureBook, year: YearBasis, line: LayoutLine, period: Period) -> Iterator[Term]:
        for name in line.sums:
            for key in self._unmapped(year, name) if name in UNMAPPED_TOKENS else (name,):
                yield Term(book.get(f"{self.prefix}.{key}", period))

    def _unmapped(self, year: YearBasis, token: str) -> Iterator[str]:
        leaf = self.leaf(year)
        accounts = self.placed(year).get(token, ())
        return (f"unmapped_{account.lower()}" for account in accounts if leaf(account).value)

    def _unmapped_line(self, year: YearBasis, key: str, period: Period) -> Figure | None:
        for token in UNMAPPED_TOKENS & set(self.lines):
            for account in self.placed(year).get(token, ()):
                if key == f"{self.prefix}.unmapped_{account.lower()}":
                    end = self.leaf(year)(account)
                    label = f"{account} {end.label}" if end.label != account else account
                    return amount(
                        key, period, label, (Term(end, _sign(token)),), "An account the map does not know", ""
                    )
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
            is_known=lambda year: bool(year.leaves.year.opening),
        ),
    )
    return tuple(statement.family() for statement in statements)


def _result(book: FigureBook, _year: YearBasis, period: Period) -> tuple[Term, ...]:
    return (Term(book.get("income_statement.result", period)),)


def _other_equity(_book: FigureBook, year: YearBasis, _period: Period) -> tuple[Term, ...]:
    # Class 20 holds the result only once the closing entry is booked. What that entry moved stands on its own
    # accounts with the opposite sign, so the two together leave the result out either way.
    accounts = (*year.placed.closing.get("equity", ()), *year.placed.result.get("closing_entry", ()))
    return tuple(Term(year.leaves.closing(account), MINUS_ONE) for account in accounts)


def _opening_equity(_book: FigureBook, year: YearBasis, _period: Period) -> tuple[Term, ...]:
    return tuple(Term(year.leaves.opening(account), MINUS_ONE) for account in year.placed.opening.get("equity", ()))


def _sign(line: str) -> Decimal:
    return ONE if line in ASSETS else MINUS_ONE
