"""The elimination that the search is measured beside hides what others have measured, and no less than it must."""

import pytest

from bench.disclosure import SETS
from bench.disclosure_gauss import gauss_hidden, mended
from bench.disclosure_sets import read_set
from mellanrum.disclosure.attack import intervals, reach
from mellanrum.disclosure.search import find_pattern
from mellanrum.disclosure.seen import seen_of


@pytest.mark.parametrize(("name", "number"), [("t3_231", 26), ("t3_567", 43)])
def test_elimination_hides_as_many_as_gauss_suppression_does(name: str, number: int) -> None:
    system = read_set(SETS / f"{name}.csv")

    hidden = gauss_hidden(system)

    assert len(hidden) - sum(cell.must_hide for cell in system.cells) == number


def test_elimination_lets_no_small_number_be_worked_out_but_some_be_narrowed() -> None:
    system = read_set(SETS / "t3_231.csv")
    hidden = gauss_hidden(system)
    small = [at for at, cell in enumerate(system.cells) if cell.is_small]

    told = intervals(seen_of(system, hidden), small)

    assert isinstance(told, tuple)
    assert len(told) == len(small)
    assert [each for each in told if each.is_exact] == []
    assert reach(system, hidden).missed != ()


def test_mended_costs_at_least_what_the_search_finds() -> None:
    system = read_set(SETS / "t3_231.csv")

    assert mended(system, gauss_hidden(system)) >= find_pattern(system).cost
