"""The accounts of a year as the page of the account map lists them: where each stands, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from django.utils.translation import gettext

from mellanrum.books.account_map import longest_prefix
from mellanrum.books.association_map import AssociationMap, LineKey
from mellanrum.books.guess import charts_told
from mellanrum.books.ledger import NIL
from mellanrum.findings import words
from mellanrum.statements import Basis
from mellanrum.statements.changes import changed_accounts
from mellanrum.statements.layout import first_day, layout
from mellanrum.web.parts.templatetags.parts import lang

Sort = Literal["number", "name", "amount"]

RESULT_LINES: tuple[LineKey, ...] = (
    "revenue",
    "costs",
    "depreciation",
    "financial_income",
    "financial_costs",
    "extraordinary",
    "closing_entry",
)
BALANCE_LINES: tuple[LineKey, ...] = (
    "intangible_assets",
    "tangible_assets",
    "financial_assets",
    "inventory",
    "receivables",
    "short_term_investments",
    "cash",
    "equity",
    "provisions",
    "long_term_liabilities",
    "short_term_liabilities",
    "internal",
)
_BY_CLASS: dict[str, LineKey] = {
    "1": "receivables",
    "2": "short_term_liabilities",
    "3": "revenue",
    "4": "costs",
    "5": "costs",
    "6": "costs",
    "7": "costs",
    "9": "internal",
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account: its amount in the year (debit positive), its line, and the prefix that put it there.

    `amount` is None where the year does not know the account, `line` where no prefix fits; `is_own` says that the
    association chose the line, for all that begins with `prefix`; `is_left` that it is internal, and not nil as it
    should be.
    """

    account: str
    name: str
    amount: Decimal | None
    line: LineKey | None
    prefix: str
    is_own: bool
    is_left: bool = False

    @property
    def is_unmapped(self) -> bool:
        """Whether the account stands on no line though it has an amount."""
        return self.line is None and bool(self.amount)

    @property
    def is_to_look_at(self) -> bool:
        """Whether the account stops signing until it has a line, or no amount."""
        return self.is_unmapped or self.is_left

    @property
    def label(self) -> str:
        """The name of its line."""
        return line_label(self.line) if self.line else ""


def account_rows(basis: Basis, own: AssociationMap) -> tuple[AccountRow, ...]:
    """List every account that some year of the books knows, by number."""
    chosen = {prefix for row in own.line for prefix in row.prefixes}
    newest = basis.books.years[0]
    held = {row.account: row.after for row in changed_accounts(None, newest, basis.books.account_names)}
    accounts = sorted({account for year in basis.books.years for account in year.accounts()})
    return tuple(_row(basis, account, held.get(account), chosen) for account in accounts)


def _row(basis: Basis, account: str, amount: Decimal | None, chosen: set[str]) -> AccountRow:
    prefix = longest_prefix(account, basis.accounts.lines) or ""
    line = basis.accounts.lines.get(prefix)
    name, is_left = basis.books.account_names.get(account, ""), account in basis.internal_left
    return AccountRow(account, name, amount, line, prefix, prefix in chosen, is_left)


def found_rows(rows: Iterable[AccountRow], search: str, sort: Sort) -> list[AccountRow]:
    """Keep the rows whose number begins with, or whose name or line holds, what is searched for, and sort them."""
    wanted = search.strip().casefold()
    kept = [row for row in rows if row.account.startswith(wanted) or wanted in f"{row.name} {row.label}".casefold()]
    if sort == "name":
        return sorted(kept, key=lambda row: (row.name.casefold(), row.account))
    if sort == "amount":
        return sorted(kept, key=lambda row: abs(row.amount or NIL), reverse=True)
    return kept


def suggestion(account: str, amount: Decimal | None) -> LineKey | None:
    """Suggest a line by the class of an account; of financial items its side tells which."""
    if account.startswith("8"):
        return "financial_income" if (amount or NIL) < 0 else "financial_costs"
    return _BY_CLASS.get(account[:1])


def line_label(line: LineKey) -> str:
    """Return the name of a line, in the language of the page."""
    own = {
        "equity": gettext("Equity"),
        "closing_entry": gettext("The closing entry, which stands outside the statements"),
        "internal": gettext("Internal accounts, which are to be nil"),
    }
    return own.get(line) or words(_labels()[line], lang())


@cache
def _labels() -> dict[str, str]:
    both = (layout(statement, first_day()) for statement in ("balance_sheet", "income_statement"))
    return {line.key: line.label for lines in both for line in lines}


def signs_of_chart(basis: Basis) -> tuple[tuple[str, str, str], ...]:
    """List the accounts whose names tell which chart is used: number, name and chart."""
    names = sorted(basis.books.account_names.items())
    return tuple((account, name, chart) for account, name in names for chart in charts_told(account, name))
