"""Trial balances and budgets as spreadsheets or delimited text: reading, writing, templates."""

from mellanrum.books.sheets.budget import read_budget
from mellanrum.books.sheets.cells import plain_text, put_text, safe_cell
from mellanrum.books.sheets.columns import ColumnMap, Columns, columns_to_toml, read_columns
from mellanrum.books.sheets.limits import LIMITS, Limits
from mellanrum.books.sheets.look import Look, kind_of_table, look_at
from mellanrum.books.sheets.table import Format
from mellanrum.books.sheets.trial_balance import read_trial_balance
from mellanrum.books.sheets.workbook import open_grids
from mellanrum.books.sheets.writing import Kind, write_template, write_trial_balance

__all__ = [
    "LIMITS",
    "ColumnMap",
    "Columns",
    "Format",
    "Kind",
    "Limits",
    "Look",
    "columns_to_toml",
    "kind_of_table",
    "look_at",
    "open_grids",
    "plain_text",
    "put_text",
    "read_budget",
    "read_columns",
    "read_trial_balance",
    "safe_cell",
    "write_template",
    "write_trial_balance",
]
