"""A file of results that tells how many gave each answer becomes counters."""

from hypothesis import given, settings

from mellanrum.surveys.adopting import adopted
from mellanrum.surveys.collected import Collected, with_offered
from mellanrum.surveys.counting import added, empty
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.surveys.sex import STATED, Sex
from surveys.by_hand import M, W, batch, many, numbers, small
from surveys.test_laws import FORMS


def survey(*rows: Reported) -> ReportedSurvey:
    return ReportedSurvey("small", 2023, "En annan enkättjänst", rows)


def row(question: str, sex: Sex | None = None, *, asked: int | None = None, **answers: int) -> Reported:
    return Reported("guests", question, sex, {} if asked is None else {"asked": asked}, answers=answers)


def rows_by_sex(collected: Collected) -> list[Reported]:
    """What is reported of counters: each answer of each sex, and how many were asked."""
    return [
        Reported(
            "guests",
            question.key,
            sex,
            {"asked": collected.handed_in("guests", sex)} if question.only_after is None else {},
            answers={key: collected.number("guests", question.key, key, sex) for key in small().answers(question)},
        )
        for question in small().questions
        for sex in STATED
        if collected.handed_in("guests", sex)
    ]


def test_answers_by_sex_become_counters_by_sex() -> None:
    told = [row("came", W, yes=6), row("came", M, no=4), row("mark", W, **{"7": 6}), row("mark", M, **{"8": 4})]
    told += [row("liked", W, partly=5)]

    collected, found = adopted(survey(*told), small())

    assert found == ()
    forms = [*many(5, came="yes", liked="partly", mark="7"), *many(1, came="yes", mark="7")]
    assert collected == batch([*forms, *many(4, M, came="no", mark="8")])
    assert added(empty(small()), collected, small()) == (collected, ())


def test_number_that_were_offered_it_is_said_not_to_be_counted() -> None:
    held = row("came", yes=6, no=4)
    told = Reported(held.group, held.question, None, {"offered": 30}, answers=held.answers)

    collected, found = adopted(survey(told, row("liked", partly=6)), small())

    assert collected.offered == {}
    assert [(each.code, each.severity, each.parameters["number"]) for each in found] == [
        ("surveys.offered_left", "warning", 30)
    ]
    assert added(with_offered(empty(small()), {"guests": 40}), collected, small())[0].offered == {"guests": 40}


def test_answers_of_all_become_counters_without_a_split() -> None:
    collected, found = adopted(survey(row("came", yes=6, no=4), row("liked", partly=6)), small())

    assert found == ()
    assert numbers(collected) == {
        "came yes unsplit": 6,
        "came no unsplit": 4,
        "liked partly unsplit": 6,
        "mark blank unsplit": 10,
    }


def test_who_was_asked_and_is_in_no_answer_is_blank() -> None:
    collected, _ = adopted(survey(row("came", asked=12, yes=6, no=4)), small())

    assert collected.handed_in() == 12
    assert numbers(collected) == {
        "came yes unsplit": 6,
        "came no unsplit": 4,
        "came blank unsplit": 2,
        "liked blank unsplit": 6,
        "mark blank unsplit": 12,
    }


def test_more_answers_behind_a_gate_than_it_let_through_do_not_tie() -> None:
    collected, _ = adopted(survey(row("came", yes=6), row("liked", partly=7)), small())

    assert [(item.code, item.place.key) for item in added(empty(small()), collected, small())[1]] == [
        ("surveys.counters_differ", "guests/liked/unsplit")
    ]


def test_shares_alone_are_no_counters() -> None:
    collected, found = adopted(survey(Reported("guests", "came", None, {"valid": 8}, {"positive": 6})), small())

    assert [item.code for item in found] == ["surveys.not_answers"]
    assert collected == empty(small())


def test_question_that_is_not_told_by_sex_as_others_are_is_told() -> None:
    _, found = adopted(survey(row("came", W, yes=6), row("liked", partly=6)), small())

    assert [item.code for item in found] == ["surveys.sexes_missing"]


@settings(max_examples=40, deadline=None)
@given(forms=FORMS)
def test_counters_reported_and_adopted_are_the_same(forms: list[FilledForm]) -> None:
    collected = batch(forms)

    assert adopted(survey(*rows_by_sex(collected)), small()) == (collected, ())
