"""Years beside each other, with where counting changed and what was counted by another method."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.tallies.offered import PREFIX
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.shown import rule_of


@dataclass(frozen=True, slots=True)
class YearCell:
    """A year's figure; None where there is none, or it may not be shown.

    `is_reported` says that it, or something in it, was counted by another method; `sources` are the documents.
    """

    year: int
    figure: Figure | None
    is_reported: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearsRow:
    """A measure over the years. `begins` is the day from which it is counted, where that is within the years."""

    key: str
    label: str
    cells: tuple[YearCell, ...]
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class YearsTable:
    """Measures with a column for each year, oldest first."""

    years: tuple[int, ...]
    rows: tuple[YearsRow, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The documents that years counted by another method come from, each once."""
        return tuple(dict.fromkeys(source for row in self.rows for cell in row.cells for source in cell.sources))


def years_table(  # noqa: PLR0913 - whose figures, of whom, which, when, by which rules
    book: FigureBook,
    group: str,
    measures: Mapping[str, str],
    years: Iterable[int],
    scheme: Scheme,
    *,
    sex: str | None = None,
) -> YearsTable:
    """Put years beside each other: a row for each measure (key after the group's → label; "" for the figure's own).

    `group` is an intervention's key, or "all". The figures are the book's, of whole years. A measure without a figure
    in any of the years has no row.
    """
    columns = tuple(sorted(years))
    rows = []
    for measure, label in measures.items():
        cells = tuple(
            _cell(book.find(f"{PREFIX}.{group}.{measure}", Period.of_year(year), sex), year) for year in columns
        )
        figures = [cell.figure for cell in cells if cell.figure is not None]
        if figures:
            rows.append(YearsRow(measure, label or figures[-1].label, cells, _begins(measure, columns, scheme)))
    return YearsTable(columns, tuple(rows))


def _cell(figure: Figure | None, year: int) -> YearCell:
    sources = tuple(dict.fromkeys(_sources(figure))) if figure is not None else ()
    return YearCell(year, figure, bool(sources), sources)


def _sources(figure: Figure) -> Iterator[str]:
    yield from (node.label for node in figure.nodes() if not isinstance(node, Figure) and node.kind == "report")


def _begins(measure: str, years: tuple[int, ...], scheme: Scheme) -> date | None:
    """Find the day from which a measure's table, or its answer, is counted; None where that is before the years."""
    what, _, rest = measure.partition(".")
    table, _, answer = rest.partition(".")
    rule = rule_of(scheme, what, table)
    if rule is None:
        return None
    found = scheme.answer(rule.questions[0], answer.partition(".")[0])
    days = [rule.valid_from, getattr(found, "valid_from", None) or date.min]
    return max(days) if max(days) > date(years[0], 1, 1) else None
