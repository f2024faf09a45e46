"""Where numbers stand: what is counted, and the codes of the variables it is counted by."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from mellanrum.disclosure.tables import TOTAL, Place

Spot = tuple[str, Place]
"""What is counted, and where."""


def spot_of(of: str, codes: Mapping[str, str]) -> Spot:
    """Make a spot of what is counted and codes by variable; the totals among them are left out."""
    return of, tuple(sorted((variable, code) for variable, code in codes.items() if code != TOTAL))


def code_at(spot: Spot, variable: str) -> str:
    """Return a spot's code of a variable."""
    return next((code for name, code in spot[1] if name == variable), TOTAL)


def context_of(spot: Spot, variable: str) -> Spot:
    """Return the spot of all codes of a variable together."""
    return spot[0], tuple(item for item in spot[1] if item[0] != variable)


def contexts_of(spot: Spot) -> Iterator[tuple[str, str, Spot]]:
    """Give each variable that a spot is divided by, with its code there and the spot of all codes of it together."""
    of, place = spot
    for at, (variable, code) in enumerate(place):
        yield variable, code, (of, place[:at] + place[at + 1 :])


def with_code(context: Spot, variable: str, code: str) -> Spot:
    """Return the spot of one code in a context that has none of that variable."""
    if code == TOTAL:
        return context
    of, place = context
    at = bisect_left(place, (variable,))
    return of, (*place[:at], (variable, code), *place[at:])


def with_codes(context: Spot, codes: Iterable[tuple[str, str]]) -> Spot:
    """Return the spot of codes, none of them a total, in a context that has none of their variables."""
    return context[0], tuple(sorted((*context[1], *codes)))
