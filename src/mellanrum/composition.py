"""Where everything meets: files in, a book of figures out, with all there is to say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName, read_map
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


@dataclass(frozen=True, slots=True)
class _Read:
    """What the files gave: the books, newest first, the association's map, stated figures, the map of columns."""

    books: tuple[Books, ...]
    own: AssociationMap
    reported: tuple[Figure, ...]
    columns: "ColumnMap | None"


def open_year(sources: Sources) -> tuple[Opened | None, tuple[Finding, ...]]:
    """Read the files and open the book of figures for the newest year.

    Gives None where some file cannot be used, with every fault of every file; else the year, and the findings of
    reading, merging, placing and comparing with what was reported. What `review` says comes from `reviewed`.
    """
    found: list[Finding] = []
    read = _kept(found, _read(sources))
    if read is None:
        return None, in_order(found)
    books = _kept(found, merge(read.books[0], read.books[1:]))
    made_from, more = basis(books, sources.chart, read.own)
    if sources.budget is not None:
        # The map of columns is that of the trial balance, where the books are one.
        columns = read.columns if is_sie(sources.books.data, sources.books.name) else None
        planned = _kept(found, _budgeted(made_from, sources.budget, columns))
        if planned is None:
            return None, in_order(found)
        made_from, more = basis(planned, sources.chart, read.own)
    book = figure_book(made_from, read.reported)
    found += [*more, *made_from.findings(), *book.findings()]
    return Opened(made_from.books, made_from, book), in_order(found)


def _read(sources: Sources) -> tuple[_Read | None, tuple[Finding, ...]]:
    """Read every file but the budget; None where one of them cannot be used."""
    found: list[Finding] = []
    columns = _kept(found, _columns(sources.columns))
    # The year a map of columns may name is that of the newest books.
    other = columns.model_copy(update={"year": None}) if columns is not None else None
    books = [_kept(found, read_books(sources.books.data, sources.books.name, columns))]
    books += [_kept(found, read_books(source.data, source.name, other)) for source in sources.earlier]
    own = _kept(found, read_map(sources.own_map.data, sources.own_map.name)) if sources.own_map else NO_MAP
    reported = [_kept(found, _reported(source)) for source in sources.reported]
    usable = tuple(one for one in books if one is not None)
    stated = [figures for figures in reported if figures is not None]
    all_read = len(usable) == len(books) and len(stated) == len(reported)
    if own is None or not all_read or (sources.columns is not None and columns is None):
        return None, tuple(found)
    return _Read(usable, own, tuple(figure for figures in stated for figure in figures), columns), tuple(found)


def _kept(found: list[Finding], answer: tuple[Read, tuple[Finding, ...]]) -> Read:
    value, findings = answer
    found += findings
    return value


def _reported(source: Source) -> tuple[tuple[Figure, ...] | None, tuple[Finding, ...]]:
    """Read stated figures; None where there is none that can be used."""
    figures, found = read_reported(source.data, source.name)
    return (None if not figures and has_error(found) else figures), found


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
    return review(from_book(opened.book, lang), opened.books.period.year, lang=lang)
