"""Years beside each other, with where counting changed and what was counted otherwise."""

from dataclasses import dataclass
from datetime import date

from mellanrum.figures import Figure


@dataclass(frozen=True, slots=True)
class YearCell:
    """A year's figure; None where there is none, or it may not be shown. `is_reported`: by another method."""

    year: int
    figure: Figure | None
    is_reported: bool = False
    source: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class YearsRow:
    """A measure over the years. `breaks` are the days from which it, or an answer in it, is counted."""

    key: str
    label: str
    is_own_label: bool
    cells: tuple[YearCell, ...]
    breaks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class YearsTable:
    """Measures with a column for each year, oldest first."""

    years: tuple[int, ...]
    rows: tuple[YearsRow, ...]

    @property
    def has_reported(self) -> bool:
        """Whether some year was counted by another method, which a note should say."""
        return any(cell.is_reported for row in self.rows for cell in row.cells)
