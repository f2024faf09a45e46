"""The example's surveys give the published results, and forms that give exactly the answers that are said."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from mellanrum.composition.example_surveys import Collecting, forms_of, reported_surveys, survey_example
from mellanrum.composition.surveying import survey_families
from mellanrum.figures import FigureBook, Period
from mellanrum.surveys.counting import count_batch, empty
from mellanrum.surveys.families import indicators_family
from mellanrum.surveys.questionnaires import Questionnaire, questionnaire_of
from mellanrum.surveys.reported import reported_findings
from mellanrum.surveys.years import year_of_reported

EXAMPLE = survey_example()


def asked_in(key: str, day: date) -> Questionnaire:
    found = questionnaire_of(key, day)
    assert found is not None
    return found


def test_five_years_of_indicators_are_published() -> None:
    surveys = reported_surveys(EXAMPLE.reported)

    assert sorted({survey.year for survey in surveys}) == [2019, 2020, 2021, 2022, 2023]
    for survey in (*surveys, *reported_surveys(EXAMPLE.national)):
        questionnaire = asked_in("indicators", date(survey.year, 12, 31))
        assert [row for row in survey.rows if questionnaire.question(row.group, row.question) is None] == []
        assert reported_findings(survey, questionnaire) == ()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("indicators.7.ended.positive", 70),
        ("indicators.4.ongoing.positive", 100),
        ("indicators.13.staff.9.positive", 87),
    ],
)
def test_published_share_is_a_figure(key: str, expected: int) -> None:
    questionnaire = asked_in("indicators", date(2023, 12, 31))
    years = [year_of_reported(each, questionnaire) for each in reported_surveys(EXAMPLE.reported)]
    book = FigureBook("Förbundet", Period.of_year(2023), date(2024, 1, 1), [indicators_family(years)])

    assert book.get(key).rounded * 100 == expected


def test_national_results_stand_beside_the_own_under_a_prefix_of_their_own() -> None:
    questionnaire = asked_in("indicators", date(2023, 12, 31))
    own, national = (
        [year_of_reported(each, questionnaire) for each in reported_surveys(published)]
        for published in (EXAMPLE.reported, EXAMPLE.national)
    )
    book = FigureBook("Förbundet", Period.of_year(2023), date(2024, 1, 1), survey_families(own, national))

    shown = [book.get(f"{prefix}.12.board.positive").rounded for prefix in ("indicators", "national_indicators")]
    assert shown == [Decimal("0.75"), Decimal("0.85")]


@pytest.mark.parametrize("survey", EXAMPLE.collected, ids=lambda survey: survey.key)
def test_forms_give_exactly_the_answers(survey: Collecting) -> None:
    questionnaire = asked_in(survey.questionnaire, survey.opens)
    forms = forms_of(survey, questionnaire)

    given = {key: Counter(form.answers[key] for form in forms if key in form.answers) for key in survey.answers}
    assert given == survey.answers
    assert forms == forms_of(survey, questionnaire)
    collected, found = count_batch(empty(questionnaire, {survey.group: survey.offered}), forms, questionnaire)
    assert found == ()
    assert collected.handed_in() == survey.women + survey.men + survey.other


def test_one_survey_is_open() -> None:
    assert [survey.key for survey in EXAMPLE.collected if survey.closes is None] == ["indicators"]
