"""What is impossible, or unlikely, in one form: one broken form for each finding."""

from datetime import date

import pytest

from mellanrum.findings import Severity, spoken_message
from mellanrum.tallies.checks import between_findings, entry_findings, followed_findings, since_findings, started_about
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.rules import Answer
from mellanrum.tallies.scheme import Own
from mellanrum.tallies.sex import Sex
from tallies.by_hand import a_scheme

SCHEME = a_scheme()
FIRST, TODAY = date(2023, 5, 15), date(2025, 3, 20)


def found(
    event: str = "end", month: date = date(2025, 3, 1), sex: Sex = Sex.WOMAN, **answers: Given
) -> list[tuple[str, str | None]]:
    findings = entry_findings(Entry(event, month, sex, answers), SCHEME, first_day=FIRST, today=TODAY)
    return [(item.code.removeprefix("tallies."), item.place.key) for item in findings]


def test_form_that_is_whole_has_no_findings() -> None:
    findings = found(
        municipality=("degerfors_kommun",),
        age=27,
        education=("primary",),
        livelihood_before=("sickness_benefit", "social_assistance"),
        months=23,
        days=700,
        end_reason=("missing",),
        livelihood=("no_public",),
    )

    assert findings == []


def test_form_without_answers_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize("number", [12, 15, 101, -1])
def test_age_that_cannot_be(number: int) -> None:
    assert found(age=number) == [("out_of_bounds", "age")]


def test_longer_than_the_intervention_has_existed() -> None:
    """From May 2023 to March 2025 there are 23 months, the first and the last counted."""
    assert found(months=23) == []
    assert found(months=24) == [("longer_than_intervention", "months")]
    assert found(days=24 * 31 + 1) == [("longer_than_intervention", "days")]


def test_months_before_the_intervention_and_to_come() -> None:
    assert found(month=date(2023, 5, 1)) == []
    assert found(month=date(2023, 4, 1)) == [("before_first_day", "month")]
    assert found(month=date(2025, 4, 1)) == [("month_to_come", "month")]


def test_end_before_start() -> None:
    assert between_findings(date(2025, 3, 1), date(2025, 3, 1), "months") == ()
    (item,) = between_findings(date(2025, 3, 2), date(2025, 3, 1), "months")
    assert (item.code, item.place.key) == ("tallies.ends_before_start", "months")


def test_time_below_nil_would_have_ended_before_it_started() -> None:
    assert found(months=-1) == [("time_below_nil", "months")]
    assert found(days=-1) == [("time_below_nil", "days")]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"months": 7, "days": 240}, []),
        ({"months": 9, "days": 250}, []),
        ({"months": 3}, ["months"]),
        ({"months": 10, "days": 300}, ["months", "days"]),
        ({}, []),
    ],
)
def test_length_agrees_with_the_start_that_is_known(answers: dict[str, Given], said: list[str]) -> None:
    entry = Entry("end", date(2025, 3, 1), Sex.WOMAN, answers)

    told = since_findings(entry, date(2024, 7, 1))

    assert [(item.code, item.place.key) for item in told] == [("tallies.other_length", key) for key in said]


def test_end_before_the_start_that_is_known() -> None:
    entry = Entry("end", date(2025, 3, 1), Sex.WOMAN, {"months": 3})

    assert [item.code for item in since_findings(entry, date(2025, 4, 1))] == ["tallies.ends_before_start"]


def test_follow_up_before_its_end() -> None:
    entry = Entry("follow_up_6", date(2025, 3, 1), Sex.WOMAN)

    assert followed_findings(entry, date(2025, 3, 1)) == ()
    assert [item.code for item in followed_findings(entry, date(2025, 4, 1))] == ["tallies.followed_up_before_end"]


@pytest.mark.parametrize(
    ("answers", "about"),
    [
        ({"months": 8}, (date(2024, 6, 1), date(2024, 8, 1))),
        ({"months": 0}, (date(2025, 2, 1), date(2025, 3, 1))),
        ({"days": 40, "months": 9}, (date(2025, 1, 1), date(2025, 2, 1))),
        ({}, None),
        ({"months": ("missing",)}, None),
    ],
)
def test_month_of_the_start_follows_from_the_length(answers: dict[str, Given], about: tuple[date, date] | None) -> None:
    assert started_about(Entry("end", date(2025, 3, 1), Sex.MAN, answers)) == about


@pytest.mark.parametrize("beside", ["sickness_benefit", "missing"])
def test_no_public_support_beside_another(beside: str) -> None:
    assert found(livelihood=("no_public", beside)) == [("stands_alone", "livelihood")]


def test_no_information_beside_an_answer() -> None:
    assert found(livelihood=("sickness_benefit", "missing")) == [("stands_alone", "livelihood")]


def test_two_answers_where_one_is_asked() -> None:
    assert found(education=("primary", "secondary")) == [("one_answer", "education")]


def test_answer_that_is_not_known() -> None:
    assert found(education=("doctor",)) == [("answer_not_in_list", "education")]
    assert found(education=7) == [("answer_not_in_list", "education")]


def test_answer_that_was_not_on_the_list_on_the_day() -> None:
    closed = Answer(key="old_unit", label="Old unit", valid_to=date(2024, 12, 31))
    own = Own(answers={"referrer": (closed,)})
    entry = Entry("referral", date(2025, 1, 1), Sex.MAN, {"referrer": ("old_unit",)})

    on_the_day = a_scheme(own, date(2025, 1, 1))
    before = a_scheme(own, date(2024, 12, 1))

    assert [item.code for item in entry_findings(entry, on_the_day, first_day=FIRST, today=TODAY)] == [
        "tallies.answer_not_in_list"
    ]
    assert entry_findings(entry, before, first_day=FIRST, today=TODAY) == ()


def test_words_where_a_number_is_asked() -> None:
    assert found(age=("old",)) == [("not_a_number", "age")]
    assert found(age=("missing",)) == []


def test_question_that_is_not_of_the_event() -> None:
    assert found("referral", age=27) == [("not_asked", "age")]
    assert found(shoe_size=(43,)) == [("not_asked", "shoe_size")]  # type: ignore[arg-type]  # what no form gives


def test_question_that_goes_by_an_earlier_answer() -> None:
    assert found("follow_up_6", consented=("yes",), answered=("no",)) == []
    assert found("follow_up_6", consented=("no",), answered=("missing",)) == []
    assert found("follow_up_6", consented=("no",), answered=("no",)) == [("asked_only_after", "answered")]


def test_sex_that_no_form_asks_for() -> None:
    assert found(sex=Sex.UNSPLIT) == [("sex_not_stated", "sex")]


def test_unlikely_answers_are_asked_about_and_do_not_stop() -> None:
    end = Entry("end", TODAY.replace(day=1), Sex.MAN, {"months": 12, "days": 60})
    start = Entry("start", TODAY.replace(day=1), Sex.MAN, {"age": 20, "support_years": 9})

    for entry, key in ((end, "days"), (start, "support_years")):
        (item,) = entry_findings(entry, SCHEME, first_day=FIRST, today=TODAY)
        assert (item.severity, item.place.key) == (Severity.WARNING, key)


def test_all_that_is_wrong_is_said_at_once() -> None:
    codes = {code for code, _ in found(age=12, months=99, livelihood=("no_public", "study_support"))}

    assert codes == {"out_of_bounds", "longer_than_intervention", "stands_alone"}


def test_sentence_names_the_question_and_the_bounds() -> None:
    entry = Entry("end", TODAY.replace(day=1), Sex.MAN, {"age": 12})
    (item,) = entry_findings(entry, SCHEME, first_day=FIRST, today=TODAY)

    assert spoken_message(item) == "”Ålder vid start” är 12, men ska ligga mellan 16 och 100."
