"""How numbers are written, and how tables are laid out before any writer sees them."""

from decimal import Decimal

import pytest

from documents.sample import number, row, sample_report
from mellanrum.documents.layout import (
    Anchors,
    HeadCell,
    Width,
    chart_table,
    full_cells,
    head_rows,
    kept_groups,
    width_of,
)
from mellanrum.documents.model import Column, ColumnKind, FigureRef, Form, Number, Row, RowKind, Table
from mellanrum.documents.shown import unbroken, written
from mellanrum.figures import Period

LABEL = Column("label", "", ColumnKind.TEXT)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        ("-7942187", Form.AMOUNT, "−7 942 187"),
        ("0", Form.AMOUNT, "0"),
        (None, Form.AMOUNT, "–"),
        ("4608000", Form.THOUSANDS, "4 608"),
        ("-4608507.29", Form.EXACT, "−4 608 507,29"),
        ("0.209", Form.SHARE, "20,9 %"),
        ("-0.021", Form.PERCENT, "−2,1"),
        ("1.25", Form.RATIO, "1,25"),
        ("1234", Form.COUNT, "1 234"),
    ],
)
def test_number_is_written(value: str | None, form: Form, shown: str) -> None:
    assert written(number(value, form)) == shown.replace(" ", "\N{NO-BREAK SPACE}")


def test_number_in_english() -> None:
    assert written(Number(Decimal("-1234.5"), Form.EXACT), "en") == "−1,234.50"


def test_number_in_text_stays_on_one_line() -> None:
    assert unbroken("1 604 412 kr") == "1\N{NO-BREAK SPACE}604\N{NO-BREAK SPACE}412\N{NO-BREAK SPACE}kr"


def table(*columns: Column, rows: tuple[Row, ...] = (), unit: str = "") -> Table:
    return Table("t", "", (LABEL, *columns), rows, unit)


def test_head_without_groups_is_one_row() -> None:
    plain = table(Column("now", "2025"), unit="Belopp i kr")

    assert head_rows(plain) == ((HeadCell("", 0, unit="Belopp i kr"), HeadCell("2025", 1)),)


def test_head_with_groups_spans() -> None:
    grouped = table(
        Column("a", "Intäkt", group="2025"),
        Column("b", "Kostnad", group="2025"),
        Column("c", "Budget"),
        Column("d", "Netto", group="2024"),
    )

    assert head_rows(grouped) == (
        (HeadCell("", 0, down=2), HeadCell("2025", 1, across=2), HeadCell("Budget", 3, down=2), HeadCell("2024", 4)),
        (HeadCell("Intäkt", 1), HeadCell("Kostnad", 2), HeadCell("Netto", 4)),
    )


def test_row_with_too_many_cells() -> None:
    with pytest.raises(ValueError, match="t: a row has 3 cells for 2 columns"):
        full_cells(row("a", "1", "2"), table(Column("now", "2025")))


def test_sums_stay_with_their_rows_and_subheadings_with_what_they_head() -> None:
    kinds = ["subheading", "normal", "normal", "sum", "total", "normal", "subheading", "sum", "normal"]
    rows = tuple(Row(("x",), RowKind(kind)) for kind in kinds)

    assert kept_groups(rows) == ((0, 2), (2, 5), (6, 8))


@pytest.mark.parametrize(
    ("columns", "label", "width"),
    [(2, 20, Width.TEXT), (2, 60, Width.PAGE), (4, 60, Width.PAGE), (5, 60, Width.SMALL), (9, 10, Width.LANDSCAPE)],
)
def test_width_of_table(columns: int, label: int, width: Width) -> None:
    heads = (Column(f"c{at}", "2025") for at in range(columns))
    wide = table(*heads, rows=(row("x" * label, *("-7942187" for _ in range(columns))),))

    assert width_of(wide) is width


def test_chart_numbers_as_table() -> None:
    across, down = (
        chart_table(chart) for chart in sample_report().charts() if chart.key in {"cost_chart", "financed_chart"}
    )

    assert [column.header for column in down.columns] == ["", "2021", "2022", "2023", "2024", "2025"]
    assert [column.header for column in across.columns] == ["", "Budget", "Utfall"]


def test_reference_leads_only_to_what_the_report_has() -> None:
    anchors = Anchors(sample_report())
    known = FigureRef("balance_sheet.equity", Period.of_year(2025), "x")
    other_year = FigureRef("balance_sheet.equity", Period.of_year(2024), "x")

    assert anchors.led_to(known) == "trace balance_sheet.equity 2025"
    assert anchors.led_to(other_year) == ""


def test_place_is_claimed_once() -> None:
    anchors = Anchors(sample_report())

    assert [anchors.claim("notes"), anchors.claim("notes")] == ["notes", ""]
