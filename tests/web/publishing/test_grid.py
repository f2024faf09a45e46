"""Tables of a publication laid out: rows, columns, shares that give nothing away, and bars for what is shown."""

import json
from dataclasses import replace
from typing import Any

import pytest

from mellanrum.disclosure.tables import TOTAL, Variable
from mellanrum.documents.model import RowKind
from mellanrum.documents.spreadsheet import write_csv
from mellanrum.web.publishing.document import view_of as document_view
from mellanrum.web.publishing.grid import grid_of
from mellanrum.web.publishing.setting import chart_of, table_of
from mellanrum.web.publishing.view import Codes, View, ViewTable

AGE = Variable("age", "Ålder", {"young": "16–29 år", "middle": "30–49 år", "old": "50–66 år (alla)"})
SEX = Variable("sex", "Kön", {"woman": "Kvinnor", "man": "Män"})
INTERVENTION = Variable("intervention", "Insats", {"a": "Alfa", "b": "Beta"})
VARIABLES = {each.key: each for each in (AGE, SEX, INTERVENTION)}


def view_of(*tables: ViewTable) -> View:
    limits = {table.cell_key(codes): 5 for table in tables for codes in table.numbers}
    return View(tables, VARIABLES, {"started": "Startade"}, limits)


def by_age(young: int | None, middle: int | None, old: int | None, total: int | None) -> ViewTable:
    numbers: dict[Codes, int | None] = {("young",): young, ("middle",): middle, ("old",): old, (TOTAL,): total}
    return ViewTable("t", "Startade efter ålder", "started", ("age",), numbers)


def csv(table: ViewTable) -> list[str]:
    text = write_csv(table_of(grid_of(table, view_of(table)))).decode("utf-8-sig")
    return text.splitlines()


def test_one_variable_has_rows_with_shares_and_its_total_last() -> None:
    assert csv(by_age(10, 20, 10, 40)) == [
        "Ålder;Antal;%",
        "16–29 år;10;25,0",
        "30–49 år;20;50,0",
        "50–66 år (alla);10;25,0",
        "Totalt;40;",
    ]


def test_hidden_number_has_dots_and_no_share() -> None:
    assert csv(by_age(None, 20, None, 40))[1:4] == ["16–29 år;..;..", "30–49 år;20;50,0", "50–66 år (alla);..;.."]


def test_share_is_not_told_where_the_base_is_hidden() -> None:
    assert csv(by_age(10, 20, None, None))[1] == "16–29 år;10;.."


def test_share_is_not_told_where_the_rest_is_small() -> None:
    assert csv(by_age(37, 0, None, 40))[1] == "16–29 år;37;.."


def test_sexes_stand_across_with_all_last() -> None:
    numbers: dict[Codes, int | None] = {
        ("young", "woman"): 7,
        ("young", "man"): 8,
        ("young", TOTAL): 15,
        (TOTAL, "woman"): 7,
        (TOTAL, "man"): 8,
        (TOTAL, TOTAL): 15,
    }
    table = ViewTable("t", "Startade", "started", ("age", "sex"), numbers)

    grid = grid_of(table, view_of(table))

    assert [column.head for column in grid.columns] == ["Kvinnor", "Män", "Alla"]
    assert [(row.label, [cell.number for cell in row.cells], row.kind) for row in grid.rows] == [
        ("16–29 år", [7, 8, 15], RowKind.NORMAL),
        ("Totalt", [7, 8, 15], RowKind.SUM),
    ]


def test_two_variables_and_sex_are_blocks() -> None:
    numbers: dict[Codes, int | None] = {
        (age, place, sex): 9 for age in ("young", "old") for place in ("a", "b") for sex in ("woman", TOTAL)
    }
    table = ViewTable("t", "Startade", "started", ("age", "intervention", "sex"), numbers)

    grid = grid_of(table, view_of(table))

    assert [column.head for column in grid.columns] == ["Alfa", "Beta"]
    assert [row.label for row in grid.rows] == [
        "Kvinnor",
        "16–29 år",
        "50–66 år (alla)",
        "Alla",
        "16–29 år",
        "50–66 år (alla)",
    ]


def test_table_of_sexes_alone_has_them_as_rows() -> None:
    table = ViewTable("t", "Startade", "started", ("sex",), {("woman",): 7, ("man",): None, (TOTAL,): 12})

    assert csv(table) == ["Kön;Antal", "Kvinnor;7", "Män;..", "Alla;12"]


def test_single_number_is_a_row() -> None:
    table = ViewTable("t", "Väntar på plats", "waiting", (), {(): 14})

    assert csv(table) == [";Antal", "Väntar på plats;14"]


def test_table_of_several_answers_says_that_they_do_not_add_up() -> None:
    several = replace(AGE, is_several=True)
    table = by_age(10, 20, 25, 40)
    one_answer = ViewTable("t", "Startade efter ålder", "started", ("age",), {("old",): 30, (TOTAL,): 40})

    def notes(of: ViewTable, age: Variable) -> tuple[str, ...]:
        return tuple(table_of(grid_of(of, replace(view_of(of), variables={"age": age}))).notes)

    told = "Flera svar kan gälla samma deltagare. Därför kan raderna tillsammans bli fler än totalt."
    assert (notes(table, several), notes(table, AGE), notes(one_answer, several)) == ((told,), (), ())
    assert notes(replace(table, about="Vad det är."), several) == ("Vad det är.", told)


def test_tables_of_one_title_are_told_apart_by_what_they_are_by() -> None:
    def held(key: str, *by: str) -> dict[str, Any]:
        rows = [[*("a" if each == "x" else "*" for each in by), 9], [*("b" for _ in by), 9]]
        return {"key": key, "title": "Startade", "of": "started", "at": {}, "by": by, "form": None, "rows": rows}

    variables = [
        {"key": key, "label": label, "codes": {"a": "Alfa", "b": "Beta"}, "several": False, "tells_zeros": False}
        for key, label in (("x", "Insats"), ("y", "Tid"), ("z", "Kön"))
    ]
    tables = [held("whole", "x"), held("time", "x", "y"), held("sex", "x", "y", "z")]
    document = {"tables": tables, "variables": variables, "system": {"cells": []}, "counts": {}}

    view = document_view(json.dumps({**document, "threshold": 5, "method": "hidden"}))

    assert [table.title for table in view.tables] == [
        "Startade efter insats",
        "Startade efter insats och tid",
        "Startade efter insats, tid och kön",
    ]


def test_chart_has_no_bar_for_a_hidden_number_and_says_so_without_ranks() -> None:
    table = by_age(None, 20, 10, 40)

    chart = chart_of(grid_of(table, view_of(table)))

    assert chart is not None
    assert chart.categories == ("30–49 år", "50–66 år")
    assert [number.value for number in chart.series[0].numbers] == [20, 10]
    assert chart.alt == "Staplar: Startade efter ålder. 30–49 år 20; 50–66 år 10. Visas inte: 16–29 år."


@pytest.mark.parametrize("table", [by_age(None, 20, None, None), by_age(None, None, None, 9)])
def test_chart_of_fewer_than_two_bars_is_none(table: ViewTable) -> None:
    assert chart_of(grid_of(table, view_of(table))) is None


def test_only_own_interventions_are_left() -> None:
    split = ViewTable("t", "Startade", "started", ("intervention",), {("a",): 7, ("b",): 8, (TOTAL,): 15})
    own = ViewTable("a", "Alfa", "started", ("sex",), {("woman",): 7}, {"intervention": "a"})
    other = ViewTable("b", "Beta", "started", ("sex",), {("woman",): 8}, {"intervention": "b"})
    together = ViewTable("c", "Alla", "started", ("sex",), {("woman",): 15})

    left = view_of(split, own, other, together).only({"a"})

    assert {table.key: dict(table.numbers) for table in left.tables} == {"t": {("a",): 7}, "a": {("woman",): 7}}
