"""Where an account stands: longest prefix, the chart's lines, the association's own."""

from datetime import date

import pytest

from mellanrum.books.account_map import CHARTS, account_map, longest_prefix
from mellanrum.books.association_map import AssociationMap, ChartName, MapGroup, MapLine, NoteRow

DAY = date(2025, 12, 31)
# statements.md, the table of account maps: the first two digits of each line, in either chart.
BAS = {
    "revenue": range(30, 40),
    "costs": [*range(40, 77), 79],
    "depreciation": [77, 78],
    "financial_income": range(80, 84),
    "financial_costs": [84],
    "extraordinary": [87],
    "closing_entry": [88, 89],
    None: [21, 85, 86],
}
KOMMUN_BAS = {
    "revenue": range(30, 40),
    "costs": range(40, 79),
    "depreciation": [79],
    "financial_income": [84],
    "financial_costs": [85],
    "extraordinary": [87, 88],
    "closing_entry": [89],
    None: [21, 80, 81, 82, 83, 86],
}
SAME = {
    "intangible_assets": [10],
    "tangible_assets": [11, 12],
    "financial_assets": [13],
    "inventory": [14],
    "receivables": [15, 16, 17],
    "short_term_investments": [18],
    "cash": [19],
    "equity": [20],
    "provisions": [22],
    "long_term_liabilities": [23],
    "short_term_liabilities": range(24, 30),
    "internal": range(90, 100),
}


@pytest.mark.parametrize(("chart", "lines"), [("bas", BAS), ("kommun-bas", KOMMUN_BAS)])
def test_every_beginning_of_an_account_stands_where_the_chart_says(chart: ChartName, lines: dict[str, range]) -> None:
    accounts = account_map(chart, DAY)

    wanted = {str(first): line for line, starts in {**SAME, **lines}.items() for first in starts}
    assert {first: accounts.line_of(f"{first}10") for first in map(str, range(10, 100))} == wanted


@pytest.mark.parametrize(
    ("account", "prefixes", "longest"),
    [
        ("5410", ("5", "54", "541", "6"), "541"),
        ("5410", ("54100",), None),
        ("54", ("54",), "54"),
        ("", ("5",), None),
        ("A10", ("1", "A", "A1"), "A1"),
    ],
)
def test_longest_prefix(account: str, prefixes: tuple[str, ...], longest: str | None) -> None:
    assert longest_prefix(account, prefixes) == longest


def test_own_line_wins_over_the_chart_where_both_name_a_prefix_and_where_it_is_longer() -> None:
    own = AssociationMap(
        line=(MapLine(prefixes=("77",), line="costs"), MapLine(prefixes=("3999",), line="financial_income"))
    )

    accounts = account_map("bas", DAY, own)

    assert [accounts.line_of(a) for a in ("7710", "7832", "3999", "3998")] == [
        "costs",
        "depreciation",
        "financial_income",
        "revenue",
    ]


@pytest.mark.parametrize(
    ("account", "is_vat"), [("1650", True), ("2610", True), ("2650", True), ("1630", False), ("1651", False)]
)
def test_vat_accounts_of_bas(account: str, is_vat: bool) -> None:
    assert account_map("bas", DAY).is_in("vat", account) is is_vat


def test_kommun_bas_has_no_vat_but_what_the_map_says() -> None:
    own = AssociationMap(group=(MapGroup(prefixes=("168",), group="vat"),))

    assert not account_map("kommun-bas", DAY).is_in("vat", "1681")
    assert account_map("kommun-bas", DAY, own).is_in("vat", "1681")


def test_own_line_takes_an_account_out_of_the_vat_unless_the_map_also_says_so() -> None:
    line = MapLine(prefixes=("2650",), line="short_term_liabilities")
    group = MapGroup(prefixes=("2650",), group="vat")

    moved = account_map("bas", DAY, AssociationMap(line=(line,)))
    both = account_map("bas", DAY, AssociationMap(line=(line,), group=(group,)))

    assert [moved.is_in("vat", account) for account in ("2650", "2640")] == [False, True]
    assert both.is_in("vat", "2650")


def test_note_rows_are_of_their_own_note() -> None:
    own = AssociationMap(note_row=(NoteRow(note="cost_note", label="Lokaler", prefixes=("50",)),))

    accounts = account_map("bas", DAY, own)

    assert accounts.note_row_of("cost_note", "5010") == "Lokaler"
    assert accounts.note_row_of("revenue_note", "5010") is None
    assert accounts.note_row_of("cost_note", "6010") is None


def test_every_chart_ships() -> None:
    assert set(CHARTS) == {"bas", "kommun-bas"}
