"""Putting together books of several years: each year from the file that has it as its own."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from mellanrum.books.ledger import NIL, Books, YearBalances
from mellanrum.findings import Finding, Place, finding

_CLOSING = ("20", "88", "89")
"""Equity and the closing entry: whether the result has been moved differs between files, and matters to no line."""


def merge(newest: Books, earlier: tuple[Books, ...]) -> tuple[Books, tuple[Finding, ...]]:
    """Put earlier books behind the newest.

    A year is taken from the file where it is the year itself, else from last year's columns of the file after it.
    Findings: books of another association or of a later year (left out), a year that two files have as their own, a
    year that differs between two files, a year that does not open as the one before it closed, other names, no name.
    """
    found: list[Finding] = []
    if not newest.name:
        found.append(finding("books.no_name", Place(file=newest.years[0].source or None)))
    kept: list[Books] = []
    for books in sorted(earlier, key=lambda books: books.period, reverse=True):
        reason = _left_out(books, (newest, *kept))
        found += [reason] if reason else []
        kept += [] if reason else [books]
    years, differences = _years((newest, *kept))
    found += differences
    found += [item for later, before in pairwise(years) for item in _opens(later, before)]
    found += [item for books in kept for item in _renamed(books, newest)]
    return _with(newest, tuple(kept), years), tuple(found)


def _left_out(books: Books, kept: tuple[Books, ...]) -> Finding | None:
    """Say why a file is left out; None where it is kept."""
    newest = kept[0]
    where = Place(file=books.years[0].source or None)
    if not _is_same(books, newest):
        return finding("books.other_association", where, name=books.name, orgnr=books.orgnr, own=newest.orgnr)
    if books.period.end > newest.period.end:
        return finding("books.later_year", where, year=str(books.period), newest=str(newest.period))
    twin = next((other for other in kept if other.period.end == books.period.end), None)
    if twin is not None:
        return finding("books.year_twice", where, year=str(books.period), source=twin.years[0].source)
    return None


def _years(files: tuple[Books, ...]) -> tuple[tuple[YearBalances, ...], list[Finding]]:
    """Choose each year's balances, newest first; say where last year's columns differ from the year's own file."""
    own = {books.period.end: books.years[0] for books in files}
    columns: dict[date, YearBalances] = {}
    for books in files:
        for year in books.years[1:]:
            columns.setdefault(year.period.end, year)
    chosen = columns | own
    found = [item for end in own if end in columns for item in _differ(own[end], columns[end])]
    return tuple(chosen[end] for end in sorted(chosen, reverse=True)), found


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
    # Ten digits, with or without a hyphen, some programs put the century 16 before them.
    one, other = (re.sub(r"[^0-9]", "", number)[-10:] for number in (books.orgnr, newest.orgnr))
    return not one or not other or one == other


def _renamed(books: Books, newest: Books) -> Iterator[Finding]:
    """Say which accounts and objects have another name in the newest books, whose name stands for every year."""
    used = {account for year in books.years for account in year.accounts()}
    accounts = ((a, name, newest.account_names.get(a)) for a, name in books.account_names.items() if a in used)
    objects = ((code, name, newest.object_names.get((d, code))) for (d, code), name in books.object_names.items())
    changed = [(code, old, new) for code, old, new in (*accounts, *objects) if new and _plain(old) != _plain(new)]
    if changed:
        listed = ", ".join(f"{code} ({old} → {new})" for code, old, new in changed)
        yield finding("books.renamed", Place(file=books.years[0].source or None), names=listed)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


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
    if not later.opening or later.period.start - before.period.end != timedelta(days=1):
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
