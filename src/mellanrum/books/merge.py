"""Putting together books of several years: each year from the file that has it as its own."""

from collections.abc import Iterator

from mellanrum.books.ledger import NIL, Books, YearBalances
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding

_CLOSING = ("20", "88", "89")
"""Equity and the closing entry: whether the result has been moved differs between files, and matters to no line."""


def merge(newest: Books, earlier: tuple[Books, ...]) -> tuple[Books, tuple[Finding, ...]]:
    """Put earlier books behind the newest.

    A year is taken from the file where it is the year itself, else from last year's columns of the file after it.
    Findings: earlier books of another association (left out), a year that differs between two files, a year that does
    not open as the one before it closed.
    """
    kept = tuple(books for books in earlier if _is_same(books, newest))
    strangers = tuple(_stranger(newest, books) for books in earlier if not _is_same(books, newest))
    files = (newest, *kept)
    chosen: dict[Period, YearBalances] = {}
    columns: dict[Period, YearBalances] = {}
    for books in files:
        chosen.setdefault(books.years[0].period, books.years[0])
        columns |= {year.period: year for year in books.years[1:] if year.period not in columns}
    found = [item for period in chosen if period in columns for item in _differ(chosen[period], columns[period])]
    years = columns | chosen
    ordered = tuple(years[period] for period in sorted(years, reverse=True) if period <= newest.period)
    found += [item for later, before in zip(ordered, ordered[1:], strict=False) for item in _opens(later, before)]
    return _with(newest, kept, ordered), (*strangers, *found)


def _with(newest: Books, earlier: tuple[Books, ...], years: tuple[YearBalances, ...]) -> Books:
    files = (*reversed(earlier), newest)
    return Books(
        name=newest.name,
        orgnr=newest.orgnr,
        years=years,
        account_names={k: v for books in files for k, v in books.account_names.items()},
        dimension_names={k: v for books in files for k, v in books.dimension_names.items()},
        object_names={k: v for books in files for k, v in books.object_names.items()},
        made_on=newest.made_on,
        chart_hint=newest.chart_hint,
    )


def _is_same(books: Books, newest: Books) -> bool:
    """Tell whether two books can be one association's; a trial balance need not say whose it is."""
    return not books.orgnr or not newest.orgnr or books.orgnr == newest.orgnr


def _stranger(newest: Books, other: Books) -> Finding:
    where = Place(file=other.years[0].source or None)
    return finding("books.other_association", where, name=other.name, orgnr=other.orgnr, own=newest.orgnr)


def _differ(own: YearBalances, column: YearBalances) -> Iterator[Finding]:
    for account in sorted({*own.closing, *column.closing}):
        stated, expected = column.closing.get(account, NIL), own.closing.get(account, NIL)
        if stated != expected and not account.startswith(_CLOSING):
            where = Place(file=column.source or None, key=account)
            yield finding(
                "books.years_differ",
                where,
                stated=stated,
                expected=expected,
                account=account,
                year=str(own.period),
                column=stated,
                own=expected,
                source=own.source,
            )


def _opens(later: YearBalances, before: YearBalances) -> Iterator[Finding]:
    if not later.opening or before.period != later.period.previous():
        return
    for account in sorted({*later.opening, *before.closing}):
        stated, expected = later.opening.get(account, NIL), before.closing.get(account, NIL)
        if stated != expected and account[:1] in {"1", "2"} and not account.startswith(_CLOSING):
            where = Place(file=later.source or None, key=account)
            yield finding(
                "books.opens_otherwise",
                where,
                stated=stated,
                expected=expected,
                account=account,
                year=str(later.period),
                opening=stated,
                closing=expected,
            )
