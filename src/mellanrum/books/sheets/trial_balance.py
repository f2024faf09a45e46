"""A trial balance, from a spreadsheet or delimited text, into the books."""

from collections.abc import Iterator, Sequence

from mellanrum.books.ledger import COST_CENTRE, PROJECT, Books
from mellanrum.books.sheets.balances import this_year, year_before
from mellanrum.books.sheets.checks import check_lines, check_totals
from mellanrum.books.sheets.choose import find_table
from mellanrum.books.sheets.columns import NO_COLUMNS, ColumnMap
from mellanrum.books.sheets.headings import Layout
from mellanrum.books.sheets.limits import LIMITS, Limits
from mellanrum.books.sheets.line import Line
from mellanrum.books.sheets.lines import Read, read_lines
from mellanrum.books.sheets.row import AMOUNTS
from mellanrum.books.sheets.signs import debit_positive, with_change, with_opening
from mellanrum.books.sheets.thousands import in_kronor, in_thousands
from mellanrum.books.sheets.year import year_of
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding, has_error


def read_trial_balance(
    data: bytes,
    file: str,
    columns: ColumnMap | None = None,
    period: Period | None = None,
    *,
    limits: Limits = LIMITS,
) -> tuple[Books | None, tuple[Finding, ...]]:
    """Read a trial balance: account, and any of cost centre, project, opening, change or months, closing, budget.

    `data` is the content of a file called `file`; `columns` the association's map, None to tell everything from the
    headings; `period` the financial year where it is known. Amounts are kronor; only the budget may be in thousands.

    Returns the books, of one year, or of two where the table has last year's columns; for every account opening +
    movements = closing. Returns None, with every fault by sheet and cell, where the file, its headings, its year or an
    amount cannot be read. Totals that are not nil and closing balances that do not follow are errors, and the books
    are there all the same. Every finding is a `sheet.…`.
    """
    wanted = columns or NO_COLUMNS
    layout, chosen = find_table(data, file, wanted, limits)
    if layout is None:
        return None, chosen
    when, told = year_of(layout, wanted, period)
    read = read_lines(layout, needs_account=True)
    found = (*chosen, *told, *_unfit(layout, wanted), *read.findings)
    if not read.lines and not read.failed:
        found = (*found, finding("sheet.no_accounts", Place(file=file, sheet=layout.grid.sheet)))
    if when is None or not read.lines or has_error(found):
        return None, found
    books, more = _books(read, wanted, when)
    return books, (*found, *more)


def _unfit(layout: Layout, wanted: ColumnMap) -> Iterator[Finding]:
    """Tell what would make every amount wrong: thousands of kronor, signs that only a budget can have."""
    columns = [column for name, column in layout.columns.items() if name in AMOUNTS and name != "budget"]
    cell = None if wanted.step == 1 else in_thousands(layout, [*columns, *layout.months.values()])
    if cell is not None:
        yield finding("sheet.in_thousands", layout.grid.place(*cell), text=layout.grid.text(*cell))
    if wanted.signs == "positive":
        yield finding("sheet.signs_of_budget", Place(file=layout.grid.file, sheet=layout.grid.sheet))


def _books(read: Read, wanted: ColumnMap, period: Period) -> tuple[Books, list[Finding]]:
    layout = read.layout
    lines, stepped = in_kronor(layout, read.lines, ("budget",), wanted.step)
    lines, signs = debit_positive(layout, with_change(lines), wanted.signs)
    lines, begun = with_opening(layout, lines)
    year, moved = this_year(layout, lines, period)
    before = year_before(lines, year.opening)
    years = [year.made(period, layout.grid.file)]
    if before is not None:
        years.append(before.made(period.previous(), layout.grid.file))
    books = Books(
        name=wanted.association,
        orgnr=_with_dash(wanted.orgnr),
        years=tuple(years),
        account_names=_account_names(lines),
        dimension_names=_dimension_names(layout),
        object_names=read.object_names,
    )
    return books, [*check_lines(layout, read.lines), *stepped, *signs, *begun, *moved, *check_totals(layout, year)]


def _account_names(lines: Sequence[Line]) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in lines:
        if line.name:
            names.setdefault(line.account, line.name)
    return names


def _dimension_names(layout: Layout) -> dict[str, str]:
    columns = ((COST_CENTRE, "cost_centre"), (PROJECT, "project"))
    return {dimension: layout.heading(name) for dimension, name in columns if name in layout.columns}


def _with_dash(orgnr: str) -> str:
    return f"{orgnr[:6]}-{orgnr[6:]}" if len(orgnr) == 10 else orgnr
