"""Every route of the site has a rule, and the rule holds. A new route is walked here without anybody adding it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.routes import LIBRARY
from mellanrum.web.access.rules import CHECKS, Check, Refused
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.tenancy.models import Association
from support.people import an_association, somebody
from support.routes import routes
from support.walking import ARGUMENTS

pytestmark = pytest.mark.django_db

# Routes of the sign-in library that nobody reaches, on purpose.
UNREACHABLE = {
    "account_signup",  # people come by invitation
    "socialaccount_signup",
    "account_email",  # the address is the one that was invited
    "account_email_verification_sent",
    "account_confirm_email",
    "account_request_reauthentication_code",  # no codes by mail
    "account_confirm_reauthentication_code",
    "account_confirm_login_code",
    "mfa_download_recovery_codes",  # they are shown once, and saved from that page
}
ROUTES = routes()
INSIDE = [route for route in ROUTES if route.rule and route.rule.who == "in_association"]
METHODS = ("get", "post")


def _answers(client: Client, association: Association) -> dict[tuple[str, str], Any]:
    """What each route of an association answers to each method: the status, and where it leads."""
    found = {}
    for route in INSIDE:
        url = route.url(ARGUMENTS | {"association": association.slug})
        for method in METHODS:
            answer = getattr(client, method)(url)
            found[route.name, method] = (answer.status_code, answer.headers.get("Location", ""))
    return found


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _all(status: int) -> dict[tuple[str, str], tuple[int, str]]:
    return {(route.name, method): (status, "") for route in INSIDE for method in METHODS}


def _refused_role(check: Check, association: Association, user: User) -> RoleName | None:
    for role in RoleName:
        try:
            check(Standing(user, association, frozenset({role}), today()))
        except Refused:
            return role
    return None


def test_every_route_has_a_name_and_a_rule_or_is_unreachable_on_purpose() -> None:
    assert {route.name for route in ROUTES if route.rule is None} == UNREACHABLE


def test_every_rule_of_the_library_is_of_a_route_there_is() -> None:
    assert {name for name in LIBRARY if name not in {route.name for route in ROUTES}} == set()


def test_every_route_of_an_association_says_so_in_its_address_and_its_rule() -> None:
    assert {route.name for route in ROUTES if "association" in route.arguments} == {route.name for route in INSIDE}


def test_every_check_of_a_route_is_one_that_the_page_of_roles_tells_of() -> None:
    assert {route.name for route in INSIDE if route.rule and route.rule.check not in CHECKS.values()} == set()


def test_every_argument_has_a_value_to_walk_with() -> None:
    lacking = {
        (route.name, name)
        for route in ROUTES
        for name in route.arguments
        if name != "association" and name not in ARGUMENTS and f"{route.name}.{name}" not in ARGUMENTS
    }

    assert lacking == set()


def test_unreachable_routes_are_not_found(association: Association) -> None:
    client = _signed_in(somebody("manager", association))
    hidden = [route for route in ROUTES if route.name in UNREACHABLE]

    assert [route.name for route in hidden if client.get(route.url(ARGUMENTS)).status_code != 404] == []
    assert [route.name for route in hidden if Client().post(route.url(ARGUMENTS)).status_code != 404] == []


def test_stranger_is_sent_to_sign_in_by_every_route_but_those_for_anyone(association: Association) -> None:
    guarded = [route for route in ROUTES if route.rule and route.rule.who != "anyone"]
    values = ARGUMENTS | {"association": association.slug}

    answers = {route.name: Client().get(route.url(values)) for route in guarded}

    assert {
        name: (answer.status_code, answer.headers["Location"].partition("?")[0], answer.content)
        for name, answer in answers.items()
    } == {route.name: (302, "/konto/login/", b"") for route in guarded}


def test_stranger_who_posts_is_sent_to_sign_in(association: Association) -> None:
    answers = _answers(Client(), association)

    assert {answers[route.name, "post"] for route in INSIDE} == {(302, "/konto/login/?next=/")}


def test_stranger_whose_page_asks_for_a_part_is_sent_whole_to_sign_in(association: Association) -> None:
    answers = [
        Client().get(route.url(ARGUMENTS | {"association": association.slug}), headers={"HX-Request": "true"})
        for route in INSIDE
    ]

    assert {(answer.status_code, answer.headers["HX-Redirect"].partition("?")[0]) for answer in answers} == {
        (204, "/konto/login/")
    }


def test_user_of_another_association_finds_nothing(association: Association) -> None:
    other = _signed_in(somebody("manager", an_association("Ett annat förbund")))

    assert _answers(other, association) == _all(404)


def test_user_of_another_association_is_told_what_anybody_is_told_of_no_association(association: Association) -> None:
    other = _signed_in(somebody("manager", an_association("Ett annat förbund"), second_factor=False))
    there_is_none = Association(slug="finns-inte")

    assert _answers(other, association) == _answers(other, there_is_none)


@pytest.mark.parametrize(
    ("first", "last"),
    [(-30, -1), (1, None), (1, 30)],
    ids=["ended yesterday", "begins tomorrow", "begins tomorrow and ends"],
)
def test_user_whose_role_is_not_held_today_finds_nothing(
    association: Association, first: int, last: int | None
) -> None:
    days = [today() + timedelta(days=days) if days is not None else None for days in (first, last)]
    user = somebody("manager", association, first_day=days[0] or today(), last_day=days[1])

    assert _answers(_signed_in(user), association) == _all(404)


def test_user_whose_role_ends_today_still_comes_in(association: Association) -> None:
    user = somebody("manager", association, last_day=today())

    assert _signed_in(user).get(f"/f/{association.slug}/behorighet/").status_code == 200


def test_user_whose_role_the_check_refuses_is_told_why(association: Association) -> None:
    people = {role: somebody(role, association) for role in RoleName}
    clients = {role: _signed_in(user) for role, user in people.items()}
    wrong, walked = [], 0
    for route in INSIDE:
        assert route.rule
        assert route.rule.check
        role = _refused_role(route.rule.check, association, people[RoleName.MANAGER])
        if role is None:
            continue
        walked += 1
        for method in METHODS:
            answer = getattr(clients[role], method)(route.url(ARGUMENTS | {"association": association.slug}))
            if answer.status_code != 403 or "Det här är inte för din roll" not in answer.content.decode():
                wrong.append((route.name, method, answer.status_code))

    assert wrong == []
    assert walked > 40


def test_user_without_second_factor_is_asked_to_set_one_up(association: Association) -> None:
    answers = _answers(_signed_in(somebody("manager", association, second_factor=False)), association)

    assert set(answers.values()) == {(302, "/konto/ett-steg-till/")}


def test_route_without_rule_is_not_found_even_for_the_manager(association: Association, settings: Settings) -> None:
    settings.ROOT_URLCONF = "support.routes_without_rule"
    client = _signed_in(somebody("manager", association))

    assert (client.get("/ruled").status_code, client.get("/unruled").status_code) == (200, 404)


def test_walk_finds_routes_below_includes() -> None:
    found = [(route.path, route.arguments) for route in ROUTES if route.name == "access:end_role"]

    assert found == [("f/<slug:association>/behorighet/roll/<int:role>/avsluta/", ("association", "role"))]
