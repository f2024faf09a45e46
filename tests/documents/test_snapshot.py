"""What a report shows, kept and compared."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.economic.making import part_of
from mellanrum.documents.economic import economic_report
from mellanrum.documents.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    FigureRef,
    Form,
    Number,
    Paragraph,
    Report,
    Row,
    RowKind,
    Section,
    Series,
    Table,
    Text,
    TraceEntry,
    TraceList,
)
from mellanrum.documents.snapshot import (
    ChangeKind,
    ShownFigure,
    changed,
    snapshot,
    snapshot_from_json,
    snapshot_json,
)
from mellanrum.figures import Period

SIE = Path(__file__).parents[1] / "data" / "sie"
NOW, BEFORE = Period.of_year(2025), Period.of_year(2024)


def report(*blocks: Block) -> Report:
    return Report("R", "F", "", 2025, date(2026, 1, 1), (Section("s", "Resultaträkning", blocks),))


def table(*rows: Row) -> Table:
    columns = (Column("label", "Post", ColumnKind.TEXT), Column("now", "2025"), Column("net", "Netto", group="Utfall"))
    return Table("t", "Resultat 2025", columns, rows)


def costs(value: str, form: Form = Form.AMOUNT, period: Period = NOW) -> Number:
    return Number(Decimal(value), form, "income_statement.costs", period)


def shown(value: str, **other: str) -> ShownFigure:
    first = ShownFigure("k", "2025-01-01", "2025-12-31", "Kostnader", "Resultat", "2025", value, Decimal(value))
    return replace(first, **other)  # type: ignore[arg-type]  # texts only, as handed in


def test_figure_in_a_table_has_row_column_and_caption() -> None:
    kept = snapshot(report(table(Row(("Rörelsen",), RowKind.SUBHEADING), Row(("Kostnader", costs("-1200"))))))

    assert kept == (
        ShownFigure(
            key="income_statement.costs",
            first_day="2025-01-01",
            last_day="2025-12-31",
            label="Kostnader",
            context="Resultat 2025",
            column="2025",
            shown="−1\N{NO-BREAK SPACE}200",
            value=Decimal(-1200),
        ),
    )


def test_figure_of_two_periods_is_two() -> None:
    kept = snapshot(report(table(Row(("Kostnader", costs("-2"), costs("-1", period=BEFORE))))))

    assert [(one.last_day, one.column) for one in kept] == [("2025-12-31", "2025"), ("2024-12-31", "Utfall Netto")]


def test_numbers_without_figure_are_not_kept() -> None:
    assert snapshot(report(table(Row(("Gräns", Number(Decimal("0.2"), Form.SHARE), Number(None)))))) == ()


def test_figure_that_stands_in_several_places_is_kept_once_where_first_met() -> None:
    told = Paragraph((Text("Kostnaderna blev "), FigureRef("income_statement.costs", NOW, "1 200 kr")))
    other = Number(Decimal(1), Form.AMOUNT, "other", NOW)
    in_thousands = table(Row(("Annat", other)), Row(("Kostnader", costs("-1200.4", Form.THOUSANDS))))
    trace = TraceEntry("income_statement.costs", NOW, "Kostnader (resultaträkning)", costs("-1200"), "Summa")

    kept = snapshot(report(told, in_thousands, TraceList((trace,))))

    assert [(one.key, one.label, one.shown) for one in kept] == [
        ("income_statement.costs", "Kostnader", "−1\N{NO-BREAK SPACE}200"),
        ("other", "Annat", "1"),
    ]


def test_figure_in_text_alone_is_named_by_its_section() -> None:
    [kept] = snapshot(report(Paragraph((FigureRef("balance_sheet.pledges", NOW, "1 200 kr"),))))

    assert (kept.label, kept.shown, kept.value) == ("Resultaträkning", "1 200 kr", None)


def test_figure_in_a_chart_is_named_by_series_and_category() -> None:
    chart = Chart("c", "Kostnader över åren", "", ChartKind.BARS, ("2025",), (Series("Kostnader", (costs("-1200"),)),))

    [kept] = snapshot(report(chart))

    assert (kept.label, kept.column, kept.context) == ("Kostnader", "2025", "Kostnader över åren")


def test_snapshot_of_a_real_report_has_every_figure_once() -> None:
    made = economic_report(part_of((SIE / "dk2025.se").read_bytes()))
    tables = (block for block in made.blocks() if isinstance(block, Table))
    cells = (cell for block in tables for row in block.rows for cell in row.cells if isinstance(cell, Number))
    in_tables = {(cell.key, cell.period.start.isoformat()) for cell in cells if cell.period}

    kept = snapshot(made)

    keys = [(one.key, one.first_day) for one in kept]
    assert len(keys) == len(set(keys)) > 150
    assert in_tables <= set(keys)
    assert all(one.label and one.shown for one in kept)
    assert snapshot_from_json(snapshot_json(kept)) == kept


def test_snapshots_that_are_the_same_differ_in_nothing() -> None:
    made = snapshot(economic_report(part_of((SIE / "dk2025.se").read_bytes())))

    assert changed(made, made) == ()


def test_changed_new_and_gone() -> None:
    before = (shown("-1200"), shown("5", key="gone"))
    after = (shown("1", key="new"), shown("-1250", label="Kostnaderna"))

    found = changed(before, after)

    assert [(one.kind, one.figure.key, one.difference, one.difference_shown) for one in found] == [
        (ChangeKind.NEW, "new", None, ""),
        (ChangeKind.CHANGED, "k", Decimal(-50), "−50"),
        (ChangeKind.GONE, "gone", None, ""),
    ]
    assert (found[1].before, found[1].after) == (before[0], after[1])


def test_figure_of_another_period_is_another() -> None:
    before, after = shown("1"), shown("1", first_day="2024-01-01", last_day="2024-12-31")

    assert [one.kind for one in changed([before], [after])] == [ChangeKind.NEW, ChangeKind.GONE]


def test_label_that_changes_is_no_change_of_the_figure() -> None:
    assert changed([shown("1")], [shown("1", label="Annat", context="Annan")]) == ()


@pytest.mark.parametrize("text", ["{}", "[]", '{"version":2,"figures":[]}', '{"version":1,"figures":[{}]}', "hej"])
def test_text_that_is_no_snapshot(text: str) -> None:
    with pytest.raises(ValueError, match=r"snapshot|Expecting"):
        snapshot_from_json(text)


def test_empty_text_holds_no_figures() -> None:
    assert snapshot_from_json("") == ()


WORDS = st.text(max_size=20)
FIGURES = st.builds(
    ShownFigure,
    key=WORDS,
    first_day=WORDS,
    last_day=WORDS,
    label=WORDS,
    context=WORDS,
    column=WORDS,
    shown=WORDS,
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    form=st.sampled_from(Form),
)


@given(st.lists(FIGURES, max_size=5))
def test_snapshot_is_read_back_as_it_was(figures: list[ShownFigure]) -> None:
    assert snapshot_from_json(snapshot_json(figures)) == tuple(figures)
    assert json.loads(snapshot_json(figures))["version"] == 1
