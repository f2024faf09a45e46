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
UNMAPPED_BALANCE = (UNMAPPED_ASSETS, UNMAPPED_LIABILITIES)
INTERNAL = "internal"
CLOSING_ENTRY = "closing_entry"


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
    return line in RESULT_LINES or line == CLOSING_ENTRY


def place(year: YearBalances, accounts: AccountMap, names: Mapping[str, str]) -> Placed:
    """Place every account of a year.

    Internal accounts stand outside the statements where they net out to nil; else each has a line of its own, as an
    unmapped account has, so that the balance sheet still ties.

    Findings: an unmapped account with a balance (error), internal accounts that are not nil together (error) or only
    one by one (warning), result accounts that the year opens with (warning), a debit balance among the liabilities or
    a credit balance among the receivables that is shown on the other side (note).
    """
    found: list[Finding] = []
    result = {a: accounts.line_of(a) or UNMAPPED_RESULT for a in year.accounts() if is_result_account(a, accounts)}
    closing = _balance_lines(year.closing, accounts)
    opening = _balance_lines(year.opening, accounts)
    for account in year.accounts():
        if year.closing.get(account, NIL):
            found += _about(account, year, accounts, closing, names)
    found += [*_about_internal(year, closing), *_about_opening(year, result)]
    return Placed(_on_lines(result), _on_lines(closing), _on_lines(opening), tuple(found))


def _balance_lines(balances: Mapping[str, Decimal], accounts: AccountMap) -> dict[str, str]:
    kept = {a: amount for a, amount in balances.items() if not is_result_account(a, accounts)}
    vat = sum((amount for a, amount in kept.items() if _is_vat(a, accounts)), NIL)
    internal = sum((amount for a, amount in kept.items() if accounts.line_of(a) == INTERNAL), NIL)
    netted = {a: vat if _is_vat(a, accounts) else amount for a, amount in kept.items()}
    lines = {a: _balance_line(a, amount, accounts) for a, amount in netted.items()}
    return {a: UNMAPPED_ASSETS if line == INTERNAL and internal else line for a, line in lines.items()}


def _is_vat(account: str, accounts: AccountMap) -> bool:
    return accounts.is_in("vat", account)


def _balance_line(account: str, amount: Decimal, accounts: AccountMap) -> str:
    """Return the line for an account whose balance, or whose group's net, is `amount`."""
    line = accounts.line_of(account)
    if line is None:
        return UNMAPPED_LIABILITIES if account.startswith("2") else UNMAPPED_ASSETS
    if _is_vat(account, accounts):
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
    elif line == INTERNAL:
        code = "statements.internal_not_nil" if shown[account] == UNMAPPED_ASSETS else None
    elif account in shown and shown[account] != line and not _is_vat(account, accounts):
        code = "statements.credit_on_receivable" if line == "receivables" else "statements.debit_on_liability"
    if code is not None:
        where = Place(file=year.source or None, key=account)
        yield finding(code, where, account=account, name=names.get(account, ""), amount=year.closing[account])


def _about_internal(year: YearBalances, shown: Mapping[str, str]) -> Iterator[Finding]:
    netted = [account for account, line in shown.items() if line == INTERNAL and year.closing[account]]
    if netted:
        yield finding(
            "statements.internal_nets_out",
            Place(file=year.source or None),
            year=str(year.period),
            accounts=", ".join(sorted(netted)),
        )


def _about_opening(year: YearBalances, result: Mapping[str, str]) -> Iterator[Finding]:
    opened = {account: year.opening.get(account, NIL) for account in result}
    together = sum(opened.values(), NIL)
    if any(opened.values()):
        listed = ", ".join(sorted(account for account, amount in opened.items() if amount))
        where = Place(file=year.source or None)
        code = "statements.result_opens"
        yield finding(code, where, year=str(year.period), amount=-together, accounts=listed)


def _on_lines(lines: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for account, line in sorted(lines.items()):
        found.setdefault(line, []).append(account)
    return {line: tuple(accounts) for line, accounts in found.items()}
