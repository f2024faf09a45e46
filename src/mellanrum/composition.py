"""Where everything meets: files in, a book of figures out, with all there is to say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from mellanrum.books.association_map import NO_MAP, ChartName, read_map
from mellanrum.books.ledger import Books
from mellanrum.books.merge import merge
from mellanrum.books.opening import is_sie, read_books
from mellanrum.figures import Figure, FigureBook
from mellanrum.figures.reported import read_reported
from mellanrum.findings import Finding, has_error, in_order
from mellanrum.numbers import Language
from mellanrum.review import from_book, review
from mellanrum.statements import Basis, basis, families
from mellanrum.statements.budgets import with_budget

if TYPE_CHECKING:
    from mellanrum.books.sheets import ColumnMap

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Source:
    """A file handed in: its name as the user knows it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """All that the statements of a year are made from; only `books` must be there."""

    books: Source
    earlier: tuple[Source, ...] = ()
    chart: ChartName | None = None
    own_map: Source | None = None
    budget: Source | None = None
    reported: tuple[Source, ...] = ()
    columns: Source | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A year ready to be read: the books it rests on, the basis of its statements and its figures."""

    books: Books
    basis: Basis
    book: FigureBook


def open_year(sources: Sources) -> tuple[Opened | None, tuple[Finding, ...]]:
    """Read the files and open the book of figures for the newest year.

    Gives None where some file cannot be used, with every fault of every file; else the year, and the findings of
    reading, merging, placing and comparing with what was reported. What `review` says comes from `reviewed`.
    """
    found: list[Finding] = []
    columns = _kept(found, _columns(sources.columns))
    newest = _kept(found, read_books(sources.books.data, sources.books.name, columns))
    # The year a column map may name is that of the newest books.
    other = columns.model_copy(update={"year": None}) if columns is not None else None
    earlier = [_kept(found, read_books(source.data, source.name, other)) for source in sources.earlier]
    own = _kept(found, read_map(sources.own_map.data, sources.own_map.name)) if sources.own_map else NO_MAP
    reported = [_kept(found, read_reported(source.data, source.name)) for source in sources.reported]
    read = tuple(books for books in earlier if books is not None)
    is_told = sources.columns is None or columns is not None
    if newest is None or own is None or len(read) < len(earlier) or not is_told:
        return None, in_order(found)
    books = _kept(found, merge(newest, read))
    made_from, more = basis(books, sources.chart, own)
    if sources.budget is not None:
        planned = _kept(found, _budgeted(made_from, sources.budget, columns if is_sie(*_file(sources.books)) else None))
        if planned is None:
            return None, in_order(found)
        made_from, more = basis(planned, sources.chart, own)
    book = figure_book(made_from, (figure for figures in reported for figure in figures))
    found += [*more, *made_from.findings(), *book.findings()]
    return Opened(made_from.books, made_from, book), in_order(found)


def _kept(found: list[Finding], answer: tuple[Read, tuple[Finding, ...]]) -> Read:
    value, findings = answer
    found += findings
    return value


def _file(source: Source) -> tuple[bytes, str]:
    return source.data, source.name


def _columns(source: Source | None) -> "tuple[ColumnMap | None, tuple[Finding, ...]]":
    if source is None:
        return None, ()
    # Imported here, as below: the libraries for spreadsheets take longer to load than a SIE file to read.
    from mellanrum.books.sheets import read_columns  # noqa: PLC0415 - as said

    return read_columns(source.data, source.name)


def _budgeted(
    made_from: Basis, source: Source, columns: "ColumnMap | None"
) -> tuple[Books | None, tuple[Finding, ...]]:
    """Put a budget of its own into the books; `columns` where the map is not that of a trial balance."""
    from mellanrum.books.sheets import read_budget  # noqa: PLC0415 - as above

    books = made_from.books
    rows, found = read_budget(source.data, source.name, columns, books.period)
    if not rows and has_error(found):
        return None, found
    planned, more = with_budget(books, rows, made_from.areas, source.name)
    return planned, (*found, *more)


def figure_book(made_from: Basis, reported: Iterable[Figure] = (), day: date | None = None) -> FigureBook:
    """Hand every room's families of figures to a book; `day` is the newest year's last where none is named."""
    books = made_from.books
    return FigureBook(books.name, books.period, day or books.period.end, families(made_from), reported)


def reviewed(opened: Opened, lang: Language = "sv") -> tuple[Finding, ...]:
    """Hold the year's figures against every relation; the findings name tables and rows in `lang`."""
    return review(from_book(opened.book, lang), opened.books.period.year)
