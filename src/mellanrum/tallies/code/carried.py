"""Which answers travel with a code: those of a start that the end asks again, those of an end for the follow-up."""

from collections.abc import Iterable, Mapping

from mellanrum.tallies.scheme import FOLLOW_UP, Scheme, follow_up

FOLLOWS: Mapping[str, str] = {"start": "end", "end": FOLLOW_UP}
"""What comes after an event, where its code is used."""
BECOMES: Mapping[str, str] = {"consent": "consented"}
"""What an answer is called later."""
_ANEW = {"livelihood", "occupation"}  # asked of how it is then, each time


def carried(scheme: Scheme, event: str) -> tuple[str, ...] | None:
    """List the questions of an event that something later needs again, in the order they are asked.

    First those that the later form itself asks, then those that only a table there needs (one the association has
    declared). None where nothing comes after the event.
    """
    later = _later(scheme, event)
    if not later or event not in scheme.events:
        return None
    asked = [key for key in scheme.events[event].asks if key not in _ANEW and key in scheme.questions]
    asked_again = {key for each in later for key in scheme.events[each].asks}
    needed = set(_needed(scheme, later))
    first = [key for key in asked if BECOMES.get(key, key) in asked_again]
    return (*first, *(key for key in asked if key in needed and key not in first))


def comes_after(event: str, used_at: str) -> bool:
    """Tell whether the code of an event is used at another ("end", "follow_up_6")."""
    follows = FOLLOWS.get(event)
    return follows is not None and (used_at == follows or used_at.startswith(f"{follows}_"))


def _later(scheme: Scheme, event: str) -> tuple[str, ...]:
    follows = FOLLOWS.get(event)
    listed = (follow_up(months) for months in scheme.follow_ups) if follows == FOLLOW_UP else (follows or "",)
    return tuple(each for each in listed if each in scheme.events)


def _needed(scheme: Scheme, events: Iterable[str]) -> Iterable[str]:
    for event in events:
        for table in scheme.tables_of(event):
            for key in table.questions:
                yield _base(scheme, key)


def _base(scheme: Scheme, key: str) -> str:
    of = scheme.questions[key].of if key in scheme.questions else None
    return key if of is None else _base(scheme, of)
