"""Typed totals of what has no items here."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from mellanrum.surveys.questionnaires import totals_on
from mellanrum.surveys.results import percent
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.totals import Totals, totals_findings, totals_from_text, totals_to_text
from surveys.by_hand import DAY

VIOLENCE, RATING = totals_on(DAY)
DK_2023 = {"offered": 397, "answered": 389, "at_least_one_yes": 282, "all_no": 107, "declined": 8}
"""397 forms: 71 % at least one yes, 27 % no, 2 % declined."""


def typed(numbers: Mapping[str, int], sex: Sex | None = None) -> Totals:
    return Totals("violence_screening", 2023, {(line, sex): number for line, number in numbers.items()})


def told(totals: Totals) -> list[tuple[str, str | None]]:
    return [(item.code.removeprefix("surveys."), item.place.key) for item in totals_findings(totals, VIOLENCE)]


def test_published_shares_reproduce() -> None:
    totals = typed(DK_2023)

    assert told(totals) == []
    assert [percent(totals.share(VIOLENCE, line)) for line in ("at_least_one_yes", "all_no", "declined")] == [71, 27, 2]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"declined": -1}, [("total_out_of_range", "declined"), ("lines_differ", "offered")]),
        ({"declined": 9}, [("lines_differ", "offered")]),
        ({"all_no": 108}, [("lines_differ", "answered")]),
        ({"guessed": 1}, [("unknown_line", "guessed")]),
    ],
)
def test_totals_that_do_not_tie_are_told(changed: dict[str, int], expected: list[tuple[str, str]]) -> None:
    assert told(typed({**DK_2023, **changed})) == expected


def test_part_that_is_more_than_its_base_is_told() -> None:
    assert told(typed({"offered": 10, "at_least_one_yes": 11})) == [("line_of_more", "at_least_one_yes")]


def test_sexes_that_are_more_than_all_are_told() -> None:
    totals = Totals("violence_screening", 2023, {("offered", None): 10, ("offered", Sex.WOMAN): 11})

    assert told(totals) == [("sexes_differ", "offered")]


def test_all_sexes_that_are_not_all_are_told() -> None:
    sexes: dict[tuple[str, Sex | None], int] = {("offered", sex): 3 for sex in (Sex.WOMAN, Sex.MAN, Sex.OTHER)}

    assert told(Totals("violence_screening", 2023, {("offered", None): 10, **sexes})) == [("sexes_differ", "offered")]
    assert told(Totals("violence_screening", 2023, {("offered", None): 9, **sexes})) == []


def test_rating_has_a_mean_before_and_after() -> None:
    numbers: dict[tuple[str, Sex | None], int] = {
        ("rated", None): 8,
        ("sum_before", None): 100,
        ("sum_after", None): 130,
    }
    totals = Totals("rating_scale", 2023, numbers)

    assert [totals.share(RATING, line) for line in ("sum_before", "sum_after")] == [Decimal("12.5"), Decimal("16.25")]
    assert totals_findings(totals, RATING) == ()


def test_totals_are_written_and_read_back() -> None:
    totals = Totals("violence_screening", 2023, {("offered", None): 10, ("offered", Sex.WOMAN): 6}, "Årsredovisning")

    assert totals_from_text(totals_to_text(totals)) == totals


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rule":"x","year":"2023","numbers":{},"source":""}'])
def test_text_that_is_no_totals_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        totals_from_text(text)
