"""Which things hang together: connected components by union and find."""

from collections import defaultdict
from collections.abc import Iterable, Sequence


def components(things: Sequence[int], ties: Iterable[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Part `things` into groups that share ties; a tie's members outside `things` tie nothing.

    Groups come in the order of their first member, members in order.
    """
    above = {thing: thing for thing in things}
    for tie in ties:
        held = [thing for thing in tie if thing in above]
        for other in held[1:]:
            above[_top(above, other)] = _top(above, held[0])
    groups: dict[int, list[int]] = defaultdict(list)
    for thing in sorted(things):
        groups[_top(above, thing)].append(thing)
    return tuple(tuple(group) for group in groups.values())


def _top(above: dict[int, int], thing: int) -> int:
    while above[thing] != thing:
        above[thing] = above[above[thing]]
        thing = above[thing]
    return thing
