"""The tick sheet: who fills it, what is saved, what is said of what does not tie, and two people at once."""

import json
import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import count, set_month
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import TOTAL, Count, Ledger
from mellanrum.tallies.scheme import Own, scheme_of
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.models import User
from mellanrum.web.counters import store
from mellanrum.web.counters.models import SpentToken
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.models import Reopening, StockNote
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody
from support.pointing import Pointing

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 27)
MONTH = {"m.start.woman": "3", "m.start.man": "4"}
EDUCATION = {
    "t.start.education.primary..woman": "3",
    "t.start.education.secondary..man": "3",
    "t.start.education.missing..man": "1",
}


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association, "Coachingteamet", first_day=date(2026, 1, 1))


@pytest.fixture
def coordinator(client: Client, association: Association, coaching: Intervention) -> Client:
    """A browser in which a coordinator of the team has signed in."""
    user = somebody("coordinator", association)
    counts_in(coaching, user)
    client.force_login(user)
    return client


def url(intervention: Intervention, month: str = "2026-11", more: str = "") -> str:
    return f"/f/{intervention.association.slug}/uppfoljning/pinnblad/{intervention.slug}/{month}/{more}"


def hidden(page: str) -> dict[str, str]:
    """What rides in the page: its token, and what it has seen."""
    found = dict(re.findall(r'<input type="hidden" name="(seen|mode|token)" value="([^"]*)"', page))
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


def fill(client: Client, intervention: Intervention, numbers: dict[str, str], month: str = "2026-11") -> str:
    """Open the sheet, type numbers and save; return what the page says afterwards."""
    opened = client.get(url(intervention, month)).content.decode()
    answer = client.post(url(intervention, month), {**hidden(opened), **numbers}, follow=True)
    return answer.content.decode()


def ledger(intervention: Intervention, year: int = 2026) -> Ledger:
    found = store.ledger_of(intervention.association, intervention.slug, year)
    assert found
    return found


def test_sheet_filled_keeps_month_and_tables(coordinator: Client, coaching: Intervention) -> None:
    page = fill(coordinator, coaching, {**MONTH, **EDUCATION, "m.waiting.unsplit": "2"})

    now = ledger(coaching)
    assert dict(now.month(11).counts) == {
        ("start", Sex.WOMAN): Count(3),
        ("start", Sex.MAN): Count(4),
        ("waiting", Sex.UNSPLIT): Count(2),
    }
    assert {cell: number for cell, number in now.part(2).cells.items() if cell.table != TOTAL} == {
        Cell("start", "education", "primary", "", Sex.WOMAN): 3,
        Cell("start", "education", "secondary", "", Sex.MAN): 3,
        Cell("start", "education", "missing", "", Sex.MAN): 1,
    }
    assert now.part(2).by_form == frozenset()
    assert 'name="t.start.education.primary..woman" value="3"' in page


def test_sheet_saved_twice_as_it_stands_changes_nothing(coordinator: Client, coaching: Intervention) -> None:
    fill(coordinator, coaching, {**MONTH, **EDUCATION})
    before = ledger(coaching)

    fill(coordinator, coaching, {**MONTH, **EDUCATION})

    assert ledger(coaching) == before


def test_table_that_does_not_tie_is_saved_and_marked(coordinator: Client, coaching: Intervention) -> None:
    page = fill(coordinator, coaching, {**MONTH, "t.start.education.primary..woman": "5"})

    assert ledger(coaching).part(2).cells[Cell("start", "education", "primary", "", Sex.WOMAN)] == 5
    assert "2 för många" in page
    assert "4 för få" in page


def test_sheet_added_up_without_javascript_saves_nothing(coordinator: Client, coaching: Intervention) -> None:
    answer = coordinator.post(url(coaching), {**MONTH, **EDUCATION, "step": "sum"})

    page = answer.content.decode()
    assert 'name="m.start.woman" value="3"' in page
    assert '<td class="number" data-sum="man">4</td>' in page
    assert store.ledger_of(coaching.association, coaching.slug, 2026) is None


def test_faults_are_all_told_beside_their_fields_and_nothing_is_saved(
    coordinator: Client, coaching: Intervention
) -> None:
    opened = coordinator.get(url(coaching)).content.decode()
    typed = {
        "m.start.woman": "-1",
        "m.start.man": "2,5",
        "m.end.woman": "tre",
        "m.end.man": "100001",
        "m.waiting.unsplit": "7",
    }

    answer = coordinator.post(url(coaching), {**hidden(opened), **typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'id="(m\.[a-z.]+)_error"', page) == ["m.start.woman", "m.start.man", "m.end.woman", "m.end.man"]
    assert Pointing(page).said_of("m.end.woman") == ["Skriv ett tal med siffror."]
    assert 'name="m.waiting.unsplit" value="7"' in page
    assert store.ledger_of(coaching.association, coaching.slug, 2026) is None


def test_mean_typed_in_place_of_sum_becomes_sum(coordinator: Client, coaching: Intervention) -> None:
    fill(coordinator, coaching, {"t.end.age.asked..woman": "97", "a.end.age.woman": "43,8"})

    assert ledger(coaching).part(2).cells[Cell("end", "age", "sum", "", Sex.WOMAN)] == 4249


def test_mean_that_says_something_else_than_sum_is_a_fault(coordinator: Client, coaching: Intervention) -> None:
    opened = coordinator.get(url(coaching)).content.decode()
    typed = {"t.end.age.asked..woman": "10", "t.end.age.sum..woman": "400", "a.end.age.woman": "41"}

    answer = coordinator.post(url(coaching), {**hidden(opened), **typed})

    assert answer.status_code == 422
    assert 'id="a.end.age.woman_error"' in answer.content.decode()


def test_two_at_once_neither_loses_what_was_typed(coordinator: Client, coaching: Intervention) -> None:
    fill(coordinator, coaching, MONTH)
    mine = hidden(coordinator.get(url(coaching)).content.decode())
    fill(coordinator, coaching, {"m.start.woman": "5", "m.start.man": "4", "m.end.man": "1"})

    answer = coordinator.post(url(coaching), {**mine, "m.start.woman": "6", "m.start.man": "4"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="m.start.woman" value="6"' in page
    assert Pointing(page).said_of("m.start.woman") == ["sparat nu: 5"]
    assert 'name="m.end.man" value="1"' in page
    assert ledger(coaching).month(11).counts["start", Sex.WOMAN] == Count(5)
    again = coordinator.post(
        url(coaching), {**hidden(page), "m.start.woman": "6", "m.start.man": "4", "m.end.man": "1"}
    )
    assert again.status_code == 302
    assert ledger(coaching).month(11).counts["start", Sex.WOMAN] == Count(6)


def counted_by_form(intervention: Intervention) -> None:
    scheme = scheme_of(Own(), DAY)
    entry = Entry("start", date(2026, 11, 1), Sex.WOMAN, {"education": ("primary",)})
    store.change(
        intervention.association,
        intervention.slug,
        2026,
        lambda each: count(each, entry, scheme),
        kind=PeriodKind.HALF_YEAR,
    )


def test_event_that_forms_counted_in_shows_no_live_cell_and_adds(coordinator: Client, coaching: Intervention) -> None:
    counted_by_form(coaching)
    opened = coordinator.get(url(coaching)).content.decode()

    assert 'name="t.start.education.primary..woman" value=""' in opened
    assert Pointing(opened).said_of("m.start.woman") == ["1 +"]
    assert ('data-month aria-describedby="month-adds"' in opened, Pointing(opened).missing) == (True, [])
    page = fill(coordinator, coaching, {"m.start.woman": "2", "t.start.education.primary..woman": "2"})

    assert ledger(coaching).month(11).counts["start", Sex.WOMAN] == Count(3)
    assert ledger(coaching).part(2).cells[Cell("start", "education", "primary", "", Sex.WOMAN)] == 3
    assert 'name="t.start.education.primary..woman" value=""' in page


def test_batch_sent_twice_is_added_once(coordinator: Client, coaching: Intervention) -> None:
    counted_by_form(coaching)
    opened = hidden(coordinator.get(url(coaching)).content.decode())
    typed = {**opened, "m.start.woman": "2"}

    coordinator.post(url(coaching), typed)
    coordinator.post(url(coaching), typed)

    assert ledger(coaching).month(11).counts["start", Sex.WOMAN] == Count(3)


def test_form_that_counted_while_sheet_was_open_stops_it(coordinator: Client, coaching: Intervention) -> None:
    opened = hidden(coordinator.get(url(coaching)).content.decode())
    counted_by_form(coaching)

    answer = coordinator.post(url(coaching), {**opened, **MONTH})

    assert answer.status_code == 409
    assert 'name="m.start.woman" value="3"' in answer.content.decode()
    assert ledger(coaching).month(11).counts["start", Sex.WOMAN] == Count(1)


def test_real_number_ongoing_is_compared_and_explained(coordinator: Client, coaching: Intervention) -> None:
    page = fill(coordinator, coaching, {**MONTH, "o.woman": "2", "o.man": "4", "note": "En väntar på beslut"})

    assert "1 för få" in page
    assert StockNote.objects.of(coaching.association).get().text == "En väntar på beslut"
    assert ledger(coaching).month(11).stock_corrected == {}


def test_counters_are_corrected_to_the_real_number_ongoing(coordinator: Client, coaching: Intervention) -> None:
    fill(coordinator, coaching, {**MONTH, "o.woman": "2", "o.man": "4", "correct_stock": "on"})

    assert ledger(coaching).month(11).stock_corrected == {Sex.WOMAN: -1}


def test_locked_month_is_read_only_and_its_period_is_not(coordinator: Client, coaching: Intervention) -> None:
    page = coordinator.get(url(coaching, "2026-09")).content.decode()

    assert 'name="m.start.woman"' not in page
    assert 'name="t.start.education.primary..woman"' in page
    assert "Månaden låstes 2026-10-10" in page


def test_late_numbers_are_counted_in_the_open_month(coordinator: Client, coaching: Intervention) -> None:
    address = url(coaching, "2026-09", "sent/")
    ended_in_september(coaching)
    opened = hidden(coordinator.get(address).content.decode())

    below = coordinator.post(address, {**opened, "m.start.woman": "2", "m.end.man": "−3"})
    coordinator.post(address, {**opened, "m.start.woman": "2", "m.end.man": "−1"})
    coordinator.post(address, {**opened, "m.start.woman": "2", "m.end.man": "−1"})

    assert dict(ledger(coaching).month(11).counts) == {
        ("start", Sex.WOMAN): Count(late=2),
        ("end", Sex.MAN): Count(corrected=-1),
    }
    assert (below.status_code, "Det tar bort fler än det finns." in below.content.decode()) == (422, True)


def test_late_numbers_of_which_none_is_typed_say_what_to_do(coordinator: Client, coaching: Intervention) -> None:
    address = url(coaching, "2026-09", "sent/")
    opened = hidden(coordinator.get(address).content.decode())

    answer = coordinator.post(address, opened)

    assert answer.status_code == 422
    assert "<p>Skriv minst ett tal nedan.</p>" in answer.content.decode()


def test_explanation_that_is_too_long_is_a_fault_at_its_field(coordinator: Client, coaching: Intervention) -> None:
    opened = coordinator.get(url(coaching)).content.decode()

    answer = coordinator.post(url(coaching), {**hidden(opened), **MONTH, "note": "x" * 501})

    assert Pointing(answer.content.decode()).said_of("note")[1:] == ["Skriv högst 500 tecken."]


def ended_in_september(intervention: Intervention) -> None:
    store.change(
        intervention.association,
        intervention.slug,
        2026,
        lambda each: set_month(each, 9, {("end", Sex.MAN): 2}, {}),
        kind=PeriodKind.HALF_YEAR,
    )


def test_month_is_opened_again_by_the_managers_decision_only(
    coordinator: Client, client: Client, association: Association, coaching: Intervention
) -> None:
    fill(coordinator, coaching, EDUCATION, "2026-09")
    address = url(coaching, "2026-09", "oppna/")
    assert coordinator.get(address).status_code == 403

    client.force_login(somebody("manager", association))
    client.post(address, {"decision": "Ordföranden 2026-11-27", "until": "2026-12-01"})

    assert Reopening.objects.of(association).get().decision == "Ordföranden 2026-11-27"
    assert 'name="m.start.woman"' in client.get(url(coaching, "2026-09")).content.decode()


def test_intervention_by_head_counts_has_no_tables(coordinator: Client, association: Association) -> None:
    groups = an_intervention(association, "Grupper", counting="head_counts", direction="structural")
    counts_in(groups, _user(coordinator))

    page = fill(coordinator, groups, {"m.head_count.woman": "12", "m.groups_held.unsplit": "2"})

    assert 'name="m.start.woman"' not in page
    assert ledger(groups).month(11).counts["head_count", Sex.WOMAN] == Count(12)


def _user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_another_associations_sheet_is_not_found_and_another_teams_refused(
    coordinator: Client, association: Association, coaching: Intervention
) -> None:
    theirs = an_intervention(an_association("Förbundet Annat"), "Deras")
    others = an_intervention(association, "Ett annat team")

    assert coordinator.get(url(theirs)).status_code == 404
    assert coordinator.get(url(coaching).replace("coachingteamet", theirs.slug)).status_code == 404
    assert coordinator.get(url(others)).status_code == 403
    assert coordinator.post(url(others), MONTH).status_code == 403
    assert store.ledger_of(association, others.slug, 2026) is None


@pytest.mark.parametrize("month", ["2026-12", "2025-12", "2026-13", "november", "2026-1"])
def test_month_that_there_is_none_of_is_not_found(coordinator: Client, coaching: Intervention, month: str) -> None:
    assert coordinator.get(url(coaching, month)).status_code == 404


def test_list_leads_to_the_month_to_fill(coordinator: Client, coaching: Intervention) -> None:
    page = coordinator.get(f"/f/{coaching.association.slug}/uppfoljning/pinnblad/").content.decode()

    assert url(coaching, "2026-11") in page


@pytest.mark.parametrize("numbers", [1, 3])
def test_list_asks_as_much_for_three_as_for_one(
    coordinator: Client,
    association: Association,
    coaching: Intervention,
    numbers: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(1, numbers):
        counts_in(an_intervention(association, f"Team {number}"), _user(coordinator))
    fill(coordinator, coaching, MONTH)

    with django_assert_max_num_queries(25):
        coordinator.get(f"/f/{association.slug}/uppfoljning/pinnblad/")


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 30)])
def test_spent_token_tells_the_month_and_not_the_day(
    coordinator: Client, coaching: Intervention, monkeypatch: pytest.MonkeyPatch, day: date
) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: day)
    counted_by_form(coaching)
    fill(coordinator, coaching, {"m.start.woman": "2"})

    assert [token.last_day for token in SpentToken.objects.all()] == [date(2027, 1, 31)]


@pytest.mark.parametrize("seen", ["[", "[" * 100_000])
def test_seen_that_is_no_json_is_taken_for_nothing_seen(coordinator: Client, coaching: Intervention, seen: str) -> None:
    fill(coordinator, coaching, MONTH)
    opened = hidden(coordinator.get(url(coaching)).content.decode())

    answer = coordinator.post(url(coaching), {**opened, "seen": seen, **MONTH, "m.start.woman": "8"})

    assert answer.status_code == 409
    assert json.loads(hidden(answer.content.decode())["seen"])["m.start.woman"] == 3


def test_mistyped_batch_is_taken_away_by_a_batch_with_a_minus(coordinator: Client, coaching: Intervention) -> None:
    counted_by_form(coaching)
    before = ledger(coaching)
    typed = {"m.start.man": "50", "t.start.education.primary..man": "50", "t.start.age.asked..man": "50"}
    fill(coordinator, coaching, {**typed, "a.start.age.man": "40"})
    page = fill(coordinator, coaching, dict.fromkeys(typed, "−45") | {"a.start.age.man": "40"})

    now = ledger(coaching)
    assert now.month(11).counts["start", Sex.MAN] == Count(5)
    of_men = {cell: number for cell, number in now.part(2).cells.items() if cell.sex is Sex.MAN}
    assert of_men == {
        Cell("start", TOTAL, TOTAL, "", Sex.MAN): 5,
        Cell("start", "education", "primary", "", Sex.MAN): 5,
        Cell("start", "age", "asked", "", Sex.MAN): 5,
        Cell("start", "age", "sum", "", Sex.MAN): 200,
    }
    assert "−45 tar bort 45" in page
    fill(coordinator, coaching, dict.fromkeys(typed, "-5") | {"a.start.age.man": "40"})
    now = ledger(coaching)
    assert (now.month(11).counts, now.part(2).cells) == (before.month(11).counts, before.part(2).cells)


def test_batch_never_takes_a_month_below_nil(coordinator: Client, coaching: Intervention) -> None:
    counted_by_form(coaching)
    opened = hidden(coordinator.get(url(coaching)).content.decode())

    answer = coordinator.post(url(coaching), {**opened, "m.start.woman": "-2", "m.start.man": "4"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="m.start.woman_error">Det tar bort fler än det finns.<' in page
    assert 'name="m.start.man" value="4"' in page
    assert ledger(coaching).month(11).counts == {("start", Sex.WOMAN): Count(1)}
