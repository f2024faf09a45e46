"""The key ratios against their limits."""

from collections.abc import Iterator

from mellanrum.documents.economic.cells import number, shown
from mellanrum.documents.economic.main_tables import both_years, year_columns
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Form,
    Limit,
    Number,
    Row,
    Section,
    Series,
    Table,
)
from mellanrum.figures import Unit
from mellanrum.findings import words
from mellanrum.numbers import share
from mellanrum.review.limits import Limit as RatioLimit
from mellanrum.statements.tables import Line, overview, ratios

SHARE_OF_EQUITY = "ratios.equity_share"


def ratio_section(telling: Telling) -> Section:
    """Write the key ratios of both years, what limit each has, and equity against its limit over the years."""
    limits = {limit.figure: limit for limit in telling.limits.limits_of(telling.year.year)}
    return Section("ratios", words("Key ratios"), tuple(_blocks(telling, limits)))


def _blocks(telling: Telling, limits: dict[str, RatioLimit]) -> Iterator[Block]:
    yield _table(telling, limits)
    limit = limits.get(SHARE_OF_EQUITY)
    if limit is not None and telling.find("overview.equity_share") is not None:
        yield _equity_chart(telling, limit)


def _table(telling: Telling, limits: dict[str, RatioLimit]) -> Table:
    columns = (
        Column("label", words("Key ratio"), ColumnKind.TEXT),
        *year_columns(telling),
        Column("limit", words("Limit"), ColumnKind.SHARE),
        Column("kept", words("Against the limit"), ColumnKind.TEXT),
    )
    rows = tuple(_row(telling, line) for line in ratios(telling.book))
    sources = tuple(
        words("The limit of {limit}: {reference}.", limit=share(row.at_most, 0), reference=row.reference)
        for row in limits.values()
    )
    return Table("ratios_table", both_years(telling, "Key ratios"), columns, rows, "", sources)


def _row(telling: Telling, line: Line) -> Row:
    label = words(line.label)
    if line.current is not None and line.current.unit is Unit.SEK:
        label = f"{label} (kr)"
    figures = (number(line.current), number(line.previous))
    limit = telling.limits.limit_of(f"ratios.{line.key}", telling.year.year)
    if limit is None or line.current is None:
        return Row((label, *figures, "", ""))
    kept = words("Kept") if telling.limits.keeps(line.current) else words("Over the limit")
    return Row((label, *figures, Number(limit.at_most, Form.SHARE), kept))


def _equity_chart(telling: Telling, limit: RatioLimit) -> Chart:
    years = tuple(year for year in overview(telling.book) if "equity_share" in year.figures)
    told = ", ".join(f"{year.year}: {shown(year.figures['equity_share'])}" for year in years)
    alt = words(
        "Equity as a share of contributions against the limit of {limit}. {told}.",
        limit=share(limit.at_most, 0),
        told=told,
    )
    return Chart(
        key="equity_chart",
        caption=words("Equity, share of contributions"),
        alt=alt,
        kind=ChartKind.LIMIT,
        categories=tuple(str(year.year) for year in years),
        series=(
            Series(words("Equity, share of contributions"), tuple(number(y.figures["equity_share"]) for y in years)),
        ),
        unit="%",
        limit=Limit(words("The limit {limit}", limit=share(limit.at_most, 0)), limit.at_most),
    )
