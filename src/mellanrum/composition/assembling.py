"""From parts that are read to a year that can be asked: nothing here opens a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName
from mellanrum.books.ledger import Books, Movement
from mellanrum.books.merge import merge
from mellanrum.figures import Family, Figure, FigureBook, Period
from mellanrum.findings import Finding, in_order
from mellanrum.numbers import Language
from mellanrum.review import Limits, from_book, review
from mellanrum.statements import Basis, basis, families
from mellanrum.statements.budgets import AreaBudget, budget_of_areas, with_budget

PARTICIPATIONS = "participations"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a year is made from, read: books, the year's own before those of earlier years, and what goes with them.

    `budget` are the rows of a budget of its own, read from `budget_file`; None leaves the books' own where it is.
    `area_budget` is a budget by area, which goes before both. `counted` are figures `participations.total` of years
    that have been counted: they go before what documents state.
    """

    books: tuple[Books, ...]
    own: AssociationMap = NO_MAP
    reported: tuple[Figure, ...] = ()
    budget: tuple[Movement, ...] | None = None
    budget_file: str = ""
    area_budget: tuple[AreaBudget, ...] = ()
    counted: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A year ready to be read: the books it rests on, the basis of its statements and its figures."""

    books: Books
    basis: Basis
    book: FigureBook


def assemble(parts: Parts, chart: ChartName | None = None) -> tuple[Opened | None, tuple[Finding, ...]]:
    """Open the book of figures for the newest year; None only where no books are handed in.

    The findings are those of merging, placing and comparing with what was reported. What `review` says comes from
    `reviewed`.
    """
    if not parts.books:
        return None, ()
    books, found = merge(parts.books[0], parts.books[1:])
    made_from, said = basis(books, chart, parts.own)
    budget = budget_of_areas(parts.area_budget, made_from.areas) if parts.area_budget else parts.budget
    if budget is not None:
        planned, more = with_budget(books, budget, made_from.areas, parts.budget_file)
        found = (*found, *more)
        made_from, said = basis(planned, chart, parts.own)
    book = figure_book(made_from, parts.reported, counted=parts.counted)
    found = (*found, *said, *made_from.findings(), *book.findings())
    return Opened(made_from.books, made_from, book), in_order(found)


def figure_book(
    made_from: Basis, reported: Iterable[Figure] = (), day: date | None = None, counted: Iterable[Figure] = ()
) -> FigureBook:
    """Hand every room's families of figures to a book; `day` is the newest year's last where none is named."""
    books = made_from.books
    offered = (*families(made_from), participations_family(counted))
    return FigureBook(books.name, books.period, day or books.period.end, offered, reported)


def participations_family(counted: Iterable[Figure]) -> Family:
    """Offer how many took part in each year that has been counted, as `participations.total`."""
    known = {(figure.key, figure.period): figure for figure in counted}

    def compute(_book: FigureBook, key: str, period: Period) -> Figure | None:
        return known.get((key, period))

    def keys(_book: FigureBook, period: Period) -> Iterable[str]:
        return (key for key, at in known if at == period)

    return Family(PARTICIPATIONS, compute, keys)


def reviewed(opened: Opened, lang: Language = "sv", limits: Limits | None = None) -> tuple[Finding, ...]:
    """Hold the year's figures against every relation; the findings name tables and rows in `lang`.

    `limits` are those that come with the program unless given.
    """
    return review(from_book(opened.book, lang), opened.books.period.year, limits, lang)
