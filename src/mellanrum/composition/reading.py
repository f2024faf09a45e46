"""A file handed in, and the books in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mellanrum.books.ledger import Books
from mellanrum.books.opening import read_books
from mellanrum.findings import Finding

if TYPE_CHECKING:
    from mellanrum.books.sheets import ColumnMap


@dataclass(frozen=True, slots=True)
class Source:
    """A file handed in: its name as the user knows it, and its bytes."""

    name: str
    data: bytes


def read_source(source: Source, columns: "ColumnMap | None" = None) -> tuple[Books | None, tuple[Finding, ...]]:
    """Read the books of a file. Gives None where they cannot be read, with every fault found.

    `columns` say where a trial balance has its figures.
    """
    return read_books(source.data, source.name, columns)
