"""A budget, from a spreadsheet or delimited text, as movements."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Movement
from mellanrum.books.sheets.balances import Key, month_in, movements
from mellanrum.books.sheets.checks import check_lines
from mellanrum.books.sheets.choose import choose_layout
from mellanrum.books.sheets.columns import NO_COLUMNS, ColumnMap
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.limits import LIMITS, Limits
from mellanrum.books.sheets.line import Line
from mellanrum.books.sheets.lines import read_lines
from mellanrum.books.sheets.workbook import open_grids
from mellanrum.books.sheets.year import year_of
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding

_WHAT = {"account", "cost_centre", "project", "area"}


def read_budget(
    data: bytes,
    file: str,
    columns: ColumnMap | None = None,
    period: Period | None = None,
    *,
    limits: Limits = LIMITS,
) -> tuple[tuple[Movement, ...], tuple[Finding, ...]]:
    """Read a budget: amounts for the year, or for its twelve months, by account, cost centre, project or area.

    Costs are positive and income negative, unless the map says `signs = "income_positive"`. A row without account is
    a movement with account "" on its cost centre; an area's name stands for a cost centre. Amounts are kronor.

    Returns the movements (debit positive), none where the file or an amount cannot be read, and every fault by sheet
    and cell (`sheet.…`). The year is needed only where the budget is by month.
    """
    wanted = columns or NO_COLUMNS
    grids, refused = open_grids(data, file, limits)
    if refused:
        return (), refused
    layout, chosen = choose_layout(grids, wanted, _enough, budget=True)
    if layout is None:
        return (), chosen
    when, told = _when(layout, wanted, period)
    read = read_lines(layout, needs_account=not (_WHAT - {"account"}) & set(layout.columns))
    found = [*chosen, *told, *read.findings, *check_lines(layout, read.lines)]
    if not read.lines and not read.failed:
        found.append(finding("sheet.no_budget_rows", Place(file=file, sheet=layout.grid.sheet)))
    by_month = layout.months or "month" in layout.columns
    if read.failed or (by_month and when is None):
        return (), tuple(found)
    totals: dict[Key, Decimal] = {}
    for line in read.lines:
        found += _faults(layout, line, when)
        for month, amount in _by_month(line, when):
            key = line.account, line.objects, month
            totals[key] = totals.get(key, NIL) + (-amount if wanted.signs == "income_positive" else amount)
    return movements(totals), tuple(found)


def _enough(layout: Layout) -> bool:
    return bool(_WHAT & set(layout.columns)) and bool({"amount", "budget"} & set(layout.columns) or layout.months)


def _when(layout: Layout, columns: ColumnMap, period: Period | None) -> tuple[Period | None, tuple[Finding, ...]]:
    """Tell the year where months need one; a budget for the whole year is of the year it is put beside."""
    if layout.months or "month" in layout.columns or period or columns.year:
        return year_of(layout, columns, period)
    return None, ()


def _stated(line: Line) -> Decimal:
    return line.amounts.get("amount", line.amounts.get("budget", NIL))


def _by_month(line: Line, when: Period | None) -> Iterator[tuple[date | None, Decimal]]:
    if line.months:
        months = when.months() if when else ()
        yield from ((months[at] if at < len(months) else None, amount) for at, amount in line.months.items())
    else:
        yield month_in(line.month, when) if line.month and when else None, _stated(line)


def _faults(layout: Layout, line: Line, when: Period | None) -> Iterator[Finding]:
    """Tell a month that is none, and months that do not add up to the year's amount beside them."""
    if line.month and when and month_in(line.month, when) is None:
        place = layout.grid.place(line.row, layout.columns["month"])
        yield finding("sheet.not_a_month", place, text=line.month, period=str(when))
    by_month = sum(line.months.values(), NIL)
    if line.months and ("amount" in line.amounts or "budget" in line.amounts) and by_month != _stated(line):
        column = layout.columns.get("amount", layout.columns.get("budget"))
        place = layout.grid.place(line.row, column)
        yield finding("sheet.budget_months_differ", place, stated=_stated(line), expected=by_month)
