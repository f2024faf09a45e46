"""Amounts that a table states in thousands of kronor: where it says so, and the amounts in kronor."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from mellanrum.books.sheets.headings import THOUSANDS, Layout
from mellanrum.books.sheets.line import Line
from mellanrum.findings import Finding, finding

_SAID = re.compile(rf"\b({THOUSANDS})\b", re.IGNORECASE)
_STEP = 1_000


def in_thousands(layout: Layout, columns: Iterable[int]) -> tuple[int, int] | None:
    """Return the cell that says that the columns are in thousands: a heading, what stands under it, a line above."""
    grid = layout.grid
    beside = [(row, column) for row in (layout.header, layout.header + 1) for column in columns]
    above = [(row, column) for row in range(layout.header) for column in range(grid.width(row))]
    return next((cell for cell in (*beside, *above) if _SAID.search(grid.text(*cell))), None)


def in_kronor(
    layout: Layout, lines: Sequence[Line], names: Iterable[str], step: int | None
) -> tuple[list[Line], tuple[Finding, ...]]:
    """Bring the amounts of a budget's columns to kronor; `months` among the names is every column of months.

    They are multiplied by `step`; where that is None by 1 000 if the table says thousands (`sheet.step_guessed`).
    """
    kept = set(names)
    columns = [column for name, column in layout.columns.items() if name in kept]
    columns += layout.months.values() if "months" in kept else ()
    cell = in_thousands(layout, columns) if step is None else None
    factor = Decimal(step or (_STEP if cell else 1))
    if factor == 1:
        return list(lines), ()
    told = (finding("sheet.step_guessed", layout.grid.place(*cell), text=layout.grid.text(*cell)),) if cell else ()
    return [_times(line, kept, factor) for line in lines], told


def _times(line: Line, names: set[str], factor: Decimal) -> Line:
    amounts = {name: value * factor if name in names else value for name, value in line.amounts.items()}
    months = {at: value * factor if "months" in names else value for at, value in line.months.items()}
    return replace(line, amounts=amounts, months=months)
