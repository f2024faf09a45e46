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


def by_month(line: Line, period: Period) -> dict[date | None, Decimal]:
    """Return the amounts of a row's columns of months, by month of a period; those past its end have no month."""
    months = period.months()
    found: dict[date | None, Decimal] = defaultdict(Decimal)
    for at, amount in line.months.items():
        found[months[at] if at < len(months) else None] += amount
    return found


def month_of_row(layout: Layout, line: Line, period: Period) -> tuple[date | None, tuple[Finding, ...]]:
    """Return the first day of the month a row says it is of, None where it says none of a period's.

    `sheet.not_a_month` is an error.
    """
    month, year = month_of(line.month), year_in(line.month)
    named = next((day for day in period.months() if day.month == month and year in {None, day.year}), None)
    if named is not None or not line.month:
        return named, ()
    place = layout.grid.place(line.row, layout.columns["month"])
    return None, (finding("sheet.not_a_month", place, text=line.month, period=str(period)),)


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
        moved, told = _moves(layout, line, period)
        yield from told
        for month, amount in moved.items():
            moves[month] += amount
    opening, stated = _first(group, "opening"), _first(reversed(group), "closing")
    if stated is None and "closing" in layout.columns and opening and not moves:
        stated = NIL  # an empty cell is nil, where nothing beside it says otherwise
    if opening is not None and not is_balance_account(account):
        if opening:
            place = layout.grid.place(group[0].row, layout.columns["opening"])
            yield finding("sheet.result_opening", place, account=account, amount=opening)
            moves[None] += opening
        opening = None
    expected = (opening or NIL) + sum(moves.values(), NIL)
    closing = expected if stated is None else stated
    if closing != expected:
        if moves:
            place = layout.grid.place(group[-1].row, layout.columns.get("closing"))
            yield finding("sheet.closing_differs", place, stated=closing, expected=expected, account=account)
        moves[None] += closing - expected
    if opening is not None:
        year.opening[account] += opening
    year.closing[account] += closing
    for month, amount in moves.items():
        year.moved[account, objects, month] += amount


def _first(lines: Iterable[Line], name: str) -> Decimal | None:
    return next((line.amounts[name] for line in lines if name in line.amounts), None)


def _moves(layout: Layout, line: Line, period: Period) -> tuple[dict[date | None, Decimal], tuple[Finding, ...]]:
    """Return what a row says has moved, by month; tell where the months do not add up to the change it states."""
    moves = by_month(line, period)
    if "other" in line.amounts:
        moves[None] = moves.get(None, NIL) + line.amounts["other"]
    change = line.amounts.get("change")
    if change is None:
        return moves, ()
    if not moves:
        month, told = month_of_row(layout, line, period)
        return {month: change}, told
    total = sum(moves.values(), NIL)
    if total == change:
        return moves, ()
    place = layout.grid.place(line.row, layout.columns.get("change"))
    differs = finding("sheet.months_differ", place, stated=change, expected=total, account=line.account)
    return {**moves, None: moves.get(None, NIL) + change - total}, (differs,)


def year_before(lines: Sequence[Line], opening: Mapping[str, Decimal]) -> Year | None:
    """Put last year together from its columns; None where the table has none.

    Last year's closing balance of a balance account is this year's opening one where it is not stated. What last year
    opened with is told only where every account that closed with something says what it moved, else nothing is.
    """
    year = Year()
    tells_opening = _tells_opening(lines, opening)
    for line in lines:
        change, closing = line.amounts.get("previous_change"), line.amounts.get("previous_closing")
        if change is None and closing is None:
            continue
        carried = is_balance_account(line.account)
        if closing is None:
            closing = line.amounts.get("opening", NIL) if carried else change or NIL
        begun = NIL
        if carried and tells_opening:
            begun = closing - (change or NIL)
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


def _tells_opening(lines: Iterable[Line], opening: Mapping[str, Decimal]) -> bool:
    carried = [line for line in lines if is_balance_account(line.account)]
    closed = {account for account, amount in opening.items() if amount}
    closed |= {line.account for line in carried if line.amounts.get("previous_closing")}
    moved = [line for line in carried if "previous_change" in line.amounts]
    ended = all("previous_closing" in line.amounts or "opening" in line.amounts for line in moved)
    return ended and closed <= {line.account for line in moved}
