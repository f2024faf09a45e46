"""Cells: their names, and text that no program takes for a formula."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from mellanrum.books.sheets import plain_text, put_text, safe_cell
from mellanrum.books.sheets.cells import cell_name, column_name, column_number


@pytest.mark.parametrize("text", ["=1+1", "+46", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''@"])
def test_text_that_could_be_a_formula_is_marked(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert plain_text(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "Bank", "3010", "1+1", "a=b", "'t Hof", " =1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert safe_cell(text) == plain_text(text) == text


@given(st.text(alphabet="=+-@'\t\r ab1", max_size=8))
def test_mark_can_be_taken_off_again(text: str) -> None:
    assert plain_text(safe_cell(text)) == text
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "@x", "-2", "#REF!", "\x00\x0bBank\ud800"])
def test_text_in_a_workbook_is_never_a_formula(text: str) -> None:
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1)
    assert isinstance(cell, Cell)
    put_text(cell, text)
    out = BytesIO()
    book.save(out)

    read = load_workbook(out).worksheets[0].cell(1, 1)

    assert (read.data_type, str(read.value).strip()) == ("s", text.strip("\x00\x0b\ud800"))


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_names_of_columns(column: int, name: str) -> None:
    assert (column_name(column), column_number(name)) == (name, column)
    assert cell_name(6, column) == f"{name}7"


@pytest.mark.parametrize("name", ["", "a", "A1", "ABCD", "Å"])
def test_not_a_column(name: str) -> None:
    assert column_number(name) is None
