"""The operations statement: outcome against budget for each area, and the cost note where it follows areas."""

from collections.abc import Iterator
from decimal import Decimal

from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.areas import AreaRow
from mellanrum.statements.basis import Basis
from mellanrum.statements.making import SUM_OF_LINES, amount, sum_of
from mellanrum.statements.spread import INCOME_LINES, Slice, Spread

REFERENCE = "LKBR 10 kap., RKR R14"
REFERENCE_NOTE = "LKBR 9 kap."
COST_LINES = frozenset({"costs", "depreciation"})
ONE = Decimal(1)
COLUMNS = ("income", "cost", "net", "budget", "deviation")
SUM = "sum"


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
        if self.basis.year(period) is None:
            return
        has_budget = bool(self.spread.budget(period))
        for area in (*(row.key for row in self.used()), SUM):
            for column in COLUMNS:
                if has_budget or column not in {"budget", "deviation"}:
                    yield f"{self.prefix}.{area}.{column}"

    def used(self) -> tuple[AreaRow, ...]:
        """Return the areas that have an outcome or a budget in some year of the books."""
        used: set[str] = set()
        for year in self.basis.books.years:
            both = (*self.spread.outcome(year.period), *self.spread.budget(year.period))
            used |= {part.area for part in both if part.term.node.value}
        return tuple(row for row in self.basis.areas.rows if row.key in used)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a column of an area; budget and deviation are None where the year has no budget."""
        _, _, rest = key.partition(".")
        area, _, column = rest.partition(".")
        if self.basis.year(period) is None or column not in COLUMNS:
            return None
        if column in {"budget", "deviation"} and not self.spread.budget(period):
            return None
        if area == SUM:
            parts = sum_of(book, (f"{self.prefix}.{row.key}.{column}" for row in self.used()), period)
            return amount(key, period, "Total", parts, SUM_OF_LINES, REFERENCE)
        row = next((row for row in self.basis.areas.rows if row.key == area), None)
        return self._column(book, row, column, period) if row is not None else None

    def _column(self, book: FigureBook, row: AreaRow, column: str, period: Period) -> Figure:
        key = f"{self.prefix}.{row.key}.{column}"
        if column == "net":
            terms = sum_of(book, (f"{self.prefix}.{row.key}.{part}" for part in ("income", "cost")), period)
            return amount(key, period, row.label, terms, "Income and cost together", REFERENCE)
        if column == "deviation":
            # The budget has costs positive, so adding it takes the budgeted net off the outcome.
            terms = sum_of(book, (f"{self.prefix}.{row.key}.{part}" for part in ("net", "budget")), period)
            return amount(key, period, row.label, terms, "Outcome less budget", REFERENCE)
        if column == "budget":
            slices = (part for part in self.spread.budget(period) if part.area == row.key)
            terms = tuple(Term(part.term.node, -part.term.factor) for part in slices)
            return amount(key, period, row.label, terms, "Budget of the area, costs positive", REFERENCE)
        is_income = column == "income"
        slices = (p for p in self.spread.outcome(period) if p.area == row.key and (p.line in INCOME_LINES) == is_income)
        return amount(key, period, row.label, (p.term for p in slices), "Accounts of the area", REFERENCE)


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
        if self.basis.year(period) is not None:
            yield from (f"{self.prefix}.{key}" for key in (*(row.key for row in self._used()), SUM))

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute an area's cost, positive."""
        name = key.partition(".")[2]
        if self.basis.year(period) is None:
            return None
        if name == SUM:
            rows = sum_of(book, (f"{self.prefix}.{row.key}" for row in self._used()), period)
            return amount(key, period, "Total", rows, SUM_OF_LINES, REFERENCE_NOTE)
        row = next((row for row in self._used() if row.key == name), None)
        if row is None:
            return None
        terms = (Term(part.term.node, ONE) for part in self._costs(period) if part.area == name)
        return amount(key, period, row.label, terms, "Costs and depreciation of the area", REFERENCE_NOTE)

    def _costs(self, period: Period) -> Iterator[Slice]:
        return (p for p in self.spread.outcome(period, divide=False) if p.line in COST_LINES)

    def _used(self) -> tuple[AreaRow, ...]:
        years = (year.period for year in self.basis.books.years)
        used = {part.area for period in years for part in self._costs(period) if part.term.node.value}
        return tuple(row for row in self.basis.areas.rows if row.key in used)
