"""One row of a table that holds something of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.ledger import Objects


@dataclass(frozen=True, slots=True)
class Line:
    """A row's account and objects, and its amounts by column, empty cells left out.

    `months` has amounts by the month's place in the financial year, from 0; `month` is what the row itself is dated;
    `rest` is what stands in columns that are not read: rows that differ there are not the same row.
    """

    row: int
    account: str
    name: str
    objects: Objects
    amounts: Mapping[str, Decimal]
    months: Mapping[int, Decimal]
    month: str = ""
    rest: tuple[str, ...] = ()

    def all_amounts(self) -> Iterator[tuple[str, Decimal]]:
        """Give every amount with the name of its column."""
        yield from self.amounts.items()
        yield from ((f"months.{at}", value) for at, value in self.months.items())
