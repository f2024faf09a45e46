"""The sign-in library's pages are ours: our templates, our words."""

from typing import Any

import pytest
from django.test import Client

from mellanrum.web.access.models import User
from mellanrum.web.access.routes import LIBRARY
from support.people import PASSWORD, somebody
from support.routes import routes
from support.walking import ARGUMENTS

pytestmark = pytest.mark.django_db
BARE = ("base", "layouts")  # the library's own frames, which hold no words


def _foreign(answer: Any) -> list[str]:  # noqa: ANN401 - what the client answers
    """The templates of a page that are the library's own."""
    used = [(template.name or "", str(template.origin)) for template in answer.templates]
    return [
        name for name, origin in used if "site-packages/allauth" in origin and not any(bare in name for bare in BARE)
    ]


def _in_by_password(user: User) -> Client:
    client = Client()
    client.post("/konto/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_every_page_of_the_library_that_is_let_through_is_written_by_us() -> None:
    halfway = _in_by_password(somebody())  # the code is still asked for
    clients = {"stranger": Client(), "halfway": halfway, "inside": _in_by_password(somebody(second_factor=False))}
    pages, foreign = set(), {}
    for route in routes():
        if route.name not in LIBRARY:
            continue
        for who, client in clients.items():
            answer = client.get(route.url(ARGUMENTS))
            if answer.templates:
                pages.add(route.name)
                foreign[route.name, who] = _foreign(answer)

    assert {where: names for where, names in foreign.items() if names} == {}
    assert len(pages) > 15


def test_foreign_template_is_found() -> None:
    class Page:
        templates = (type("T", (), {"name": "account/x.html", "origin": "/lib/site-packages/allauth/templates/x"})(),)

    assert _foreign(Page()) == ["account/x.html"]
