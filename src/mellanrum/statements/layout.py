"""The lines of the statements, in reading order, from rules/data/statement_layout.toml."""

from datetime import date
from functools import cache

from mellanrum.rules import Dated, Strict, in_force, shipped
from mellanrum.rules.model import Text


class LayoutLine(Dated):
    """A line of a statement; `sums` names the lines it adds, empty where it is computed otherwise."""

    statement: Text
    key: Text
    label: Text
    sums: tuple[Text, ...] = ()


class Layout(Strict):
    """All lines of all statements."""

    line: tuple[LayoutLine, ...]


@cache
def layout(statement: str, day: date) -> tuple[LayoutLine, ...]:
    """Return the lines of a statement that are in force on a day."""
    rules = in_force(shipped(Layout, "statement_layout").line, day)
    return tuple(line for line in rules if line.statement == statement)


@cache
def first_day() -> date:
    """Return the first day that there are rules for."""
    rules: Layout = shipped(Layout, "statement_layout")
    return min(line.valid_from for line in rules.line)


def rules_day(end: date) -> date:
    """Return the day whose rules a year is shown by: its last, or the first day there are rules for."""
    return max(end, first_day())
