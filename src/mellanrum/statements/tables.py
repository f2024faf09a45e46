"""The statements as tables: which lines, in which order, this year beside last year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.statements.layout import layout, rules_day

LAST: Mapping[str, str] = {"fixed_assets_note": "closing", "contributions": "total", "financed": "total"}
"""The row that adds the others in a table, by family; `sum` in all the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the end of its key, its label (message id or a name from the books) and the figures of both years."""

    key: str
    label: str
    current: Figure | None
    previous: Figure | None
    is_sum: bool = False

    @property
    def is_nil(self) -> bool:
        """Whether the line is nil, or not known, in both years: it may be left out of a table."""
        return not any(figure is not None and figure.value for figure in (self.current, self.previous))


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its family of figures, its title, what its rows follow (None where that is given) and its rows."""

    key: str
    title: str
    by: Literal["kind", "area"] | None
    rows: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the note has nothing to say for either year, so that it is left out and the numbers follow."""
        return all(row.is_nil for row in self.rows)


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A row of the operations statement; a missing budget is None."""

    key: str
    label: str
    income: Figure | None
    cost: Figure | None
    net: Figure | None
    budget: Figure | None
    deviation: Figure | None
    previous_income: Figure | None
    previous_cost: Figure | None
    previous_net: Figure | None
    is_sum: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the overview: its figures by the end of their key, and the document behind them if not the books."""

    year: int
    figures: Mapping[str, Figure]
    source: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A row of the table of financed activities: amount and share of the total for each year, newest first."""

    key: str
    label: str
    amounts: tuple[Figure | None, ...]
    shares: tuple[Figure | None, ...]
    level: int
    is_sum: bool


_NOTES: tuple[tuple[str, str], ...] = (
    ("revenue_note", "Operating revenue"),
    ("cost_note", "Operating costs, depreciation included"),
    ("financial_note", "Financial items"),
    ("fixed_assets_note", "Fixed assets"),
    ("receivables_note", "Receivables"),
    ("liabilities_note", "Short-term liabilities"),
    ("audit_note", "Cost of audit"),
    ("non_cash_note", "Items not affecting cash"),
)


def statement(book: FigureBook, prefix: str) -> tuple[Line, ...]:
    """Return a statement's lines: income_statement, balance_sheet, cash_flow or balance_requirement."""
    sums = {line.key for line in layout(prefix, rules_day(book.period.end)) if line.sums}
    return tuple(_line(book, key, is_sum=_name(key) in sums) for key in _both(book, prefix))


def notes(book: FigureBook, notes_by: Literal["kind", "area"]) -> tuple[Note, ...]:
    """Return every note that has rows, in the order of the statements they explain."""
    found = []
    for prefix, title in _NOTES:
        rows = lines(book, prefix)
        if rows:
            found.append(Note(prefix, title, notes_by if prefix == "cost_note" else None, rows))
    return tuple(found)


def lines(book: FigureBook, prefix: str) -> tuple[Line, ...]:
    """Return the rows of a note or of another table that ends with its sum, such as the investments."""
    return tuple(_line(book, key, is_sum=_is_last(key)) for key in _both(book, prefix))


def operations(book: FigureBook) -> tuple[AreaLine, ...]:
    """Return the operations statement, an area to a row, the whole last."""
    areas = dict.fromkeys(key.split(".")[1] for key in _both(book, "operations"))
    return tuple(_area(book, area) for area in areas)


def overview(book: FigureBook, years: int = 5) -> tuple[YearLine, ...]:
    """Return the overview, newest year first; a year of which nothing is known is left out."""
    told = (_overview_year(book, period) for period in _years(book, years))
    return tuple(line for line in told if line.figures)


def financed(book: FigureBook, years: int = 3) -> tuple[GroupLine, ...]:
    """Return the table of financed activities, each group followed by its rows, the total last."""
    periods = tuple(_years(book, years))
    keys = dict.fromkeys(key for period in periods for key in book.keys("financed", period))
    groups = {group: place for place, group in enumerate(dict.fromkeys(map(_group_of, keys)))}
    # A row that only an earlier year reports still stands with its group.
    ordered = sorted(keys, key=lambda key: (_is_last(key), groups[_group_of(key)]))
    return tuple(_group(book, key, periods) for key in ordered)


def ratios(book: FigureBook) -> tuple[Line, ...]:
    """Return the key ratios of both years."""
    return tuple(_line(book, key, is_sum=False) for key in _both(book, "ratios"))


def _line(book: FigureBook, key: str, *, is_sum: bool) -> Line:
    current, previous = book.find(key), book.find(key, book.period.previous())
    return Line(_name(key), _label(current, previous), current, previous, is_sum)


def _label(*figures: Figure | None) -> str:
    return next((figure.label for figure in figures if figure is not None), "")


def _name(key: str) -> str:
    return key.partition(".")[2]


def _both(book: FigureBook, prefix: str) -> Iterator[str]:
    """List a family's keys for both years, the order of this year kept and the sum last."""
    keys = dict.fromkeys((*book.keys(prefix), *book.keys(prefix, book.period.previous())))
    return iter(sorted(keys, key=_is_last))


def _is_last(key: str) -> bool:
    """Tell whether a row adds the others of its table."""
    prefix, _, name = key.partition(".")
    return name.partition(".")[0] == LAST.get(prefix, "sum")


def _area(book: FigureBook, area: str) -> AreaLine:
    def of(column: str, period: Period | None = None) -> Figure | None:
        return book.find(f"operations.{area}.{column}", period)

    before = book.period.previous()
    net, previous_net = of("net"), of("net", before)
    return AreaLine(
        key=area,
        label=_label(net, previous_net),
        income=of("income"),
        cost=of("cost"),
        net=net,
        budget=of("budget"),
        deviation=of("deviation"),
        previous_income=of("income", before),
        previous_cost=of("cost", before),
        previous_net=previous_net,
        is_sum=area == "sum",
    )


def _years(book: FigureBook, number: int) -> Iterator[Period]:
    period = book.period
    for _ in range(number):
        yield period
        period = period.previous()


def _overview_year(book: FigureBook, period: Period) -> YearLine:
    found = {_name(key): book.get(key, period) for key in book.keys("overview", period)}
    stated = (figure.trace.source for key, figure in found.items() if figure.is_reported and key != "employees")
    return YearLine(period.year, found, next(stated, ""))


def _group_of(key: str) -> str:
    return key.split(".")[1]


def _group(book: FigureBook, key: str, periods: tuple[Period, ...]) -> GroupLine:
    amounts = tuple(book.find(key, period) for period in periods)
    shares = tuple(book.find(f"financed_share.{_name(key)}", period) for period in periods)
    level = _name(key).count(".")
    return GroupLine(_name(key), _label(*amounts), amounts, shares, level, is_sum=_is_last(key))
