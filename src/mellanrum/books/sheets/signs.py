"""Bringing a table's amounts to one form: debit positive, with a change for the year and an opening balance."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from mellanrum.books.ledger import NIL
from mellanrum.books.sheets.balances import is_balance_account
from mellanrum.books.sheets.columns import Signs
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.line import Line
from mellanrum.findings import Finding, Place, finding

_INHERENT = {"debit", "credit"}  # columns whose sign does not depend on how results are shown


def _sum(lines: Iterable[Line], name: str) -> Decimal:
    return sum((line.amounts.get(name, NIL) for line in lines), NIL)


def with_change(lines: Sequence[Line]) -> list[Line]:
    """Give each line with debit and credit its change. Credit may be written with or without minus, all alike."""
    minus = all(line.amounts.get("credit", NIL) <= 0 for line in lines)
    return [_with_change(line, minus=minus) if _INHERENT & set(line.amounts) else line for line in lines]


def _with_change(line: Line, *, minus: bool) -> Line:
    credit = line.amounts.get("credit", NIL)
    change = line.amounts.get("debit", NIL) + (credit if minus else -credit)
    return line if "change" in line.amounts else replace(line, amounts={**line.amounts, "change": change})


def debit_positive(layout: Layout, lines: list[Line], signs: Signs | None) -> tuple[list[Line], tuple[Finding, ...]]:
    """Turn result accounts shown with income positive; whether they are is told by the totals where nothing says so.

    A note (`sheet.signs_guessed`) says when it was told by the totals.
    """
    if signs == "debit_positive" or (signs is None and not _looks_income_positive(lines)):
        return lines, ()
    turned = [line if is_balance_account(line.account) else _turned(line) for line in lines]
    if signs is not None:
        return turned, ()
    return turned, (finding("sheet.signs_guessed", Place(file=layout.grid.file, sheet=layout.grid.sheet)),)


def _turned(line: Line) -> Line:
    amounts = {name: value if name in _INHERENT else -value for name, value in line.amounts.items()}
    return replace(line, amounts=amounts, months={at: -value for at, value in line.months.items()})


def _looks_income_positive(lines: Sequence[Line]) -> bool:
    """Whether income is shown as positive: only so do the totals tie, or class 3 is positive and the costs negative."""
    name = "closing" if any("closing" in line.amounts for line in lines) else "change"
    carried = [line for line in lines if is_balance_account(line.account)]
    results = [line for line in lines if not is_balance_account(line.account)]
    if carried:
        return _sum(carried, name) == _sum(results, name) != NIL
    income = [line for line in results if line.account.startswith("3")]
    costs = [line for line in results if line.account[:1] in {"4", "5", "6", "7"}]
    return _sum(income, name) > 0 > _sum(costs, name)


def with_opening(layout: Layout, lines: list[Line]) -> tuple[list[Line], tuple[Finding, ...]]:
    """Give balance accounts an opening balance where the table has no column for it but shows it otherwise.

    It is the closing balance less the change, if the change is the year's: then result accounts have moved by what
    they close at. Else it is last year's closing balance, if those sum to nil. Else it is not known, and what stands
    as change does not count beside the closing balance (`sheet.no_opening`, a warning).
    """
    carried = [line for line in lines if is_balance_account(line.account)]
    if "opening" in layout.columns or not carried:
        return lines, ()
    if _changes_are_the_years(lines):
        return [_begun(line, _closing(line) - _moved(line)) for line in lines], ()
    without = [_only_closing(line) for line in lines]
    before = [line for line in carried if "previous_closing" in line.amounts]
    if before and not _sum(before, "previous_closing"):
        return [_begun(line, line.amounts.get("previous_closing", NIL)) for line in without], ()
    return without, (finding("sheet.no_opening", layout.grid.place(max(layout.header, 0))),)


def _changes_are_the_years(lines: Sequence[Line]) -> bool:
    results = [line for line in lines if not is_balance_account(line.account)]
    moved = any(line.months or "change" in line.amounts for line in lines)
    closed = any("closing" in line.amounts for line in lines)
    dated = any(line.month for line in lines)
    return moved and closed and not dated and bool(results) and all(_closing(line) == _moved(line) for line in results)


def _moved(line: Line) -> Decimal:
    return line.amounts.get("change", sum(line.months.values(), line.amounts.get("other", NIL)))


def _closing(line: Line) -> Decimal:
    return line.amounts.get("closing", NIL)


def _begun(line: Line, opening: Decimal) -> Line:
    if not is_balance_account(line.account):
        return line
    return replace(line, amounts={**line.amounts, "opening": opening})


def _only_closing(line: Line) -> Line:
    """Take away a change that is not the year's, where there is a closing balance to go by."""
    if "closing" not in line.amounts or line.months:
        return line
    return replace(line, amounts={name: value for name, value in line.amounts.items() if name != "change"})
