"""Reading the cells of a row: amounts, account, objects, labels."""

import re
from collections.abc import Iterator
from decimal import Decimal

from mellanrum.books.ledger import COST_CENTRE, PROJECT, Objects
from mellanrum.books.sheets.amounts import NotAnAmount, read_amount
from mellanrum.books.sheets.grid import Broken, Value
from mellanrum.books.sheets.headings import Layout
from mellanrum.findings import Finding, Place, finding

AMOUNTS = (
    "opening", "debit", "credit", "other", "change", "closing", "budget", "amount", "previous_change",
    "previous_closing",
)  # fmt: skip
_ACCOUNT = re.compile(r"([0-9]{1,12})(?:[\s:–-]+([^\s0-9].*))?")
_OBJECT = re.compile(r"([0-9][0-9A-Za-z]*)\s+[-–:]?\s*([^\d\s].*)")


class Reader:
    """Reads rows of a sheet under a layout; `row` counts from 0."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.grid = layout.grid
        self._columns = layout.columns
        self._amounts = [(name, layout.columns[name]) for name in AMOUNTS if name in layout.columns]
        self._numbers = {column for _, column in self._amounts} | set(layout.months.values())
        self._known = {*layout.columns.values(), *layout.months.values()}

    def text(self, row: int, name: str) -> str:
        """Return what stands in a column as text, empty where the table has no such column."""
        return self.grid.text(row, self._columns[name]) if name in self._columns else ""

    def account(self, row: int) -> tuple[str, str]:
        """Return account number and name; both may stand in one cell, as "3010 Bidrag"."""
        match, name = _ACCOUNT.fullmatch(self.text(row, "account")), self.text(row, "name")
        return (match[1], name or match[2] or "") if match else ("", name)

    def objects(self, row: int) -> tuple[Objects, dict[tuple[str, str], str]]:
        """Return cost centre and project, and the names of those that have one; an area stands for a cost centre."""
        found: list[tuple[str, str]] = []
        names: dict[tuple[str, str], str] = {}
        for dimension, column in ((COST_CENTRE, "cost_centre"), (PROJECT, "project")):
            code, name = self.text(row, column), self.text(row, f"{column}_name")
            both = None if f"{column}_name" in self._columns else _OBJECT.fullmatch(code)
            code, name = (both[1], both[2]) if both else (code, name)
            if not code and column == "cost_centre":
                code = self.text(row, "area")
            if code:
                found.append((dimension, code))
                names |= {(dimension, code): name} if name else {}
        return tuple(found), names

    def labels(self, row: int, account: str, name: str) -> Iterator[str]:
        """Give the words by which a row may call itself a sum: of an account its name, else any text of the row."""
        if account:
            yield from (name, self.text(row, "cost_centre"), self.text(row, "area"))
            return
        for column in range(self.grid.width(row)):
            if column not in self._numbers:
                yield self.grid.text(row, column)

    def rest(self, row: int) -> tuple[str, ...]:
        """Return what stands in the columns that are not read."""
        return tuple(self.grid.text(row, at) for at in range(self.grid.width(row)) if at not in self._known)

    def amounts(self, row: int) -> tuple[dict[str, Decimal], dict[int, Decimal], list[Finding]]:
        """Read the amounts of the row by column and by month, and tell every cell that is none."""
        faults: list[Finding] = []
        amounts = {name: self._amount(row, column, faults) for name, column in self._amounts}
        months = {at: self._amount(row, column, faults) for at, column in self.layout.months.items()}
        return (
            {name: value for name, value in amounts.items() if value is not None},
            {at: value for at, value in months.items() if value is not None},
            faults,
        )

    def _amount(self, row: int, column: int, faults: list[Finding]) -> Decimal | None:
        value = self.grid.at(row, column)
        if isinstance(value, Decimal):
            return value
        if value == "":
            return None
        read = read_amount(value) if isinstance(value, str) else NotAnAmount.TEXT
        if isinstance(read, Decimal):
            return read
        faults.append(_fault(self.grid.place(row, column), value, read))
        return None


def _fault(place: Place, value: Value, reason: NotAnAmount) -> Finding:
    if isinstance(value, Broken) and not value.text:
        return finding("sheet.formula_not_computed", place)
    if isinstance(value, Broken):
        return finding("sheet.formula_failed", place, text=value.text)
    if reason is NotAnAmount.AMBIGUOUS:
        return finding("sheet.ambiguous_amount", place, text=str(value))
    return finding("sheet.not_an_amount", place, text=str(value)[:60])
