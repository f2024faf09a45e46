"""The questionnaires that ship have the structure they are known for, and hold together."""

from datetime import date

import pytest

from mellanrum.findings import words
from mellanrum.rules import shipped
from mellanrum.surveys.own import own_findings
from mellanrum.surveys.questionnaires import (
    SHIPPED,
    Own,
    answer_label,
    questionnaire_of,
    questionnaires_on,
    totals_on,
)
from mellanrum.surveys.rules import QuestionRule, Rules
from surveys.by_hand import DAY, SMALL, indicators, own_of, shipped_one, small

SERVING = {
    "1": "DP1 DA1",
    "2": "DP2 DA2",
    "3": "DP3 DA3 P1 R1",
    "4": "DP4 DA4",
    "5": "DP5 DA5",
    "6": "DA8 DA9 DA10 P2 R2 R3",
    "7": "DP6 DA6",
    "8": "P3 P4 R3 R4",
    "9": "DP7 DA7 P5 C1 C2",
    "10": "P6 C3",
    "12": "P7 C4 S1",
    "13": "P8 P9",
    "14": "S2 S3",
    "15": "C5 C6",
    "16": "P10 P11 C7 C8 S4 S5",
}


def question(key: str) -> QuestionRule:
    return next(each for each in indicators().questions if each.key == key)


def test_groups_have_their_numbers_of_questions() -> None:
    assert [(each.letters, len(indicators().of_group(each.key))) for each in indicators().groups] == [
        ("DP", 7),
        ("DA", 10),
        ("P", 11),
        ("C", 8),
        ("R", 4),
        ("S", 5),
    ]


def test_indicators_are_served_by_their_questions() -> None:
    found = {
        each.key: {question.key for question in indicators().serving(each.key)} for each in indicators().indicators
    }

    assert found == {key: set(told.casefold().split()) for key, told in SERVING.items()}


def test_questions_are_numbered_from_one_in_each_group() -> None:
    for group in indicators().groups:
        asked = indicators().of_group(group.key)
        assert [each.number for each in asked] == list(range(1, len(asked) + 1))
        assert [each.key for each in asked] == [f"{group.letters}{each.number}".casefold() for each in asked]


def test_planning_is_asked_about_only_after_yes() -> None:
    gates = {each.key: each.only_after for each in indicators().questions if each.only_after}

    assert gates == {"da9": ("da8", "yes"), "da10": ("da8", "yes")}


@pytest.mark.parametrize(("year", "asked"), [(2020, False), (2021, True)])
def test_two_questions_came_in_2021(year: int, asked: bool) -> None:
    found = questionnaire_of("indicators", date(year, 12, 31))

    assert found is not None
    assert [found.question("members", key) is not None for key in ("c2", "c5")] == [asked, asked]
    assert found.question("members", "c1") is not None


@pytest.mark.parametrize("scale", ["frequency", "degree"])
def test_scales_are_grouped_place_by_place(scale: str) -> None:
    answers = [answer for answer in indicators().scales[scale].answers if answer.is_valid]

    assert [answer.group for answer in answers] == [
        "negative",
        "negative",
        "neither",
        "positive",
        "clearly_positive",
        "clearly_positive",
    ]


def test_scale_is_worded_as_it_is_printed() -> None:
    labels = [words(answer_label(indicators(), question("dp1"), key)) for key in indicators().answers(question("dp1"))]

    assert labels == [
        *("Aldrig", "Sällan", "Ibland", "Ofta", "För det mesta", "Alltid"),
        *("Vet ej", "Ej aktuellt", "Inget svar"),
    ]


def test_clearly_positive_is_inside_positive() -> None:
    asked = question("da6")

    assert indicators().grouped(asked, "positive") == {"large_part", "very_large_part", "wholly"}
    assert indicators().grouped(asked, "clearly_positive") == {"very_large_part", "wholly"}


def test_grade_goes_from_nil_to_ten() -> None:
    [asked] = shipped_one("activity").questions

    assert shipped_one("activity").answers(asked) == (*map(str, range(11)), "not_applicable", "blank")
    assert not shipped_one("activity").is_grouped(asked)


def test_break_is_that_of_the_rule_until_the_association_says_its_own() -> None:
    own = questionnaire_of("indicators", DAY, Own(breaks={"da4": (2022,)}))

    assert own is not None
    assert indicators().breaks == {"dp4": (2021,), "da4": (2021,)}
    assert own.breaks == {"dp4": (2021,), "da4": (2022,)}


def test_association_says_which_scale_a_question_has() -> None:
    found = questionnaire_of("indicators", DAY, Own(scales={"p1": "frequency", "p2": "no such scale"}))

    assert found is not None
    assert [each.scale for each in found.of_group("staff")[:2]] == ["frequency", "degree"]


def test_version_is_the_same_while_the_questions_are() -> None:
    first, later = indicators(date(2022, 1, 1)), indicators(date(2023, 6, 30))

    assert first.version == later.version
    assert first.version != indicators(date(2020, 1, 1)).version
    assert len({each.version for each in questionnaires_on(DAY)}) == 3


def test_label_of_what_ships_is_no_part_of_the_version() -> None:
    rules = shipped(Rules, SHIPPED)
    plain = rules.model_dump(mode="json", by_alias=True, exclude_none=True)
    plain["questionnaire"][0]["question"][0]["label"] = "Another name"
    plain["scale"][0]["answer"][0]["label"] = "Not once"
    renamed = questionnaire_of("indicators", DAY, rules=Rules.model_validate(plain))

    assert renamed is not None
    assert renamed.questions[0].label == "Another name"
    assert renamed.version == indicators().version


def test_version_changes_with_a_scale_and_not_with_what_is_told() -> None:
    other_scale = questionnaire_of("indicators", DAY, Own(scales={"p1": "frequency"}))
    other_breaks = questionnaire_of("indicators", DAY, Own(breaks={"p1": (2022,)}))

    assert other_scale is not None
    assert other_breaks is not None
    assert other_scale.version != indicators().version
    assert other_breaks.version == indicators().version


def test_shipped_rules_hold_together() -> None:
    rules = shipped(Rules, SHIPPED)

    assert [item.code for item in own_findings(rules) if item.code != "surveys.key_taken"] == []


def test_no_wording_and_no_item_ships() -> None:
    """Short labels alone: no question mark, and nothing as long as a sentence."""
    rules = shipped(Rules, SHIPPED)
    labels = [each.label for rule in rules.questionnaires for each in rule.questions]

    assert [label for label in labels if "?" in label or len(label) > 45] == []
    assert [rule.key for rule in totals_on(DAY)] == ["violence_screening", "rating_scale"]


def test_own_questionnaire_stands_beside_those_that_ship() -> None:
    own = Own(rules=own_of(SMALL))

    assert [each.key for each in questionnaires_on(DAY, own)] == ["indicators", "event", "activity", "small"]
    assert questionnaire_of("small", date(2019, 1, 1), own) is None


def test_question_is_found_by_group_and_key() -> None:
    assert small().question("guests", "mark") is not None
    assert small().question("others", "mark") is None
    assert small().of_group("others") == ()
