"""Laws of the review: what is consistent gives no finding, and an error anywhere is found by its relation."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.findings import Severity
from mellanrum.review import RELATIONS, Relation, StatedFigures, review, shipped_limits
from mellanrum.review.amounts import resolve, tolerance
from mellanrum.review.linear import Equals
from mellanrum.review.quotient import IsShare
from mellanrum.review.special import PaidShares, Restored
from mellanrum.review.stated import FigureKey
from review.consistent import YEAR, report, reports

FACTS = {"review.skipped", "review.deficit", "review.over_limit"}
HUGE = Decimal(10) ** 13
PRIMES = [n for n in range(2, 700) if all(n % d for d in range(2, n))]
STEADY = report([prime * 104729 for prime in PRIMES])

Planted = tuple[Relation, int, FigureKey]


@settings(max_examples=60)
@given(reports())
def test_review_of_what_is_consistent(stated: StatedFigures) -> None:
    found = [item for item in review(stated, YEAR) if item.code not in FACTS]

    assert found == []


@settings(max_examples=20)
@given(reports())
def test_review_warns_of_a_deficit_and_stops_nothing(stated: StatedFigures) -> None:
    deficit = stated["balance_requirement.balance_result", YEAR].value < 0

    found = [item.severity for item in review(stated, YEAR) if item.code == "review.deficit"]

    assert found == ([Severity.WARNING] if deficit else [])


def test_every_relation_is_checked_in_every_column() -> None:
    unchecked = [
        (relation.code, relation.rule.text, at)
        for relation in RELATIONS
        for at in relation.years
        if not relation.judge(STEADY, YEAR + at, shipped_limits()).used
    ]

    assert unchecked == []


def test_nothing_is_skipped_where_everything_is_stated() -> None:
    assert {item.code for item in review(STEADY, YEAR)} <= FACTS - {"review.skipped"}


def _planted(stated: StatedFigures) -> Iterator[Planted]:
    """Every figure of every relation in every column where an error can be told."""
    for relation in RELATIONS:
        for at in relation.years:
            if isinstance(relation.rule, Equals | IsShare | PaidShares | Restored):
                outcome = relation.judge(stated, YEAR + at, shipped_limits())
                yield from ((relation, YEAR + at, key) for key in outcome.used)


def _errors(relation: Relation, stated: StatedFigures, year: int, key: FigureKey) -> tuple[Decimal, ...]:
    """Changes to a figure that the relation must notice: one just beyond rounding, one huge."""
    rule = relation.rule
    if not isinstance(rule, Equals):
        return (HUGE, -HUGE) if not isinstance(rule, Restored) or key[0] == rule.target else (-HUGE,)
    sides = [resolve(side, stated, year, _names(rule, key[0])) for side in rule.sides]
    allowed = tolerance(sides[0], sides[1], rule.chain)
    just = (2 * allowed // stated[key].step + 1) * stated[key].step
    return just, -just, HUGE, -HUGE


def _names(rule: Equals, key: str) -> tuple[str, ...]:
    parts = key.split(".")
    return tuple(parts[1 : 1 + max(pattern.count("$") for pattern in rule.needs)])


def _with_error(stated: StatedFigures, key: FigureKey, change: Decimal) -> StatedFigures:
    wrong = replace(stated[key], value=stated[key].value + change)
    return StatedFigures({**stated, key: wrong})


def _codes(relation: Relation) -> set[str]:
    other = relation.rule.other_code if isinstance(relation.rule, IsShare) else ""
    return {relation.code, other or relation.code}


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: f"{relation.code} {relation.rule.text[:50]}")
def test_any_error_is_found_by_its_relation(relation: Relation) -> None:
    planted = [(year, key) for one, year, key in _planted(STEADY) if one is relation]

    unseen = [
        (year, key, change)
        for year, key in planted
        for change in _errors(relation, STEADY, year, key)
        if not {item.code for item in relation.judge(_with_error(STEADY, key, change), year, shipped_limits()).findings}
        & _codes(relation)
    ]

    assert unseen == []


@settings(max_examples=60)
@given(st.data())
def test_any_error_in_any_report_is_found(data: st.DataObject) -> None:
    stated = data.draw(reports())
    relation, year, key = data.draw(st.sampled_from([one for one in _planted(stated) if _can_tell(one, stated)]))
    change = data.draw(st.sampled_from(_errors(relation, stated, year, key)))

    found = {item.code for item in review(_with_error(stated, key, change), YEAR)}

    assert found & _codes(relation)


def _can_tell(planted: Planted, stated: StatedFigures) -> bool:
    """Whether a huge error shows: a share that is nil is nil of any whole, a share that rounds to nil too."""
    relation, year, key = planted
    rule = relation.rule
    if not isinstance(rule, IsShare):
        return True
    share, part, _whole = (resolve(side, stated, year, _share_names(rule, planted)) for side in rule.sides)
    return key in share.keys or key in part.keys or abs(share.value) > share.parts[0].stated.step


def _share_names(rule: IsShare, planted: Planted) -> tuple[str, ...]:
    """The names of the row the figure belongs to; any row's where the figure is the whole of all."""
    count = rule.needs[0].count("$")
    names = tuple(planted[2][0].split(".")[1:])
    return names if len(names) == count and names[0] != "total" else ("individual", "coach")[:count]
