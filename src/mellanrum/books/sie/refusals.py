"""Why a file cannot be read: what makes every figure taken from it a guess."""

from collections.abc import Iterator

from mellanrum.books.sie.amounts import amount, is_amount
from mellanrum.books.sie.labels import BALANCES, BY_MONTH, BY_OBJECT, LABELS, ROWS
from mellanrum.books.sie.records import Record, SieFile
from mellanrum.books.sie.rows import accounts_named, amount_text, names_an_account
from mellanrum.books.sie.years import periods
from mellanrum.findings import Finding, finding

MOST_ACCOUNTS = 50_000
"""The most accounts that are read: five times as many as there are numbers of four digits."""

_AMOUNTS = (*BALANCES, *BY_OBJECT, *BY_MONTH)


def refusals(file: SieFile) -> tuple[Finding, ...]:
    """Give an error for everything that makes a file unreadable; none where it can be read."""
    if not any(label in LABELS for label in file.by_label):
        return (finding("sie.not_sie", file.place()),)
    number = accounts_named(file)
    if number > MOST_ACCOUNTS:
        return (finding("sie.too_many_accounts", file.place(), number=number, limit=MOST_ACCOUNTS),)
    missing = []
    if not names_an_account(file):
        missing.append(finding("sie.no_accounts", file.place()))
    if 0 not in periods(file):
        missing.append(finding("sie.no_year", file.place()))
    return (*missing, *_amounts_refused(file))


def _amounts_refused(file: SieFile) -> Iterator[Finding]:
    for record in _amount_records(file):
        text = amount_text(record)
        if not is_amount(text) and text and amount(text) is None and not _is_cut(file, record):
            yield finding("sie.not_an_amount", file.place(record), label=record.label, text=text[:40])


def _amount_records(file: SieFile) -> Iterator[Record]:
    for label in _AMOUNTS:
        yield from file.all(label)
    for label in sorted(ROWS):
        yield from file.all(label)
    yield from file.unusual_rows(*ROWS)


def _is_cut(file: SieFile, record: Record) -> bool:
    return file.last_line_open and record.line == len(file.lines)
