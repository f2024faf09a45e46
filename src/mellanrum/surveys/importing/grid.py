"""What is asked of a sheet that has been opened; the room of books opens it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from mellanrum.findings import Place
from mellanrum.numbers import to_decimal


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


def normal(text: str) -> str:
    """Return a text as it is compared: small letters, single spaces, one kind of dash, no mark at the end."""
    plain = " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text.casefold()).split())
    return re.sub(r"\s*[:.*]+$", "", plain).strip()


def number_in(text: str) -> Decimal | None:
    """Read a number written in text, with a decimal comma and blanks between thousands; None for other text."""
    return to_decimal(re.sub(r"\s", "", text).replace(",", "."))


def number_of(value: object) -> Decimal | None:
    """Return the number a cell holds, as a number or, as in delimited text, written; None for none."""
    if isinstance(value, Decimal):
        return value
    return number_in(value) if isinstance(value, str) else None
