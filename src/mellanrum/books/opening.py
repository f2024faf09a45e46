"""Opening a file of books, whatever kind it is: SIE 4, or a trial balance as a spreadsheet."""

from mellanrum.books.ledger import Books
from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.findings import Finding

_SIE_MARK = b"#FLAGGA"
_HEAD = 4096


def is_sie(data: bytes) -> bool:
    """Tell whether a file looks like SIE: its mark stands near the beginning."""
    return _SIE_MARK in data[:_HEAD].upper()


def read_books(data: bytes, file: str) -> tuple[Books | None, tuple[Finding, ...]]:
    """Read the books of a file. Gives None where they cannot be read, with every fault found."""
    read, found = read_sie(data, file)
    if read is None:
        return None, found
    books, more = books_from_sie(read)
    return books, (*found, *more)
