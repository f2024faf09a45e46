"""What can be counted by a form, as addresses and pages call it."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.tallies.scheme import FOLLOW_UP, follow_up

ADDRESSES = {
    "referral": "remiss",
    "guidance": "vagledning",
    "start": "start",
    "end": "avslut",
    "screening": "fragor-om-vald",
}
_EVENTS = {address: event for event, address in ADDRESSES.items()}
_FOLLOW_UP = "uppfoljning"
_MONTHS = re.compile(rf"{FOLLOW_UP}_([0-9]+)")


class EventConverter:
    """An event in an address: "start", "avslut", "uppfoljning-6"."""

    regex = "|".join((*_EVENTS, rf"{_FOLLOW_UP}-[1-9][0-9]?"))

    def to_python(self, value: str) -> str:
        """Return the event that an address means."""
        if value in _EVENTS:
            return _EVENTS[value]
        return follow_up(int(value.rpartition("-")[2]))

    def to_url(self, value: str) -> str:
        """Return how an event stands in an address. ValueError for one that has none."""
        if value in ADDRESSES:
            return ADDRESSES[value]
        months = months_after(value)
        if months is None:
            raise ValueError(value)
        return f"{_FOLLOW_UP}-{months}"


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says about an event: its heading, the button, what has been done, and the list's own line."""

    title: str
    button: str
    counted: str
    back: str
    again: str


def months_after(event: str) -> int | None:
    """Return how many months after the end a follow-up is; None for what is none."""
    found = _MONTHS.fullmatch(event)
    return int(found[1]) if found else None


def has_address(event: str) -> bool:
    """Tell whether an event has a form."""
    return event in ADDRESSES or months_after(event) is not None


def words_of(event: str) -> Words:
    """Return an event's words, in the language of the page."""
    months = months_after(event)
    told = _WORDS[FOLLOW_UP if months is not None else event]()
    return Words(*(text % {"months": months} if months is not None else text for text in told))


_WORDS: dict[str, Any] = {
    "referral": lambda: (
        pgettext("what is counted", "Referral"),
        _("Count the referral"),
        _("The referral has been counted"),
        _("The referral has been taken back"),
        _("Count another referral"),
    ),
    "guidance": lambda: (
        pgettext("what is counted", "Guidance"),
        _("Count the guidance"),
        _("The guidance has been counted"),
        _("The guidance has been taken back"),
        _("Count another guidance"),
    ),
    "start": lambda: (
        pgettext("what is counted", "Start"),
        _("Count the start"),
        _("The start has been counted"),
        _("The start has been taken back"),
        _("Count another start"),
    ),
    "end": lambda: (
        pgettext("what is counted", "End"),
        _("Count the end"),
        _("The end has been counted"),
        _("The end has been taken back"),
        _("Count another end"),
    ),
    "screening": lambda: (
        pgettext("what is counted", "Violence screening"),
        _("Count the screening"),
        _("The screening has been counted"),
        _("The screening has been taken back"),
        _("Count another screening"),
    ),
    FOLLOW_UP: lambda: (
        pgettext("what is counted", "Follow-up after %(months)s months"),
        _("Count the follow-up"),
        _("The follow-up has been counted"),
        _("The follow-up has been taken back"),
        _("Count another follow-up"),
    ),
}
