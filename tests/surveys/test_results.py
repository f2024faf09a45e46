"""Results of counters: what is told, what is not, over years, and beside another series."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mellanrum.figures import FigureBook, Period
from mellanrum.findings import Place
from mellanrum.surveys.closing import closed
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.families import indicators_family, surveys_family
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.surveys.results import QuestionResults, Telling, responses_of, results_of
from mellanrum.surveys.rules import IndicatorRule
from mellanrum.surveys.series import (
    YearResults,
    added_results,
    breaks_in,
    differences,
    joined,
    points_apart,
    series,
)
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.years import year_of_collected, year_of_reported
from surveys.by_hand import (
    DAY,
    PARTLY,
    M,
    O,
    batch,
    indicators,
    indicators_with,
    many,
    shipped_one,
    small,
    with_offered,
)


def close(forms: list[FilledForm], questionnaire: Questionnaire | None = None) -> Collected:
    asked = questionnaire or small()
    return closed(batch(forms, asked), 5, asked)


def told(collected: Collected, key: str, questionnaire: Questionnaire | None = None) -> QuestionResults:
    return next(each for each in results_of(collected, questionnaire or small()) if each.question.key == key)


LIKED = [
    *many(6, came="yes", liked="partly"),
    *many(3, came="yes", liked="wholly"),
    *many(2, came="yes", liked="unknown"),
]


def test_shares_are_of_valid_answers_and_rates_of_those_asked() -> None:
    result = told(close([*LIKED, *many(4, came="no")]), "liked").all

    assert (result.handed_in, result.asked, result.valid) == (15, 11, 9)
    assert result.numbers == {"negative": 0, "neither": 6, "positive": 3, "clearly_positive": 3}
    assert (result.percent("neither"), result.percent("positive")) == (67, 33)
    assert result.answer_rate == Decimal(9) / 11


def test_own_set_of_answers_is_told_beside_the_others() -> None:
    asked = small((PARTLY,))

    result = told(close(LIKED, asked), "liked", asked).all

    assert (result.number("at_least_partly"), result.share("at_least_partly")) == (6, Decimal(6) / 9)


def test_grades_have_a_mean_and_no_groups() -> None:
    result = told(close([*many(6, mark="7"), *many(3, mark="10"), *many(2)]), "mark").all

    assert (result.total, result.valid, result.mean) == (72, 9, Decimal(8))
    assert result.numbers == {}


def test_open_survey_tells_how_many_forms_and_nothing_else() -> None:
    collected = with_offered(batch(LIKED), guests=20)

    assert {each.all.telling for each in results_of(collected, small())} == {Telling.OPEN}
    assert (collected.handed_in(), responses_of(collected, small())) == (11, ())


def test_rate_of_the_survey_is_of_the_forms_offered() -> None:
    [response] = responses_of(closed(with_offered(batch(LIKED), guests=20), 5, small()), small())

    assert (response.handed_in, response.offered, response.rate) == (11, 20, Decimal("0.55"))


def test_too_few_are_told_as_too_few() -> None:
    kept = close(many(4, came="yes", liked="wholly"))

    assert {each.all.telling for each in results_of(kept, small())} == {Telling.TOO_FEW}
    assert responses_of(kept, small())[0].handed_in == 4


def test_question_with_few_valid_answers_is_told_as_too_few() -> None:
    kept = close([*many(4, came="yes", liked="wholly"), *many(10, came="no")])

    assert [told(kept, key).all.telling for key in ("came", "liked")] == [Telling.SHOWN, Telling.TOO_FEW]


def test_answers_that_are_withheld_are_in_no_rate() -> None:
    forms = [*many(8, came="yes", liked="wholly"), *many(6, M, came="unknown"), *many(3, O, came="no")]
    kept = closed(batch(forms), 5, small(), few_others="withheld")

    result = told(kept, "came").all

    assert (result.handed_in, result.asked, result.valid, result.percent("positive")) == (17, 14, 8, 100)


def test_rate_of_the_survey_is_not_known_without_how_many_were_offered() -> None:
    assert responses_of(close(LIKED), small())[0].rate is None


def test_sexes_are_told_where_both_are_enough() -> None:
    results = told(close([*many(6, came="yes", liked="wholly"), *many(7, M, came="no")]), "came")

    assert {sex: result.percent("positive") for sex, result in results.by_sex.items()} == {Sex.WOMAN: 100, Sex.MAN: 0}


def test_sexes_are_not_told_where_the_rest_would_be_few() -> None:
    kept = close([*many(6, came="no"), *many(7, M, came="no"), *many(5, O, came="no")])
    cells = {cell: 2 if cell.sex is Sex.UNSPLIT and cell.question == "came" else n for cell, n in kept.cells.items()}

    assert set(told(kept, "came").by_sex) == {Sex.WOMAN, Sex.MAN}
    assert told(replace(kept, cells=cells), "came").by_sex == {}


def test_sex_of_which_nobody_answered_is_left_out() -> None:
    assert set(told(close(many(9, came="no")), "came").by_sex) == {Sex.WOMAN}


def board(year: int, answer: str, number: int = 8) -> YearResults:
    asked = indicators(date(year, 12, 31))
    answers = {each.key: answer for each in asked.of_group("board")}
    forms = [FilledForm("board", Sex.WOMAN, answers)] * number
    return year_of_collected(close(forms, asked), asked, year)


def test_series_is_in_order_with_its_breaks() -> None:
    years = [board(2023, "wholly"), board(2020, "partly"), board(2021, "wholly"), board(2022, "partly", 3)]

    points = series(years, "board", "s1", breaks=(2021,))

    assert [(point.year, point.is_break) for point in points] == [
        (2020, False),
        (2021, True),
        (2022, False),
        (2023, False),
    ]
    assert [point.result.percent("positive") if point.result else None for point in points] == [0, 100, None, 100]


def test_break_between_two_surveys_is_at_the_later() -> None:
    points = series([board(2020, "partly"), board(2023, "wholly")], "board", "s1", breaks=(2021,))

    assert [point.is_break for point in points] == [False, True]


def test_breaks_of_a_question_are_those_of_the_questionnaire() -> None:
    assert (breaks_in(indicators(), "da4"), breaks_in(indicators(), "da5")) == ((2021,), ())


def test_question_that_was_not_asked_is_a_point_without_a_result() -> None:
    assert [point.result for point in series([board(2020, "partly")], "members", "c2")] == [None]


def test_other_series_is_percentage_points_away() -> None:
    [mine, theirs] = [told(close(many(n, came="yes") + many(10, came="no")), "came").all for n in (10, 30)]

    assert points_apart(mine, theirs, "positive") == Decimal(-25)
    assert points_apart(mine, None, "positive") is None


def pooling(questionnaire: Questionnaire) -> Questionnaire:
    rules = tuple(
        IndicatorRule.model_validate({**each.model_dump(), "combine": "pooled"}) for each in questionnaire.indicators
    )
    return replace(questionnaire, indicators=rules)


def test_indicator_that_the_rules_pool_adds_counts_never_shares() -> None:
    asked = pooling(indicators())
    forms = [*many(6, group="board", s2="wholly", s3="wholly"), *many(4, group="board", s2="partly")]
    year = year_of_collected(close(forms, asked), asked, 2023)

    book = FigureBook("Förbundet", Period.of_year(2023), DAY, [indicators_family([year])])
    pooled = book.get("indicators.14.board.positive")
    assert (pooled.value, pooled.trace.recompute()) == (Decimal(12) / 16, Decimal(12) / 16)
    assert book.get("indicators.14.board.positive.count").value == 12
    assert book.get("indicators.14.board.answer_rate").value == Decimal(16) / 20


def test_figure_is_of_a_year_a_sex_and_what_may_be_told() -> None:
    year = board(2023, "wholly")
    book = FigureBook("Förbundet", Period.of_year(2023), DAY, [indicators_family([year])])
    key = "indicators.12.board.positive"

    assert book.get(key).value == 1
    assert book.get(key, sex="woman").sex == "woman"
    absent = [(key, Period.of_year(2022), None), (key, None, "man"), (key, None, "nobody")]
    absent += [("indicators.12.staff.positive", None, None), ("indicators.12.board.mean", None, None)]
    absent += [("indicators.12.board.1", None, None), ("indicators.13.board.1.positive", None, None)]
    absent += [("indicators.forms.board.offered", None, None), ("indicators.forms.hosts.handed_in", None, None)]
    absent += [(key, Period(date(2023, 1, 1), date(2023, 6, 30)), None), ("indicators", None, None)]
    assert [each for each in absent if book.find(*each) is not None] == []


def test_survey_that_is_not_there_has_no_figures() -> None:
    book = FigureBook("Förbundet", Period.of_year(2023), DAY, [surveys_family({})])

    assert [key for key in ("surveys", "surveys.x", "surveys.x.guests.came.positive") if book.find(key)] == []
    assert book.keys("surveys") == ()


def test_figure_rests_on_its_answers() -> None:
    asked = indicators_with(PARTLY)
    forms = [*many(6, group="board", s1="large_part"), *many(5, group="board", s1="wholly")]
    year = year_of_collected(close(forms, asked), asked, 2023)
    book = FigureBook("Förbundet", Period.of_year(2023), DAY, [indicators_family([year])])

    leaves = [
        (term.node.label, int(term.node.value))
        for term in book.get("indicators.12.board.1.positive.count").trace.inputs
    ]

    assert leaves == [("To a large extent", 6), ("Completely", 5)]


def told_of(year: YearResults, group: str, key: str) -> int | None:
    results = year.of(group, key)
    return results.all.percent("positive") if results else None


def reported(year: int, group: str, **positive: int) -> YearResults:
    rows = tuple(
        Reported(group, key, None, {"handed_in": 30}, shares={"positive": Decimal(share) / 100}, place=Place(cell=key))
        for key, share in positive.items()
    )
    return year_of_reported(ReportedSurvey("indicators", year, "NNS", rows), indicators())


def test_sources_of_a_year_are_joined_and_own_counters_count_first() -> None:
    [year] = joined([reported(2023, "board", s1=50), board(2023, "wholly"), reported(2023, "staff", p1=80)])

    assert [told_of(year, "board", "s1"), told_of(year, "staff", "p1")] == [100, 80]
    assert [(each.group, each.handed_in) for each in year.responses if each.handed_in] == [("staff", 30), ("board", 8)]
    assert year.source == "NNS"


def test_reported_result_stands_in_where_own_counters_are_too_few() -> None:
    [year] = joined([board(2023, "wholly", 3), reported(2023, "board", s1=50)])

    assert told_of(year, "board", "s1") == 50


def test_years_are_joined_in_order() -> None:
    assert [each.year for each in joined([board(2023, "wholly"), board(2020, "partly")])] == [2020, 2023]


def test_reported_result_that_differs_from_own_counters_is_told() -> None:
    found = differences(board(2023, "wholly"), reported(2023, "board", s1=100, s2=99))

    assert [(item.code, item.place.cell, item.parameters["says"], item.parameters["makes"]) for item in found] == [
        ("surveys.reported_differs", "s2", 99, 100)
    ]


def event(yes: int, no: int, marks: str = "7") -> YearResults:
    kept = close([*many(yes, came="yes", mark=marks), *many(no, M, came="no", mark="10")])
    return year_of_collected(kept, small(), 2023)


def test_reported_mean_and_rate_are_figures_as_they_are_given() -> None:
    asked = shipped_one("activity")
    row = Reported("attendees", "grade", None, mean=Decimal("8.4"), shares={"answer_rate": Decimal("0.9")})
    year = year_of_reported(ReportedSurvey("activity", 2023, "NNS", (row,)), asked)
    book = FigureBook("F", Period.of_year(2023), DAY, [surveys_family({"group": [year]})])
    keys = ("surveys.group.attendees.grade.mean", "surveys.group.attendees.grade.answer_rate")

    assert book.keys("surveys") == keys
    assert [(book.get(key).value, book.get(key).is_reported, book.get(key).trace.source) for key in keys] == [
        (Decimal("8.4"), True, "NNS"),
        (Decimal("0.9"), True, "NNS"),
    ]


def test_reported_numbers_that_are_all_make_their_base() -> None:
    row = Reported("board", "s1", None, numbers={"negative": 1, "neither": 2, "positive": 5, "clearly_positive": 2})
    year = year_of_reported(ReportedSurvey("indicators", 2023, "NNS", (row,)), indicators())
    results = year.of("board", "s1")

    assert results is not None
    assert (results.all.valid, results.all.percent("positive"), results.all.asked) == (8, 63, None)


def test_results_of_shares_alone_are_not_added() -> None:
    whole = added_results([reported(2023, "board", s1=50), reported(2023, "board", s1=60)], 2023)

    assert whole is not None
    assert whole.results == ()


def test_events_of_a_year_are_added_by_their_counts() -> None:
    whole = added_results([event(56, 3), event(16, 17), event(2, 2)], 2023)

    assert whole is not None
    results = whole.of("guests", "came")
    assert results is not None
    assert (results.all.numbers["positive"], results.all.valid, results.all.percent("positive")) == (72, 92, 78)
    assert results.by_sex == {}
    marks = whole.of("guests", "mark")
    assert marks is not None
    assert marks.all.mean == Decimal(72 * 7 + 20 * 10) / 92


def test_events_that_all_tell_both_sexes_are_added_by_sex() -> None:
    whole = added_results([event(6, 9), event(5, 5)], 2023)

    assert whole is not None
    results = whole.of("guests", "came")
    assert results is not None
    assert {sex: result.valid for sex, result in results.by_sex.items()} == {Sex.WOMAN: 11, Sex.MAN: 14}


def offered(year: YearResults, number: int | None) -> YearResults:
    return replace(year, responses=tuple(replace(each, offered=number) for each in year.responses))


def test_forms_are_added_with_what_they_are_of() -> None:
    whole = added_results([offered(event(6, 9), 20), offered(event(5, 5), 12)], 2023, 5)

    assert whole is not None
    told = next(each for each in whole.responses if each.handed_in)
    assert (told.group, told.handed_in, told.offered, told.surveys) == ("guests", 25, 32, 2)
    results = whole.of("guests", "came")
    assert results is not None
    assert results.all.handed_in == 25


def test_forms_offered_are_unknown_where_one_survey_does_not_say() -> None:
    whole = added_results([offered(event(6, 9), 20), event(5, 5)], 2023, 5)

    assert whole is not None
    assert [(each.handed_in, each.offered, each.rate) for each in whole.responses] == [(25, None, None)]


def test_survey_of_too_few_is_in_no_sum() -> None:
    """Else what was told before, taken from the sum, would tell of the few."""
    alone, few = offered(event(6, 9), 20), offered(event(3, 0), 4)

    for surveys in ([alone, few], [few, alone]):
        whole = added_results(surveys, 2023, 5)
        assert whole is not None
        assert (whole.results, whole.responses) == (alone.results, alone.responses)


def behind(yes: int, no: int, liked: str = "partly") -> YearResults:
    kept = close([*many(yes, came="yes", liked=liked), *many(no, M, came="no")])
    return year_of_collected(kept, small(), 2023)


def test_question_behind_a_gate_is_told_of_all_or_of_none() -> None:
    """How many were asked it, taken from how many opened the gate, would be the few of the other survey."""
    for surveys in ([behind(10, 0), behind(3, 9)], [behind(3, 9), behind(10, 0)]):
        whole = added_results(surveys, 2023, 5)
        assert whole is not None
        gate, question = whole.of("guests", "came"), whole.of("guests", "liked")
        assert gate is not None
        assert question is not None
        assert (gate.all.numbers["positive"], question.all.telling) == (13, Telling.TOO_FEW)


def test_question_behind_a_gate_that_nobody_opened_is_told_of_the_others() -> None:
    whole = added_results([behind(10, 0), behind(0, 9)], 2023, 5)

    assert whole is not None
    question = whole.of("guests", "liked")
    assert question is not None
    assert (question.all.valid, question.all.asked, question.by_sex) == (10, 10, {})


def test_surveys_that_are_all_of_too_few_tell_of_nobody() -> None:
    whole = added_results([event(3, 0), event(0, 4)], 2023, 5)

    assert whole is not None
    results = whole.of("guests", "came")
    assert results is not None
    assert results.all.telling is Telling.TOO_FEW
    assert [each.handed_in for each in whole.responses] == [3]


def test_year_without_events_has_nothing_to_add() -> None:
    assert added_results([event(6, 9)], 2022) is None
