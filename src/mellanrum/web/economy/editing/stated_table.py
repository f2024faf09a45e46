"""The table of earlier years: what documents say, what the books give, and where the two differ."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.figures import FigureBook, Operation, Period, Unit
from mellanrum.findings import Finding
from mellanrum.web.economy.editing.map_effects import newest_year
from mellanrum.web.economy.opening import YearAtDesk, years_with_books
from mellanrum.web.economy.services.stating import (
    FIGURES,
    Document,
    documents_of,
    rows_stated,
    rows_told,
    stated_figures,
    unit_of,
)
from mellanrum.web.economy.written import shown
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.tenancy.models import Association

YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a year: as documents print it, and as the books give it; empty and None where they do not."""

    year: int
    printed: str
    computed: Decimal | None
    unit: Unit
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A figure over the years."""

    key: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class YearHead:
    """A year of the table: the documents behind it, and whether books give it, its own or those of the year after."""

    year: int
    documents: tuple[Document, ...]
    has_books: bool

    @property
    def is_stated(self) -> bool:
        """Whether some document says something of the year."""
        return bool(self.documents)


@dataclass(frozen=True, slots=True)
class Table:
    """Years from the newest, figures from the top, and every finding about what is stated."""

    years: tuple[YearHead, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def stated_table(association: Association, this_year: int) -> Table:
    """Put the table together: the years somebody would ask for, and all that something is said of."""
    documents = documents_of(rows_told(association))
    opened, with_books = newest_year(association), years_with_books(association)
    newest = max((*with_books, *(document.year for document in documents)), default=this_year - 1)
    asked = range(newest, newest - YEARS_SHOWN, -1)
    years = sorted({*asked, *with_books, *(document.year for document in documents)}, reverse=True)
    keys = {**FIGURES, **{key: key for document in documents for key in document.values if key not in FIGURES}}
    found = _findings(association, opened)
    differing = {(item.place.key, item.parameters.get("period")) for item in found if item.code == DIFFERS}
    book = opened.opened.book if opened else None
    heads = tuple(YearHead(y, tuple(d for d in documents if d.year == y), _has_books(book, y)) for y in years)
    rows = tuple(
        Row(key, label, tuple(_cell(head, key, book, differing) for head in heads)) for key, label in keys.items()
    )
    return Table(heads, rows, found)


DIFFERS = "figures.reported_differs"


def _findings(association: Association, opened: YearAtDesk | None) -> tuple[Finding, ...]:
    _, faults = stated_figures(association)
    return (*faults, *(opened.opened.book.findings() if opened else ()))


def _has_books(book: FigureBook | None, year: int) -> bool:
    return book is not None and book.find("income_statement.result", Period.of_year(year)) is not None


def _cell(head: YearHead, key: str, book: FigureBook | None, differing: Collection[object]) -> Cell:
    period = Period.of_year(head.year)
    printed = next((document.values[key] for document in head.documents if key in document.values), "")
    figure = book.find(key, period) if book else None
    # What the books only repeat, as the number of employees, is given: it says nothing more than the document.
    is_own = figure is not None and figure.trace.operation is not Operation.GIVEN
    computed = figure.value if figure is not None and is_own else None
    unit = unit_of(key)
    text = shown(printed, lang(), is_share=unit is Unit.SHARE)
    return Cell(head.year, text, computed, unit, (key, str(period)) in differing)


def document_of(association: Association, year: int, source: str) -> tuple[Document | None, Mapping[str, str]]:
    """Return a document of a year by its name, else the first; and what other documents say, by name."""
    documents = documents_of(rows_stated(association, year))
    chosen = next((document for document in documents if document.source == source), None)
    chosen = chosen or (documents[0] if documents and not source else None)
    return chosen, {document.source: document.source for document in documents if document != chosen}
