"""The overview over five years and the table of financed activities, each with its chart."""

from collections.abc import Iterator

from mellanrum.documents.economic.cells import joined, number, sentence, shown
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Form,
    Number,
    Row,
    RowKind,
    Section,
    Series,
    Table,
)
from mellanrum.figures import Figure
from mellanrum.findings import words
from mellanrum.statements.tables import GroupLine, YearLine, financed, overview

RESULT_ROWS = (
    ("revenue", "Revenue", RowKind.NORMAL),
    ("costs", "Costs", RowKind.NORMAL),
    ("result", "Result of the year", RowKind.SUM),
    ("equity_ratio", "Equity ratio", RowKind.NORMAL),
    ("employees", "Number of employees", RowKind.NORMAL),
)
EQUITY_ROWS = (
    ("contributions", "Members' contributions", RowKind.NORMAL),
    ("project_money", "Other project money", RowKind.NORMAL),
    ("equity", "Closing equity", RowKind.NORMAL),
    ("equity_share", "Equity, share of contributions", RowKind.NORMAL),
)
UNITS = "Amounts in kr, shares in per cent"


def overview_section(telling: Telling) -> Section:
    """Write the overview: the year in two sentences, two tables over the years and a chart."""
    return Section("overview", words("Overview of the association's development"), tuple(_overview(telling)))


def _overview(telling: Telling) -> Iterator[Block]:
    years = overview(telling.book)
    yield from _in_words(telling)
    yield _years_table("overview_result", "Revenue, costs and result over the years", RESULT_ROWS, years)
    yield _years_table("overview_equity", "Contributions and equity over the years", EQUITY_ROWS, years)
    yield _money_chart(years)


def _in_words(telling: Telling) -> Iterator[Block]:
    result, before = telling.find("overview.result"), telling.find("overview.result", telling.before)
    equity, share = telling.find("overview.equity"), telling.find("overview.equity_share")
    if result is None or equity is None:
        return
    parts = [sentence("The result of the year was {result}.", result=result)]
    if before is not None:
        parts = [
            sentence("The result of the year was {result} ({before} the year before).", result=result, before=before)
        ]
    if share is None:
        parts.append(sentence("Equity was {equity} at the end of the year.", equity=equity))
    else:
        text = "Equity was {equity} at the end of the year, {share} of the members' contributions."
        parts.append(sentence(text, equity=equity, share=share))
    yield joined(*parts)


def _years_table(
    key: str, caption: str, wanted: tuple[tuple[str, str, RowKind], ...], years: tuple[YearLine, ...]
) -> Table:
    known = {name for year in years for name in year.figures}
    rows = tuple(
        Row((words(label), *(number(year.figures.get(name)) for year in years)), kind)
        for name, label, kind in wanted
        if name in known
    )
    columns = (Column("label", words("Item"), ColumnKind.TEXT), *(Column(f"y{y.year}", str(y.year)) for y in years))
    sources = tuple(
        words("{year}: as stated in {source}.", year=str(year.year), source=year.source)
        for year in years
        if year.source
    )
    return Table(key, words(caption), columns, rows, words(UNITS), sources)


def _money_chart(years: tuple[YearLine, ...]) -> Chart:
    rising = tuple(reversed(years))
    series = tuple(
        Series(words(label), tuple(_chart_number(year.figures.get(name)) for year in rising))
        for name, label in (("contributions", "Members' contributions"), ("costs", "Costs"))
    )
    last = years[0]
    alt = words("Bars for each year {first}–{last}.", first=str(rising[0].year), last=str(last.year))
    told = _told(last, "contributions", "costs")
    return Chart(
        key="money_chart",
        caption=words("Members' contributions and costs"),
        alt=f"{alt} {told}".strip(),
        kind=ChartKind.GROUPED,
        categories=tuple(str(year.year) for year in rising),
        series=series,
        unit="tkr",
        show_table=False,
    )


def _told(year: YearLine, *names: str) -> str:
    parts = (
        f"{words(label)} {year.year}: {shown(year.figures[name])}."
        for name, label in zip(names, ("Members' contributions", "Costs"), strict=True)
        if name in year.figures
    )
    return " ".join(parts)


def _chart_number(figure: Figure | None) -> Number:
    return number(figure, Form.THOUSANDS)


def financed_section(telling: Telling) -> Section:
    """Write the table of financed activities over three years, and a chart of what the money went to."""
    lines = financed(telling.book)
    years = tuple(str(year.year) for year in overview(telling.book, 3))
    blocks: tuple[Block, ...] = (_financed_table(lines, years), _financed_chart(lines, years))
    return Section("financed", words("Financed activities"), blocks)


def _financed_table(lines: tuple[GroupLine, ...], years: tuple[str, ...]) -> Table:
    columns = [Column("label", words("Item"), ColumnKind.TEXT)]
    for year in years:
        columns.append(Column(f"amount_{year}", "kr", ColumnKind.AMOUNT, group=year))
        columns.append(Column(f"share_{year}", "%", ColumnKind.SHARE, group=year))
    rows = tuple(_financed_row(line, len(years)) for line in lines if not _repeats(line, lines))
    note = words("Costs with depreciation. The share is of the total cost of the year.")
    caption = words("Costs of financed activities {first}–{last}", first=years[-1], last=years[0])
    return Table("financed_table", caption, tuple(columns), rows, "", (note,))


def _repeats(line: GroupLine, lines: tuple[GroupLine, ...]) -> bool:
    """Tell whether a row says only what its group does: the group has no other row."""
    group = line.key.partition(".")[0]
    return line.level > 0 and sum(other.key.startswith(f"{group}.") for other in lines) == 1


def _financed_row(line: GroupLine, years: int) -> Row:
    cells: list[Number | str] = []
    for amount, share in zip(line.amounts[:years], line.shares[:years], strict=True):
        cells += (number(amount), number(share, Form.PERCENT) if share is not None else "")
    if line.is_sum:
        return Row((words(line.label), *cells), RowKind.TOTAL)
    return Row((words(line.label), *cells), RowKind.INDENTED if line.level else RowKind.GROUP)


def _financed_chart(lines: tuple[GroupLine, ...], years: tuple[str, ...]) -> Chart:
    groups = tuple(line for line in lines if not line.level and not line.is_sum)
    rising = tuple(reversed(range(len(years))))
    series = tuple(
        Series(words(line.label), tuple(_chart_number(line.amounts[place]) for place in rising)) for line in groups
    )
    shares = ", ".join(f"{words(g.label)} {shown(g.shares[0])}" for g in groups if g.shares[0] is not None)
    alt = words("What the money went to, stacked for each year. {year}: {shares}.", year=years[0], shares=shares)
    return Chart(
        key="financed_chart",
        caption=words("What the money went to"),
        alt=alt,
        kind=ChartKind.STACKED,
        categories=tuple(years[place] for place in rising),
        series=series,
        unit="tkr",
        show_table=False,
    )
