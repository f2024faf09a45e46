"""From what an association keeps to a year that can be read: figures, findings, and the files behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

from mellanrum.books.association_map import AssociationMap, ChartName
from mellanrum.books.ledger import Books
from mellanrum.books.sheets import ColumnMap, read_budget, read_columns
from mellanrum.composition import Opened, Parts, Source, assemble, read_source, reviewed
from mellanrum.findings import Finding, in_order
from mellanrum.numbers import Language
from mellanrum.review import Limits
from mellanrum.web.economy.desk import changes
from mellanrum.web.economy.kept import Kept
from mellanrum.web.economy.models import File, ImportedFile, Kind, Pointer
from mellanrum.web.economy.services.budgeting import typed_budget
from mellanrum.web.economy.services.limits import limits_of
from mellanrum.web.economy.services.mapping import map_held
from mellanrum.web.economy.services.participations import participations_of, state_of
from mellanrum.web.economy.services.stating import stated_figures
from mellanrum.web.tenancy.models import Association

Found = tuple[Finding, ...]


class YearAtDesk:
    """A year of an association, opened.

    `files` are the files of books behind it by year, without their content; `found` what reading and placing say;
    `limits` those that hold for the association.
    """

    def __init__(
        self, opened: Opened, found: Found, files: Mapping[int, ImportedFile], number: int, limits: Limits
    ) -> None:
        self.opened = opened
        self.limits = limits
        self.found = found
        self.files = files
        self.changes = number
        self._reviewed: dict[Language, Found] = {}

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.opened.books.period.year

    def findings(self, lang: Language) -> Found:
        """Return everything there is to say of the year, errors first; what relations say names rows in `lang`."""
        if lang not in self._reviewed:
            self._reviewed[lang] = in_order((*self.found, *reviewed(self.opened, lang, self.limits)))
        return self._reviewed[lang]


_YEARS: Kept[YearAtDesk | None] = Kept(room=24)
_FILES: Kept[tuple[Books | None, Found]] = Kept(room=60_000_000)  # bytes of the files; what is read takes some more


def years_with_books(association: Association) -> tuple[int, ...]:
    """List the years that books have been read in for, newest first."""
    pointers = Pointer.objects.of(association).filter(kind=Kind.BOOKS, file__isnull=False)
    return tuple(pointers.order_by("-year").values_list("year", flat=True))


def open_year(association: Association, year: int) -> YearAtDesk | None:
    """Open a year; None where no books hold for it, or what holds cannot be read any more.

    What was opened before stands until something in the association's economy is changed, or what has been published
    of how many took part.
    """
    return open_years(association, (year,))[0]


def open_years(association: Association, years: Sequence[int]) -> tuple[YearAtDesk | None, ...]:
    """Open years as `open_year` does, each in its place: what they rest on is asked once for them all."""
    number, state = changes(association), state_of(association)
    about = (association.pk, association.chart, association.name, association.orgnr, number, state)
    return tuple(_YEARS.get((*about, year), partial(_opened, association, year, number)) for year in years)


def own_map(association: Association) -> AssociationMap:
    """Return the association's account map as it was last decided; an empty one where none was."""
    return map_held(association).own


def chart_of(association: Association) -> ChartName | None:
    """Return the chart of accounts the association has stated, None where it has not."""
    return next((name for name in get_args(ChartName) if name == association.chart), None)


def books_of(file: File) -> tuple[Books | None, Found]:
    """Return the books in a file and every finding of reading it.

    A file is read once: what was read while it waited stands when it has been confirmed, since its content, its name
    and its map of columns are all that the reading depends on.
    """
    key = (file.association_id, file.sha256, file.name, file.columns)
    return _FILES.get(key, lambda: _read(file), file.size)


def parts_of(association: Association, year: int, files: Mapping[int, File]) -> tuple[Parts | None, Found]:
    """Put together what a year is made from, with `files` as its books; None where the year's own cannot be read."""
    read = {at: books_of(file) for at, file in files.items() if at <= year}
    own = read.get(year)
    if own is None or own[0] is None:
        return None, own[1] if own else ()
    earlier = [books for at, (books, _) in sorted(read.items(), reverse=True) if at < year and books is not None]
    found = tuple(item for _, said in read.values() for item in said)
    stated, faults = stated_figures(association)
    counted = participations_of(association)
    parts = Parts((_named(own[0], association), *earlier), own_map(association), stated, counted=counted)
    parts, more = _with_budget(parts, association, year)
    return parts, (*found, *faults, *more)


def files_held(association: Association) -> dict[int, ImportedFile]:
    """Return the file of books that holds for each year."""
    pointers = Pointer.objects.of(association).filter(kind=Kind.BOOKS, file__isnull=False)
    held = pointers.select_related("file").defer("file__data")
    return {pointer.year: pointer.file for pointer in held if pointer.file is not None}


def _opened(association: Association, year: int, number: int) -> YearAtDesk | None:
    files = files_held(association)
    parts, found = parts_of(association, year, files)
    if parts is None:
        return None
    opened, more = assemble(parts, chart_of(association))
    if opened is None:
        return None
    return YearAtDesk(opened, in_order((*found, *more)), files, number, limits_of(association))


def _read(file: File) -> tuple[Books | None, Found]:
    return read_source(Source(file.name, bytes(file.data)), columns_of(file))


def columns_of(file: File) -> ColumnMap | None:
    """Return the map of columns that came with a file, None where none did."""
    return read_columns(file.columns.encode(), "")[0] if file.columns else None


def _named(books: Books, association: Association) -> Books:
    """Call the books by the association's own name; trial balances say none."""
    return replace(books, name=association.name, orgnr=books.orgnr or association.orgnr)


def _with_budget(parts: Parts, association: Association, year: int) -> tuple[Parts, Found]:
    """Put the year's budget to its parts: what has been typed, else a file of its own, else the books' own holds."""
    typed = typed_budget(association, year)
    if typed:
        return replace(parts, area_budget=typed), ()
    pointer = Pointer.objects.of(association).filter(kind=Kind.BUDGET, year=year).select_related("file").first()
    if pointer is None or pointer.file is None:
        return parts, ()
    file = pointer.file
    rows, found = read_budget(bytes(file.data), file.name, columns_of(file), parts.books[0].period)
    return replace(parts, budget=rows, budget_file=file.name), found
