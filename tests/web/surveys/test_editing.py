"""Own questionnaires changed one thing at a time: keys stay, numbers follow each other, and what is made holds."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.surveys.own import own_findings, own_to_text, read_own
from mellanrum.surveys.rules import Answer, QuestionnaireRule, Rules
from mellanrum.web.surveys import editing
from mellanrum.web.surveys.editing import Asked, Facts
from support.surveying import BREAKFAST, own_rules

DAY = date(2026, 5, 3)
FACTS = Facts("Frukost & fika", "event", more=("Gäster", "Personal"))
FIRST = Asked("Var det gott?", "", "yes_no")


def made(rules: Rules | None = None) -> tuple[Rules, str]:
    return editing.with_questionnaire(rules or Rules(), FACTS, FIRST, DAY)


def of(rules: Rules, key: str = "breakfast") -> QuestionnaireRule:
    rule = editing.questionnaire_in(rules, key)
    assert rule
    return rule


def told(rules: Rules, group: str = "guests", key: str = "breakfast") -> list[tuple[int, str]]:
    return sorted((each.number, each.key) for each in of(rules, key).questions if each.group == group)


def test_new_questionnaire_holds_from_the_first_day_of_the_year() -> None:
    rules, key = made()

    rule = of(rules, key)
    assert (rule.key, rule.kind, rule.valid_from, rule.valid_to) == ("frukost_fika", "event", date(2026, 1, 1), None)
    assert [(each.key, each.label) for each in rule.groups] == [("gaster", "Gäster"), ("personal", "Personal")]
    assert [(each.key, each.group, each.number) for each in rule.questions] == [("var_det_gott", "gaster", 1)]
    assert own_findings(rules) == ()


def test_names_that_are_taken_get_keys_of_their_own() -> None:
    rules, _ = made()
    again, key = made(rules)
    other, shipped = editing.with_questionnaire(Rules(), Facts("Event", "own", more=("A",)), FIRST, DAY)

    assert (key, shipped) == ("frukost_fika_2", "event_2")
    assert (own_findings(again), own_findings(other)) == ((), ())


def test_name_without_letters_gets_a_key_all_the_same() -> None:
    assert editing.free_key("???", ()) == "x"
    assert editing.free_key("???", {"x", "x_2"}) == "x_3"


def test_question_is_put_in_its_place_and_the_others_move() -> None:
    rules = editing.with_question(own_rules(), "breakfast", Asked("Varför", "guests", "degree", 1))

    assert told(rules) == [(1, "varfor"), (2, "came"), (3, "liked")]
    assert told(rules, "staff") == [(1, "mark")]


def test_question_without_a_number_is_put_last() -> None:
    rules = editing.with_question(own_rules(), "breakfast", Asked("Varför", "guests", "degree"))

    assert told(rules) == [(1, "came"), (2, "liked"), (3, "varfor")]


def test_changed_question_keeps_its_key() -> None:
    asked = Asked("Vad tyckte du egentligen?", "guests", "frequency", 2, ("came", "no"))

    rules = editing.with_question(own_rules(), "breakfast", asked, "liked")

    (question,) = (each for each in of(rules).questions if each.key == "liked")
    assert (question.label, question.scale, question.only_after) == (asked.label, "frequency", ("came", "no"))
    assert len(of(rules).questions) == 3


FOLLOWED = (
    BREAKFAST.replace('"yes"]\nDATED', '"yes"]\nfrom = 2025-01-01\nreference = "Beslut 8"')
    + """

[[questionnaire.question]]
key = "liked"
group = "guests"
number = 2
label = "Tyckte om, förr"
scale = "frequency"
from = 2020-01-01
to = 2024-12-31
reference = "Beslut 7"
"""
)


def test_changed_question_keeps_what_no_page_asks() -> None:
    rules = own_rules(FOLLOWED)

    rules = editing.with_question(rules, "breakfast", Asked("Förr", "guests", "degree", 2), "liked", date(2024, 12, 31))

    before, now = sorted((each for each in of(rules).questions if each.key == "liked"), key=lambda each: each.label)
    assert (before.label, before.valid_from, before.valid_to) == ("Förr", date(2020, 1, 1), date(2024, 12, 31))
    assert before.reference == "Beslut 7"
    assert (now.label, now.scale, now.only_after) == ("Tyckte om", "degree", ("came", "yes"))
    serving = before.model_copy(update={"indicators": ("own",)})
    held = of(rules).model_copy(update={"questions": (serving,)})
    rules = rules.model_copy(update={"questionnaires": (held,)})
    rules = editing.with_question(rules, "breakfast", Asked("Nu", "guests", "degree"), "liked")
    assert [(each.label, each.indicators) for each in of(rules).questions] == [("Nu", ("own",))]


def test_question_that_takes_over_has_the_number_of_that_before() -> None:
    rules = own_rules(FOLLOWED)
    before = [(1, "came"), (2, "liked"), (2, "liked")]
    assert told(rules) == before

    rules = editing.with_question(rules, "breakfast", Asked("Sist", "guests", "degree"))
    assert told(rules) == [*before, (3, "sist")]
    rules = editing.with_question(rules, "breakfast", Asked("Tyckte om", "guests", "degree", 3), "liked", DAY)
    assert told(rules) == [(1, "came"), (2, "liked"), (3, "sist"), (4, "liked")]
    rules = editing.without_question(rules, "breakfast", "liked", DAY)
    assert told(rules) == [(1, "came"), (2, "liked"), (3, "sist")]
    assert own_findings(rules) == ()


def test_question_moved_to_another_group_is_numbered_there() -> None:
    rules = editing.with_question(own_rules(), "breakfast", Asked("Tyckte om", "staff", "degree"), "liked")

    assert (told(rules), told(rules, "staff")) == ([(1, "came")], [(1, "mark"), (2, "liked")])


def test_question_taken_away_leaves_no_gap() -> None:
    rules = editing.without_question(own_rules(), "breakfast", "came")

    assert told(rules) == [(1, "liked")]
    assert [each.code for each in own_findings(rules)] == ["surveys.gate_unknown"]


def test_group_taken_away_goes_with_its_questions() -> None:
    facts = Facts("Frukost", "own", "", {"guests": "Gästerna", "staff": ""}, ["Kocken"])

    rules = editing.with_facts(own_rules(), "breakfast", facts)

    assert [(each.key, each.label) for each in of(rules).groups] == [("guests", "Gästerna"), ("kocken", "Kocken")]
    assert (told(rules), told(rules, "staff")) == ([(1, "came"), (2, "liked")], [])
    assert of(rules).free_text == ""


def test_answers_keep_their_keys_by_their_names() -> None:
    answers = [
        Answer(key="x", label="Sådär", group="neither"),
        Answer(key="x", label="glad", group="clearly_positive"),
        Answer(key="x", label="Blank", is_valid=False),
    ]

    rules = editing.with_answers(own_rules(), "Humöret", answers, DAY, "mood")

    (scale,) = rules.scales
    told = [(each.key, each.label, each.group) for each in scale.answers]
    assert told == [("sadar", "Sådär", "neither"), ("glad", "glad", "clearly_positive"), ("blank_2", "Blank", "")]
    assert (scale.key, scale.label, own_findings(rules)) == ("mood", "Humöret", ())


def test_grades_are_a_scale_with_a_mean() -> None:
    rules = editing.with_grades(Rules(), "Betyg 1–5", (1, 5), DAY)

    (scale,) = rules.scales
    assert (scale.key, list(scale.grades), own_findings(rules)) == ("betyg_15", [1, 2, 3, 4, 5], ())


def test_file_replaces_what_has_the_same_key() -> None:
    rules, key = made(own_rules())
    more = editing.with_question(own_rules(), "breakfast", Asked("Ny", "guests", "degree"))

    both = editing.merged(rules, more)

    assert [each.key for each in both.questionnaires] == [key, "breakfast"]
    assert told(both) == [(1, "came"), (2, "liked"), (3, "ny")]


QUESTIONS = st.tuples(
    st.sampled_from(["", "came", "mark", "q", "q_2"]),
    st.sampled_from(["guests", "staff"]),
    st.integers(0, 6),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(QUESTIONS, max_size=8))
def test_numbers_of_a_group_follow_each_other_whatever_is_done(steps: list[tuple[str, str, int, bool]]) -> None:
    rules = editing.without_question(own_rules(), "breakfast", "liked")
    for question, group, number, is_taken_away in steps:
        if is_taken_away and len(of(rules).questions) > 1:
            rules = editing.without_question(rules, "breakfast", question)
        else:
            rules = editing.with_question(rules, "breakfast", Asked("Q", group, "degree", number), question)

    for group in ("guests", "staff"):
        assert [number for number, _ in told(rules, group)] == list(range(1, len(told(rules, group)) + 1))
    assert read_own(own_to_text(rules)) == (rules, ())
