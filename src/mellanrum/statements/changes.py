"""What differs between two readings of a year: lines of statements, and accounts behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.account_map import account_map
from mellanrum.books.association_map import LineKey
from mellanrum.books.ledger import NIL, YearBalances
from mellanrum.books.map_forms import with_account_on_line
from mellanrum.figures import Figure, FigureBook
from mellanrum.statements.basis import Basis
from mellanrum.statements.cash_flow import CashFlow
from mellanrum.statements.main_statements import families as main_families
from mellanrum.statements.operations import Operations
from mellanrum.statements.placement import RESULT_CLASSES
from mellanrum.statements.spread import Spread

TABLES = ("income_statement", "balance_sheet", "cash_flow", "operations", "spending")
_ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a statement that differs: `difference` is after less before, exact, a line that is not there nil.

    `label` is a message id or a name from the books.
    """

    table: str
    key: str
    label: str
    before: Figure | None
    after: Figure | None
    difference: Decimal


@dataclass(frozen=True, slots=True)
class ChangedAccount:
    """An account that differs: its closing balance, or what a result account moved, in SEK, debit positive.

    None where the year does not know the account.
    """

    account: str
    label: str
    before: Decimal | None
    after: Decimal | None

    @property
    def is_new(self) -> bool:
        """Whether only the later reading has the account."""
        return self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether only the earlier reading has the account."""
        return self.after is None


def changed_lines(before: FigureBook | None, after: FigureBook) -> tuple[ChangedLine, ...]:
    """List the lines of the newest year of `after` that differ by an öre or more, in reading order.

    They are those of the income statement, the balance sheet, the cash flow, the net of each area and what each
    intervention costs. Without a book before, every line that has an amount is listed.
    """
    return tuple(line for table in TABLES for line in _changed(table, before, after))


def _changed(table: str, before: FigureBook | None, after: FigureBook) -> Iterator[ChangedLine]:
    period = after.period
    keys = after.keys(table, period)
    gone = before.keys(table, period) if before is not None else ()
    for key in dict.fromkeys((*keys, *gone)):
        if _is_line(table, key):
            old = before.find(key, period) if before is not None else None
            new = after.find(key, period)
            difference = _value(new) - _value(old)
            if abs(difference) >= _ORE:
                yield ChangedLine(table, key, _label(new) or _label(old), old, new, difference)


def _is_line(table: str, key: str) -> bool:
    """Tell the lines from what only divides them: budgets and costs of an area, administration among its areas."""
    if table == "spending":
        return key.startswith("spending.interventions.")
    return table != "operations" or key.endswith(".net")


def _value(figure: Figure | None) -> Decimal:
    return figure.value if figure is not None else NIL


def _label(figure: Figure | None) -> str:
    return figure.label if figure is not None else ""


def changed_accounts(
    before: YearBalances | None, after: YearBalances, names: Mapping[str, str]
) -> tuple[ChangedAccount, ...]:
    """List the accounts whose amounts differ, by number; `names` are those of the accounts.

    Without a year before, every account that has an amount is listed as new.
    """
    accounts = sorted({*(before.accounts() if before is not None else ()), *after.accounts()})
    held = ((account, _held(before, account), _held(after, account)) for account in accounts)
    return tuple(
        ChangedAccount(account, names.get(account, account), old, new)
        for account, old, new in held
        if (old or NIL) != (new or NIL)
    )


def _held(year: YearBalances | None, account: str) -> Decimal | None:
    if year is None or (account not in year.opening and account not in year.closing):
        return None
    return year.change(account) if account[:1] in RESULT_CLASSES else year.closing.get(account, NIL)


def effect_of_line(basis: Basis, account: str, line: LineKey | None) -> tuple[ChangedLine, ...]:
    """List the lines that would differ if the association's map put an account on `line`; None takes its choice away.

    ValueError for an account number that no map can name.
    """
    own = with_account_on_line(basis.own, account, line)
    moved = Basis(basis.books, account_map(basis.accounts.chart, basis.day, own), own)
    return changed_lines(_statements(basis), _statements(moved))


def _statements(basis: Basis) -> FigureBook:
    offered = (*main_families(basis), CashFlow(basis).family(), Operations(basis, Spread(basis)).family())
    return FigureBook(basis.books.name, basis.books.period, basis.books.period.end, offered)
