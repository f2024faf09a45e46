"""What a year opens with, where the file leaves it out or does not move last year's result to equity."""

from dataclasses import replace

from mellanrum.books.account_map import AccountMap
from mellanrum.books.ledger import NIL, YearBalances
from mellanrum.statements.placement import is_result_account


def says_opening(year: YearBalances, accounts: AccountMap, *, is_first: bool) -> bool:
    """Tell whether the books say what a year opened with.

    The first year of the books may have opened with nothing: so it is where months explain every balance. What they
    do not explain can be an opening balance that the file does not state.
    """
    if year.opening:
        return True
    unexplained = (m for m in year.movements if m.month is None and not is_result_account(m.account, accounts))
    return is_first and not any(unexplained)


def carried(year: YearBalances, before: YearBalances | None, accounts: AccountMap) -> YearBalances:
    """Return the year with last year's result among what it opened with, where nobody has moved it to equity.

    The opening balances then miss nil by exactly what stood on last year's result accounts. These open the year in
    its place; no account moves more or less by it.
    """
    missing = sum(year.opening.values(), NIL)
    if before is None or not missing:
        return year
    left = {a: amount for a, amount in before.closing.items() if amount and is_result_account(a, accounts)}
    if sum(left.values(), NIL) != -missing or not left.keys().isdisjoint(year.opening):
        return year
    closing = {**year.closing, **{a: year.closing.get(a, NIL) + amount for a, amount in left.items()}}
    return replace(year, opening={**year.opening, **left}, closing=closing)
