"""From files to a year that can be asked: every file is read, and every fault of every file told."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from mellanrum.books.association_map import NO_MAP, ChartName, read_map
from mellanrum.books.ledger import Movement
from mellanrum.books.merge import merge
from mellanrum.books.opening import is_sie
from mellanrum.composition.assembling import Opened, Parts, assemble
from mellanrum.composition.reading import Source, read_source
from mellanrum.figures import Figure, Period
from mellanrum.figures.reported import read_reported
from mellanrum.findings import Finding, has_error, in_order

if TYPE_CHECKING:
    from mellanrum.books.sheets import ColumnMap

Read = TypeVar("Read")


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


def open_year(sources: Sources) -> tuple[Opened | None, tuple[Finding, ...]]:
    """Read the files and open the book of figures for the newest year.

    Gives None where some file cannot be used, with every fault of every file; else the year, and the findings of
    reading, merging, placing and comparing with what was reported. What `review` says comes from `reviewed`.
    """
    found: list[Finding] = []
    parts = _kept(found, _read(sources))
    opened = _kept(found, assemble(parts, sources.chart)) if parts is not None else None
    return opened, in_order(found)


def _read(sources: Sources) -> tuple[Parts | None, tuple[Finding, ...]]:
    """Read every file; None where one of them cannot be used. The budget is read last, for the year of the books."""
    found: list[Finding] = []
    columns = _kept(found, _columns(sources.columns))
    # The year a map of columns may name is that of the newest books.
    other = columns.model_copy(update={"year": None}) if columns is not None else None
    books = [_kept(found, read_source(sources.books, columns))]
    books += [_kept(found, read_source(source, other)) for source in sources.earlier]
    own = _kept(found, read_map(sources.own_map.data, sources.own_map.name)) if sources.own_map else NO_MAP
    reported = [_kept(found, _reported(source)) for source in sources.reported]
    usable = tuple(one for one in books if one is not None)
    stated = [figures for figures in reported if figures is not None]
    all_read = len(usable) == len(books) and len(stated) == len(reported)
    if own is None or not all_read or (sources.columns is not None and columns is None):
        return None, tuple(found)
    parts = Parts(usable, own, tuple(figure for figures in stated for figure in figures))
    if sources.budget is None:
        return parts, tuple(found)
    return _with_budget(parts, sources.books, sources.budget, columns, found)


def _kept(found: list[Finding], answer: tuple[Read, tuple[Finding, ...]]) -> Read:
    value, findings = answer
    found += findings
    return value


def _with_budget(
    parts: Parts, own: Source, budget: Source, columns: "ColumnMap | None", found: list[Finding]
) -> tuple[Parts | None, tuple[Finding, ...]]:
    """Put a budget of its own to the parts; where it cannot be used, what merging the books says is told beside it."""
    # The map of columns is that of the trial balance, where the books are one.
    for_budget = columns if is_sie(own.data, own.name) else None
    rows = _kept(found, _budget(budget, for_budget, parts.books[0].period))
    if rows is None:
        return None, (*found, *merge(parts.books[0], parts.books[1:])[1])
    return replace(parts, budget=rows, budget_file=budget.name), tuple(found)


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


def _budget(
    source: Source, columns: "ColumnMap | None", period: Period
) -> tuple[tuple[Movement, ...] | None, tuple[Finding, ...]]:
    """Read a budget; None where no row of it can be used."""
    from mellanrum.books.sheets import read_budget  # noqa: PLC0415 - as above

    rows, found = read_budget(source.data, source.name, columns, period)
    return (None if not rows and has_error(found) else rows), found
