"""What a trial balance must satisfy: accounts of one chart, each row once, totals that are nil."""

from collections.abc import Iterator, Sequence
from itertools import islice

from mellanrum.books.guess import charts_told
from mellanrum.books.ledger import NIL, Objects
from mellanrum.books.sheets.balances import Year, is_balance_account
from mellanrum.books.sheets.cells import cell_name
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.line import Line
from mellanrum.findings import Finding, Place, finding

_TOLD = 1_000  # rows that stand twice and are told one by one


def check_lines(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    """Check the rows: `sheet.duplicate_row`, `sheet.account_lengths`, `sheet.mixed_charts`."""
    yield from islice(_duplicates(layout, lines), _TOLD)
    yield from _lengths(layout, lines)
    yield from _charts(layout, lines)


def _duplicates(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    first: dict[tuple[str, Objects, str, tuple[str, ...]], Line] = {}
    for line in lines:
        before = first.setdefault((line.account, line.objects, line.month, line.rest), line)
        if before is not line:
            place = layout.grid.place(line.row, layout.columns.get("account", 0))
            other = cell_name(before.row, layout.columns.get("account", 0))
            yield finding("sheet.duplicate_row", place, account=line.account, other=other)


def _lengths(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    examples: dict[int, Line] = {}
    for line in lines:
        if line.account:
            examples.setdefault(len(line.account), line)
    if len(examples) > 1:
        last = max(examples.values(), key=lambda line: line.row)
        accounts = ", ".join(examples[length].account for length in sorted(examples))
        yield finding(
            "sheet.account_lengths", layout.grid.place(last.row, layout.columns["account"]), accounts=accounts
        )


def _charts(layout: Layout, lines: Sequence[Line]) -> Iterator[Finding]:
    signs: dict[str, Line] = {}
    for line in lines:
        for chart in charts_told(line.account, line.name):
            signs.setdefault(chart, line)
    if len(signs) > 1:
        bas, kommun = (f"{signs[chart].account} {signs[chart].name}" for chart in ("bas", "kommun-bas"))
        last = max(signs.values(), key=lambda line: line.row)
        place = layout.grid.place(last.row, layout.columns["account"])
        yield finding("sheet.mixed_charts", place, bas=bas, kommun=kommun)


def check_totals(layout: Layout, year: Year) -> Iterator[Finding]:
    """Check the sums: `sheet.opening_not_nil`, `sheet.closing_not_nil`; or that one side of the accounts is missing."""
    place = Place(file=layout.grid.file, sheet=layout.grid.sheet)
    opening = sum(year.opening.values(), NIL)
    if opening:
        yield finding("sheet.opening_not_nil", place, stated=opening, expected=NIL, amount=opening)
    sides = {is_balance_account(account) for account, amount in year.closing.items() if amount}
    closing = sum(year.closing.values(), NIL)
    if sides == {False}:
        yield finding("sheet.no_balance_accounts", place)
    elif sides == {True}:
        yield finding("sheet.no_result_accounts", place)
    elif closing:
        yield finding("sheet.closing_not_nil", place, stated=closing, expected=NIL, amount=closing)
