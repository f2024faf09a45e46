"""What an association decides of its counting: settings, lists, sets, tables."""

from datetime import date, timedelta

import pytest
from django.test import Client

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.labels import answer_label, is_own
from mellanrum.tallies.merging import sets_of
from mellanrum.web.access.rules import Refused
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.register.models import OwnAnswer, OwnSet, OwnTable, Settings
from mellanrum.web.register.services import declaring
from mellanrum.web.register.services.deciding import scheme_on, settings_on, times_of
from mellanrum.web.register.setup.sets_views import QUESTION
from mellanrum.web.register.setup.tables import starts
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.interventions import an_intervention
from support.people import an_association, somebody
from support.ticked import standing_on, ticked

DAY = date(2026, 3, 5)
OTHERS = (
    "accountant",
    "coordinator",
    "coach",
    "provider",
    "preparatory_group",
    "board_member",
    "chair",
    "auditor",
    "data_protection_officer",
    "national_analyst",
)
PAGES = (
    "",
    "tider/",
    "tider/nya/",
    "svar/",
    "svar/end_reason/nytt/",
    "avslutsorsaker/",
    "tabeller/",
    "tabeller/start/ny/",
)
SETTINGS = {
    "from_year": "2026",
    "period": "half_year",
    "lock_day": "15",
    "threshold": "5",
    "follow_ups": "6, 24",
    "waiting_limit": "5",
}


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/uppfoljning/satt-upp/{rest}"


def _manager(client: Client, association: Association) -> Client:
    client.force_login(somebody("manager", association))
    return client


@pytest.mark.parametrize("role", OTHERS)
def test_setup_pages_are_for_the_keepers(client: Client, association: Association, role: str) -> None:
    client.force_login(somebody(role, association))

    assert {client.get(_url(association, page)).status_code for page in PAGES} == {403}


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_setup_pages_open_before_anything_is_decided(client: Client, association: Association, role: str) -> None:
    client.force_login(somebody(role, association))

    assert {client.get(_url(association, page)).status_code for page in PAGES} == {200}


def test_settings_are_refused_by_the_service_as_well(association: Association) -> None:
    with pytest.raises(Refused):
        declaring.save_settings(standing_on(DAY, association, "coordinator"), Settings(from_year=2027))


def test_settings_hold_from_their_year(client: Client, association: Association) -> None:
    _manager(client, association).post(_url(association, "tider/nya/"), SETTINGS)

    decided = settings_on(association, 2026)
    assert (decided.lock_day, times_of(decided)) == (15, (6, 24))
    assert (settings_on(association, 2025).lock_day, settings_on(association, 2028).lock_day) == (10, 15)


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"lock_day": "29"}, ["lock_day"]),
        ({"threshold": "2"}, ["threshold"]),
        ({"follow_ups": "6, sju"}, ["follow_ups"]),
        ({"follow_ups": "0"}, ["follow_ups"]),
        ({"follow_ups": "1 2 3 4 5"}, ["follow_ups"]),
        ({"from_year": "2028"}, ["from_year"]),
        ({"period": "tertial"}, ["is_enough"]),
        ({"period": "month"}, ["period"]),
    ],
)
def test_settings_with_a_fault_are_said_and_not_saved(
    client: Client, association: Association, fields: dict[str, str], faulty: list[str]
) -> None:
    answer = _manager(client, association).post(_url(association, "tider/nya/"), SETTINGS | fields)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, faulty)
    assert Settings.objects.of(association).count() == 0


def test_settings_follow_ups_may_be_none(client: Client, association: Association) -> None:
    _manager(client, association).post(_url(association, "tider/nya/"), SETTINGS | {"follow_ups": ""})

    assert times_of(settings_on(association, 2026)) == ()


def test_settings_of_a_year_with_counts_stay(client: Client, association: Association) -> None:
    ticked(an_intervention(association), 2026, {1: {"start": (3, 4)}})

    answer = _manager(client, association).post(_url(association, "tider/nya/"), SETTINGS)

    assert list(answer.context["form"].errors) == ["from_year"]
    client.post(_url(association, "tider/nya/"), SETTINGS | {"from_year": "2027"})
    assert [row.from_year for row in Settings.objects.of(association)] == [2027]


def test_settings_tertial_names_the_interventions_with_too_few(client: Client, association: Association) -> None:
    ticked(an_intervention(association, "Liten"), 2025, {month: {"start": (2, 2), "end": (2, 2)} for month in (5, 9)})

    form = {**SETTINGS, "period": "tertial"}
    answer = _manager(client, association).post(_url(association, "tider/nya/"), form)

    [fault] = answer.context["form"].errors["is_enough"]
    assert "Liten" in fault
    client.post(_url(association, "tider/nya/"), {**form, "is_enough": "on"})
    assert settings_on(association, 2026).period == "tertial"


def test_answer_of_ones_own_counts_from_its_day_in_its_group(client: Client, association: Association) -> None:
    form = {"label": "Lönebidrag", "in_end_group": "self_support", "first_day": "2026-04-01"}

    answer = _manager(client, association).post(_url(association, "svar/end_reason/nytt/"), form)

    assert answer.status_code == 302
    before, after = (scheme_on(association, day).answers("end_reason") for day in (DAY, date(2026, 4, 1)))
    assert ("lonebidrag" in before, "lonebidrag" in after) == (False, True)
    found = scheme_on(association, date(2026, 4, 1)).answer("end_reason", "lonebidrag")
    assert getattr(found, "groups", ()) == ("self_support",)


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"label": ""}, ["label"]),
        ({"label": "Studier"}, ["label"]),
        ({"in_end_group": ""}, ["in_end_group"]),
        ({"first_day": "2026-02-28"}, ["first_day"]),
    ],
)
def test_answer_with_a_fault_is_said_and_not_saved(
    client: Client, association: Association, fields: dict[str, str], faulty: list[str]
) -> None:
    form = {"label": "Lönebidrag", "in_end_group": "self_support", "first_day": "2026-03-05"} | fields

    answer = _manager(client, association).post(_url(association, "svar/end_reason/nytt/"), form)

    assert list(answer.context["form"].errors) == faulty
    assert OwnAnswer.objects.of(association).count() == 0


def test_answer_of_the_same_key_as_a_shipped_one_gets_a_key_of_its_own(association: Association) -> None:
    new = declaring.NewAnswer("end_reason", "Work", ("other",), DAY)

    assert declaring.add_answer(standing_on(DAY, association), new).key == "work_2"


def test_answer_hidden_and_shown_again(client: Client, association: Association) -> None:
    manager = _manager(client, association)

    manager.post(_url(association, "svar/end_reason/longest_time/utelamna/"), {"first_day": "2026-03-05"})
    hidden = scheme_on(association, DAY).answers("end_reason")
    manager.post(_url(association, "svar/end_reason/longest_time/ta-med/"))

    assert "longest_time" not in hidden
    assert "longest_time" in scheme_on(association, DAY).answers("end_reason")


def test_answer_hidden_a_second_time_stays_hidden_for_the_days_it_was_the_first(association: Association) -> None:
    for hide, show in ((date(2026, 3, 5), date(2026, 5, 1)), (date(2026, 8, 1), date(2026, 9, 1))):
        declaring.hide_answer(standing_on(hide, association), "end_reason", "longest_time", hide)
        declaring.show_answer(standing_on(show, association), "end_reason", "longest_time")

    days = (date(2026, 4, 1), date(2026, 6, 1), date(2026, 8, 15), date(2026, 9, 1))
    found = ["longest_time" in scheme_on(association, day).answers("end_reason") for day in days]
    assert found == [False, True, False, True]


def test_answer_shown_again_stays_hidden_for_the_days_it_was(association: Association) -> None:
    declaring.hide_answer(standing_on(DAY, association), "end_reason", "longest_time", DAY)

    declaring.show_answer(standing_on(date(2026, 5, 1), association), "end_reason", "longest_time")

    found = [
        "longest_time" in scheme_on(association, day).answers("end_reason")
        for day in (date(2026, 3, 4), date(2026, 4, 30), date(2026, 5, 1))
    ]
    assert found == [True, False, True]


def test_answers_of_facts_and_unknown_ones_cannot_be_changed(client: Client, association: Association) -> None:
    manager = _manager(client, association)
    pages = ("svar/municipality/nytt/", "svar/age_band/nytt/", "svar/x/nytt/", "svar/end_reason/x/utelamna/")

    assert {manager.get(_url(association, page)).status_code for page in pages} == {404}


def test_own_answer_is_ended_and_a_shipped_one_is_not(client: Client, association: Association) -> None:
    manager = _manager(client, association)
    declaring.add_answer(
        standing_on(DAY, association), declaring.NewAnswer("end_reason", "Lönebidrag", ("other",), DAY)
    )

    answers = [manager.post(_url(association, f"svar/end_reason/{key}/avsluta/")) for key in ("lonebidrag", "work")]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert OwnAnswer.objects.of(association).get().last_day == DAY


def test_lists_page_asks_no_more_with_more_answers(client: Client, association: Association) -> None:
    manager, standing = _manager(client, association), standing_on(DAY, association)
    declaring.add_answer(standing, declaring.NewAnswer("end_reason", "A", ("other",), DAY))
    with_one = queries_of(manager, _url(association, "svar/"))
    for label in "BC":
        declaring.add_answer(standing, declaring.NewAnswer("end_reason", label, ("other",), DAY))

    assert queries_of(manager, _url(association, "svar/")) == with_one


def test_usual_sets_overlap_and_are_added_once(client: Client, association: Association) -> None:
    manager = _manager(client, association)

    for _ in range(2):
        manager.post(_url(association, "avslutsorsaker/vanliga/"))

    sets = {each.key: each.answers for each in scheme_on(association, DAY).sets}
    assert sorted(sets) == ["care", "rehabilitation", "self_support", "step_forward"]
    assert sets["self_support"] < sets["step_forward"]


def test_changed_set_leaves_the_definition_before_it(client: Client, association: Association) -> None:
    manager = _manager(client, association)
    manager.post(
        _url(association, "avslutsorsaker/ny/"), {"label": "Framåt", "answers": ["work"], "first_day": "2026-01-01"}
    )
    [row] = OwnSet.objects.of(association)

    manager.post(
        _url(association, f"avslutsorsaker/{row.pk}/"),
        {"label": "Framåt", "answers": ["work", "studies"], "first_day": "2026-03-01"},
    )

    on = {day: scheme_on(association, day).sets for day in (date(2026, 2, 28), date(2026, 3, 1))}
    assert [[(each.key, sorted(each.answers)) for each in sets] for sets in on.values()] == [
        [("framat", ["work"])],
        [("framat", ["studies", "work"])],
    ]


def saved_set(association: Association, label: str, *answers: str, key: str = "", day: date = DAY) -> str:
    return declaring.save_set(standing_on(DAY, association), declaring.NewSet(key, QUESTION, label, answers, day))


@pytest.mark.parametrize("label", ["Egen försörjning", " egen Försörjning", "Self-support"])
def test_set_by_the_name_of_a_usual_one_takes_its_place(association: Association, label: str) -> None:
    assert saved_set(association, label, "work", "studies") == "self_support"
    scheme = scheme_on(association, DAY)
    named = [(each.key, sorted(each.answers)) for each in sets_of(QUESTION, scheme) if each.key == "self_support"]
    assert named == [("self_support", ["studies", "work"])]


def test_set_that_is_given_the_name_of_a_usual_one_takes_its_place(association: Association) -> None:
    assert saved_set(association, "Klarar sig", "work") == "klarar_sig"

    saved_set(association, "Egen försörjning", "work", key="klarar_sig", day=DAY + timedelta(days=1))

    on = [[each.key for each in scheme_on(association, DAY + timedelta(days=days)).sets] for days in (0, 1)]
    assert on == [["klarar_sig"], ["self_support"]]


def test_set_takes_no_place_that_another_has_or_whose_name_is_not_its(association: Association) -> None:
    saved_set(association, "Försörjer sig", "work", key="self_support")

    assert saved_set(association, "Egen försörjning", "studies") == "egen_forsorjning"
    assert saved_set(association, "Rehabilitation", "care") == "rehabilitation_2"


def test_manager_is_told_that_a_set_takes_a_usual_ones_place(client: Client, association: Association) -> None:
    form = {"label": "Egen försörjning", "answers": ["work"], "first_day": "2026-01-01"}

    answer = _manager(client, association).post(_url(association, "avslutsorsaker/ny/"), form, follow=True)

    assert "”Egen försörjning” är sparad och ersätter den vanliga gruppen med samma namn." in answer.content.decode()


def test_set_of_another_association_is_not_found(client: Client, association: Association) -> None:
    other = an_association("Annat")
    declaring.save_set(standing_on(DAY, other), declaring.NewSet("", QUESTION, "X", ("work",), DAY))
    row = OwnSet.objects.of(other).get()

    assert _manager(client, association).get(_url(association, f"avslutsorsaker/{row.pk}/")).status_code == 404


TABLE = {"question": "education_short", "across": "", "label": "Avslutade efter utbildning", "first_day": "2026-01-01"}


def test_table_of_ones_own_counts_from_its_period(client: Client, association: Association) -> None:
    answer = _manager(client, association).post(_url(association, "tabeller/end/ny/"), TABLE)

    assert answer.status_code == 302
    rule = scheme_on(association, DAY).table("end", "own_education_short")
    assert (rule.label, rule.questions, rule.standard) == ("Avslutade efter utbildning", ("education_short",), False)
    with pytest.raises(KeyError):
        scheme_on(association, date(2025, 12, 31)).table("end", "own_education_short")


def test_table_of_follow_ups_is_counted_at_each_time(client: Client, association: Association) -> None:
    form = {"question": "support", "across": "", "label": "Offentlig försörjning", "first_day": "2026-01-01"}

    _manager(client, association).post(_url(association, "tabeller/follow_up/ny/"), form)

    scheme = scheme_on(association, DAY)
    assert [scheme.table(event, "own_support").event for event in ("follow_up_6", "follow_up_12")] == [
        "follow_up_6",
        "follow_up_12",
    ]


@pytest.mark.parametrize(
    ("event", "fields", "faulty"),
    [
        ("end", {"question": "education"}, ["__all__"]),  # there is one
        ("end", {"question": "end_group", "across": "young"}, ["__all__"]),  # the other way round
        ("end", {"question": "end_group", "across": "end_group"}, ["across"]),
        ("end", {"question": "occupation", "across": "young"}, ["question"]),
        ("end", {"question": "age_band", "across": "end_reason"}, ["is_sure"]),
        ("end", {"question": "referrer"}, ["question"]),  # not asked at the end
        ("end", {"first_day": "2026-03-01"}, ["first_day"]),
        ("end", {"first_day": "2025-07-01"}, ["first_day"]),
        ("end", {"label": ""}, ["label"]),
    ],
)
def test_table_that_cannot_be_counted_is_said(
    client: Client, association: Association, event: str, fields: dict[str, str], faulty: list[str]
) -> None:
    answer = _manager(client, association).post(_url(association, f"tabeller/{event}/ny/"), TABLE | fields)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, faulty)
    assert OwnTable.objects.of(association).count() == 0


def test_table_with_many_cells_is_declared_by_those_who_are_sure(client: Client, association: Association) -> None:
    form = TABLE | {"question": "age_band", "across": "end_reason", "is_sure": "on"}

    _manager(client, association).post(_url(association, "tabeller/end/ny/"), form)

    assert OwnTable.objects.of(association).get().across == "end_reason"


def test_table_cannot_begin_in_a_period_that_is_counted(association: Association) -> None:
    counted = ticked(an_intervention(association), 2026, {1: {"end": (3, 4)}})

    days = {
        event: [each.day for each in starts([counted], event, PeriodKind.HALF_YEAR, DAY)] for event in ("end", "start")
    }

    assert days == {
        "end": [date(2026, 7, 1), date(2027, 1, 1), date(2027, 7, 1)],
        "start": [date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1)],
    }


def test_table_ends_with_a_period(client: Client, association: Association) -> None:
    manager = _manager(client, association)
    manager.post(_url(association, "tabeller/end/ny/"), TABLE)
    row = OwnTable.objects.of(association).get()

    wrong = manager.post(_url(association, f"tabeller/{row.pk}/avsluta/"), {"last_day": "2026-03-31"})
    manager.post(_url(association, f"tabeller/{row.pk}/avsluta/"), {"last_day": "2026-06-30"})

    assert wrong.status_code == 422
    assert OwnTable.objects.of(association).get().last_day == date(2026, 6, 30)


def test_table_that_has_not_begun_goes_when_it_ends(client: Client, association: Association) -> None:
    manager = _manager(client, association)
    manager.post(_url(association, "tabeller/end/ny/"), TABLE | {"first_day": "2026-07-01"})
    row = OwnTable.objects.of(association).get()

    manager.post(_url(association, f"tabeller/{row.pk}/avsluta/"), {"last_day": "2026-06-30"})

    assert OwnTable.objects.of(association).count() == 0


def test_answers_that_can_be_given_no_longer_keep_their_names(association: Association) -> None:
    Member.objects.make(
        association, name="Laxå kommun", kind=MemberKind.MUNICIPALITY, key="laxa", last_day=date(2023, 12, 31)
    )
    an_intervention(association, "Vägen", first_day=date(2022, 1, 1), last_day=date(2023, 12, 31))

    scheme = scheme_on(association, DAY)

    assert "laxa" not in scheme.answers("municipality")
    assert [answer_label("municipality", key, scheme) for key in ("laxa", "okand")] == ["Laxå kommun", "okand"]
    assert answer_label("next_step", "vagen", scheme) == "Vägen"
    assert is_own("municipality", "laxa", scheme)


def test_members_of_the_day_may_be_recommended_as_next_step(association: Association) -> None:
    an_intervention(association, "Vägen")
    Member.objects.make(association, name="Försäkringskassan", kind=MemberKind.STATE)
    Member.objects.make(
        association, name="Lerums kommun", kind=MemberKind.MUNICIPALITY, last_day=DAY - timedelta(days=1)
    )
    Member.objects.make(
        association, name="Vägens kommun", kind=MemberKind.MUNICIPALITY, first_day=DAY + timedelta(days=1)
    )

    on = [scheme_on(association, DAY + timedelta(days=days)).answers("next_step") for days in (-1, 0, 1)]

    mine = [[key for key in answers if key.startswith(("vagen", "member_"))] for answers in on]
    assert mine == [
        ["vagen", "member_forsakringskassan", "member_lerums_kommun"],
        ["vagen", "member_forsakringskassan"],
        ["vagen", "member_forsakringskassan", "member_vagens_kommun"],
    ]
    assert on[1][-4:] == ("care", "studies", "other", "missing")
    assert answer_label("next_step", "member_lerums_kommun", scheme_on(association, DAY)) == "Lerums kommun"


def test_member_of_another_association_is_no_next_step(association: Association) -> None:
    Member.objects.make(an_association("Annat"), name="Försäkringskassan", kind=MemberKind.STATE)

    assert "member_forsakringskassan" not in scheme_on(association, DAY).answers("next_step")
