"""A budget, from a spreadsheet or delimited text, as movements."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Movement
from mellanrum.books.sheets.balances import Key, by_month, month_of_row, movements
from mellanrum.books.sheets.checks import check_lines
from mellanrum.books.sheets.choose import BUDGETED, find_table
from mellanrum.books.sheets.columns import NO_COLUMNS, ColumnMap, Signs
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.limits import LIMITS, Limits
from mellanrum.books.sheets.line import Line
from mellanrum.books.sheets.lines import Read, read_lines
from mellanrum.books.sheets.thousands import in_kronor
from mellanrum.books.sheets.year import year_of
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding

_INCOME = "3"  # the class of accounts that both charts have income in


def read_budget(
    data: bytes,
    file: str,
    columns: ColumnMap | None = None,
    period: Period | None = None,
    *,
    limits: Limits = LIMITS,
) -> tuple[tuple[Movement, ...], tuple[Finding, ...]]:
    """Read a budget: amounts for the year, or for its twelve months, by account, cost centre, project or area.

    Costs are positive and income negative, unless the map says `signs`; income that is positive without a map is a
    warning (`sheet.budget_signs`). A row without account is a movement with account "" on its cost centre; an area's
    name stands for a cost centre. Amounts are kronor, or thousands where the map or a heading says so.

    Returns the movements (debit positive), none where the file or an amount cannot be read, and every fault by sheet
    and cell (`sheet.…`). The year is needed only where the budget is by month.
    """
    wanted = columns or NO_COLUMNS
    layout, chosen = find_table(data, file, wanted, limits, budget=True)
    if layout is None:
        return (), chosen
    when, told = _when(layout, wanted, period)
    read = read_lines(layout, needs_account=not (BUDGETED - {"account"}) & set(layout.columns))
    found = (*chosen, *told, *read.findings, *check_lines(layout, read.lines))
    if not read.lines and not read.failed:
        found = (*found, finding("sheet.no_budget_rows", Place(file=file, sheet=layout.grid.sheet)))
    if read.failed or (_is_by_month(layout) and when is None):
        return (), found
    planned, more = _planned(read, wanted, when)
    return planned, (*found, *more)


def _is_by_month(layout: Layout) -> bool:
    return bool(layout.months) or "month" in layout.columns


def _when(layout: Layout, columns: ColumnMap, period: Period | None) -> tuple[Period | None, tuple[Finding, ...]]:
    """Tell the year where months need one; a budget for the whole year is of the year it is put beside."""
    if _is_by_month(layout) or period or columns.year:
        return year_of(layout, columns, period)
    return None, ()


def _planned(read: Read, wanted: ColumnMap, when: Period | None) -> tuple[tuple[Movement, ...], list[Finding]]:
    layout = read.layout
    lines, told = in_kronor(layout, read.lines, ("amount", "budget", "months"), wanted.step)
    totals: dict[Key, Decimal] = defaultdict(Decimal)
    found = list(told)
    for line in lines:
        moved, faults = _moved(layout, line, when)
        found += faults
        for month, amount in moved.items():
            totals[line.account, line.objects, month] += -amount if _is_turned(line.account, wanted.signs) else amount
    if wanted.signs is None and _income_is_positive(totals):
        found.append(finding("sheet.budget_signs", Place(file=layout.grid.file, sheet=layout.grid.sheet)))
    return movements(totals), found


def _moved(layout: Layout, line: Line, when: Period | None) -> tuple[dict[date | None, Decimal], tuple[Finding, ...]]:
    """Return a row's amounts by month; tell a month that is none, and months that are not the amount beside them."""
    column = "amount" if "amount" in line.amounts else "budget"
    stated = line.amounts.get(column)
    if when is None or not line.months:
        month, told = month_of_row(layout, line, when) if when else (None, ())
        return {month: stated or NIL}, told
    moved = by_month(line, when)
    total = sum(moved.values(), NIL)
    if stated is None or stated == total:
        return moved, ()
    place = layout.grid.place(line.row, layout.columns[column])
    return moved, (finding("sheet.budget_months_differ", place, stated=stated, expected=total),)


def _is_turned(account: str, signs: Signs | None) -> bool:
    return signs == "income_positive" or (signs == "positive" and account.startswith(_INCOME))


def _income_is_positive(totals: dict[Key, Decimal]) -> bool:
    """Tell whether income stands as costs do, where there is something beside it to compare with."""
    income = [amount for (account, *_), amount in totals.items() if account.startswith(_INCOME)]
    return sum(income, NIL) > 0 and len(income) < len(totals)
