"""Signing in by another service: it lets in the users there are, by an address it vouches for, and makes none."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread
from pytest_django import Settings

from mellanrum.web.access.models import User
from mellanrum.web.tenancy.models import Association
from support.people import PASSWORD, somebody

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the service's own, in its own thread
    pytest.mark.usefixtures("service"),
]
BEGIN = "/konto/tjanster/oidc/kommunen/login/"


@pytest.fixture
def service(settings: Settings) -> Iterator[None]:
    """A service that knows some people, and the site told of it."""
    known = [
        Known(sub="kim", claims={"email": "Kim@Example.org", "email_verified": True}),
        Known(sub="unsure", claims={"email": "kim@example.org", "email_verified": False}),
        Known(sub="silent", claims={"name": "Kim"}),
        Known(sub="unknown", claims={"email": "ingen@example.org", "email_verified": True}),
    ]
    with run_server_in_thread(user_claims=known) as server:
        url = f"http://localhost:{server.server_port}"
        app = {
            "provider_id": "kommunen",
            "name": "Kommunen",
            "client_id": "mellanrum",
            "secret": "s",
            "settings": {"server_url": url, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield


@pytest.fixture
def kim() -> User:
    return User.objects.create_user("kim@example.org", PASSWORD, name="Kim")


def _sign_in_as(sub: str, client: Client, begin: str = BEGIN) -> Any:  # noqa: ANN401 - what the client answers
    """Go to the service, sign in there as somebody, and come back."""
    there = client.post(begin)["Location"]
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def _is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_service_is_offered_on_the_page_of_signing_in() -> None:
    assert "Logga in med Kommunen" in Client().get("/konto/login/").content.decode()


def test_user_whose_address_the_service_vouches_for_comes_in(kim: User) -> None:
    client = Client()

    answer = _sign_in_as("kim", client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert _is_in(client)
    assert SocialAccount.objects.get().user == kim


def test_user_who_came_by_a_service_keeps_the_password(kim: User) -> None:
    _sign_in_as("kim", Client())

    kim.refresh_from_db()
    assert kim.check_password(PASSWORD)


@pytest.mark.usefixtures("kim")
def test_user_who_came_before_comes_in_again() -> None:
    client = Client()
    _sign_in_as("kim", Client())

    _sign_in_as("kim", client)

    assert _is_in(client)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("sub", ["unsure", "silent", "unknown"])
def test_who_is_not_vouched_for_or_not_known_is_told_so_and_not_let_in(kim: User, sub: str) -> None:
    client = Client()

    answer = _sign_in_as(sub, client)

    assert "Ingen här har den adressen" in answer.content.decode()
    assert not _is_in(client)
    assert list(User.objects.all()) == [kim]
    assert SocialAccount.objects.count() == 0


@pytest.mark.usefixtures("kim")
def test_inactive_user_is_not_let_in_by_a_service() -> None:
    User.objects.update(is_active=False)
    client = Client()

    answer = _sign_in_as("kim", client)

    assert "Ingen här har den adressen" in answer.content.decode()
    assert not _is_in(client)


def test_service_is_connected_by_who_is_signed_in() -> None:
    client = Client()
    user = somebody(second_factor=False)
    client.post("/konto/login/", {"login": user.email, "password": PASSWORD})

    _sign_in_as("silent", client, f"{BEGIN}?process=connect")

    assert SocialAccount.objects.get().user == user
    other = Client()
    _sign_in_as("silent", other)
    assert _is_in(other)


def test_service_brings_its_own_second_factor(kim: User, association: Association) -> None:
    client = Client()
    kim.roles.create(association=association, name="manager", first_day="2020-01-01")

    _sign_in_as("kim", client)

    assert client.get(f"/f/{association.slug}/behorighet/").status_code == 200


@pytest.mark.usefixtures("kim")
def test_answer_that_nobody_asked_for_is_refused() -> None:
    client = Client()

    answer = client.get("/konto/tjanster/oidc/kommunen/login/callback/?code=x&state=y")

    assert "Den andra tjänsten loggade inte in dig" in answer.content.decode()
    assert not _is_in(client)


def test_service_that_there_is_none_of_is_not_found() -> None:
    assert Client().post("/konto/tjanster/oidc/nagon-annan/login/").status_code == 404


def test_service_that_does_not_answer_says_so(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://localhost:9"

    answer = Client(raise_request_exception=False).post(BEGIN)

    assert "Den andra tjänsten loggade inte in dig" in answer.content.decode()
