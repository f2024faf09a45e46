"""Tables as they look on paper, the input of tests of trial balances and budgets."""

import re
from textwrap import dedent

from support.workbooks import Rows, Written, xlsx

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def rows_of(table: str) -> Rows:
    """Read rows of cells between bars; a cell of digits is a number, one in quotes is text."""
    return [[_cell(cell.strip()) for cell in line.split("|")] for line in dedent(table).strip("\n").splitlines()]


def _cell(text: str) -> Written:
    if text.startswith('"'):
        return text.strip('"')
    return float(text) if _NUMBER.fullmatch(text) else text or None


def workbook(table: str, sheet: str = "Saldo 2025") -> bytes:
    """Make a workbook of one sheet of a table on paper."""
    return xlsx({sheet: rows_of(table)})


def text(table: str, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Make delimited text of a table on paper."""
    lines = (
        delimiter.join(f'"{cell.strip()}"' if delimiter in cell else cell.strip() for cell in line.split("|"))
        for line in dedent(table).strip("\n").splitlines()
    )
    return "\n".join(lines).encode(encoding)
