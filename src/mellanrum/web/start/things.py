"""Something to do, and where it is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done: a route and what its address holds, what ability it takes, and what to press.

    `does_it` says that pressing does it at once, rather than opening a page.
    """

    route: str
    ability: str
    button: str
    args: tuple[int | str, ...] = ()
    does_it: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do: what, how many things it is, and where; `can_wait` where it does not stop the report."""

    text: str
    count: int
    place: Place
    can_wait: bool = False
