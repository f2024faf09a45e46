"""What every answer tells a browser: that nobody keeps it, that nothing foreign runs in it, and where it leads on."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from mellanrum.web.access.middleware import RouteRules
from mellanrum.web.tenancy.models import Association
from support.people import PASSWORD, somebody
from support.routes import Route, routes
from support.walking import ARGUMENTS

_UNSAFE = ("unsafe", "data:", "blob:", "http:", "*")


@pytest.fixture
def manager(association: Association) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(somebody("manager", association))
    return client


def test_pages_of_associations_are_kept_by_nobody_else_and_run_nothing_foreign(
    association: Association, manager: Client
) -> None:
    listed = [route for route in routes() if "association" in route.arguments]
    answers = {
        route.name: manager.get(
            route.url(
                {**ARGUMENTS, "association": association.slug},
            )
        )
        for route in listed
    }

    assert [name for name, answer in answers.items() if not _is_guarded(answer)] == []
    assert len(answers) > 60


def _is_guarded(answer: HttpResponseBase) -> bool:
    return (
        bool({"private", "no-store"} & set(answer["Cache-Control"].replace(",", "").split()))
        and not any(word in answer["Content-Security-Policy"] for word in _UNSAFE)
        and (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    )


def test_pages_are_asked_for_anew_after_signing_out(association: Association, manager: Client) -> None:
    asked = [f"/f/{association.slug}/", f"/f/{association.slug}/ekonomi/", "/konto/", "/f/no-such-place/"]

    assert {manager.get(address)["Cache-Control"] for address in asked} == {"private, no-store"}


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "http://testserver//evil.example/",
        "http://testserver/\\evil.example",
        "https://testserver///evil.example/",
        "http:evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
    ],
)
def test_choice_of_language_leads_to_no_other_site(client: Client, back: str) -> None:
    answer = client.post("/sprak/", {"language": "en", "back": back})

    assert answer["Location"] in {"/", "/%5Cevil.example"}


def test_choice_of_language_leads_back(client: Client) -> None:
    answer = client.post("/sprak/", {"language": "en", "back": "http://testserver/konto/login/?next=/konto/"})

    assert answer["Location"] == "/konto/login/?next=/konto/"


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(association: Association, client: Client, onward: str) -> None:
    user = somebody("manager", association, second_factor=False)

    answer = client.post("/konto/login/", {"login": user.email, "password": PASSWORD, "next": onward})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_signing_in_gives_a_session_that_nobody_knew_before(association: Association, client: Client) -> None:
    user = somebody("manager", association, second_factor=False)
    client.get("/konto/login/")
    session = client.session
    session["kept"] = "before"
    session.save()
    before = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = before

    client.post("/konto/login/", {"login": user.email, "password": PASSWORD})

    assert client.session.session_key != before
    assert client.get("/konto/").status_code == 200
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/konto/")["Location"] == "/konto/login/?next=/konto/"


def test_post_without_the_forms_token_is_refused(association: Association) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(somebody("manager", association))
    exempt = [route.name for route in routes() if getattr(route.view, "csrf_exempt", False)]
    listed = [route for route in routes() if route.rule is not None and route.name not in exempt]

    assert exempt == ["answering:answer", "answering:kiosk", "answering:code"]  # their forms carry a token of their own
    codes = {route.name: _posted(client, route, association) for route in listed}

    assert {name: code for name, code in codes.items() if code != 403} == {}
    assert len(codes) > 90


def _posted(client: Client, route: Route, association: Association) -> int:
    return client.post(route.url({**ARGUMENTS, "association": association.slug})).status_code


def _unread(_request: HttpRequest) -> HttpResponse:
    raise AssertionError("the request went on to be read")


def test_large_file_of_a_stranger_is_not_read() -> None:
    request = RequestFactory().post("/konto/login/", CONTENT_LENGTH=str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    request.user = AnonymousUser()

    answer = RouteRules(_unread)(request)

    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/?next=/")
