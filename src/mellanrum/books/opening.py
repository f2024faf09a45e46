"""Opening a file of books, whatever kind it is: SIE 4, or a trial balance as a spreadsheet."""

import re
from typing import TYPE_CHECKING

from mellanrum.books.ledger import Books
from mellanrum.books.sie import books_from_sie, check_sie, read_sie
from mellanrum.findings import Finding

if TYPE_CHECKING:
    from mellanrum.books.sheets import ColumnMap

_HEAD = 4096
_LABELS = b"FLAGGA|PROGRAM|FORMAT|GEN|SIETYP|FNAMN|ORGNR|RAR|KONTO|IB|UB|RES|VER"
_MARKS = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
_RECORD = re.compile(rb"^" + _MARKS + rb"\s*#(?:" + _LABELS + rb")[ \t]", re.MULTILINE | re.IGNORECASE)
_SIE_NAMES = (".se", ".si", ".sie")


def is_sie(data: bytes, file: str = "") -> bool:
    """Tell whether a file is meant as SIE: a record stands near its beginning, or its name ends as SIE files' do."""
    # Every other byte of a file in UTF-16 is nil.
    return bool(_RECORD.search(data[:_HEAD].replace(b"\0", b""))) or file.lower().endswith(_SIE_NAMES)


def read_books(data: bytes, file: str, columns: "ColumnMap | None" = None) -> tuple[Books | None, tuple[Finding, ...]]:
    """Read the books of a file. Gives None where they cannot be read, with every fault found.

    What the file is follows from its content; `columns` say where a trial balance has its figures.
    """
    if not is_sie(data, file):
        # Imported here: the libraries for spreadsheets take longer to load than a SIE file to read.
        from mellanrum.books.sheets import read_trial_balance  # noqa: PLC0415 - as said

        return read_trial_balance(data, file, columns)
    read, found = read_sie(data, file)
    if read is None:
        return None, found
    books, more = books_from_sie(read)
    return books, (*found, *check_sie(read), *more)
