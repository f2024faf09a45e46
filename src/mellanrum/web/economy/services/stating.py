"""Figures of earlier years, as earlier documents print them: kept as written, read by the engine's rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from mellanrum.figures import Figure, Leaf, Unit
from mellanrum.figures.reported import UNITS, figures_from_statements, read_reported
from mellanrum.figures.reported import StatedFigure as Said
from mellanrum.findings import Finding, has_error
from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import StatedFigure
from mellanrum.web.economy.seen import ChangedMeanwhile, token_of
from mellanrum.web.economy.services.participations import is_of_participations, untold_years
from mellanrum.web.economy.written import read_number
from mellanrum.web.tenancy.models import Association

Found = tuple[Finding, ...]

FIGURES: Mapping[str, str] = {
    "overview.revenue": "Revenue, with financial income",
    "overview.costs": "Costs, with depreciation and financial costs",
    "overview.result": "Result of the year",
    "overview.equity": "Closing equity",
    "overview.total_assets": "Total assets",
    "overview.equity_ratio": "Equity ratio",
    "overview.contributions": "Members' contributions",
    "overview.equity_share": "Equity, share of contributions",
    "overview.project_money": "Other project money",
    "overview.employees": "Number of employees",
}
"""The figures that a year is asked for, with the engine's labels: those of the overview of years."""


@dataclass(frozen=True, slots=True)
class Document:
    """What one document says of a year: `values` by key, as they are printed."""

    year: int
    source: str
    page: int | None
    step: int
    values: Mapping[str, str]


def stated_figures(association: Association) -> tuple[tuple[Figure, ...], Found]:
    """Return what has been stated and may be told as figures, and what the engine says of it."""
    return figures_from_statements(map(_said, rows_told(association)))


def rows_told(association: Association) -> list[StatedFigure]:
    """List what has been stated, newest year first, but how many took part in a year whose published number is hidden.

    Who reads the books may not read exact counts, and an earlier document would give away what was hidden.
    """
    rows = rows_stated(association)
    if not any(is_of_participations(row.key) for row in rows):
        return rows
    untold = untold_years(association)
    return [row for row in rows if row.year not in untold or not is_of_participations(row.key)]


def rows_stated(association: Association, year: int | None = None) -> list[StatedFigure]:
    """List what has been stated, newest year first; of one year only where it is named."""
    rows = StatedFigure.objects.of(association).order_by("-year", "source", "id")
    return list(rows if year is None else rows.filter(year=year))


def documents_of(rows: Iterable[StatedFigure]) -> tuple[Document, ...]:
    """Put together what each document says of each year."""
    found: dict[tuple[int, str], list[StatedFigure]] = {}
    for row in rows:
        found.setdefault((row.year, row.source), []).append(row)
    return tuple(
        Document(year, source, group[0].page, group[0].step, {row.key: row.value for row in group})
        for (year, source), group in found.items()
    )


def unit_of(key: str) -> Unit:
    """Return the unit of a figure, as the engine takes it from the last words of its key."""
    name = f"_{key.replace('.', '_')}"
    return next((unit for ending, unit in UNITS.items() if name.endswith(f"_{ending}")), Unit.SEK)


def faults_of(document: Document) -> Found:
    """Return what the engine says of a document before it is saved."""
    return figures_from_statements(map(_said, _rows(None, document)))[1]


def year_token(association: Association, year: int) -> str:
    """Return a token of everything that has been stated for a year."""
    return token_of(_facts(row) for row in rows_stated(association, year))


def save_document(standing: Standing, document: Document, replaced: str, seen: str) -> None:
    """Keep what a document says of a year, in the place of what the document called `replaced` said.

    ChangedMeanwhile where somebody saved the year after the token `seen` was given; nothing is saved then.
    """
    check_can_edit_economy(standing)
    with transaction.atomic():
        _expect(standing.association, document.year, seen)
        _remove(standing.association, document.year, {replaced, document.source})
        StatedFigure.objects.bulk_create(_rows(standing.association, document))


def delete_year(standing: Standing, year: int, seen: str) -> int:
    """Take away everything stated for a year; gives how many figures it was. ChangedMeanwhile as above."""
    check_can_edit_economy(standing)
    with transaction.atomic():
        _expect(standing.association, year, seen)
        gone, _ = StatedFigure.objects.of(standing.association).filter(year=year).delete()
    return int(gone)


def read_documents(data: bytes, file: str) -> tuple[tuple[Document, ...], Found]:
    """Read the TOML that the command line takes; no documents where anything in it is wrong."""
    figures, found = read_reported(data, file)
    if has_error(found):
        return (), found
    return documents_of(map(_row_of, figures)), found


def can_be_kept(document: Document) -> bool:
    """Tell whether there is room for what a file says of its document and for its keys."""
    is_text = document.source.isprintable() and len(document.source) <= 200
    return is_text and (document.page or 1) <= 9999 and all(len(key) <= 120 for key in document.values)


def save_documents(standing: Standing, documents: Iterable[Document]) -> None:
    """Keep what several documents say: each in the place of what it said before of the same year."""
    check_can_edit_economy(standing)
    with transaction.atomic():
        changed(standing.association)
        for document in documents:
            _remove(standing.association, document.year, {document.source})
            StatedFigure.objects.bulk_create(_rows(standing.association, document))


def _expect(association: Association, year: int, seen: str) -> None:
    changed(association)
    if year_token(association, year) != seen:
        raise ChangedMeanwhile


def _remove(association: Association, year: int, sources: set[str]) -> None:
    StatedFigure.objects.of(association).filter(year=year, source__in=sources).delete()


def _rows(association: Association | None, document: Document) -> list[StatedFigure]:
    return [
        StatedFigure(
            association=association,
            year=document.year,
            key=key,
            value=value,
            source=document.source,
            page=document.page,
            step=document.step,
        )
        for key, value in document.values.items()
    ]


def _facts(row: StatedFigure) -> tuple[object, ...]:
    return row.key, row.value, row.source, row.page, row.step


def _said(row: StatedFigure) -> Said:
    step = 1000 if row.step == 1000 else 1
    return Said(row.year, row.key, plain(row.key, row.value), row.source, row.page, step)  # type: ignore[arg-type]  # one of the two


def plain(key: str, printed: str) -> str:
    """Give a printed number as the engine writes numbers: 41,8 % is 0.418. What is no number is left as it is."""
    is_share = unit_of(key) is Unit.SHARE
    number = read_number(printed, is_share=is_share)
    if not isinstance(number, Decimal) or not printed.strip():
        return printed
    return f"{number.scaleb(-2) if is_share else number:f}"


def _row_of(figure: Figure) -> StatedFigure:
    """Give a figure back as a document prints it."""
    is_amount = figure.unit is Unit.SEK
    step = int(figure.shown.step) if is_amount else 1
    value = figure.value / step if is_amount else figure.value
    leaf = figure.trace.inputs[0].node
    printed = f"{value.scaleb(2):f} %" if figure.unit is Unit.SHARE else f"{value:f}"
    return StatedFigure(
        year=figure.period.year,
        key=figure.key,
        value=printed.replace(".", ","),
        source=figure.trace.source,
        page=leaf.place.page if isinstance(leaf, Leaf) else None,
        step=step,
    )
