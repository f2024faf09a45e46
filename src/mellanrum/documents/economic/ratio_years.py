"""The key ratios year beside year: for the web, where there is room for all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mellanrum.documents.economic.cells import number, shown
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import Block, Chart, ChartKind, Column, ColumnKind, Limit, Row, Section, Series, Table
from mellanrum.figures import Figure, Period, Unit
from mellanrum.findings import words
from mellanrum.numbers import share
from mellanrum.review.limits import Limit as RatioLimit
from mellanrum.statements.tables import Line, ratios

YEARS = 5
_UNITS = {Unit.SEK: "kr", Unit.SHARE: "%"}


@dataclass(frozen=True, slots=True)
class _Ratio:
    """A key ratio and its figures, the oldest year first; a year nothing is known of is left out."""

    line: Line
    figures: Mapping[str, Figure]


def ratio_years_section(telling: Telling) -> Section | None:
    """Write the key ratios over five years, a chart for each that two years are known of; None where no ratio is."""
    found = tuple(_ratio(telling, line) for line in ratios(telling.book))
    if not found:
        return None
    charts = (_chart(telling, ratio) for ratio in found if len(ratio.figures) > 1)
    blocks: tuple[Block, ...] = (_table(telling, found), *charts)
    return Section("ratio_years", words("Key ratios over the years"), blocks)


def _ratio(telling: Telling, line: Line) -> _Ratio:
    known = ((period, telling.find(f"ratios.{line.key}", period)) for period in _periods(telling))
    return _Ratio(line, {str(period): figure for period, figure in known if figure is not None})


def _periods(telling: Telling) -> Iterator[Period]:
    periods = [telling.year]
    while len(periods) < YEARS:
        periods.append(periods[-1].previous())
    return reversed(periods)


def _table(telling: Telling, found: tuple[_Ratio, ...]) -> Table:
    years = tuple(str(period) for period in _periods(telling) if any(str(period) in each.figures for each in found))
    newest_first = years[::-1]
    columns = (Column("label", words("Key ratio"), ColumnKind.TEXT), *(Column(f"y{at}", at) for at in newest_first))
    rows = tuple(Row((_label(each), *(number(each.figures.get(at)) for at in newest_first))) for each in found)
    return Table("ratio_years_table", words("Key ratios over the years"), columns, rows)


def _label(ratio: _Ratio) -> str:
    is_money = any(figure.unit is Unit.SEK for figure in ratio.figures.values())
    return f"{words(ratio.line.label)} (kr)" if is_money else words(ratio.line.label)


def _chart(telling: Telling, ratio: _Ratio) -> Chart:
    label = words(ratio.line.label)
    limit = telling.limits.limit_of(f"ratios.{ratio.line.key}", telling.year.year)
    unit = next(iter(ratio.figures.values())).unit
    told = ", ".join(f"{year}: {shown(figure)}" for year, figure in ratio.figures.items())
    return Chart(
        key=f"{ratio.line.key}_years",
        caption=label,
        alt=f"{label}. {told}.",
        kind=ChartKind.LIMIT if limit else ChartKind.BARS,
        categories=tuple(ratio.figures),
        series=(Series(label, tuple(number(figure) for figure in ratio.figures.values())),),
        unit=_UNITS.get(unit, ""),
        limit=_mark(limit),
    )


def _mark(limit: RatioLimit | None) -> Limit | None:
    return Limit(words("The limit {limit}", limit=share(limit.at_most, 0)), limit.at_most) if limit else None
