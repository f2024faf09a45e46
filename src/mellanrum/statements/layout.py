"""The lines of the statements, in reading order, from rules/data/statement_layout.toml."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from mellanrum.rules import Dated, Strict, in_force, shipped
from mellanrum.rules.model import Text

UNMAPPED = "unmapped"


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
def layout_line(statement: str, key: str, day: date) -> LayoutLine | None:
    """Return one line of a statement, None where it has none of that key."""
    return next((line for line in layout(statement, day) if line.key == key), None)


def expand(keys: Iterable[str], token: str, own: Iterable[str]) -> tuple[str, ...]:
    """Replace `token` among the keys by the keys it stands for."""
    listed = tuple(own)
    return tuple(found for key in keys for found in (listed if key == token else (key,)))
