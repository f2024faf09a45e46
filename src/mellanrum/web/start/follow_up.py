"""What is due in follow-up, as things to do: several of a kind are one thing, with one place to see them."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import ngettext

from mellanrum.web.register.services.due import Due
from mellanrum.web.start.things import Need, Place

_HOME, _FINDINGS = "register:home", "register:findings"


def follow_up_needs(dues: Iterable[Due]) -> tuple[Need, ...]:
    """Put what is due together by its kind; the order is that of the first of each kind."""
    kinds: dict[str, list[Due]] = {}
    for due in dues:
        kinds.setdefault(due.kind, []).append(due)
    return tuple(_need(kind, listed) for kind, listed in kinds.items())


def _need(kind: str, dues: list[Due]) -> Need:
    first = dues[0]
    number = sum(due.count for due in dues)
    if len(dues) == 1:
        place = Place(first.route, first.ability, first.button, first.args)
        return Need(first.text, number, place, can_wait=True)
    route = _FINDINGS if kind == "findings" else _HOME
    return Need(_together(kind, number), number, Place(route, first.ability, _look(number)), can_wait=True)


def _look(number: int) -> str:
    return ngettext("Look at it", "Look at them", number)


def _together(kind: str, number: int) -> str:
    return _WORDS[kind](number) % {"number": number}


_WORDS: Mapping[str, Callable[[int], str]] = {
    "month": lambda number: ngettext(
        "%(number)s month has not been counted and locks",
        "%(number)s interventions have a month that has not been counted and locks",
        number,
    ),
    "ongoing": lambda number: ngettext(
        "In %(number)s intervention nobody has typed how many are ongoing",
        "In %(number)s interventions nobody has typed how many are ongoing",
        number,
    ),
    "tables": lambda number: ngettext(
        "%(number)s intervention has no tables of the period that has ended",
        "%(number)s interventions have no tables of the period that has ended",
        number,
    ),
    "carry": lambda number: ngettext(
        "Those ongoing have not been carried over to %(number)s intervention",
        "Those ongoing have not been carried over to %(number)s interventions",
        number,
    ),
    "opening": lambda number: ngettext(
        "The opening stock of %(number)s intervention has not been entered",
        "The opening stock of %(number)s interventions has not been entered",
        number,
    ),
    "findings": lambda number: ngettext(
        "%(number)s thing does not tie in the follow-up",
        "%(number)s things do not tie in the follow-up",
        number,
    ),
    "follow_up": lambda number: ngettext(
        "%(number)s group is up for follow-up",
        "%(number)s groups are up for follow-up",
        number,
    ),
}
"""What is due of several of a kind, in words."""
