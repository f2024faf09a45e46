"""The pages of running surveys: what they tell, what they ask before they do it, and what they hand out."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from mellanrum.surveys.rules import Rules
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.surveys import services
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import running
from mellanrum.web.surveys.services.own import rules_of, save_rules, token_of_rules
from mellanrum.web.surveys.texts import texts_of
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.people import an_association, somebody
from support.surveying import a_survey, answered, manager_of, with_own

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

SOON = today() + timedelta(days=3)
PAST = today() - timedelta(days=20)


@pytest.fixture
def standing(association: Association) -> Standing:
    return manager_of(association)


@pytest.fixture
def manager(client: Client, standing: Standing) -> Client:
    client.force_login(standing.user)
    return client


def page(client: Client, association: Association, path: str = "") -> str:
    answer = client.get(f"/f/{association.slug}/enkater/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def posted(client: Client, association: Association, path: str, **data: object) -> int:
    return client.post(f"/f/{association.slug}/enkater/{path}", data).status_code


def over(standing: Standing, **fields: object) -> Survey:
    """A survey whose days have passed."""
    survey = a_survey(standing, **fields)
    Survey.objects.of(standing.association).filter(pk=survey.pk).update(opens=PAST, closes=PAST + timedelta(days=5))
    survey.refresh_from_db()
    return survey


def test_empty_list_says_what_will_be_here_and_how_to_begin(manager: Client, association: Association) -> None:
    told = page(manager, association)

    assert "Ingen enkät är planerad än" in told
    assert f"/f/{association.slug}/enkater/ny-enkat/" in told


def test_list_tells_surveys_by_how_far_they_have_come(
    manager: Client, standing: Standing, association: Association
) -> None:
    answered(a_survey(standing, label="Nu"), 4)
    a_survey(standing, label="Sedan", opens=SOON)
    over(standing, label="Förut")
    services.close(standing, over(standing, label="Stängd"))

    told = page(manager, association)

    captions = re.findall(r'<caption id="surveys-\w+">([^<]+)', told)
    assert captions == ["Väntar på att stängas", "Pågår nu", "Kommande", "Stängda"]
    assert re.findall(r'data-head="Inlämnade totalt">([^<]+)<', told) == ["0", "4", "–", "0"]


def test_queries_of_the_list_do_not_grow_with_surveys(
    manager: Client, standing: Standing, association: Association
) -> None:
    a_survey(standing)
    queries_of(manager, f"/f/{association.slug}/enkater/")
    one = queries_of(manager, f"/f/{association.slug}/enkater/")
    for number in range(3):
        a_survey(standing, label=f"Enkät {number}")

    assert queries_of(manager, f"/f/{association.slug}/enkater/") == one


def test_survey_is_planned_on_two_pages(manager: Client, standing: Standing, association: Association) -> None:
    with_own(standing)
    assert "Frukostmötet" in page(manager, association, "ny-enkat/")
    assert "Hur många får den: gäster" in page(manager, association, "ny-enkat/breakfast/")

    data = {
        "label": " Frukost  i maj ",
        "opens": today().isoformat(),
        "closes": SOON.isoformat(),
        "groups": ["guests"],
        "offered_guests": "30",
        "offered_staff": "",
        "has_link": "on",
        "few_others": "withheld",
        "about": "Vi vill bli bättre.",
    }
    assert posted(manager, association, "ny-enkat/breakfast/", **data) == 302

    survey = services.survey_of(association, "frukost_i_maj")
    assert survey
    told = (survey.label, survey.closes, survey.few_others, survey.has_link, survey.has_slips, survey.about)
    assert told == ("Frukost i maj", SOON, "withheld", True, False, "Vi vill bli bättre.")
    assert running.offered_of(survey) == {"guests": 30}
    assert [group.key for group in services.asked_of(survey).groups] == ["guests"]
    assert "personal" not in page(manager, association, f"{survey.key}/").lower()


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": ""},
        {"closes": (today() - timedelta(days=1)).isoformat()},
        {"opens": "2026-02-30"},
        {"offered_guests": "-1"},
        {"few_others": "all"},
        {"opens": "0001-01-01"},
        {"groups": []},
        {"groups": ["nobody"]},
        {"groups": ["guests"], "offered_staff": "12"},
    ],
)
def test_plan_with_a_fault_is_shown_again_and_saves_nothing(
    manager: Client, standing: Standing, association: Association, wrong: dict[str, object]
) -> None:
    with_own(standing)
    days = {"opens": today().isoformat(), "closes": SOON.isoformat()}
    usual = {"label": "X", **days, "few_others": "unsplit", "groups": ["guests", "staff"]}

    assert posted(manager, association, "ny-enkat/breakfast/", **(usual | wrong)) == 422
    assert services.listed(standing) == ()


def test_open_survey_tells_how_many_in_all_and_nothing_by_group(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing, offered={})
    answered(survey, 17)
    answered(survey, 6, "staff")

    told = page(manager, association, f"{survey.key}/")

    assert "23 enkäter har lämnats in totalt." in told
    assert [number for number in ("17", "6") if re.search(rf">\s*{number}\s*<", told)] == []


def test_page_has_link_and_square_of_the_survey(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing)

    told = page(manager, association, f"{survey.key}/")

    assert f"http://testserver/svara/{survey.address}/" in told
    assert told.count("<svg") == 1


def test_poster_has_name_address_and_square(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing, about="Vi vill bli bättre.")

    told = page(manager, association, f"{survey.key}/affisch/")

    assert f'<p class="poster-link" translate="no">testserver/svara/{survey.address}</p>' in told
    assert "Vi vill bli bättre." in told


def test_slips_are_shown_once_and_each_is_read(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing, has_slips=True)
    where = f"/f/{association.slug}/enkater/{survey.key}/lappar/"

    answer = manager.post(where, {"number": "12"})

    codes = re.findall(r'<code translate="no">([^<]+)</code>', answer.content.decode())
    assert (len(set(codes)), answer.headers["Cache-Control"]) == (12, "no-store")
    assert len({services.read_slip(survey, code) for code in codes}) == 12
    assert "<code" not in manager.get(where).content.decode()


@pytest.mark.parametrize("number", ["0", "501", "x", ""])
def test_slips_out_of_reason_are_refused(
    manager: Client, standing: Standing, association: Association, number: str
) -> None:
    survey = a_survey(standing, has_slips=True)

    assert posted(manager, association, f"{survey.key}/lappar/", number=number) == 422


def test_slips_are_not_made_where_none_are_used(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing)

    answer = manager.post(f"/f/{association.slug}/enkater/{survey.key}/lappar/", {"number": "12"})

    assert "<code" not in answer.content.decode()
    assert "Enkäten besvaras inte med lappar" in answer.content.decode()


def test_texts_to_copy_have_the_address_and_the_last_day(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)
    Survey.objects.of(association).update(closes=date(2099, 12, 5))

    told = page(manager, association, f"{survey.key}/texter/")

    assert told.count("<textarea") == 3
    assert told.count(f"/svara/{survey.address}/") == 3
    assert told.count("5 december 2099") == 3


def test_texts_to_copy_say_the_day_in_the_language_of_the_page(standing: Standing) -> None:
    survey = a_survey(standing)
    survey.closes = date(2025, 12, 5)

    with override("en"):
        said = texts_of(survey, "A", "https://a.example/svara/b/")

    assert [each.content.count("5 December 2025") for each in said] == [1, 1, 1]


def test_closing_asks_first_and_says_that_it_stands(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)
    answered(survey, 6)
    told = page(manager, association, f"{survey.key}/stang/")
    assert "Det går inte att ångra" in told
    assert services.state(survey, today()) == "open"

    assert posted(manager, association, f"{survey.key}/stang/") == 302

    survey.refresh_from_db()
    assert survey.closed_on == today()
    assert "6 enkäter har lämnats in totalt." in page(manager, association, f"{survey.key}/")


def test_last_day_of_an_open_survey_is_moved(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing)
    later = (survey.closes + timedelta(days=7)).isoformat()

    data = {"closes": later, "has_link": "on", "offered_guests": "44", "about": ""}
    assert posted(manager, association, f"{survey.key}/andra/", **data) == 302

    survey.refresh_from_db()
    assert (survey.closes.isoformat(), running.offered_of(survey)) == (later, {"guests": 44})


def test_planned_survey_is_changed_and_removed(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing, opens=SOON)
    data = {"label": "Ny", "opens": SOON.isoformat(), "closes": SOON.isoformat(), "few_others": "unsplit"}
    data["groups"] = "guests"
    assert posted(manager, association, f"{survey.key}/andra/", **data) == 302
    survey.refresh_from_db()
    assert (survey.label, survey.closes, survey.has_link) == ("Ny", SOON, False)

    assert posted(manager, association, f"{survey.key}/ta-bort/") == 302
    assert services.listed(standing) == ()


def test_open_survey_is_not_removed(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing)

    assert posted(manager, association, f"{survey.key}/ta-bort/") == 422
    assert services.survey_of(association, survey.key) == survey


def test_survey_of_another_association_does_not_exist(manager: Client, association: Association) -> None:
    other = a_survey(manager_of(an_association("Ett annat")))

    for path in ("", "andra/", "affisch/", "lappar/", "texter/", "stang/", "ta-bort/"):
        assert manager.get(f"/f/{association.slug}/enkater/{other.key}/{path}").status_code == 404


def test_coordinator_sees_surveys_and_cannot_run_them(
    client: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)
    client.force_login(somebody("coordinator", association))

    assert "Frukosten" in page(client, association)
    assert "Frukosten" in page(client, association, f"{survey.key}/")
    for path in ("ny-enkat/", "egna-formular/", "egna-texter/", f"{survey.key}/stang/", f"{survey.key}/lappar/"):
        assert client.get(f"/f/{association.slug}/enkater/{path}").status_code == 403


@pytest.mark.parametrize(("role", "is_told"), [("manager", True), ("coordinator", False)])
def test_how_many_a_closed_survey_has_in_all_is_for_those_who_read_exact_results(
    client: Client, standing: Standing, association: Association, role: str, is_told: bool
) -> None:
    survey = a_survey(standing)
    answered(survey, 3)
    client.force_login(somebody(role, association))
    places = (f"enkater/{survey.key}/", f"enkater/{survey.key}/papper/")
    in_all = "3 enkäter har lämnats in totalt."

    before = [in_all in client.get(f"/f/{association.slug}/{path}").content.decode() for path in places]
    services.close(standing, survey)
    after = [in_all in client.get(f"/f/{association.slug}/{path}").content.decode() for path in places]

    assert (before, after) == ([True, True], [is_told, is_told])
    told = re.findall('data-head="Inlämnade totalt">([^<]*)<', page(client, association))
    assert told == ["3" if is_told else "–"]


def test_name_of_a_survey_is_text_and_no_markup(manager: Client, standing: Standing, association: Association) -> None:
    survey = a_survey(standing, label="<script>alert(1)</script>", about="<b>x</b>")

    for path in ("", f"{survey.key}/", f"{survey.key}/affisch/", f"{survey.key}/texter/"):
        told = page(manager, association, path)
        assert ("<script>alert" in told, "<b>x</b>" in told) == (False, False)


def test_start_page_tells_of_a_survey_that_waits_to_be_closed(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = over(standing)
    a_survey(standing, label="Öppen")

    told = manager.get(f"/f/{association.slug}/").content.decode()

    assert "Enkäten ”Frukosten” väntar på att stängas" in told
    assert f"/f/{association.slug}/enkater/{survey.key}/" in told
    assert "Öppen" not in told


@pytest.mark.parametrize("questionnaire", ["breakfast", "event", "indicators"])
def test_closed_survey_leads_to_its_results(
    manager: Client, standing: Standing, association: Association, questionnaire: str
) -> None:
    survey = a_survey(standing, questionnaire=questionnaire, offered={})
    services.close(standing, survey)

    told = page(manager, association, f"{survey.key}/")

    (link,) = re.findall(r'href="(/f/[^"]+)"[^>]*>Se resultaten', told)
    assert manager.get(link).status_code == 200


def test_open_survey_leads_to_those_who_answer_and_to_paper(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)

    told = page(manager, association, f"{survey.key}/")

    (link, paper) = (
        re.search(r'href="http://testserver(/svara/[^"]+)"', told),
        re.search(r'href="(/f/[^"]+/papper/)"', told),
    )
    assert link
    assert paper
    assert (Client().get(link[1]).status_code, manager.get(paper[1]).status_code) == (200, 200)


@pytest.mark.parametrize(
    ("offered", "told"),
    [
        ({"guests": 40, "staff": 4}, ["Personal"]),
        ({"guests": 4, "staff": 4}, ["Gäster, Personal"]),
        ({"guests": 5}, []),
    ],
)
def test_group_that_cannot_reach_the_threshold_is_told_of_beforehand(
    client: Client, association: Association, offered: dict[str, int], told: list[str]
) -> None:
    standing = manager_of(association)
    client.force_login(standing.user)
    survey = a_survey(standing, offered=offered)

    assert re.findall(r"kan inte komma dit: ([^.]+)\.", page(client, association, f"{survey.key}/")) == told


def test_closed_survey_is_planned_again_with_the_same_plan(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = over(standing, label=f"Frukost {PAST.year}", few_others="withheld", about="Tack.")
    services.close(standing, survey)

    (link,) = re.findall(r'href="([^"]+)"[^>]*>Planera en likadan', page(manager, association, f"{survey.key}/"))
    told = manager.get(link.replace("&amp;", "&")).content.decode()

    assert re.findall(r'name="(?:label|opens|closes|offered_guests)" value="([^"]*)"', told) == [
        f"Frukost {today().year}",
        today().isoformat(),
        (today() + timedelta(days=5)).isoformat(),
        "40",
    ]
    assert 'value="withheld"' in told


def test_survey_whose_questionnaire_has_gone_is_not_planned_again(
    manager: Client, standing: Standing, association: Association
) -> None:
    survey = a_survey(standing)
    services.close(standing, survey)
    assert save_rules(standing, Rules(), token_of_rules(rules_of(association))) == ()

    assert "Planera en likadan" not in page(manager, association, f"{survey.key}/")


@pytest.mark.parametrize("like", ["", "nothing", "<script>", "frukosten"])
def test_new_survey_like_none_of_its_kind_is_as_usual(
    manager: Client, standing: Standing, association: Association, like: str
) -> None:
    a_survey(standing)

    told = manager.get(f"/f/{association.slug}/enkater/ny-enkat/event/", {"som": like}).content.decode()

    assert f'value="Evenemangsenkät {today().year}"' in told
