"""Sex is a parameter of a figure, not a part of its key."""

from datetime import date
from decimal import Decimal

import pytest

from mellanrum.figures import (
    Counted,
    Family,
    Figure,
    FigureBook,
    Leaf,
    MissingFigure,
    Operation,
    Period,
    Term,
    Trace,
    Unit,
)
from mellanrum.figures.tracing import leaf_name, traced

YEAR = Period.of_year(2025)
NUMBERS = {None: 9, "woman": 5, "man": 4}


def a_figure(key: str, sex: str | None, trace: Trace | None = None) -> Figure:
    return Figure(key, YEAR, Decimal(NUMBERS[sex]), Unit.COUNT, "Started", trace or Trace("Counted"), sex=sex)


def compute(_book: FigureBook, key: str, _period: Period) -> Figure | None:
    return a_figure(key, None) if key in {"x.all", "x.both"} else None


def by_sex(_book: FigureBook, key: str, _period: Period, sex: str) -> Figure | None:
    return a_figure(key, sex) if key == "x.both" and sex in NUMBERS else None


def a_book(*reported: Figure, is_by_sex: bool = True) -> FigureBook:
    keys = ("x.all", "x.both")
    family = Family("x", compute, lambda _book, _period: keys, by_sex if is_by_sex else None)
    return FigureBook("association", YEAR, date(2026, 2, 1), [family], reported)


def test_figure_of_a_sex_is_found_beside_that_of_all() -> None:
    book = a_book()

    assert book.get("x.both").value == 9
    assert book.get("x.both", sex="woman").value == 5
    assert book.get("x.both", sex="man") is book.get("x.both", YEAR, "man")


def test_figure_without_a_split_has_none_by_sex() -> None:
    assert a_book().find("x.all", sex="woman") is None
    assert a_book(is_by_sex=False).find("x.both", sex="woman") is None

    with pytest.raises(MissingFigure, match=r"x\.all 2025 woman"):
        a_book().get("x.all", sex="woman")


def test_keys_of_a_sex_are_those_that_have_it() -> None:
    assert a_book().keys("x") == ("x.all", "x.both")
    assert a_book().keys("x", sex="woman") == ("x.both",)


def test_reported_figure_of_a_sex_stands_in_for_that_sex_alone() -> None:
    stated = a_figure("x.all", "woman", Trace("Stated", operation=Operation.GIVEN, source="ÅR 2025"))
    book = a_book(stated)

    assert book.find("x.all", sex="woman") is stated
    assert book.reported("x.all", sex="woman") is stated
    assert book.reported("x.all") is None
    assert book.keys("x", sex="woman") == ("x.both", "x.all")
    assert book.findings() == ()


def test_reported_figure_of_a_sex_is_held_against_that_sex() -> None:
    stated = Figure("x.both", YEAR, Decimal(7), Unit.COUNT, "", Trace("Stated", source="ÅR 2025"), sex="woman")

    assert [item.code for item in a_book(stated).findings()] == ["figures.reported_differs"]


def test_trace_opens_each_sex_of_a_figure() -> None:
    leaf = Term(Leaf("counter", "2025-03", "Started", Decimal(4)))
    parts = [a_figure("x.both", sex, Trace("Counted", inputs=(leaf,))) for sex in ("woman", "man")]

    tree = traced(a_figure("x.all", None, Trace("Sum of the figures", inputs=tuple(Term(each) for each in parts))))

    assert [each.is_repeated for each in tree] == [False, False]


def test_counter_says_how_many_entries_it_rests_on() -> None:
    leaf = Leaf("counter", "2025-01–2025-06", "", Decimal(4), counted=Counted(60, 2, -1))

    assert leaf_name(leaf, "sv") == "2025-01–2025-06, räknade: 60, varav sena: 2, rättade: −1"
    assert leaf_name(Leaf("counter", "2025-03", "", Decimal(4)), "sv") == "2025-03"
