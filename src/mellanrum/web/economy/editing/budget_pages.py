"""What the page of a year's budget shows: what holds now, whence, and last year beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mellanrum.figures import FigureBook, Period
from mellanrum.statements.areas import CONTRIBUTIONS, FINANCIAL, AreaRow
from mellanrum.statements.budgets import AreaBudget
from mellanrum.web.economy.editing.map_effects import newest_year
from mellanrum.web.economy.models import Kind, Pointer
from mellanrum.web.economy.opening import YearAtDesk, open_year, own_map
from mellanrum.web.tenancy.models import Association

From = Literal["typed", "file", "books", "nowhere"]


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area, the budget that holds for it (net, costs positive), and last year's outcome, both amounts positive."""

    area: AreaRow
    held: Decimal | None
    income_before: Decimal | None
    cost_before: Decimal | None


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """A year's budget as it holds, where it comes from, the areas it is made for, and the whole."""

    held_from: From
    file: str
    lines: tuple[AreaLine, ...]
    total: AreaLine


def budget_page(association: Association, year: int, typed: Iterable[AreaBudget]) -> BudgetPage:
    """Put together the page of a year; without books there are areas but no amounts."""
    opened = open_year(association, year)
    known = areas_for(association, opened)
    # An area that the map has lost stays as long as it has a budget: else that could not be taken away.
    lost = {row.area for row in typed} - {area.key for area in known}
    areas = (*known, *(AreaRow(key, key, "unassigned") for key in sorted(lost)))
    book = _book(association, year, opened)
    total = _line(book, opened, AreaRow("sum", "Total", "unassigned"), year)
    held_from, file = _held_from(association, year, opened, is_typed=bool(typed))
    return BudgetPage(held_from, file, tuple(_line(book, opened, area, year) for area in areas), total)


def areas_for(association: Association, opened: YearAtDesk | None) -> tuple[AreaRow, ...]:
    """Return the areas that a budget is made for: those of the year, of the newest books, or of the map alone."""
    at = opened or newest_year(association)
    if at is not None:
        return at.opened.basis.areas.rows
    stated = (AreaRow(area.key, area.label, area.kind) for area in own_map(association).area)
    return tuple(dict.fromkeys((*stated, CONTRIBUTIONS, FINANCIAL)))


def _held_from(association: Association, year: int, opened: YearAtDesk | None, *, is_typed: bool) -> tuple[From, str]:
    if is_typed:
        return "typed", ""
    pointer = Pointer.objects.of(association).filter(kind=Kind.BUDGET, year=year).select_related("file")
    held = pointer.defer("file__data").first()
    if held is not None and held.file is not None:
        return "file", held.file.name
    has_own = opened is not None and bool(opened.opened.books.years[0].budget)
    return ("books" if has_own else "nowhere"), ""


def _book(association: Association, year: int, opened: YearAtDesk | None) -> FigureBook | None:
    """Return the figures that know the year before: the year's own, or those of that year itself."""
    at = opened or open_year(association, year - 1)
    return at.opened.book if at else None


def _line(book: FigureBook | None, opened: YearAtDesk | None, area: AreaRow, year: int) -> AreaLine:
    if book is None:
        return AreaLine(area, None, None, None)
    before = Period.of_year(year - 1)
    held = book.find(f"operations.{area.key}.budget") if opened else None
    income = book.find(f"operations.{area.key}.income", before)
    cost = book.find(f"operations.{area.key}.cost", before)
    return AreaLine(
        area,
        held.value if held else None,
        income.value if income else None,
        -cost.value if cost else None,
    )
