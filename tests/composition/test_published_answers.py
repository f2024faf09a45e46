"""Single answers and typed totals in the linked set of surveys: none of the few can be found."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composition.test_published_surveys import ANSWERS, said, system_of, told_of_few, values
from mellanrum.composition.published.surveys import PublishedSurveys, Surveyed, published_surveys
from mellanrum.disclosure.protect import Protected, protect
from mellanrum.surveys.closing import closed
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.own import read_own_toml
from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of, totals_on
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import Totals
from mellanrum.surveys.years import year_of_collected
from surveys.by_hand import DAY, M, O, W, batch, many, shipped_one

LIST = """
[[scale]]
key = "way"
label = "Väg"
answer = [
    { key = "bus", label = "Buss" },
    { key = "bike", label = "Cykel" },
    { key = "walk", label = "Till fots" },
    { key = "unknown", label = "Vet ej", valid = false },
]
DATED

[[questionnaire]]
key = "travel"
label = "Resan"
kind = "own"
group = [{ key = "guests", label = "Gäster" }]
DATED

[[questionnaire.question]]
key = "way"
group = "guests"
number = 1
label = "Hur du kom hit"
scale = "way"
DATED
"""
RULES = {rule.key: rule for rule in totals_on(DAY)}
SCREENED = {"offered": 60, "answered": 45, "at_least_one_yes": 14, "all_no": 31, "declined": 15}


def travel() -> Questionnaire:
    dated = LIST.replace("DATED", 'from = 2020-01-01\nreference = "Förbundets eget"')
    rules, found = read_own_toml(dated.encode(), "eget.toml")
    assert rules is not None, found
    questionnaire = questionnaire_of("travel", DAY, Own(rules))
    assert questionnaire is not None
    return questionnaire


def published(forms: list[FilledForm], questionnaire: Questionnaire, *, every_answer: bool = False) -> PublishedSurveys:
    counted = closed(batch(forms, questionnaire), 5, questionnaire)
    survey = Surveyed("own", "Egen enkät", (year_of_collected(counted, questionnaire, 2025),))
    return published_surveys([survey], threshold=5, every_answer=every_answer)


def typed(
    rule: str, numbers: Mapping[str, int], sexes: Mapping[str, tuple[int, int]] | None = None
) -> PublishedSurveys:
    whole: dict[tuple[str, Sex | None], int] = {(line, None): number for line, number in numbers.items()}
    for line, told in (sexes or {}).items():
        whole |= {(line, sex): of for sex, of in zip(TOLD, told, strict=True)}
    return published_surveys([], [(Totals(rule, 2025, whole), RULES[rule])], threshold=5)


def as_it_is(made: PublishedSurveys) -> Protected:
    """Protect a set without coarser forms: what is few is hidden with dots."""
    return protect(replace(made.tables, tables=tuple(replace(each, forms=()) for each in made.tables.tables)))


def hidden_in(made: Protected) -> set[str]:
    return {made.system.cells[at].key for at in made.hidden}


def test_list_of_ones_own_is_told_answer_by_answer_and_by_sex() -> None:
    forms = [*many(9, W, way="bus"), *many(8, W, way="bike"), *many(7, M, way="bus"), *many(6, M, way="walk")]

    made = published([*forms, *many(5, W, way="unknown")], travel())

    told = {key: number for key, number in values(made, ANSWERS).items() if "travel.way." in key}
    assert told == {
        "answer=travel.way.bus": 16,
        "answer=travel.way.bike": 8,
        "answer=travel.way.walk": 6,
        "answer=travel.way.bus|stated_sex=woman": 9,
        "answer=travel.way.bus|stated_sex=man": 7,
        "answer=travel.way.bike|stated_sex=woman": 8,
        "answer=travel.way.bike|stated_sex=man": 0,
        "answer=travel.way.walk|stated_sex=woman": 0,
        "answer=travel.way.walk|stated_sex=man": 6,
    }
    table = next(each for each in made.tables.tables if each.key == "own.2025.guests.way")
    assert [form.key for form in table.forms] == ["without_sex", "valid"]
    assert made.tables.variables["answer"].codes["travel.way.bike"] == "Cykel"


def test_single_answer_of_few_is_not_found() -> None:
    made = published([*many(16, W, way="bus"), *many(3, W, way="bike"), *many(12, W, way="walk")], travel())

    decided = as_it_is(made)

    assert decided.is_publishable
    hidden = {part for key in hidden_in(decided) for part in key.split("|") if "travel.way." in part}
    assert (len(hidden & {"answer=travel.way.bus", "answer=travel.way.walk"}), "answer=travel.way.bike" in hidden) == (
        1,
        True,
    )
    assert told_of_few(decided) == []


def test_single_answers_of_other_lists_come_with_every_answer_and_tie_with_their_groups() -> None:
    event = shipped_one("event")
    forms = [*many(12, W, "attendees", satisfied="wholly"), *many(7, M, "attendees", satisfied="large_part")]

    main, every = (published(forms, event, every_answer=each) for each in (False, True))

    assert [each.key for each in main.tables.tables if each.key.endswith(".answers")] == []
    assert "own.2025.attendees.satisfied.answers" in [each.key for each in every.tables.tables]
    assert not any("event.degree" in key for key in values(main, ANSWERS))
    assert {each.about for each in every.tables.tables} == {"", "Vart och ett av svaren för sig."}
    assert values(every, ANSWERS)["answer=event.degree.wholly"] == 12
    system = system_of(every)
    tied = (
        {system.cells[term[1]].key for each in system.relations for term in each.terms} if system.relations else set()
    )
    assert any("event.degree.large_part" in key for key in tied)


def test_grades_are_told_by_their_mean_and_never_one_by_one() -> None:
    asked = shipped_one("activity")

    made = published(
        [*many(9, W, "attendees", grade="7"), *many(9, M, "attendees", grade="8")], asked, every_answer=True
    )

    assert not any("activity.grade" in key for key in values(made, ANSWERS))


ANSWERED = st.tuples(st.sampled_from([W, M, O]), st.sampled_from(["bus", "bike", "walk", "unknown", "blank"]))


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(ANSWERED, st.integers(1, 9)), min_size=1, max_size=6))
def test_whatever_is_answered_of_a_list_no_reader_finds_few(given_forms: list[tuple[tuple[Sex, str], int]]) -> None:
    forms = [FilledForm("guests", sex, {"way": way}) for (sex, way), number in given_forms for _ in range(number)]
    made = published(forms, travel())

    decided = protect(made.tables)

    assert (decided.is_publishable, told_of_few(decided)) == (True, [])


def test_typed_totals_are_a_table_by_line_and_sex_with_their_sums() -> None:
    sexes = {
        "offered": (35, 25),
        "answered": (25, 20),
        "at_least_one_yes": (14, 0),
        "all_no": (11, 20),
        "declined": (10, 5),
    }

    made = typed("violence_screening", SCREENED, sexes)

    [table] = made.tables.tables
    assert (table.title, table.by, len(table.numbers)) == ("Frågor om våld 2025", ("line", "stated_sex"), 15)
    assert made.tables.threshold_of(table) == 10
    assert [form.key for form in table.forms] == ["without_sex", "base"]
    decided = protect(made.tables)
    assert (decided.is_publishable, told_of_few(decided)) == (True, [])


def test_line_of_few_is_not_found_in_typed_totals() -> None:
    decided = as_it_is(typed("violence_screening", {**SCREENED, "at_least_one_yes": 4, "all_no": 41}))

    assert any("violence_screening.at_least_one_yes" in key for key in hidden_in(decided))
    assert len(hidden_in(decided)) > 1
    assert told_of_few(decided) == []


def test_part_that_was_not_typed_is_found_by_nobody() -> None:
    decided = as_it_is(typed("rating_scale", {"rated": 40, "better": 33}))  # seven were not better

    assert [key for key in hidden_in(decided) if "line=rating_scale.better" in key] != []
    assert told_of_few(decided) == []


def test_table_with_few_comes_in_a_coarser_form_first() -> None:
    made = typed("violence_screening", {**SCREENED, "at_least_one_yes": 4, "all_no": 41})

    decided = protect(made.tables)

    assert [form.key for form in decided.forms.values() if form] == ["base"]
    assert [cell.value for cell in decided.system.cells if cell.is_offered] == [60]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({**SCREENED, "declined": 14}, "Frågor om våld 2025 är inte med, eftersom raderna inte går ihop"),
        ({"answered": 45}, "Frågor om våld 2025 är inte med, eftersom raderna inte går ihop"),
        ({"offered": 9}, "Frågor om våld 2025: Tillfrågade är inte med, eftersom för få har svarat."),
    ],
)
def test_totals_that_cannot_be_protected_are_left_out_and_said(numbers: Mapping[str, int], sentence: str) -> None:
    made = typed("violence_screening", numbers)

    assert made.tables.tables == ()
    assert [each[: len(sentence)] for each in said(made)] == [sentence]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25), st.data())
def test_whatever_is_typed_no_reader_finds_few(yes: int, no: int, declined: int, data: st.DataObject) -> None:
    numbers = {
        "offered": yes + no + declined,
        "answered": yes + no,
        "at_least_one_yes": yes,
        "all_no": no,
        "declined": declined,
    }
    leaves = {line: data.draw(st.integers(0, numbers[line])) for line in ("at_least_one_yes", "all_no", "declined")}
    women = {**leaves, "answered": leaves["at_least_one_yes"] + leaves["all_no"]}
    women["offered"] = women["answered"] + women["declined"]
    made = typed("violence_screening", numbers, {line: (women[line], numbers[line] - women[line]) for line in numbers})

    decided = protect(made.tables)

    assert (decided.is_publishable, told_of_few(decided)) == (True, [])
