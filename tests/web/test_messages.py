"""All of the web speaks Swedish: `make messages` puts new texts into the catalogues, somebody fills in the words."""

from collections import defaultdict

import pytest
from babel.messages.catalog import Message
from django.utils.translation import gettext, ngettext, npgettext, override, pgettext

from tools import messages

APPS = {app.name: app for app in messages.apps()}


@pytest.mark.parametrize("name", APPS)
def test_swedish_is_whole_and_fresh(name: str) -> None:
    assert messages.faults(APPS[name]) == []


@pytest.mark.parametrize("name", APPS)
def test_swedish_is_what_the_site_says(name: str) -> None:
    """Django reads the app's catalogue, and no other app gives the same text other words."""
    written = {_key(message): messages.forms(message.string) for message in _translated(name)}

    with override("sv"):
        said = {_key(message): _said(message) for message in _translated(name)}
    assert said == written


def test_swedish_is_the_same_in_every_app() -> None:
    heard: dict[object, set[tuple[str, ...]]] = defaultdict(set)
    for name in APPS:
        for message in _translated(name):
            heard[_key(message)].add(messages.forms(message.string))

    assert {key: texts for key, texts in heard.items() if len(texts) > 1} == {}


def test_trial_balance_has_one_name_on_the_web_the_command_line_and_in_the_guides() -> None:
    src = messages.WEB.parent
    texts = [*src.rglob("*.po"), *src.rglob("*.html"), *(src.parents[1] / "docs").rglob("*.md")]

    assert len(texts) > 100
    assert [str(path) for path in texts if "saldolist" in path.read_text(encoding="utf-8").lower()] == []


def _translated(name: str) -> list[Message]:
    return [message for message in messages.entries(messages.read(APPS[name].po)) if not messages.lacks(message)]


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, messages.forms(message.id)[0]


def _said(message: Message) -> tuple[str, ...]:
    singular, *more = messages.forms(message.id)
    if not more:
        return (pgettext(message.context, singular) if message.context else gettext(singular),)
    [plural] = more
    if message.context:
        return tuple(npgettext(message.context, singular, plural, number) for number in (1, 2))
    return tuple(ngettext(singular, plural, number) for number in (1, 2))
