"""Reading the cells of one row: amounts, account, objects, labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.ledger import COST_CENTRE, PROJECT, Objects
from mellanrum.books.sheets.amounts import NotAnAmount, read_amount
from mellanrum.books.sheets.grid import Broken, Value
from mellanrum.books.sheets.headings import Layout
from mellanrum.findings import Finding, finding

AMOUNTS = (
    "opening", "debit", "credit", "other", "change", "closing", "budget", "amount", "previous_change",
    "previous_closing",
)  # fmt: skip
_NAMED = ("account", "name", "cost_centre", "project", "area")
_ACCOUNT = re.compile(r"([0-9]{1,12})(?:[\s:–-]+([^\s0-9].*))?")
_OBJECT = re.compile(r"([0-9][0-9A-Za-z]*)\s+[-–:]?\s*([^\d\s].*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet under a layout."""

    layout: Layout
    number: int

    def text(self, name: str) -> str:
        """Return what stands in a column as text, empty where the table has no such column."""
        columns = self.layout.columns
        return self.layout.grid.text(self.number, columns[name]) if name in columns else ""

    def account(self) -> tuple[str, str]:
        """Return account number and name; both may stand in one cell, as "3010 Bidrag"."""
        match, name = _ACCOUNT.fullmatch(self.text("account")), self.text("name")
        return (match[1], name or match[2] or "") if match else ("", name)

    def objects(self) -> tuple[Objects, dict[tuple[str, str], str]]:
        """Return cost centre and project, and the names of those that have one; an area stands for a cost centre."""
        found: list[tuple[str, str]] = []
        names: dict[tuple[str, str], str] = {}
        for dimension, column in ((COST_CENTRE, "cost_centre"), (PROJECT, "project")):
            code, name = self.text(column), self.text(f"{column}_name")
            both = _OBJECT.fullmatch(code) if not name and not self._has(f"{column}_name") else None
            code, name = (both[1], both[2]) if both else (code, name)
            if not code and column == "cost_centre":
                code = self.text("area")
            if code:
                found.append((dimension, code))
                names |= {(dimension, code): name} if name else {}
        return tuple(found), names

    def _has(self, name: str) -> bool:
        return name in self.layout.columns

    def labels(self) -> Iterator[str]:
        """Give the words by which a row may call itself a sum: of an account its name, else any text of the row."""
        if self.account()[0]:
            yield from (self.account()[1], self.text("cost_centre"), self.text("area"))
            return
        numbers = {self.layout.columns.get(name) for name in AMOUNTS} | set(self.layout.months.values())
        for column in range(self.layout.grid.width(self.number)):
            if column not in numbers:
                yield self.layout.grid.text(self.number, column)

    def rest(self) -> tuple[str, ...]:
        """Return what stands in the columns that are not read."""
        known = {*self.layout.columns.values(), *self.layout.months.values()}
        width = self.layout.grid.width(self.number)
        return tuple(self.layout.grid.text(self.number, at) for at in range(width) if at not in known)

    def amounts(self) -> tuple[dict[str, Decimal], dict[int, Decimal], list[Finding]]:
        """Read the amounts of the row by column and by month, and tell every cell that is none."""
        faults: list[Finding] = []
        singles = {name: self.layout.columns[name] for name in AMOUNTS if name in self.layout.columns}
        amounts = {name: self._amount(column, faults) for name, column in singles.items()}
        months = {at: self._amount(column, faults) for at, column in self.layout.months.items()}
        return (
            {name: value for name, value in amounts.items() if value is not None},
            {at: value for at, value in months.items() if value is not None},
            faults,
        )

    def _amount(self, column: int, faults: list[Finding]) -> Decimal | None:
        value = self.layout.grid.at(self.number, column)
        if value == "" or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        read = read_amount(value) if isinstance(value, str) else NotAnAmount.TEXT
        if isinstance(read, Decimal):
            return read
        faults.append(self._fault(column, value, read))
        return None

    def _fault(self, column: int, value: Value, reason: NotAnAmount) -> Finding:
        place = self.layout.grid.place(self.number, column)
        if isinstance(value, Broken) and not value.text:
            return finding("sheet.formula_not_computed", place)
        if isinstance(value, Broken):
            return finding("sheet.formula_failed", place, text=value.text)
        if reason is NotAnAmount.AMBIGUOUS:
            return finding("sheet.ambiguous_amount", place, text=str(value))
        return finding("sheet.not_an_amount", place, text=str(value)[:60])
