"""What lies beside each other: spots by the lines they are on, and which have come since they were last gone by.

A line is all spots that differ in the code of one variable alone: what a sum of that variable can add up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from mellanrum.disclosure.places import Spot, contexts_of
from mellanrum.disclosure.tables import TOTAL

_EMPTY: Mapping[str, Spot] = {}


class Lines:
    """All spots so far. A line is named by its variable and its context: the spot of all codes together."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lines: dict[str, dict[Spot, dict[str, Spot]]] = defaultdict(dict)
        self._turns = 0
        self._coming: dict[Spot, None] = {}
        self._fresh: dict[Spot, None] = {}
        self._fresh_by: dict[tuple[str, str], list[tuple[Spot, Spot]]] = {}  # with the context
        self._fresh_divided: dict[tuple[str, ...], list[Spot]] = {}

    def place(self, spot: Spot) -> None:
        """Put a spot on its lines."""
        for variable, code, context in contexts_of(spot):
            self._lines[variable].setdefault(context, {})[code] = spot

    def note(self, spot: Spot) -> None:
        """Put a spot on its lines; it is fresh in the next turn."""
        self._coming[spot] = None
        self.place(spot)

    def line(self, variable: str, context: Spot) -> Mapping[str, Spot]:
        """Return the spots of a line by their codes."""
        return self._lines[variable].get(context, _EMPTY)

    def of(self, variable: str) -> Iterator[Mapping[str, Spot]]:
        """Give the lines of a variable."""
        yield from self._lines[variable].values()

    def take_fresh(self) -> bool:
        """Turn to what has come since the turn before: only that can make new sums. Returns whether there is any."""
        self._turns += 1
        self._fresh, self._coming = self._coming, {}
        by: dict[tuple[str, str], list[tuple[Spot, Spot]]] = defaultdict(list)
        divided: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
        for spot in self._fresh:
            for variable, code, context in contexts_of(spot):
                by[variable, code].append((spot, context))
            divided[tuple(variable for variable, _ in spot[1])].append(spot)
        self._fresh_by, self._fresh_divided = dict(by), dict(divided)
        return bool(self._fresh)

    def fresh_contexts(
        self, variable: str, codes: Collection[str], parted: Collection[tuple[str, str]]
    ) -> Iterator[Spot]:
        """Give the contexts of what is fresh and has one of the codes; TOTAL among them is to have none.

        At first all is fresh, the parts of every whole among it, but for those of earlier publications: `parted` are
        their counts with the variables that they are divided by.
        """
        for code in codes:
            yield from (context for _, context in self._fresh_by.get((variable, code), ()))
        if TOTAL in codes:
            for variables, spots in self._fresh_divided.items():
                if variable not in variables:
                    yield from (spot for spot in spots if self._turns > 1 or (spot[0], variable) in parted)

    def fresh_at(self, of: str, held: Mapping[str, str]) -> Iterator[Spot]:
        """Give what is fresh of a count and has each of the codes held, by variable."""
        wanted = held.items()
        if held:
            narrow = min((self._fresh_by.get(item, []) for item in wanted), key=len)
            yield from (spot for spot, _ in narrow if spot[0] == of and wanted <= dict(spot[1]).items())
        else:
            yield from (spot for spot in self._fresh if spot[0] == of)
