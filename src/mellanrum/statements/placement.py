"""Where each account stands in a year's statements, once VAT is netted and balances are on their right side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.account_map import AccountMap
from mellanrum.books.ledger import NIL, YearBalances
from mellanrum.findings import Finding, Place, finding

RESULT_CLASSES = frozenset("345678")
RESULT_LINES = frozenset({"revenue", "costs", "depreciation", "financial_income", "financial_costs", "extraordinary"})
LIABILITY_LINES = frozenset({"long_term_liabilities", "short_term_liabilities"})
UNMAPPED_RESULT = "unmapped"
UNMAPPED_ASSETS = "unmapped_assets"
UNMAPPED_LIABILITIES = "unmapped_liabilities"


@dataclass(frozen=True, slots=True)
class Placed:
    """The accounts of a year on their lines: what moved (result), what stood at the end and at the start (balance)."""

    result: Mapping[str, tuple[str, ...]]
    closing: Mapping[str, tuple[str, ...]]
    opening: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]


def is_result_account(account: str, accounts: AccountMap) -> bool:
    """Tell whether an account belongs to the income statement; one the map does not know goes by its first digit."""
    line = accounts.line_of(account)
    if line is None:
        return account[:1] in RESULT_CLASSES
    return line in RESULT_LINES or line == "closing_entry"


def place(year: YearBalances, accounts: AccountMap, names: Mapping[str, str]) -> Placed:
    """Place every account of a year.

    Findings: an unmapped account with a balance (error), an internal account that is not nil (error), a debit balance
    among the liabilities or a credit balance among the receivables that is shown on the other side (note).
    """
    found: list[Finding] = []
    result = _on_lines({a: _result_line(a, accounts) for a in year.accounts() if is_result_account(a, accounts)})
    closing = _balance_lines(year.closing, accounts)
    opening = _balance_lines(year.opening, accounts)
    for account in year.accounts():
        if year.closing.get(account, NIL):
            found += _about(account, year, accounts, closing, names)
    return Placed(result, _on_lines(closing), _on_lines(opening), tuple(found))


def _result_line(account: str, accounts: AccountMap) -> str:
    return accounts.line_of(account) or UNMAPPED_RESULT


def _balance_lines(balances: Mapping[str, Decimal], accounts: AccountMap) -> dict[str, str]:
    kept = {a: amount for a, amount in balances.items() if not is_result_account(a, accounts)}
    vat = sum((amount for a, amount in kept.items() if accounts.is_in("vat", a)), NIL)
    return {a: _balance_line(a, vat if accounts.is_in("vat", a) else amount, accounts) for a, amount in kept.items()}


def _balance_line(account: str, amount: Decimal, accounts: AccountMap) -> str:
    """Return the line for an account whose balance, or whose group's net, is `amount`."""
    line = accounts.line_of(account)
    if line is None:
        return UNMAPPED_LIABILITIES if account.startswith("2") else UNMAPPED_ASSETS
    if accounts.is_in("vat", account):
        return "receivables" if amount >= 0 else "short_term_liabilities"
    if line in LIABILITY_LINES and amount > 0:
        return "receivables"
    return "short_term_liabilities" if line == "receivables" and amount < 0 else line


def _about(
    account: str,
    year: YearBalances,
    accounts: AccountMap,
    shown: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[Finding]:
    line = accounts.line_of(account)
    code = None
    if line is None:
        code = "statements.unmapped_account"
    elif line == "internal":
        code = "statements.internal_not_nil"
    elif account in shown and shown[account] != line and not accounts.is_in("vat", account):
        side = "credit_on_receivable" if line == "receivables" else "debit_on_liability"
        code = f"statements.{side}"
    if code is not None:
        where = Place(file=year.source or None, key=account)
        yield finding(code, where, account=account, name=names.get(account, ""), amount=year.closing[account])


def _on_lines(lines: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for account, line in sorted(lines.items()):
        found.setdefault(line, []).append(account)
    return {line: tuple(accounts) for line, accounts in found.items()}
