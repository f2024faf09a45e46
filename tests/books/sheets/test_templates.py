"""Templates that people fill in."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mellanrum.books.sheets import ColumnMap, Format, Kind, read_budget, read_trial_balance, write_template
from mellanrum.findings import Severity

KINDS: list[Kind] = ["trial_balance", "budget"]
FORMATS: list[Format] = ["xlsx", "csv"]


def opened(kind: Kind) -> tuple[Workbook, Worksheet]:
    book = load_workbook(BytesIO(write_template(kind, "xlsx")))
    return book, book.worksheets[0]


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_workbook_is_made_for_people(kind: Kind) -> None:
    book, sheet = opened(kind)

    assert [one.title for one in book.worksheets][1] == "Exempel"
    assert sheet.freeze_panes == "A4"
    assert str(sheet["A2"].value).startswith("Skriv året efter Räkenskapsår")
    assert {sheet.column_dimensions[letter].width for letter in "ABCDE"} == {14, 16, 32}
    assert (sheet["A4"].number_format, sheet["E4"].number_format) == ("@", "#,##0.00")


@pytest.mark.parametrize("form", FORMATS)
def test_empty_template_has_no_rows(form: Format) -> None:
    books, findings = read_trial_balance(write_template("trial_balance", form), f"mall.{form}")
    movements, budget_findings = read_budget(write_template("budget", form), f"mall.{form}")

    assert (books, movements) == (None, ())
    assert [item.code for item in findings if item.severity is Severity.ERROR] == ["sheet.no_year", "sheet.no_accounts"]
    assert [item.code for item in budget_findings if item.severity is Severity.ERROR] == ["sheet.no_budget_rows"]


def test_example_of_a_trial_balance_is_read_without_a_remark() -> None:
    books, findings = read_trial_balance(
        write_template("trial_balance", "xlsx"), "mall.xlsx", ColumnMap(sheet="Exempel")
    )

    assert books is not None
    assert [year.period.year for year in books.years] == [2025, 2024]
    assert [sum(year.closing.values()) for year in books.years] == [0, 0]
    assert {item.severity for item in findings} == {Severity.NOTE}


def test_example_of_a_budget_is_read_without_a_remark() -> None:
    movements, findings = read_budget(write_template("budget", "xlsx"), "mall.xlsx", ColumnMap(sheet="Exempel"))

    assert [movement.account for movement in movements] == ["", "3010", "5010", "7010"]
    assert {item.severity for item in findings} == {Severity.NOTE}


def test_workbook_filled_in_is_read() -> None:
    book, sheet = opened("trial_balance")
    sheet["B1"] = 2025
    for row in (["1930", "Bank", None, None, 100, 50, 150], ["2010", "EK", None, None, -100, 0, -100]):
        sheet.append(row)
    for at, value in enumerate(["3010", "Bidrag", "10", "P1", None, -50, -50, -60], 1):
        sheet.cell(4, at).value = value

    books, findings = read_trial_balance(saved(book), "mall.xlsx")

    assert books is not None
    assert {account: int(amount) for account, amount in books.years[0].closing.items()} == {
        "1930": 150,
        "2010": -100,
        "3010": -50,
    }
    assert {item.severity for item in findings} == {Severity.NOTE}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_text_filled_in_is_read(encoding: str) -> None:
    empty = write_template("budget", "csv").decode("utf-8-sig")
    filled = empty + "3010;Bidrag;;;-1 000,50\r\n;;20;;1 000,50\r\n"

    movements, findings = read_budget(filled.encode(encoding), "mall.csv")

    assert [str(movement.amount) for movement in movements] == ["1000.50", "-1000.50"]
    assert {item.severity for item in findings} == {Severity.NOTE}
