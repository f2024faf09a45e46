"""The operations statement: outcome against budget for each area, and the cost note where it follows areas."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.areas import INCOME_LINES, AreaRow
from mellanrum.statements.basis import Basis
from mellanrum.statements.making import SUM_OF_LINES, amount, sum_of
from mellanrum.statements.spread import Slice, Slices, Spread

REFERENCE = "LKBR 10 kap., RKR R14"
REFERENCE_NOTE = "LKBR 9 kap."
COST_LINES = frozenset({"costs", "depreciation"})
ONE = Decimal(1)
OUTCOME = ("income", "cost", "net")
COMPARED = ("budget", "deviation")
SUM = "sum"
COLUMNS = {"income": "Income", "cost": "Cost", "net": "Net", "budget": "Budget", "deviation": "Deviation"}


class Operations:
    """The family `operations.<area>.<column>`, with the area `sum` for the whole.

    Outcome: income positive, cost negative. Budget: net with costs positive, as reports print it. Deviation: outcome
    net less budget net in the outcome's signs, so that a minus is worse than the budget.
    """

    prefix = "operations"

    def __init__(self, basis: Basis, spread: Spread) -> None:
        self.basis = basis
        self.spread = spread

    def family(self) -> Family:
        """Offer the statement to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List every area that has an outcome or a budget in some year of the books, column by column."""
        for area in (*self.used, SUM):
            yield from (f"{self.prefix}.{area}.{column}" for column in self._columns(area, period))

    @cached_property
    def used(self) -> dict[str, AreaRow]:
        """The areas, by key, that have an outcome or a budget in some year of the books."""
        periods = [year.period for year in self.basis.books.years]
        spreads = [both for period in periods for both in (self.spread.outcome(period), self.spread.budget(period))]
        return _used(self.basis, spreads)

    def _columns(self, area: str, period: Period) -> tuple[str, ...]:
        """Return the columns of an area in a year: none outside the books, nothing compared without a budget.

        A budget of costs alone leaves contributions out: nothing is compared with them, nor with the whole.
        """
        if self.basis.year(period) is None:
            return ()
        if not self.spread.budget(period):
            return OUTCOME
        lacking = budgets_lack(self.basis, self.spread, period)
        if area in lacking:
            return OUTCOME
        return (*OUTCOME, "budget") if lacking and area == SUM else (*OUTCOME, *COMPARED)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a column of an area; None for an area that no year uses, or a column the year has not."""
        area, _, column = key.partition(".")[2].partition(".")
        if column not in self._columns(area, period):
            return None
        if area == SUM:
            parts = sum_of(book, (f"{self.prefix}.{name}.{column}" for name in self.used), period)
            return replace(amount(key, period, "Total", parts, SUM_OF_LINES, REFERENCE), column=COLUMNS[column])
        row = self.used.get(area)
        if row is None:
            return None
        terms, rule = self._column(book, row, column, period)
        return replace(amount(key, period, row.label, terms, rule, REFERENCE), column=COLUMNS[column])

    def _column(self, book: FigureBook, row: AreaRow, column: str, period: Period) -> tuple[Iterable[Term], str]:
        """Return what a column adds, and by which rule."""

        def columns(*names: str) -> tuple[Term, ...]:
            return sum_of(book, (f"{self.prefix}.{row.key}.{name}" for name in names), period)

        if column == "net":
            return columns("income", "cost"), "Income and cost together"
        if column == "deviation":
            # The budget has costs positive, so adding it takes the budgeted net off the outcome.
            return columns("net", "budget"), "Outcome less budget"
        if column == "budget":
            budget = self.spread.budget(period).get(row.key, ())
            return (Term(part.term.node, -part.term.factor) for part in budget), "Budget of the area, costs positive"
        outcome = self.spread.outcome(period).get(row.key, ())
        is_income = column == "income"
        return (part.term for part in outcome if (part.line in INCOME_LINES) == is_income), "Accounts of the area"


def budgets_lack(basis: Basis, spread: Spread, period: Period) -> tuple[str, ...]:
    """Return the areas of members' contributions that have an outcome in a year, and no row of its budget."""
    budget, outcome = spread.budget(period), spread.outcome(period)
    areas = (row.key for row in basis.areas.rows if row.kind == "contributions") if budget else ()
    return tuple(area for area in areas if area not in budget and any(map(_has_amount, outcome.get(area, ()))))


class AreaCosts:
    """The cost note where it follows areas: costs and depreciation as booked, before any allocation key."""

    prefix = "cost_note"

    def __init__(self, basis: Basis, spread: Spread) -> None:
        self.basis = basis
        self.spread = spread

    def family(self) -> Family:
        """Offer the note to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List the areas that have costs in some year of the books."""
        if self.basis.year(period) is not None and self._used:
            yield from (f"{self.prefix}.{area}" for area in (*self._used, SUM))

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute an area's cost, positive; None for an area without costs in every year."""
        name = key.partition(".")[2]
        if self.basis.year(period) is None or not self._used:
            return None
        if name == SUM:
            rows = sum_of(book, (f"{self.prefix}.{area}" for area in self._used), period)
            return amount(key, period, "Total", rows, SUM_OF_LINES, REFERENCE_NOTE)
        row = self._used.get(name)
        if row is None:
            return None
        terms = (Term(part.term.node, ONE) for part in self._costs(period).get(name, ()))
        return amount(key, period, row.label, terms, "Costs and depreciation of the area", REFERENCE_NOTE)

    def _costs(self, period: Period) -> Slices:
        booked = self.spread.booked(period)
        return {area: tuple(part for part in parts if part.line in COST_LINES) for area, parts in booked.items()}

    @cached_property
    def _used(self) -> dict[str, AreaRow]:
        return _used(self.basis, [self._costs(year.period) for year in self.basis.books.years])


def _used(basis: Basis, spreads: Iterable[Slices]) -> dict[str, AreaRow]:
    """Return the areas that some slice has an amount on, by key, in their order."""
    used = {area for spread in spreads for area, parts in spread.items() if any(map(_has_amount, parts))}
    return {row.key: row for row in basis.areas.rows if row.key in used}


def _has_amount(part: Slice) -> bool:
    return bool(part.term.node.value)
