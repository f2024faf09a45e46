"""What a closed survey keeps of those who were too few."""

import pytest

from mellanrum.surveys.closing import FewOthers, closed
from mellanrum.surveys.collected import Collected, State
from mellanrum.surveys.filled import FilledForm
from surveys.by_hand import M, O, W, batch, form, many, numbers, small


def close(forms: list[FilledForm], few_others: FewOthers = "unsplit") -> Collected:
    return closed(batch(forms), 5, small(), few_others=few_others)


def sexes(collected: Collected) -> dict[str, int]:
    return {sex: number for (_, sex), number in collected.forms.items()}


def test_split_is_kept_where_all_are_enough() -> None:
    kept = close([*many(5, came="no"), *many(6, M, came="no"), *many(5, O, came="no")])

    assert sexes(kept) == {"woman": 5, "man": 6, "unsplit": 5}
    assert numbers(kept)["came no man"] == 6


def test_few_of_a_sex_lose_their_split_and_so_do_the_others() -> None:
    kept = close([*many(20, came="no"), *many(3, M, came="unknown")])

    assert sexes(kept) == {"unsplit": 23}
    assert numbers(kept) == {"came no unsplit": 20, "came unknown unsplit": 3, "mark blank unsplit": 23}


def test_few_of_a_sex_and_some_others_are_enough_together() -> None:
    kept = close([*many(20, came="no"), *many(3, M, came="no"), *many(2, O, came="no")])

    assert sexes(kept) == {"woman": 20, "unsplit": 5}


def test_few_others_cost_the_split_and_every_answer_counts() -> None:
    kept = close([*many(20, came="no"), *many(20, M, came="no"), *many(4, O, came="unknown")])

    assert sexes(kept) == {"woman": 20, "unsplit": 24}
    assert numbers(kept)["came unknown unsplit"] == 4


def test_few_others_may_be_withheld_instead() -> None:
    told = [*many(20, came="no", mark="7"), *many(20, M, came="no", mark="7")]

    kept = close([*told, *many(4, O, came="yes", liked="wholly", mark="9")], "withheld")

    assert sexes(kept) == {"woman": 20, "man": 20, "unsplit": 4}
    assert numbers(kept) == {
        "came no woman": 20,
        "came no man": 20,
        "came withheld unsplit": 4,
        "mark 7 woman": 20,
        "mark 7 man": 20,
        "mark withheld unsplit": 4,
    }


def test_too_few_in_all_keep_how_many_they_were_and_nothing_else() -> None:
    kept = close(many(4, came="yes", liked="partly"))

    assert (kept.state("guests"), kept.cells, sexes(kept)) == (State.TOO_FEW, {}, {"unsplit": 4})


def test_question_behind_a_gate_that_few_opened_loses_its_answers() -> None:
    kept = close([*many(3, came="yes", liked="partly"), *many(20, came="no")])

    assert numbers(kept)["liked withheld unsplit"] == 3
    assert "liked partly woman" not in numbers(kept)


def test_question_behind_a_gate_that_few_of_a_sex_opened_loses_its_split() -> None:
    women = [*many(20, came="yes", liked="partly"), *many(2, came="no")]
    kept = close([*women, *many(2, M, came="yes", liked="wholly"), *many(20, M, came="no")])

    assert {key: number for key, number in numbers(kept).items() if key.startswith("liked")} == {
        "liked partly unsplit": 20,
        "liked wholly unsplit": 2,
    }
    assert numbers(kept)["came yes man"] == 2


def test_question_behind_a_gate_keeps_no_split_that_its_gate_has_lost() -> None:
    kept = close([*many(20, came="yes", liked="partly"), *many(3, M, came="no")])

    assert {key: number for key, number in numbers(kept).items() if not key.startswith("mark")} == {
        "came yes unsplit": 20,
        "came no unsplit": 3,
        "liked partly unsplit": 20,
    }


def test_question_with_few_valid_answers_loses_them() -> None:
    kept = close([*many(3, came="yes", liked="wholly"), *many(20, came="yes", liked="unknown")])

    assert {key: number for key, number in numbers(kept).items() if key.startswith("liked")} == {
        "liked withheld unsplit": 23
    }


def test_closed_survey_stays_as_it_was_closed() -> None:
    kept = close(many(8, came="no"))

    assert closed(kept, 1, small()) is kept


def test_closing_keeps_what_was_offered() -> None:
    before = batch(many(8, came="no"))

    assert closed(before, 5, small()).offered == before.offered


@pytest.mark.parametrize("number", [0, 5])
def test_nobody_is_not_too_few(number: int) -> None:
    assert close([*many(number, came="no"), *many(6, M, came="no")]).too_few == frozenset()


def test_group_that_nobody_answered_for_is_not_too_few() -> None:
    assert closed(batch([form(W, came="no")] * 6), 5, small()).state("guests") is State.CLOSED
