"""Figures as they stand in a report: what the relations judge, whoever wrote the report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from mellanrum.figures import KRONOR_STEP, Figure, FigureBook, Period, Unit
from mellanrum.findings import NOWHERE, Place, words
from mellanrum.numbers import Language

FigureKey = tuple[str, int]
"""A figure's key and its year: ("balance_sheet.cash", 2025)."""

SUMS = frozenset({"sum", "total"})
"""The last parts of keys that are sums of the others: never a row of a family."""

EARLIER_YEARS = MappingProxyType({"overview": 4, "financed": 2, "financed_share": 2})
"""How many years before this one a table shows, where that is more than last year."""

TABLES = MappingProxyType(
    {
        "income_statement": "Income statement",
        "balance_sheet": "Balance sheet",
        "opening_balance": "Opening balances",
        "cash_flow": "Cash flow statement",
        "revenue_note": "Note on revenue",
        "cost_note": "Note on costs",
        "financial_note": "Note on financial items",
        "fixed_assets_note": "Note on fixed assets",
        "receivables_note": "Note on receivables",
        "liabilities_note": "Note on short-term liabilities",
        "audit_note": "Note on the cost of audit",
        "non_cash_note": "Note on items not affecting cash",
        "contributions": "Members' contributions",
        "operations": "Operations statement",
        "overview": "Overview of the development of operations",
        "financed": "Financed activities",
        "financed_share": "Shares of the financed activities",
        "balance_requirement": "Balance requirement",
        "ratios": "Key ratios",
        "investments": "Investments",
        "proposal": "The board's proposal",
        "spending": "What interventions and administration cost",
        "participations": "Participations",
    }
)
"""What the tables are called, as English message ids, by the first part of the keys."""

COLUMNS = MappingProxyType(
    {"income": "income", "cost": "cost", "net": "net", "budget": "budget", "deviation": "deviation"}
)
"""The columns of the operations statement, as English message ids: a figure there is named by row and column."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as it is printed.

    `value` is in the figure's own unit (kronor, a share as 0.125), rounded to a multiple of `step`: 1 for kronor, 1000
    for thousands, 0.001 for tenths of a per cent. `label` and `table` are the row and the table as printed, in the
    operations statement the row and the column. `is_computed` says that the exact data stand behind the figure, so
    that figures that look equal are known to be equal.
    """

    value: Decimal
    step: Decimal = KRONOR_STEP
    label: str = ""
    place: Place = NOWHERE
    table: str = ""
    unit: Unit = Unit.SEK
    is_computed: bool = False


class StatedFigures(Mapping[FigureKey, Stated]):
    """The figures of a report by key and year, in reading order; never changed once made."""

    def __init__(self, figures: Mapping[FigureKey, Stated]) -> None:
        self._figures = dict(figures)
        self._tables: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key, year in self._figures:
            self._tables[key.partition(".")[0], year].append(key)

    def __getitem__(self, key: FigureKey) -> Stated:
        return self._figures[key]

    def __iter__(self) -> Iterator[FigureKey]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    @property
    def years(self) -> frozenset[int]:
        """The years something is stated for."""
        return frozenset(year for _, year in self._figures)

    def table(self, prefix: str, year: int) -> tuple[str, ...]:
        """List the keys of a table for a year, in reading order."""
        return tuple(self._tables.get((prefix, year), ()))

    def rows(self, pattern: str, year: int) -> tuple[str, ...]:
        """List the keys that fit a pattern such as `cost_note.*`, sums left out.

        `*` stands for a part of a key between dots, or for the end of one ("unmapped_1*").
        """
        return tuple(key for key in self.table(pattern.partition(".")[0], year) if fits(key, pattern))


def fits(key: str, pattern: str) -> bool:
    """Tell whether a key is one a pattern with `*` stands for. A sum is not."""
    wanted, given = pattern.split("."), key.split(".")
    return len(wanted) == len(given) and all(_fits(part, by) for part, by in zip(given, wanted, strict=True))


def _fits(part: str, pattern: str) -> bool:
    if not pattern.endswith("*"):
        return part == pattern
    return part.startswith(pattern[:-1]) and part not in SUMS


def from_book(book: FigureBook, lang: Language = "sv") -> StatedFigures:
    """Return all figures of a book as they are shown, for its year and the years before that its tables show.

    Labels are worded in the language of the report.
    """
    found: dict[FigureKey, Stated] = {}
    for prefix in book.prefixes:
        table = words(TABLES[prefix], lang) if prefix in TABLES else prefix
        for period in _periods(book.period, EARLIER_YEARS.get(prefix, 1)):
            for key in book.keys(prefix, period):
                figure = book.find(key, period)
                if figure is not None:
                    found[key, period.year] = _shown(figure, table, lang)
    return StatedFigures(found)


def _periods(last: Period, earlier: int) -> Iterator[Period]:
    yield last
    period = last
    for _ in range(earlier):
        period = period.previous()
        yield period


def _shown(figure: Figure, table: str, lang: Language) -> Stated:
    return Stated(
        value=figure.rounded,
        step=figure.shown.step,
        label=_label(figure, lang),
        place=Place(file=figure.trace.source or None if figure.is_reported else None, key=figure.key),
        table=table,
        unit=figure.unit,
        is_computed=not figure.is_reported,
    )


def _label(figure: Figure, lang: Language) -> str:
    label = words(figure.label, lang)
    prefix, _, rest = figure.key.partition(".")
    column = COLUMNS.get(rest.rpartition(".")[2]) if prefix == "operations" else None
    return label if column is None else f"{label}, {words(column, lang)}"
