"""A sheet that has been opened, as those who look for faults in it see it; the room of books opens it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from mellanrum.findings.model import Finding, Place, finding

_MONTHS, _DAYS = 12, 31
_COORDINATION = 60


class Grid(Protocol):
    """A sheet. Rows and columns count from 0; a cell is text, an exact number, a day, or what has no value."""

    @property
    def sheet(self) -> str | None:
        """Its name; None for delimited text."""

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """Its cells."""

    @property
    def hidden(self) -> bool:
        """Whether the user's program hides it."""

    def at(self, row: int, column: int) -> object:
        """Return a cell's value; "" where it is empty."""

    def place(self, row: int, column: int | None = None) -> Place:
        """Return where a row or a cell stands."""


def width_of(grid: Grid) -> int:
    """Return how many columns a sheet has."""
    return max((len(cells) for cells in grid.rows), default=0)


def cells_of(grid: Grid) -> Iterator[tuple[int, int, object]]:
    """Give the cells that hold something, as row, column and value."""
    for row, cells in enumerate(grid.rows):
        for column in range(len(cells)):
            value = grid.at(row, column)
            if value != "":
                yield row, column, value


def places_of(grid: Grid, is_like: Callable[[object], bool]) -> Iterator[Place]:
    """Give where the cells of a kind stand."""
    return (grid.place(row, column) for row, column, value in cells_of(grid) if is_like(value))


def first_of(code: str, places: Iterable[Place]) -> Iterator[Finding]:
    """Say a thing once for a sheet: where it is first. The finding `code`."""
    place = next(iter(places), None)
    if place is not None:
        yield finding(code, place)


def written(value: object) -> str:
    """Return a cell's text, or its number as digits; "" for anything else."""
    return f"{value:f}" if isinstance(value, Decimal) else value if isinstance(value, str) else ""


def normal(text: str) -> str:
    """Return a text as it is compared: small letters, single spaces, one kind of dash, no mark at the end."""
    plain = " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text.casefold()).split())
    return re.sub(r"\s*[:.*]+$", "", plain).strip()


def is_birthday(month: int, day: int) -> bool:
    """Tell whether a personal number can begin so: with a day of birth, or that of a coordination number, plus 60."""
    return 1 <= month <= _MONTHS and 1 <= (day - _COORDINATION if day > _COORDINATION else day) <= _DAYS
