"""The pages of what went wrong: each says what, whether anything was saved, and the way on, in both languages."""

import re

import pytest
from django.conf import settings
from django.test import Client

from support.people import an_association, somebody

pytestmark = pytest.mark.urls("support.failing_pages")

HEADINGS = {
    "sv": {
        400: "Det som skickades gick inte att förstå",
        403: "Den här sidan är inte för dig",
        404: "Sidan finns inte",
        405: "Det görs inte så här",
        413: "Filen är för stor",
        500: "Något gick fel, och felet är vårt",
    },
    "en": {
        400: "The request could not be understood",
        403: "This page is not for you",
        404: "There is no such page",
        405: "It is not done this way",
        413: "The file is too large",
        500: "Something went wrong, and the fault is ours",
    },
}


def _heading(page: bytes) -> str:
    [heading] = re.findall(r"<h1>(.+?)</h1>", page.decode())
    return str(heading)


@pytest.fixture
def failing() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("lang", HEADINGS)
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_page_without_database(failing: Client, lang: str, status: int) -> None:
    """Nothing here may reach the database: pytest-django refuses it to a test that does not ask for it."""
    failing.cookies[settings.LANGUAGE_COOKIE_NAME] = lang

    answer = failing.get(f"/fails/{status}/")

    assert (answer.status_code, _heading(answer.content)) == (status, HEADINGS[lang][status])
    assert answer["Content-Language"] == lang
    assert answer.content.decode().startswith(f'<!doctype html>\n<html lang="{lang}">')


@pytest.mark.parametrize("lang", HEADINGS)
def test_wrong_method_page_says_what_is_allowed(failing: Client, lang: str) -> None:
    failing.cookies[settings.LANGUAGE_COOKIE_NAME] = lang

    answer = failing.get("/sprak/")

    assert (answer.status_code, _heading(answer.content), answer["Allow"]) == (405, HEADINGS[lang][405], "POST")


@pytest.mark.parametrize("lang", HEADINGS)
@pytest.mark.parametrize("length", [str(settings.LARGEST_FILE + 1_000_001), "many", "-1"])
def test_too_large_page_is_answered_unread(failing: Client, lang: str, length: str) -> None:
    failing.cookies[settings.LANGUAGE_COOKIE_NAME] = lang

    answer = failing.post("/sprak/", CONTENT_LENGTH=length)

    assert (answer.status_code, _heading(answer.content)) == (413, HEADINGS[lang][413])


def test_form_that_is_too_old(db: None) -> None:  # noqa: ARG001 - a fixture that is only to be there
    answer = Client(enforce_csrf_checks=True).post("/sprak/", {"language": "en"})

    assert (answer.status_code, _heading(answer.content)) == (403, "Sidan hade varit öppen för länge")


def test_foreign_host_is_not_understood(failing: Client) -> None:
    answer = failing.get("/sprak/", HTTP_HOST="evil.example")

    assert (answer.status_code, _heading(answer.content)) == (400, HEADINGS["sv"][400])


@pytest.mark.django_db
def test_not_found_page_of_signed_in_user_has_the_way_back(client: Client) -> None:
    client.force_login(somebody("manager", an_association()))

    answer = client.get("/ingenting/")

    assert (answer.status_code, _heading(answer.content)) == (404, HEADINGS["sv"][404])
    assert 'class="button" href="/"' in answer.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_page_says_nothing_of_the_program(failing: Client, status: int) -> None:
    page = failing.get(f"/fails/{status}/").content.decode()

    assert re.findall(r"Traceback|RuntimeError|Django|mellanrum\.", page) == []
