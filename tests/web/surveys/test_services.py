"""Surveys from the plan to the closing: what is counted, what is refused, and what is kept."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connections
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mellanrum.surveys.collected import Collected
from mellanrum.surveys.rules import Rules
from mellanrum.surveys.sex import Sex
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import Refused
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.counters import surveys as counters
from mellanrum.web.counters.models import SpentSlip, SpentToken, SurveyCounters
from mellanrum.web.counters.tokens import Token, new_token, read_token
from mellanrum.web.surveys import services
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import own, running
from mellanrum.web.tenancy.models import Association
from support.people import an_association, somebody
from support.surveying import BREAKFAST, a_form, a_plan, a_survey, answered, manager_of, own_rules, with_own

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

DAY = date(2026, 11, 27)
OPENS, CLOSES = date(2026, 11, 20), date(2026, 12, 4)


@pytest.fixture
def standing(association: Association) -> Standing:
    return manager_of(association, DAY)


@pytest.fixture
def survey(standing: Standing) -> Survey:
    return a_survey(standing, opens=OPENS, has_slips=True)


def collected(survey: Survey) -> Collected:
    found = counters.collected_of(survey.association, survey.key)
    assert found
    return found


def a_token(survey: Survey) -> Token:
    text = new_token(survey.association, f"survey/{survey.key}", survey.closes)
    return read_token(survey.association, f"survey/{survey.key}", text, DAY)


def codes(findings: tuple[object, ...]) -> list[str]:
    return [each.code for each in findings]  # type: ignore[attr-defined]  # findings


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (OPENS - timedelta(days=1), "planned"),
        (OPENS, "open"),
        (CLOSES, "open"),
        (CLOSES + timedelta(days=1), "over"),
    ],
)
def test_state_follows_the_days(survey: Survey, day: date, state: str) -> None:
    assert services.state(survey, day) == state


def test_planned_survey_is_found_by_its_key_and_its_address(survey: Survey) -> None:
    assert services.survey_of(survey.association, "frukosten") == survey
    assert services.survey_at(survey.address.upper()) == survey
    assert services.survey_of(an_association("Ett annat"), "frukosten") is None
    assert services.survey_at("nowhere") is None


def test_second_survey_of_a_name_has_a_key_and_an_address_of_its_own(standing: Standing, survey: Survey) -> None:
    other = a_survey(standing, opens=OPENS)

    assert (other.key, other.label) == ("frukosten_2", "Frukosten")
    assert other.address != survey.address


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Frukost i maj!", "frukost_i_maj"),
        ("???", "enkat"),
        ("Violence screening", "violence_screening_2"),
        ("Indicators", "indicators_2"),
        ("Reported event", "enkat_reported_event"),
        ("x" * 120, "x" * 45),
    ],
)
def test_key_is_made_of_the_name_and_is_no_other_figure_s(standing: Standing, label: str, key: str) -> None:
    assert a_survey(standing, opens=OPENS, label=label).key == key


def test_answer_is_counted(survey: Survey) -> None:
    assert services.answer(survey, a_form(), day=DAY) == ()

    assert collected(survey).forms == {("guests", Sex.WOMAN): 1}
    assert collected(survey).number("guests", "liked", "wholly") == 1
    assert services.handed_in(survey) == 1


def test_answer_with_a_fault_counts_nothing(survey: Survey) -> None:
    token = a_token(survey)

    found = services.answer(survey, a_form(answers={"came": "perhaps"}), day=DAY, token=token)

    assert codes(found) == ["surveys.answer_not_in_scale"]
    assert (services.handed_in(survey), SpentToken.objects.of(survey.association).count()) == (0, 0)


def test_answer_of_a_group_that_is_not_asked_counts_nothing(standing: Standing) -> None:
    survey = a_survey(standing, opens=OPENS, groups=("staff",))

    by_link = services.answer(survey, a_form("guests"), day=DAY)
    on_paper = services.count_paper(standing, survey, [a_form("staff"), a_form("guests")])

    assert [finding.code for finding in (*by_link, *on_paper)] == ["surveys.unknown_group"] * 2
    assert services.handed_in(survey) == 0
    assert services.answer(survey, a_form("staff"), day=DAY) == ()


def test_survey_of_a_group_there_is_none_of_is_not_planned(standing: Standing) -> None:
    with_own(standing)
    with pytest.raises(Impossible):
        services.plan(standing, a_plan(groups=("nobody",)))


@pytest.mark.parametrize(
    ("day", "state"), [(OPENS - timedelta(days=1), "planned"), (CLOSES + timedelta(days=1), "over")]
)
def test_answer_outside_its_days_is_refused(survey: Survey, day: date, state: str) -> None:
    with pytest.raises(services.NotOpen) as refused:
        services.answer(survey, a_form(), day=day)

    assert (refused.value.state, services.handed_in(survey)) == (state, 0)


def test_answer_sent_twice_is_counted_once(survey: Survey) -> None:
    token = a_token(survey)
    services.answer(survey, a_form(), day=DAY, token=token)

    with pytest.raises(services.AlreadyCounted):
        services.answer(survey, a_form(), day=DAY, token=token)

    assert services.handed_in(survey) == 1


def test_survey_closed_while_somebody_answers_counts_no_more(standing: Standing, survey: Survey) -> None:
    seen = services.survey_at(survey.address)
    assert seen
    answered(survey, 6, day=DAY)
    services.close(standing, survey)

    with pytest.raises(services.NotOpen) as refused:
        services.answer(seen, a_form(), day=DAY)

    assert (refused.value.state, services.handed_in(survey)) == ("closed", 6)


def test_slip_counts_once(standing: Standing, survey: Survey) -> None:
    (text,) = services.make_slips(standing, survey, 1)
    slip = services.read_slip(survey, text.lower().replace(" ", "-"))
    services.answer(survey, a_form(), day=DAY, slip=slip)

    with pytest.raises(services.SlipUsed):
        services.answer(survey, a_form(), day=DAY, slip=slip)

    assert (SpentSlip.objects.of(survey.association).count(), services.handed_in(survey)) == (1, 1)


def test_slip_is_not_used_up_by_a_form_with_a_fault(standing: Standing, survey: Survey) -> None:
    slip = services.read_slip(survey, services.make_slips(standing, survey, 1)[0])

    services.answer(survey, a_form(answers={"came": "perhaps"}), day=DAY, slip=slip)

    assert SpentSlip.objects.of(survey.association).count() == 0


def test_slips_are_kept_nowhere_until_they_are_used(standing: Standing, survey: Survey) -> None:
    slips = services.make_slips(standing, survey, 300)

    assert (len(set(slips)), SpentSlip.objects.of(survey.association).count()) == (300, 0)
    assert {len(slip) for slip in slips} == {14}


def test_slip_of_another_survey_is_told_apart_from_no_slip(standing: Standing, survey: Survey) -> None:
    other = a_survey(standing, opens=OPENS, has_slips=True)
    (text,) = services.make_slips(standing, other, 1)

    with pytest.raises(services.SlipOfAnother):
        services.read_slip(survey, text)
    for wrong in ("", "ABC", "0000 0000 0000", "ÅÄÖÅ ÅÄÖÅ ÅÄÖÅ", "9" * 500):
        with pytest.raises(services.SlipUnknown) as refused:
            services.read_slip(survey, wrong)
        assert type(refused.value) is services.SlipUnknown


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=40), st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=12, max_size=12)))
def test_whatever_is_typed_is_no_slip(survey: Survey, text: str) -> None:
    with pytest.raises(services.SlipUnknown):
        services.read_slip(survey, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 13), letter=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_slip_with_one_letter_changed_is_no_slip(standing: Standing, survey: Survey, place: int, letter: str) -> None:
    (text,) = services.make_slips(standing, survey, 1)
    assume(text[place] not in {" ", letter})

    with pytest.raises(services.SlipUnknown):
        services.read_slip(survey, text[:place] + letter + text[place + 1 :])


def test_mistyped_slip_is_told_by_its_group(standing: Standing, survey: Survey) -> None:
    (text,) = services.make_slips(standing, survey, 1)
    wrong = text[:6] + ("0" if text[6] != "0" else "1") + text[7:]

    with pytest.raises(services.SlipUnknown) as refused:
        services.read_slip(survey, wrong)

    assert refused.value.groups == (2,)


def test_survey_by_slips_alone_takes_no_answer_without(standing: Standing) -> None:
    survey = a_survey(standing, opens=OPENS, has_link=False, has_slips=True)

    with pytest.raises(services.SlipUnknown):
        services.answer(survey, a_form(), day=DAY)


def test_survey_without_slips_takes_none(standing: Standing, survey: Survey) -> None:
    slip = services.read_slip(survey, services.make_slips(standing, survey, 1)[0])
    survey.has_slips = False

    with pytest.raises(services.NotOpen):
        services.answer(survey, a_form(), day=DAY, slip=slip)


def test_paper_is_counted_whole_or_not_at_all(standing: Standing, survey: Survey) -> None:
    faulty = services.count_paper(standing, survey, [a_form(), a_form(answers={"came": "perhaps"})])
    assert ([each.place.line for each in faulty], services.handed_in(survey)) == ([2], 0)

    assert services.count_paper(standing, survey, [a_form(), a_form("staff", 1)]) == ()
    assert services.handed_in(survey) == 2


def test_batch_sent_twice_is_counted_once(standing: Standing, survey: Survey) -> None:
    token = a_token(survey)
    services.count_paper(standing, survey, [a_form()], token=token)

    with pytest.raises(services.AlreadyCounted):
        services.count_paper(standing, survey, [a_form()], token=token)

    assert services.handed_in(survey) == 1


def test_paper_can_be_entered_after_the_last_day_but_not_before_the_first(
    association: Association, survey: Survey
) -> None:
    late, early = (manager_of(association, day) for day in (CLOSES + timedelta(days=3), OPENS - timedelta(days=1)))

    assert services.count_paper(late, survey, [a_form()]) == ()
    with pytest.raises(services.NotOpen):
        services.count_paper(early, survey, [a_form()])


def test_closing_keeps_nothing_of_too_few(standing: Standing, survey: Survey) -> None:
    answered(survey, 12, day=DAY)
    answered(survey, 4, "staff", day=DAY)

    services.close(standing, survey)

    (closed,) = services.collected_of(standing.association)
    assert (closed.survey, closed.survey.closed_on, closed.collected.threshold) == (survey, DAY, 5)
    assert closed.collected.too_few == {"staff"}
    assert {cell.group for cell in closed.collected.cells} == {"guests"}
    assert {cell.sex for cell in closed.collected.cells} == {Sex.UNSPLIT}
    assert services.open_of(standing.association) == ()


def test_closing_twice_changes_nothing(standing: Standing, survey: Survey) -> None:
    answered(survey, 6, day=DAY)
    services.close(standing, survey)
    before = collected(survey)
    later = standing_of(standing.user, standing.association.slug, DAY + timedelta(days=5))
    assert later

    services.close(later, survey)

    survey.refresh_from_db()
    assert (collected(survey), survey.closed_on) == (before, DAY)


@pytest.mark.parametrize("day", [DAY, CLOSES, CLOSES + timedelta(days=90)])
def test_closing_forgets_the_forms_and_slips_that_were_counted_and_no_other_survey_s(
    association: Association, standing: Standing, survey: Survey, day: date
) -> None:
    other = a_survey(standing, opens=OPENS, has_slips=True)
    for each in (survey, other):
        slip = services.read_slip(each, services.make_slips(standing, each, 1)[0])
        services.answer(each, a_form(), day=DAY, slip=slip, token=a_token(each))

    services.close(manager_of(association, day), survey)

    assert [each.survey for each in SpentSlip.objects.of(association)] == [other.key]
    assert [each.survey for each in SpentToken.objects.of(association)] == [other.key]


def test_form_that_began_before_an_extension_is_remembered_after_the_first_last_day(
    association: Association, standing: Standing, survey: Survey
) -> None:
    token, later = a_token(survey), CLOSES + timedelta(days=7)
    services.answer(survey, a_form(), day=DAY, token=token)
    running.change_running(standing, survey, closes=later, offered={}, has_link=True, has_slips=True, about="")
    other = a_survey(standing, opens=OPENS)
    services.close(manager_of(association, CLOSES + timedelta(days=2)), other)
    survey.refresh_from_db()

    with pytest.raises(services.AlreadyCounted):
        services.answer(survey, a_form(), day=later, token=token)


def test_closing_before_the_first_day_is_refused(association: Association, survey: Survey) -> None:
    early = manager_of(association, OPENS - timedelta(days=1))

    with pytest.raises(Impossible):
        services.close(early, survey)

    assert collected(survey).is_open


def test_planned_survey_can_be_changed_and_removed(association: Association, survey: Survey) -> None:
    early = manager_of(association, OPENS - timedelta(days=1))

    running.change_plan(early, survey, a_plan(OPENS, label="Frukost i mars", offered={"guests": 8}))
    survey.refresh_from_db()
    assert (survey.label, survey.key, running.offered_of(survey)) == ("Frukost i mars", "frukosten", {"guests": 8})

    running.remove(early, survey)
    assert services.survey_of(association, "frukosten") is None
    assert SurveyCounters.objects.of(association).count() == 0


def test_survey_whose_counters_cannot_be_taken_away_stays(
    association: Association, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("disk I/O error")

    early = manager_of(association, OPENS - timedelta(days=1))
    monkeypatch.setattr(counters, "remove", refuse)
    with pytest.raises(OperationalError):
        running.remove(early, survey)

    assert services.survey_of(association, "frukosten") == survey


def test_open_survey_is_neither_planned_anew_nor_removed(standing: Standing, survey: Survey) -> None:
    with pytest.raises(Impossible):
        running.change_plan(standing, survey, a_plan(OPENS))
    with pytest.raises(Impossible):
        running.remove(standing, survey)


def test_open_survey_can_be_extended_and_keeps_its_answers(standing: Standing, survey: Survey) -> None:
    answered(survey, 3, day=DAY)
    last = CLOSES + timedelta(days=7)

    running.change_running(
        standing, survey, closes=last, offered={"guests": 50}, has_link=True, has_slips=False, about="Tack."
    )

    survey.refresh_from_db()
    assert (survey.closes, survey.has_slips, survey.about) == (last, False, "Tack.")
    assert (services.handed_in(survey), running.offered_of(survey)) == (3, {"guests": 50})


def test_forms_before_and_after_an_extension_are_not_told_apart(standing: Standing, survey: Survey) -> None:
    services.answer(survey, a_form(), day=DAY, token=a_token(survey))
    later = CLOSES + timedelta(days=7)
    running.change_running(standing, survey, closes=later, offered={}, has_link=True, has_slips=True, about="")
    survey.refresh_from_db()

    services.answer(survey, a_form(number=1), day=DAY, token=a_token(survey))

    kept = SpentToken.objects.of(survey.association).values_list("last_day", "survey")
    assert list(kept) == [(None, survey.key), (None, survey.key)]


@pytest.mark.parametrize("last", [OPENS - timedelta(days=1), DAY - timedelta(days=1)])
def test_last_day_that_has_passed_is_refused(standing: Standing, survey: Survey, last: date) -> None:
    with pytest.raises(Impossible):
        running.change_running(standing, survey, closes=last, offered={}, has_link=True, has_slips=False, about="")


@pytest.mark.usefixtures("survey")
def test_what_is_asked_does_not_change_while_it_is_open(standing: Standing) -> None:
    changed = BREAKFAST.replace("Tyckte om", "Tyckte inte om")

    found = own.save_rules(standing, own_rules(changed), own.token_of_rules(own_rules()))

    assert codes(found) == ["surveys.changed_while_open"]
    assert own.rules_of(standing.association) == own_rules()


def test_closed_survey_keeps_what_it_asked_when_questions_change(standing: Standing, survey: Survey) -> None:
    before = services.questionnaire_of(survey)
    services.close(standing, survey)
    with_own(standing, BREAKFAST.replace("Tyckte om", "Tyckte inte om"))

    assert services.questionnaire_of(survey) == before
    assert own.save_rules(standing, Rules(), own.token_of_rules(own.rules_of(standing.association))) == ()
    assert services.questionnaire_of(survey).version == survey.version


def test_shipped_questionnaire_needs_no_rules_of_its_own(standing: Standing) -> None:
    survey = a_survey(standing, questionnaire="event", opens=OPENS, offered={"attendees": 60})

    assert (survey.rules, services.questionnaire_of(survey).key) == ("", "event")


@pytest.mark.parametrize("questionnaire", ["nothing", "breakfast2"])
def test_plan_of_no_questionnaire_is_refused(standing: Standing, questionnaire: str) -> None:
    with pytest.raises(Impossible):
        a_survey(standing, questionnaire=questionnaire, opens=OPENS)


def test_only_those_who_run_surveys_plan_close_and_print(association: Association, survey: Survey) -> None:
    coordinator = standing_of(somebody("coordinator", association), association.slug, DAY)
    assert coordinator

    for refused in (
        lambda: services.plan(coordinator, a_plan(OPENS)),
        lambda: services.close(coordinator, survey),
        lambda: services.make_slips(coordinator, survey, 1),
        lambda: running.remove(coordinator, survey),
    ):
        with pytest.raises(Refused):
            refused()
    assert services.count_paper(coordinator, survey, [a_form()]) == ()


def test_somebody_who_only_reads_enters_nothing(association: Association, survey: Survey) -> None:
    reader = standing_of(somebody("board_member", association), association.slug, DAY)
    assert reader

    with pytest.raises(Refused):
        services.count_paper(reader, survey, [a_form()])
    with pytest.raises(Refused):
        services.listed(reader)


def test_surveys_of_one_association_are_no_other_s(survey: Survey) -> None:
    other = manager_of(an_association("Ett annat"), DAY)

    assert services.listed(other) == ()
    assert services.collected_of(other.association) == ()
    with pytest.raises(Impossible):
        services.close(other, survey)


def test_lost_counters_of_an_open_survey_begin_anew(survey: Survey) -> None:
    counters.remove(survey.association, survey.key)

    services.answer(survey, a_form(), day=DAY)

    assert services.handed_in(survey) == 1


def test_row_of_counters_tells_no_time_user_or_order() -> None:
    columns = {model: [field.attname for field in model._meta.concrete_fields] for model in (SurveyCounters, SpentSlip)}

    assert columns == {
        SurveyCounters: ["id", "association_id", "survey", "content", "version"],
        SpentSlip: ["association_id", "digest", "survey"],
    }
    assert "surveys_survey" not in connections["tallies"].introspection.table_names()
