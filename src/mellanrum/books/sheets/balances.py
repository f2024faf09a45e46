"""The lines of a trial balance as opening balances, movements and closing balances that tie."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Movement, Objects, YearBalances
from mellanrum.books.sheets.headings import Layout, month_of, year_in
from mellanrum.books.sheets.line import Line
from mellanrum.figures import Period
from mellanrum.findings import Finding, finding

Key = tuple[str, Objects, date | None]


@dataclass(slots=True)
class Year:
    """A year being put together: balances and movements by account, objects and month."""

    opening: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    closing: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    moved: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    budget: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def made(self, period: Period, source: str) -> YearBalances:
        """Return the year as the ledger has it."""
        return YearBalances(
            period, dict(self.opening), dict(self.closing), movements(self.moved), movements(self.budget), source
        )


def movements(totals: Mapping[Key, Decimal]) -> tuple[Movement, ...]:
    """Return the totals as movements, in the order of account, objects and month, those that are nil left out."""
    ordered = sorted(totals.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or date.min))
    return tuple(Movement(*key, amount) for key, amount in ordered if amount)


def month_in(text: str, period: Period) -> date | None:
    """Return the first day of the month of a period that a text names; None where it names none of them."""
    month, year = month_of(text), year_in(text)
    return next((first for first in period.months() if first.month == month and year in {None, first.year}), None)


def is_balance_account(account: str) -> bool:
    """Tell whether an account is carried from year to year: class 1, 2, and 9, which must be nil."""
    return account[:1] in {"1", "2", "9"}


def this_year(layout: Layout, lines: Sequence[Line], period: Period) -> tuple[Year, list[Finding]]:
    """Put the year together.

    Where a closing balance is stated it holds, and what the opening balance and the change do not explain is a
    movement without month (`sheet.closing_differs`, an error). What is not stated is computed from the rest. A result
    account has no opening balance: one that is stated is part of what moved (`sheet.result_opening`).
    """
    year = Year()
    findings: list[Finding] = []
    for group in _by_row_month(layout, lines):
        findings += _add(year, layout, group, period)
    for line in lines:
        if "budget" in line.amounts:
            year.budget[line.account, line.objects, None] += line.amounts["budget"]
    return year, findings


def _by_row_month(layout: Layout, lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Group the rows of one account and its objects where each month has its own row; else each row is alone."""
    if "month" not in layout.columns:
        return ([line] for line in lines)
    groups: dict[tuple[str, Objects], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.account, line.objects].append(line)
    return groups.values()


def _add(year: Year, layout: Layout, group: list[Line], period: Period) -> Iterator[Finding]:
    account, objects = group[0].account, group[0].objects
    moves: dict[date | None, Decimal] = defaultdict(Decimal)
    for line in group:
        yield from _moves(moves, layout, line, period)
    opening = _first(group, "opening")
    closing = _first(reversed(group), "closing")
    moved = sum(moves.values(), NIL)
    if closing is None and "closing" in layout.columns and not moves and opening:
        closing = NIL  # an empty cell is nil, where nothing beside it says otherwise
    if closing is None:
        closing = (opening or NIL) + moved
    if opening and not is_balance_account(account):
        place = layout.grid.place(group[0].row, layout.columns["opening"])
        yield finding("sheet.result_opening", place, account=account, amount=opening)
        moves[None] += opening
        opening, moved = NIL, moved + opening
    change = closing - (opening or NIL)
    if change != moved:
        if moves:
            yield _differs(layout, group[-1], stated=closing, expected=(opening or NIL) + moved)
        moves[None] += change - moved
    if opening is not None and is_balance_account(account):
        year.opening[account] += opening
    year.closing[account] += closing
    for month, amount in moves.items():
        year.moved[account, objects, month] += amount


def _first(lines: Iterable[Line], name: str) -> Decimal | None:
    return next((line.amounts[name] for line in lines if name in line.amounts), None)


def _moves(moves: dict[date | None, Decimal], layout: Layout, line: Line, period: Period) -> Iterator[Finding]:
    """Add what a row says has moved, by month; tell where the months do not add up to the change it states."""
    months = period.months()
    for at, amount in line.months.items():
        moves[months[at] if at < len(months) else None] += amount
    if "other" in line.amounts:
        moves[None] += line.amounts["other"]
    change = line.amounts.get("change")
    if change is None:
        return
    if not line.months and "other" not in line.amounts:
        month = month_in(line.month, period)
        if line.month and month is None:
            place = layout.grid.place(line.row, layout.columns["month"])
            yield finding("sheet.not_a_month", place, text=line.month, period=str(period))
        moves[month] += change
        return
    by_month = sum(line.months.values(), line.amounts.get("other", NIL))
    if by_month != change:
        place = layout.grid.place(line.row, layout.columns.get("change"))
        yield finding("sheet.months_differ", place, stated=change, expected=by_month, account=line.account)
        moves[None] += change - by_month


def _differs(layout: Layout, line: Line, *, stated: Decimal, expected: Decimal) -> Finding:
    place = layout.grid.place(line.row, layout.columns.get("closing"))
    return finding("sheet.closing_differs", place, stated=stated, expected=expected, account=line.account)


def year_before(lines: Iterable[Line], opening: Mapping[str, Decimal]) -> Year | None:
    """Put last year together from its columns; None where the table has none.

    Last year's closing balance of a balance account is this year's opening one where it is not stated. Its opening
    balance is told only where both the closing balance and the change are.
    """
    year = Year()
    for line in lines:
        change, closing = line.amounts.get("previous_change"), line.amounts.get("previous_closing")
        if change is None and closing is None:
            continue
        carried = is_balance_account(line.account)
        if closing is None:
            closing = line.amounts.get("opening", NIL) if carried else change or NIL
        begun = closing - change if carried and change is not None else NIL
        if begun:
            year.opening[line.account] += begun
        year.closing[line.account] += closing
        year.moved[line.account, line.objects, None] += closing - begun
    if not year.closing:
        return None
    for account, amount in opening.items():
        if account not in year.closing:
            year.closing[account] = amount
            year.moved[account, (), None] = amount
    return year
