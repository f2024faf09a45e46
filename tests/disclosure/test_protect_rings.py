"""Tables that tie in a ring are protected against readers who know that there are people behind them."""

from itertools import product

import pytest

from mellanrum.disclosure.attack import rings
from mellanrum.disclosure.protect import protect
from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable

CODES = ("1", "2", "3")
VARIABLES = {name: Variable(name, name, {code: code for code in CODES}, (Sum(TOTAL, CODES),)) for name in "abc"}


def _table(one: str, other: str) -> Table:
    """Make a table of people of whom each combination of codes has as many as the codes say."""
    inner = {codes: int(codes[0]) * int(codes[1]) * (int(codes[2]) - 1) for codes in product(CODES, repeat=3)}
    at = "abc".index(one), "abc".index(other)
    wanted = product((*CODES, TOTAL), repeat=2)
    numbers = {
        pair: sum(n for codes, n in inner.items() if all(p in {TOTAL, codes[i]} for p, i in zip(pair, at, strict=True)))
        for pair in wanted
    }
    return Table(one + other, f"{one} by {other}", "people", (one, other), numbers)


RING = TableSet((_table("a", "b"), _table("b", "c"), _table("a", "c")), VARIABLES)


def test_people_behind_a_ring_are_reckoned_with() -> None:
    protected = protect(RING)

    assert protected.is_publishable
    assert [finding.code for finding in protected.findings] == []
    assert sum(cell.key.endswith(rings.BEHIND) for cell in protected.system.cells) == len(CODES) ** 3


def test_a_ring_too_large_to_reckon_with_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rings, "MOST", 5)

    protected = protect(RING)

    assert [finding.code for finding in protected.findings] == ["disclosure.open_ring"]
    assert protected.is_publishable
