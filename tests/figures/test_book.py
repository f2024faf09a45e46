"""The book of figures computes each once, and earlier documents stand in where there are no books."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from operator import is_
from threading import Barrier
from time import sleep

import pytest

from mellanrum.figures import Family, Figure, FigureBook, MissingFigure, Operation, Period, Shown, Trace, Unit
from mellanrum.findings import Place

YEAR = Period.of_year(2025)
BEFORE = YEAR.previous()
TODAY = date(2026, 2, 1)
Compute = Callable[[FigureBook, str, Period], Figure | None]


def computed(key: str, value: str, period: Period = YEAR) -> Figure:
    return Figure(key, period, Decimal(value), Unit.SEK, key, Trace("Sum"))


def stated(key: str, value: str, period: Period = YEAR, step: str = "1") -> Figure:
    trace = Trace("Stated", operation=Operation.GIVEN, source="ÅR 2024")
    return Figure(key, period, Decimal(value), Unit.SEK, key, trace, Shown(Decimal(step)))


def family(prefix: str, compute: Compute, *keys: str) -> Family:
    return Family(prefix, compute, lambda _book, _period: keys)


def values(prefix: str, known: dict[str, str]) -> Family:
    """A family that knows some keys, for YEAR alone."""

    def compute(_: FigureBook, key: str, period: Period) -> Figure | None:
        return computed(key, known[key]) if period == YEAR and key in known else None

    return family(prefix, compute, *known)


def book(*families: Family, reported: tuple[Figure, ...] = ()) -> FigureBook:
    return FigureBook("association", YEAR, TODAY, families, reported)


def test_figure_is_computed_once_also_when_there_is_none() -> None:
    asked: list[str] = []

    def compute(_: FigureBook, key: str, _period: Period) -> Figure | None:
        asked.append(key)
        return computed(key, "1") if key == "a.x" else None

    figures = book(family("a", compute))

    assert figures.get("a.x") is figures.get("a.x", YEAR)
    assert figures.find("a.y") is figures.find("a.y") is None
    assert asked == ["a.x", "a.y"]


def test_figure_may_be_computed_from_another_and_another_year() -> None:
    def compute(asked: FigureBook, key: str, period: Period) -> Figure | None:
        before = asked.find(key, period.previous()) if period.year > 2020 else None
        return computed(key, str(1 + (before.value if before else 0)), period)

    assert book(family("a", compute)).get("a.x").value == Decimal(6)


def test_figure_computed_from_itself_is_refused() -> None:
    figures = book(
        family("a", lambda asked, _key, _period: asked.find("b.x")),
        family("b", lambda asked, _key, _period: asked.find("a.x")),
    )

    with pytest.raises(RecursionError, match=r"a\.x 2025 is computed from itself"):
        figures.find("a.x")


def test_refused_figure_can_be_asked_for_anew() -> None:
    fails = [True]

    def compute(_: FigureBook, key: str, _period: Period) -> Figure:
        if fails.pop():
            raise ZeroDivisionError
        return computed(key, "1")

    figures = book(family("a", compute))
    with pytest.raises(ZeroDivisionError):
        figures.find("a.x")
    fails.append(False)

    assert figures.get("a.x").value == Decimal(1)


def test_missing_figure_says_which() -> None:
    with pytest.raises(MissingFigure, match=r"a\.x 2024") as caught:
        book().get("a.x", BEFORE)

    assert (caught.value.key, caught.value.period) == ("a.x", BEFORE)


def test_reported_stands_in_where_there_is_no_data() -> None:
    figures = book(values("a", {"a.x": "5"}), reported=(stated("a.x", "9", BEFORE), stated("b.y", "3", BEFORE)))

    assert figures.get("a.x").value == Decimal(5)
    assert figures.get("a.x", BEFORE).value == Decimal(9)
    assert figures.get("b.y", BEFORE).value == Decimal(3)
    assert figures.find("b.y") is None


def test_computed_goes_before_reported() -> None:
    assert book(values("a", {"a.x": "5"}), reported=(stated("a.x", "9"),)).get("a.x").value == Decimal(5)


@pytest.mark.parametrize(
    ("value", "said", "step", "differs"),
    [
        ("7175544.51", "7175545", "1", False),
        ("7175544.00", "7175545", "1", False),
        ("7175543.99", "7175545", "1", True),
        ("7175545", "7176000", "1000", False),
        ("7175545", "7177000", "1000", True),
    ],
)
def test_reported_that_differs_beyond_rounding(value: str, said: str, step: str, differs: bool) -> None:
    figures = book(values("a", {"a.x": value}), reported=(stated("a.x", said, step=step),))

    assert bool(figures.findings()) is differs


def test_finding_says_what_is_stated_and_expected() -> None:
    figures = book(values("a", {"a.x": "5.50"}), reported=(stated("a.x", "9"), stated("a.y", "1")))

    (item,) = figures.findings()

    assert (item.code, item.place) == ("figures.reported_differs", Place(file="ÅR 2024", key="a.x"))
    assert (item.stated, item.expected) == (Decimal(9), Decimal(6))


def test_keys_come_in_reading_order_with_those_only_reported_last() -> None:
    figures = book(
        values("b", {"b.z": "1", "b.a": "2"}),
        values("a", {}),
        reported=(stated("b.c", "1"), stated("b.z", "1"), stated("c.x", "1"), stated("b.d", "1", BEFORE)),
    )

    assert figures.keys("b") == ("b.z", "b.a", "b.c")
    assert figures.keys("c") == ("c.x",)
    assert figures.keys("nothing") == ()
    assert figures.prefixes == ("b", "a", "c")


def test_prefix_does_not_reach_a_longer_name() -> None:
    figures = book(values("cost", {"cost.x": "1"}))

    assert figures.find("costs.x") is None


def test_two_families_of_one_prefix_are_refused() -> None:
    with pytest.raises(ValueError, match="two families"):
        book(values("a", {}), values("a", {}))


def test_prefix_must_be_a_key() -> None:
    with pytest.raises(ValueError, match="not a key"):
        book(values("Å", {}))


def test_several_threads_get_the_same_figures() -> None:
    started = Barrier(4)
    asked: list[str] = []

    def compute(figures: FigureBook, key: str, _: Period) -> Figure | None:
        asked.append(key)
        sleep(0.001)  # lets another thread in, if it can come in
        number = int(key.removeprefix("a.x"))
        below = figures.get(f"a.x{number - 1}").value if number else Decimal(0)
        return computed(key, str(below + 1))

    keys = [f"a.x{number}" for number in range(8)]
    figures = book(family("a", compute, *keys))

    def ask(_: int) -> list[Figure]:
        started.wait()
        return [figures.get(key) for key in reversed(figures.keys("a"))]

    with ThreadPoolExecutor(4) as threads:
        first, *others = threads.map(ask, range(4))

    assert [figure.value for figure in first] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [all(map(is_, first, other)) for other in others] == [True, True, True]
    assert sorted(asked) == keys
