"""An own set of answers, told from groups of answers alone: what others report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.results import grouped_numbers, set_numbers
from mellanrum.surveys.rules import AnswerSet, QuestionRule
from surveys.by_hand import indicators_with

DEGREES = ("not_at_all", "small_part", "partly", "large_part", "very_large_part", "wholly")


def asked(*answers: str) -> tuple[Questionnaire, QuestionRule]:
    own = AnswerSet(key="own", label="Egen", scale="degree", answers=answers, questions=("da6",))
    questionnaire = indicators_with(own)
    question = questionnaire.question("ended", "da6")
    assert question is not None
    return questionnaire, question


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("partly", "large_part", "very_large_part", "wholly"), {"own": 96}),
        (("very_large_part", "wholly"), {"own": 50}),
        (("partly",), {"own": 20}),
        (("large_part",), {"own": 26}),
        (("small_part", "partly"), {}),
        (("wholly",), {}),
    ],
)
def test_set_is_told_where_it_is_made_of_whole_groups(answers: tuple[str, ...], told: dict[str, int]) -> None:
    numbers = {"negative": 14, "neither": 20, "positive": 76, "clearly_positive": 50}

    assert set_numbers(numbers, *asked(*answers)) == told


@pytest.mark.parametrize(
    ("answers", "told"), [(DEGREES[2:], {"own": 96}), (("large_part",), {}), (("not_at_all", "small_part"), {})]
)
def test_set_is_told_where_its_groups_are(answers: tuple[str, ...], told: dict[str, int]) -> None:
    assert set_numbers({"neither": 20, "positive": 76}, *asked(*answers)) == told


@given(st.lists(st.integers(0, 50), min_size=6, max_size=6), st.sets(st.sampled_from(DEGREES), min_size=1))
def test_set_told_from_groups_is_that_of_the_answers(numbers: list[int], wanted: set[str]) -> None:
    questionnaire, question = asked(*sorted(wanted))
    grouped = grouped_numbers(dict(zip(DEGREES, numbers, strict=True)), questionnaire, question)
    own = grouped.pop("own")

    assert set_numbers(grouped, questionnaire, question) in ({"own": own}, {})
