"""The statements as tables: order, sums, nil lines, both years."""

import pytest

from mellanrum.figures import Figure
from mellanrum.figures.reported import read_reported
from mellanrum.statements.layout import layout
from mellanrum.statements.tables import financed, notes, operations, ratios, statement
from statements.given import THIS, books, given, opened, plain

YEARS = """
#OBJEKT 1 "10" "Kansli"
#OBJEKT 1 "20" "Struktur"
#KONTO 3010 "Bidrag från staten"
#IB -1 1930 0
#UB -1 1930 60
#RES -1 3010 -100
#RES -1 5010 40
#PSALDO -1 202401 5010 {1 "20"} 40
#IB 0 1930 60
#IB 0 2060 -60
2025-02-10: 1930 200, 3010 -200
2025-03-10: 1930 -50, 6010 50 {1 "10"}
"""


@pytest.mark.parametrize("prefix", ["income_statement", "balance_sheet", "cash_flow", "balance_requirement"])
def test_statement_has_the_lines_of_the_layout_in_their_order(prefix: str) -> None:
    that = given(YEARS)
    rules = [line for line in layout(prefix, THIS.end) if "unmapped" not in line.key]

    lines = statement(that.book, prefix)

    assert [(line.key, line.label, line.is_sum) for line in lines] == [
        (rule.key, rule.label, bool(rule.sums)) for rule in rules
    ]


def test_statement_has_both_years_and_knows_nil_lines() -> None:
    lines = {line.key: line for line in statement(given(YEARS).book, "income_statement")}

    current, previous = lines["revenue"].current, lines["revenue"].previous
    assert current is not None
    assert previous is not None
    assert (plain(current.value), plain(previous.value)) == (200, 100)
    assert lines["depreciation"].is_nil
    assert not lines["costs"].is_nil


def test_notes_in_order_with_their_sum_last() -> None:
    found = notes(given(YEARS).book, "area")

    assert [(note.key, note.by) for note in found if not note.is_empty] == [
        ("revenue_note", None),
        ("cost_note", "area"),
    ]
    assert [[(row.key, row.is_sum) for row in note.rows] for note in found if not note.is_empty] == [
        [("a3010", False), ("sum", True)],
        [("cc_10", False), ("cc_20", False), ("sum", True)],
    ]


def test_operations_with_an_area_only_of_last_year_and_the_whole_last() -> None:
    lines = operations(given(YEARS).book)

    assert [(line.key, line.is_sum) for line in lines] == [
        ("cc_10", False),
        ("cc_20", False),
        ("contributions", False),
        ("sum", True),
    ]
    shown = {line.key: _values(line.net, line.previous_net) for line in lines}
    assert shown == {"cc_10": [-50, 0], "cc_20": [0, -40], "contributions": [200, 100], "sum": [150, 60]}
    assert lines[0].budget is None


def _values(*figures: Figure | None) -> list[int | None]:
    return [None if figure is None else int(figure.value) for figure in figures]


def test_financed_row_that_only_an_earlier_report_states_stands_with_its_group() -> None:
    table = """
    [[report]]
    year = 2023
    source = "Årsredovisning 2023"
    [report.figures]
    "financed.structural" = 7
    "financed.structural.gammal" = 7
    "financed.total" = 7
    """
    reported, _ = read_reported(table.encode(), "rapporterat.toml", today=THIS.end)

    lines = financed(opened(books(YEARS), reported=reported).book)

    assert [line.key for line in lines] == [
        "structural",
        "structural.cc_20",
        "structural.gammal",
        "administration",
        "administration.a6010",
        "total",
    ]


def test_area_called_total_is_no_sum() -> None:
    own = """
    [[area]]
    key = "total"
    label = "Totalt stöd"
    kind = "individual"
    cost_centres = ["10"]
    [[area]]
    key = "closing"
    label = "Avslut"
    kind = "administration"
    cost_centres = ["20"]
    """

    lines = operations(given(YEARS, own=own).book)

    assert [(line.key, line.is_sum) for line in lines] == [
        ("total", False),
        ("closing", False),
        ("contributions", False),
        ("sum", True),
    ]


def test_ratios_have_both_years() -> None:
    lines = {line.key: line for line in ratios(given(YEARS).book)}

    assert lines["equity_share"].current is not None
    assert lines["equity_share"].previous is not None
