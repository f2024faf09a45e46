"""What the writers share: groups of columns and rows, fitting, words that belong together."""

from decimal import Decimal

import pytest

from documents.sample import number, row, sample_report
from mellanrum.documents.layout import Width, chart_table, group_starts, is_short, kept_groups, told_rule, width_of
from mellanrum.documents.model import (
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Form,
    Number,
    Row,
    RowKind,
    Series,
    Table,
    TraceEntry,
)
from mellanrum.documents.shown import whole_words, written
from mellanrum.documents.word.widths import TOTALS, column_widths, room, side, word_width
from mellanrum.figures import Period

TABLES = tuple(block for block in sample_report().blocks() if isinstance(block, Table))
LABEL = Column("label", "Post", ColumnKind.TEXT)


def table(*columns: Column, rows: tuple[Row, ...] = ()) -> Table:
    return Table("t", "T", (LABEL, *columns), rows)


def test_groups_of_columns_stand_apart_but_not_from_the_label() -> None:
    columns = (Column("a", "kr", group="2025"), Column("b", "%", group="2025"), Column("c", "kr", group="2024"))

    assert group_starts(table(*columns, Column("d", "Alla"))) == {3, 4}


def test_columns_without_groups_do_not_stand_apart() -> None:
    assert group_starts(table(Column("a", "2025"), Column("b", "2024"))) == frozenset()


def test_a_group_stays_with_the_first_row_that_divides_it() -> None:
    rows = (
        row("Individinriktat", "1", kind=RowKind.GROUP),
        row("Administration", "5", kind=RowKind.GROUP),
        row("Personal", "2", kind=RowKind.INDENTED),
        row("Lokaler", "3", kind=RowKind.INDENTED),
        row("Summa", "6", kind=RowKind.TOTAL),
    )

    assert kept_groups(rows) == ((1, 3), (3, 5))


@pytest.mark.parametrize(("text", "short"), [("Inom gränsen", True), ("Förbundet ligger över gränsen", False)])
def test_a_column_of_text_is_short_where_all_it_holds_is(text: str, *, short: bool) -> None:
    beside = table(Column("kept", "Mot gränsen", ColumnKind.TEXT), rows=(Row(("Soliditet", text)),))

    assert is_short(beside, 1, "sv") is short
    assert is_short(beside, 0, "sv") is False


@pytest.mark.parametrize("found", TABLES, ids=lambda found: found.key)
def test_word_has_room_for_every_number_in_a_wide_typeface(found: Table) -> None:
    width = word_width(found, "sv")
    widths = column_widths(found, width, "sv")
    size = 190 if width in {Width.TEXT, Width.PAGE} else 170

    for line in found.rows:
        for at, cell in enumerate(line.cells):
            if isinstance(cell, Number):
                strong = line.kind in {RowKind.SUM, RowKind.TOTAL, RowKind.GROUP}
                assert room(written(cell), size, strong=strong) + side(width) <= widths[at]


@pytest.mark.parametrize("found", TABLES, ids=lambda found: found.key)
def test_word_tables_are_as_wide_as_the_page_has_room_for(found: Table) -> None:
    width = word_width(found, "sv")

    assert TOTALS[width] - len(found.columns) <= sum(column_widths(found, width, "sv")) <= TOTALS[width]


def test_word_lays_a_table_on_its_side_only_where_the_pdf_does() -> None:
    sideways = {found.key for found in TABLES if word_width(found, "sv") is Width.LANDSCAPE}

    assert sideways == {found.key for found in TABLES if width_of(found, "sv") is Width.LANDSCAPE}
    assert sideways == {"operations_table", "months_table"}


def test_per_cent_in_the_head_is_not_said_in_the_cells() -> None:
    series = (Series("Andel", (number("0.125", Form.SHARE),)),)
    chart = Chart("c", "C", "c", ChartKind.BARS, ("2025",), series, unit="%")

    assert chart_table(chart).rows == (Row(("Andel", number("0.125", Form.PERCENT))),)


@pytest.mark.parametrize(
    ("rule", "reference", "told"),
    [
        ("Summan av raderna", "LKBR 5 kap.", "Summan av raderna. LKBR 5 kap."),
        ("Läggs ihop.", "LKBR 5 kap.", "Läggs ihop. LKBR 5 kap."),
        ("Summan av raderna", "", "Summan av raderna."),
        ("", "LKBR 5 kap.", "LKBR 5 kap."),
    ],
)
def test_rule_and_reference_are_two_sentences(rule: str, reference: str, told: str) -> None:
    entry = TraceEntry("k", Period.of_year(2025), "Label", number(str(Decimal(1))), rule, reference)

    assert told_rule(entry) == told


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("enligt 21 § och 11 kap. 12–14 §§", "enligt 21~§ och 11~kap. 12–14~§§"),
        ("över 50 tkr, 8 % eller 20,9 procent", "över 50~tkr, 8~% eller 20,9~procent"),
        ("2025 krav på 3 kommuner", "2025 krav på 3 kommuner"),
    ],
)
def test_what_belongs_to_a_number_stays_on_its_line(text: str, held: str) -> None:
    assert whole_words(text).replace("\N{NO-BREAK SPACE}", "~") == held
