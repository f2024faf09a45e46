"""Somebody who answers a survey, as a browser without scripts does: reads the page, chooses, presses a button.

    person = Person(survey)
    person.begin()
    person.choose("yes")
    person.press("leave")
    person.heading  # "Tack"

`Person(survey, at="kiosk/")` answers at a kiosk. `sent` is the last form, `page` the last answer.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from mellanrum.web.surveys.models import Survey

_FIELD = re.compile(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_CHOICE = re.compile(r'<input type="radio" name="answer" value="([^"]*)"( checked)?>')


class Person:
    """Who answers, with a browser that holds nothing."""

    def __init__(self, survey: Survey, *, at: str = "", client: Client | None = None) -> None:
        self.survey = survey
        self.url = f"/svara/{survey.address}/{at}"
        self.client = client or Client(enforce_csrf_checks=True)
        self.page: Any = None
        self.sent: dict[str, str] = {}

    def open(self, **asked: str) -> "Person":
        """Open the first page."""
        self.page = self.client.get(self.url, asked)
        return self

    def begin(self, **asked: str) -> "Person":
        """Open the first page and begin."""
        return self.open(**asked).press("begin")

    def with_code(self, code: str) -> "Person":
        """Type the code of a slip."""
        at = f"/svara/{self.survey.address}/kod/"
        self.page = self.client.get(at)
        self.page = self.client.post(at, {**self.hidden, "code": code})
        return self

    def choose(self, *answers: str) -> "Person":
        """Answer one step after the other; "" passes by."""
        for answer in answers:
            self.press("next" if answer else "skip", **({"answer": answer} if answer else {}))
        return self

    def press(self, button: str, **fields: str) -> "Person":
        """Press a button of the page as it stands, with what else has been filled in."""
        self.sent = {**self.hidden, "do": button, **fields}
        return self.again()

    def change(self, step: str) -> "Person":
        """Press the button that changes an answer, on the last page."""
        self.sent = {**self.hidden, "change": step}
        return self.again()

    def again(self) -> "Person":
        """Send the last form once more."""
        self.page = self.client.post(self.url, self.sent)
        return self

    @property
    def text(self) -> str:
        """The page as it came."""
        return str(self.page.content.decode())

    @property
    def hidden(self) -> dict[str, str]:
        """What the page's form carries."""
        return hidden_in(self.page)

    @property
    def heading(self) -> str:
        """What the page is called."""
        found = _HEADING.search(self.text)
        assert found, self.text
        return unescape(found[1]).strip()

    @property
    def offered(self) -> list[str]:
        """The answers that can be chosen."""
        return [key for key, _ in _CHOICE.findall(self.text)]

    @property
    def chosen(self) -> list[str]:
        """Those of them that have been."""
        return [key for key, is_chosen in _CHOICE.findall(self.text) if is_chosen]


def hidden_in(page: Any) -> dict[str, str]:  # noqa: ANN401 - what the test client answers
    """Return the hidden fields of a page's forms."""
    return {name: unescape(value) for name, value in _FIELD.findall(page.content.decode())}


def cookies_of(answers: Iterable[HttpResponseBase]) -> list[str]:
    """List what answers set in the browser."""
    return [name for answer in answers for name in answer.cookies]
