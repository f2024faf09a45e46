"""Tables as spreadsheets: numbers stay numbers, and text stays text."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.economic.making import part_of
from mellanrum.documents.economic import sections
from mellanrum.documents.model import Column, ColumnKind, Form, NoteRef, Number, Row, RowKind, Table
from mellanrum.documents.spreadsheet import write_csv, write_xlsx

SIE = Path(__file__).parents[1] / "data" / "sie"
RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "\N{NO-BREAK SPACE}=1", "'=1", "＝1"]


def number(value: str, form: Form = Form.AMOUNT) -> Number:
    return Number(Decimal(value), form, "k")


def table(*rows: Row, caption: str = "Resultaträkning 2025 och 2024", **other: str) -> Table:
    columns = (
        Column("label", "Post", ColumnKind.TEXT),
        Column("note", "Not", ColumnKind.NOTE),
        Column("now", "Utfall", group="2025"),
        Column("share", "Andel", ColumnKind.SHARE, group="2025"),
    )
    return Table("t", caption, columns, rows, unit="Belopp i kr", notes=("=Not under",), **other)


PLAIN = table(
    Row(("Intäkter",), RowKind.SUBHEADING),
    Row(("Bidrag", NoteRef("2"), number("1234567.5"), number("0.1254", Form.SHARE)), RowKind.INDENTED),
    Row(("Hyra", "", number("-4608507.29", Form.EXACT), Number(None))),
    Row(("Resultat", "", number("-1500", Form.THOUSANDS), number("0.125", Form.PERCENT)), RowKind.TOTAL),
)


def sheet_of(data: bytes, at: int = 1) -> Worksheet:
    return load_workbook(io.BytesIO(data)).worksheets[at]


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_as_swedish_programs_expect_it() -> None:
    assert write_csv(PLAIN).decode("utf-8") == (
        "\ufeffPost (Belopp i kr);Not;2025 Utfall;2025 Andel\r\n"
        "Intäkter;;;\r\n"
        "Bidrag;2;1234568;12,5%\r\n"
        "Hyra;;-4608507,29;\r\n"
        "Resultat;;-2;12,5\r\n"
    )


@pytest.mark.parametrize("text", RISKY)
def test_csv_text_is_no_formula(text: str) -> None:
    [_, [label, *_], [_, note, *_]] = rows_of(write_csv(table(Row((text,)), Row(("a", NoteRef(text))))))

    assert (label[:1], note[:1]) == ("'", "'")


@given(st.text())
def test_csv_text_never_begins_as_a_formula(text: str) -> None:
    caption = table(Row((text,)))

    [_, [label, *_]] = rows_of(write_csv(caption))

    assert not label.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_xlsx_numbers_are_numbers_in_their_formats() -> None:
    sheet = sheet_of(write_xlsx([PLAIN], "Ekonomi"))

    cells = [[(cell.value, cell.number_format) for cell in row if cell.value is not None] for row in sheet["C5:D8"]]
    assert cells == [
        [],
        [(1234568, "#,##0"), (0.125, "0.0%")],
        [(-4608507.29, "#,##0.00")],
        [(-2, "#,##0"), (12.5, "0.0")],
    ]


def test_xlsx_head_is_frozen_and_sums_are_bold() -> None:
    sheet = sheet_of(write_xlsx([PLAIN], "Ekonomi"))

    assert sheet.freeze_panes == "B5"
    assert [cell.value for cell in sheet[3]] == [None, None, "2025", None]
    assert [cell.value for cell in sheet[4]] == ["Post (Belopp i kr)", "Not", "Utfall", "Andel"]
    assert [cell.font.b for cell in sheet["A"]][2:8] == [False, True, True, False, False, True]
    assert sheet["A6"].alignment.indent == 1
    assert [sheet.column_dimensions[name].width for name in "ABCD"] == [10, 9, 15, 9]


def test_xlsx_begins_with_what_it_is() -> None:
    book = load_workbook(io.BytesIO(write_xlsx([PLAIN], "Ekonomi 2025", ["Exempelförbundet", "=1+1"])))

    first = book.worksheets[0]
    assert (first.title, [cell.value for cell in first["A"]]) == (
        "Ekonomi 2025",
        ["Ekonomi 2025", "Exempelförbundet", "=1+1"],
    )
    assert {cell.data_type for cell in first["A"]} == {"s"}


@pytest.mark.parametrize("text", RISKY)
def test_xlsx_text_is_no_formula(text: str) -> None:
    risky = table(Row((text, NoteRef(text))), caption=text)

    sheet = sheet_of(write_xlsx([risky], text, [text]))

    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


@pytest.mark.parametrize(
    ("captions", "names"),
    [
        (["A/B: [1]*?\\", "", "'x'"], ["A B   1", "t", "x"]),
        (["Not 1", "not 1", "NOT 1"], ["Not 1", "not 1 2", "NOT 1 3"]),
        (["N" * 40, "N" * 50], ["N" * 31, "N" * 29 + " 2"]),
        (["Historik", "Ekonomi", "***"], ["Historik 2", "Ekonomi 2", "-"]),
    ],
)
def test_xlsx_sheet_names_are_safe_and_unlike(captions: list[str], names: list[str]) -> None:
    book = load_workbook(io.BytesIO(write_xlsx([table(caption=text) for text in captions], "Ekonomi")))

    assert book.sheetnames == ["Ekonomi", *names]


def test_xlsx_of_several_tables_lists_them_with_links() -> None:
    captions = ["Startade efter kön och kommun under året", "Chefens egna 'ord'"]
    book = load_workbook(io.BytesIO(write_xlsx([table(caption=text) for text in captions], "Ekonomi")))

    listed = [cell for cell in book.worksheets[0]["A"] if cell.hyperlink]
    wanted = [f"'{name.replace(chr(39), chr(39) * 2)}'!A1" for name in book.sheetnames[1:]]
    assert [cell.value for cell in listed] == captions
    assert [cell.hyperlink.location for cell in listed if cell.hyperlink] == wanted


@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=40))
def test_xlsx_any_caption_gives_sheets(captions: list[str], title: str) -> None:
    book = load_workbook(io.BytesIO(write_xlsx([table(caption=text) for text in captions], title)))

    assert len({name.casefold() for name in book.sheetnames}) == len(captions) + 1


def test_tables_of_a_real_year_are_written_as_shown() -> None:
    part = part_of((SIE / "dk2025.se").read_bytes())
    tables = [
        block for section in sections(part.telling()).values() for block in section.blocks if isinstance(block, Table)
    ]

    book = load_workbook(io.BytesIO(write_xlsx(tables, "Ekonomi 2025")))

    assert len(book.worksheets) == len(tables) + 1
    income = next(one for one in tables if one.key == "income_statement_table")
    sheet = book.worksheets[tables.index(income) + 1]
    wanted = [cell.value for row in income.rows for cell in row.cells if isinstance(cell, Number)]
    values = [cell.value for row in sheet.iter_rows(min_row=4) for cell in row if isinstance(cell.value, int | float)]
    assert values == [float(value) for value in wanted if value is not None]
