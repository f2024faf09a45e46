"""Surveys as one linked set: what is told of them holds together, and what is hidden of them stays hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.books.sheets import open_grids
from mellanrum.composition.example_surveys import forms_of, reported_surveys, survey_example
from mellanrum.composition.published.surveys import PublishedSurveys, Surveyed, published_surveys
from mellanrum.disclosure.attack import Contradiction, intervals
from mellanrum.disclosure.derived import Mean, Share, may_show, shown_of
from mellanrum.disclosure.earlier import Earlier
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.protect import Protected, Why, protect
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import spoken_message
from mellanrum.surveys.closing import FewOthers, closed
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.counting import count_batch, empty
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.importing.found import tables_in
from mellanrum.surveys.importing.mapping import suggested
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.questionnaires import Questionnaire, questionnaire_of
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.surveys.results import Response
from mellanrum.surveys.series import YearResults
from mellanrum.surveys.years import year_of_collected, year_of_reported
from support import golden
from surveys.by_hand import M, O, W, batch, indicators, many, shipped_one, small, with_offered

GOLDEN = Path(__file__).parent / "golden"
VECTORS = Path(__file__).parents[1] / "data" / "indicator_2023_vectors.csv"
EXAMPLE = survey_example()
ANSWERS, FORMS = "survey_answers|", "survey_forms|"


def asked_in(key: str, day: date) -> Questionnaire:
    found = questionnaire_of(key, day)
    assert found is not None
    return found


@cache
def demo_years() -> tuple[YearResults, ...]:
    """The five years of indicators that the demo has, as they are reported."""
    surveys = reported_surveys(EXAMPLE.reported)
    return tuple(year_of_reported(each, asked_in("indicators", date(each.year, 12, 31))) for each in surveys)


def demo_collected() -> Iterable[Surveyed]:
    """The demo's own surveys: an event and an activity, which are closed, and one that is open."""
    for each in EXAMPLE.collected:
        asked = asked_in(each.questionnaire, each.opens)
        collected, _ = count_batch(empty(asked, {each.group: each.offered}), forms_of(each, asked), asked)
        counted = collected if each.closes is None else closed(collected, 5, asked)
        key = "own_indicators" if each.key == "indicators" else each.key
        yield Surveyed(key, each.label, (year_of_collected(counted, asked, each.opens.year),))


@cache
def demo() -> PublishedSurveys:
    indicator_survey = Surveyed("indicators", "Indikatorenkäten", demo_years())
    return published_surveys([indicator_survey, *demo_collected()], threshold=5)


@cache
def vectors() -> PublishedSurveys:
    """The published results of 2023 by sex, with the counts behind them."""
    grids, _ = open_grids(VECTORS.read_bytes(), VECTORS.name)
    tables = tables_in(grids)
    survey, _ = read_results(tables, suggested(tables), indicators(), year=2023, source="Indikatorer 2023")
    year = year_of_reported(survey, indicators())
    return published_surveys([Surveyed("indicators", "Indikatorenkäten", (year,))], threshold=5)


@cache
def protected(which: str) -> Protected:
    return protect((demo() if which == "demo" else vectors()).tables)


def collected_survey(
    collected: Collected, questionnaire: Questionnaire, *, few_others: FewOthers = "unsplit", year: int = 2025
) -> Surveyed:
    """A survey of the association's own, closed at five."""
    counted = closed(collected, 5, questionnaire, few_others=few_others)
    return Surveyed("own", "Egen enkät", (year_of_collected(counted, questionnaire, year),))


def published(
    collected: Collected, questionnaire: Questionnaire, *, few_others: FewOthers = "unsplit"
) -> PublishedSurveys:
    return published_surveys([collected_survey(collected, questionnaire, few_others=few_others)], threshold=5)


def system_of(made: PublishedSurveys) -> System:
    """The system of a set, all of whose sums hold."""
    system, findings = link(made.tables)
    assert [spoken_message(each) for each in findings] == []
    return system


def values(made: PublishedSurveys, start: str) -> dict[str, int]:
    """The numbers that tables offer of cells whose keys begin so, by what follows of answer, sex and reply."""
    kept = ("answer=", "stated_sex=", "reply=")
    return {
        "|".join(each for each in cell.key.split("|") if each.startswith(kept)): cell.value
        for cell in system_of(made).cells
        if cell.is_offered and cell.key.startswith(start)
    }


def said(made: PublishedSurveys) -> list[str]:
    return [spoken_message(each) for each in made.left_out]


def told_of_few(made: Protected) -> list[str]:
    """The small numbers of which readers know more than was promised."""
    found = intervals(seen_of(made.system, made.hidden))
    assert not isinstance(found, Contradiction)
    reached = {each.cell: (each.lowest, each.highest) for each in found}
    return [
        made.system.cells[goal.cell].key
        for goal in made.system.goals
        if goal.cell not in reached
        or reached[goal.cell][0] > goal.lowest
        or ((highest := reached[goal.cell][1]) is not None and highest < goal.highest)
    ]


def hidden_text(made: Protected) -> str:
    forms = [f"form {key}: {form.key}" for key, form in sorted(made.forms.items()) if form is not None]
    cells = [f"{why} {key}" for key, why in made.why.items() if why is not Why.ASIDE]
    return "".join(f"{line}\n" for line in (*forms, *cells))


def test_demo_links_and_its_sums_hold() -> None:
    assert {each.at["survey"] for each in demo().tables.tables} == {"indicators", "mass", "grade"}
    assert len(system_of(demo()).cells) > 300


def test_what_the_demo_leaves_out_is_said() -> None:
    assert {each.code for each in demo().left_out} == {"published.survey_shares", "published.survey_open"}
    assert said(demo())[0] == (
        "Indikatorenkäten 2019: Deltagare, pågående har andelar utan antal, och de kan inte skyddas tillsammans med "
        "resten."
    )
    assert said(demo())[-1] == (
        "Indikatorenkäten, deltagare vid avslut 2026: Enkäten som fortfarande är öppen är inte med."
    )


@pytest.mark.parametrize("which", ["demo", "vectors"])
def test_protected_surveys_may_be_published_and_tell_nobody_of_few(which: str) -> None:
    made = protected(which)

    assert (made.is_publishable, made.findings) == (True, ())
    assert told_of_few(made) == []


@pytest.mark.parametrize("which", ["demo", "vectors"])
def test_what_is_hidden_of_surveys(which: str) -> None:
    golden(GOLDEN / f"surveys_{which}.txt", hidden_text(protected(which)))


@pytest.mark.parametrize("which", ["demo", "vectors"])
def test_forms_that_indicator_groups_handed_in_are_shown(which: str) -> None:
    shown = {key for key in protected(which).system.index if key.startswith(FORMS) and "stated_sex" not in key}

    assert {key for key in shown if "reply=handed_in" in key} & protected(which).why.keys() == set()


def test_shares_are_those_of_the_numbers_and_follow_them() -> None:
    made = {
        (each.question, each.sex, each.what): each
        for each in vectors().results
        if each.question == "da1" and each.what in {"positive", "answer_rate"}
    }

    assert round(made["da1", None, "positive"].value, 2) == Decimal("0.96")
    assert round(made["da1", W, "positive"].value, 2) == Decimal("0.95")
    assert round(made["da1", M, "answer_rate"].value, 2) == Decimal("0.91")
    at = "|question=indicators.ended.da1|respondents=indicators.ended|stated_sex=woman|survey=indicators|year=2023"
    assert made["da1", W, "positive"].follows == Share(
        f"survey_answers|answer=positive{at}", f"survey_answers|answer=valid{at}"
    )


def test_only_shares_of_what_is_shown_may_stand() -> None:
    made = protected("vectors")
    shown = shown_of(made.tables, made.own, made.hidden_of_own)

    may = {each.question for each in vectors().results if each.what == "positive" and may_show(each.follows, shown)}

    assert {"da1", "da5", "p11", "c5"} <= may
    assert not {"s1", "c8", "p2", "p5", "da6"} & may


def test_women_men_and_the_rest_are_all_together() -> None:
    """Four of 123 are of other sex: no column of its own, but a number that readers could work out."""
    cells = {each.key: each for each in system_of(vectors()).cells}

    held = cells[
        "survey_forms|reply=handed_in|respondents=indicators.ended|stated_sex=other|survey=indicators|year=2023"
    ]
    assert (held.value, held.is_offered) == (4, False)


def test_tables_and_codes_have_swedish_names() -> None:
    titles = {each.key: each.title for each in demo().tables.tables}
    variables = demo().tables.variables

    assert titles["indicators.2023.staff.p3"] == "Indikatorenkäten 2023: P3 Respekt mellan professioner"
    assert titles["mass.2025.attendees.forms"] == "Mötesplats om hälsa och arbete 2025: De som deltog"
    assert {key: each.label for key, each in variables.items()} == {
        "survey": "Enkät",
        "year": "År",
        "respondents": "Svarande",
        "question": "Fråga",
        "answer": "Svar",
        "stated_sex": "Uppgivet kön",
        "reply": "Inlämning",
    }
    assert list(variables["answer"].codes.values()) == [
        "Giltiga svar",
        "Negativa",
        "Varken eller",
        "Positiva",
        "Klart positiva",
        "Positiva, men inte klart",
        "Inget giltigt svar",
    ]
    assert dict(demo().tables.counts) == {"survey_answers": "Svar", "survey_forms": "Enkäter"}


def event_forms(women: int, men: int, others: int = 0) -> list[FilledForm]:
    answers = {"satisfied": "wholly", "new_knowledge": "partly", "well_organised": "large_part"}
    numbers = ((women, W), (men, M), (others, O))
    return [form for number, sex in numbers for form in many(number, sex, "attendees", **answers)]


EVENT = shipped_one("event")


def test_event_is_told_by_sex_with_its_forms_and_response_rate() -> None:
    made = published(with_offered(batch(event_forms(8, 7), EVENT), attendees=30), EVENT)

    assert values(made, FORMS) == {
        "": 30,
        "reply=handed_in": 15,
        "reply=handed_in|stated_sex=woman": 8,
        "reply=handed_in|stated_sex=man": 7,
    }
    (rate,) = [each for each in made.results if each.what == "response_rate"]
    assert (rate.value, rate.question, rate.follows) == (
        Decimal("0.5"),
        None,
        Share(
            "survey_forms|reply=handed_in|respondents=event.attendees|survey=own|year=2025",
            "survey_forms|respondents=event.attendees|survey=own|year=2025",
        ),
    )


def test_others_are_a_column_where_they_are_enough() -> None:
    made = published(batch(event_forms(8, 7, 6), EVENT), EVENT)

    sexes = {key: number for key, number in values(made, ANSWERS).items() if key.startswith("answer=valid|")}
    assert sexes == {
        "answer=valid|stated_sex=woman": 8,
        "answer=valid|stated_sex=man": 7,
        "answer=valid|stated_sex=other": 6,
    }


def test_split_that_the_survey_gave_up_is_in_no_table() -> None:
    made = published(batch(event_forms(8, 3), EVENT), EVENT)

    assert {table.by for table in made.tables.tables} == {("reply",), ("answer",)}
    assert {each.sex for each in made.results} == {None}


def test_those_whose_answers_are_withheld_are_few_that_nobody_shall_find() -> None:
    """Two of other sex handed in a form, and their answers are not told: 17 forms beside 15 answers would tell."""
    made = published(batch(event_forms(8, 7, 2), EVENT), EVENT, few_others="withheld")

    offered = values(made, ANSWERS)
    assert (offered[""], offered["answer=valid"]) == (17, 15)
    decided = protect(made.tables)
    assert decided.is_publishable
    assert told_of_few(decided) == []


def test_grades_are_valid_answers_and_a_mean_that_follows_them() -> None:
    asked = shipped_one("activity")
    made = published(batch([*many(6, W, "attendees", grade="7"), *many(6, M, "attendees", grade="8")], asked), asked)

    assert {key for key in values(made, ANSWERS) if key} == {
        "answer=valid",
        "answer=valid|stated_sex=woman",
        "answer=valid|stated_sex=man",
        "stated_sex=woman",
        "stated_sex=man",
    }
    means = {each.sex: each for each in made.results if each.what == "mean"}
    assert {sex: each.value for sex, each in means.items()} == {None: Decimal("7.5"), W: 7, M: 8}
    at = "question=activity.attendees.grade|respondents=activity.attendees"
    assert means[W].follows == Mean(f"survey_answers|answer=valid|{at}|stated_sex=woman|survey=own|year=2025")


def two_groups(ended: int, board: int) -> Collected:
    return batch(
        [*many(ended, W, "ended", da1="often", da8="yes"), *many(board, M, "board", s1="partly")], indicators()
    )


def test_group_under_the_threshold_is_too_few_and_nothing_else() -> None:
    made = published(with_offered(two_groups(12, 4), board=9), indicators())

    assert "Egen enkät 2025: Styrelse är inte med, eftersom för få har svarat." in said(made)
    assert [each.key for each in system_of(made).cells if "board" in each.key] == []
    assert [each.group for each in made.results if each.group == "board"] == []
    assert "indicators.board" not in made.tables.variables["respondents"].codes
    # All groups together would tell how many those four are.
    assert "own.2025.forms" not in {each.key for each in made.tables.tables}


def reported_board(valid: int) -> YearResults:
    rows = (Reported("board", "s1", None, {"handed_in": valid, "valid": valid}),)
    return year_of_reported(ReportedSurvey("indicators", 2025, "NNS", rows), indicators())


def test_reported_group_under_the_threshold_is_too_few_and_nothing_else() -> None:
    made = published_surveys([Surveyed("indicators", "Indikatorer", (reported_board(4),))], threshold=5)

    assert made.tables.tables == ()
    assert said(made) == ["Indikatorer 2025: Styrelse är inte med, eftersom för få har svarat."]


def test_what_is_reported_beside_an_open_survey_is_told() -> None:
    is_open = year_of_collected(batch(many(12, W, "ended", da1="often"), indicators()), indicators(), 2025)

    made = published_surveys([Surveyed("indicators", "Indikatorer", (is_open, reported_board(8)))], threshold=5)

    assert said(made) == ["Indikatorer 2025: Enkäten som fortfarande är öppen är inte med."]
    assert {each.key for each in made.tables.tables} == {
        "indicators.2025.board.forms",
        "indicators.2025.board.s1.valid",
    }


def test_results_that_do_not_add_up_are_not_published() -> None:
    numbers = {"negative": 1, "neither": 1, "positive": 9, "clearly_positive": 2}
    rows = (Reported("board", "s1", None, {"handed_in": 12, "valid": 12}, numbers),)
    year = year_of_reported(ReportedSurvey("indicators", 2025, "NNS", rows), indicators())

    decided = protect(published_surveys([Surveyed("indicators", "Indikatorer", (year,))], threshold=5).tables)

    assert not decided.is_publishable
    assert {each.code for each in decided.findings} == {"disclosure.not_adding"}


def test_groups_that_are_all_told_of_make_all_forms() -> None:
    system = system_of(published(two_groups(12, 7), indicators()))

    all_forms = "survey_forms|reply=handed_in|survey=own|year=2025"
    (groups,) = [
        {system.cells[at].key for _, at in each.terms}
        for each in system.relations
        if any(system.cells[at].key == all_forms for _, at in each.terms)
    ]
    assert system.cells[system.index[all_forms]].value == 19
    assert groups == {
        all_forms,
        "survey_forms|reply=handed_in|respondents=indicators.ended|survey=own|year=2025",
        "survey_forms|reply=handed_in|respondents=indicators.board|survey=own|year=2025",
    }


def relations(system: System) -> list[set[str]]:
    return [{system.cells[at].key for _, at in each.terms} for each in system.relations]


def test_those_who_opened_a_gate_are_those_asked_behind_it() -> None:
    forms = [*many(9, W, "ended", da8="yes", da9="partly"), *many(6, W, "ended", da8="no")]

    held = relations(system_of(published(batch(forms, indicators()), indicators())))

    at = "respondents=indicators.ended|survey=own|year=2025"
    assert {
        f"survey_answers|answer=positive|question=indicators.ended.da8|{at}",
        f"survey_answers|question=indicators.ended.da9|{at}",
    } in held
    assert {
        f"survey_forms|reply=handed_in|{at}",
        f"survey_answers|question=indicators.ended.da8|{at}",
    } in held


def test_question_that_few_have_answered_is_too_few_and_nothing_else() -> None:
    forms = [*many(3, W, "ended", da8="yes", da9="partly"), *many(12, W, "ended", da8="no")]

    made = published(batch(forms, indicators()), indicators())

    (told,) = (each for each in said(made) if "DA9" in each)
    assert (
        told == "Egen enkät 2025: ”DA9 Planeringen är tillräcklig” är inte med, eftersom för få har svarat på frågan."
    )
    assert [each.key for each in system_of(made).cells if "da9" in each.key] == []
    assert told_of_few(protect(made.tables)) == []


def test_forms_come_finest_first_and_end_in_valid_answers() -> None:
    tables = {each.key: each for each in vectors().tables.tables}

    forms = tables["indicators.2023.ended.da1"].forms
    assert [(form.key, form.label) for form in forms] == [
        ("without_sex", "utan kön"),
        ("positive", "bara positiva, utan kön"),
        ("valid", "bara giltiga svar, utan kön"),
    ]
    assert forms[-1].keep == {"answer": (TOTAL, "valid"), "stated_sex": (TOTAL,)}
    assert [form.key for form in tables["indicators.2023.board.s1"].forms] == ["positive", "valid"]


def earlier(made: Protected, name: str) -> Earlier:
    hidden = frozenset(key for key, why in made.why.items() if why is not Why.ASIDE)
    return Earlier(name, made.own, hidden)


def staff_in(year: int) -> YearResults:
    """The demo's answers of the staff, as those of a year."""
    (told,) = (each for each in demo_years() if each.response("staff"))
    results = tuple(each for each in told.results if each.question.group == "staff")
    return replace(told, year=year, results=results, responses=(Response("staff", 15),))


def test_year_more_beside_what_was_published_gives_nothing_away() -> None:
    before, both = (
        published_surveys([Surveyed("indicators", "Indikatorer", tuple(map(staff_in, years)))], threshold=5).tables
        for years in ((2023,), (2023, 2024))
    )
    first = protect(before)

    after = protect(both, earlier=[earlier(first, "2023")])

    assert (after.is_publishable, after.findings) == (True, ())
    assert told_of_few(after) == []
    was_hidden = earlier(first, "2023").hidden
    hidden = {after.system.cells[at].key for at in after.hidden}
    assert was_hidden <= hidden
    assert {key.replace("year=2023", "year=2024") for key in was_hidden} <= hidden


def test_year_has_the_same_keys_alone_and_among_others() -> None:
    year = tuple(each for each in demo_years() if each.year == 2023)
    alone = published_surveys([Surveyed("indicators", "Indikatorenkäten", year)], threshold=5).tables

    among = {each.key: each for each in demo().tables.tables}
    assert {each.key: among[each.key] for each in alone.tables} == {each.key: each for each in alone.tables}


SEXES = st.sampled_from([W, M, O])
ANSWERED: Mapping[str, st.SearchStrategy[str]] = {
    "came": st.sampled_from(["yes", "no", "blank"]),
    "liked": st.sampled_from(["partly", "wholly", "unknown"]),
    "mark": st.sampled_from(["3", "9", "blank"]),
}


@st.composite
def some_forms(draw: st.DrawFn) -> list[FilledForm]:
    """Up to six different forms, each of them handed in some times: thresholds lie among them."""
    forms = []
    for _ in range(draw(st.integers(1, 6))):
        answers = {key: draw(each) for key, each in ANSWERED.items()}
        if answers["came"] != "yes":
            del answers["liked"]
        forms += [FilledForm("guests", draw(SEXES), answers)] * draw(st.integers(1, 9))
    return forms


@settings(max_examples=12, deadline=None)
@given(forms=some_forms(), few_others=st.sampled_from(["unsplit", "withheld"]))
def test_whatever_is_answered_no_reader_finds_few(forms: list[FilledForm], few_others: FewOthers) -> None:
    made = published(batch(forms, small()), small(), few_others=few_others)

    decided = protect(made.tables)

    assert len(forms) >= 5 or made.tables.tables == ()
    assert (decided.is_publishable, decided.findings) == (True, ())
    assert told_of_few(decided) == []
