"""From evidence to numbers: how many entries each reader rebuilds. docs/integritet.md has them in a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from mellanrum.tallies.scheme import Scheme
from support.reader import (
    Guess,
    Real,
    State,
    Tables,
    alone_in,
    between,
    differences,
    hits,
    left_by_subtraction,
    live_tables,
    month_differences,
    seen_on_sheets,
    shown_tables,
    thin_in,
    told_by_months,
    truths,
)

THRESHOLD = 5
BY_FORM = ("form", "service")
_SOME = 60  # moments that are looked at where every moment would take too long


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries a reader rebuilds: of those counted one by one, and of those that came as sums."""

    one_by_one: int
    as_sums: int

    def __str__(self) -> str:
        return f"{self.one_by_one} | {self.as_sums}"


class Measures:
    """What was counted, and the states that were had of it, in their order."""

    def __init__(self, real: Sequence[Real], states: Sequence[State], scheme: Scheme) -> None:
        self.states, self.scheme = states, scheme
        self.one_by_one = truths((each for each in real if each.way in BY_FORM), scheme)
        self.as_sums = truths((each for each in real if each.way not in BY_FORM), scheme)
        self.live: list[Tables] = [live_tables(state) for state in states]
        self.shown: list[Tables] = [shown_tables(state) for state in states]

    def counted(self) -> Found:
        """How many there are."""
        return Found(len(self.one_by_one), len(self.as_sums))

    def rebuilt(self, guesses: Iterable[Guess]) -> Found:
        """Count the entries that are rebuilt by any of some guesses."""
        held = set(guesses)
        return Found(hits(held, self.one_by_one), hits(held, self.as_sums))

    def shown_once(self) -> Found:
        """Whole, from what is shown when the year has locked."""
        return self.rebuilt(_alone(self.shown[-1]))

    @cached_property
    def shown_always(self) -> Found:
        """Whole, from everything that was ever shown, and what differs between one state of it and the next."""
        single = (guess for tables in self.shown for guess in _alone(tables))
        return self.rebuilt(chain(single, between(self.shown)))

    def beside_the_sheet(self) -> Found:
        """Whole, from what is shown and what has stood on the tick sheets, save what was typed on them."""
        own = frozenset[Guess]().union(*self.as_sums)
        seen = map(seen_on_sheets, self.states)
        return self.rebuilt(guess for guess in between(seen) if guess not in own)

    def few_when_shown(self) -> int:
        """How many stand in too small a group, in any state that is shown or between two."""
        steps = differences(self.shown)
        return sum(thin_in(cells, THRESHOLD) for _, cells in steps)

    def months_once(self) -> Found:
        """Sex and municipality, from what is shown when the year has locked."""
        return self.rebuilt(self._pairs(self.states[-1]))

    def months_always(self) -> Found:
        """Sex and municipality, from what is shown after each save."""
        told = (guess for slug, months in month_differences(self.states) for guess in told_by_months(slug, months))
        return self.rebuilt(chain(told, (guess for state in self._some() for guess in self._pairs(state))))

    def copies(self, every: int) -> Found:
        """Whole, from raw copies taken every so many saves: each by itself, and what differs between them."""
        held = self.live[every - 1 :: every]
        return self.rebuilt(chain(between(held), (guess for tables in held for guess in _alone(tables))))

    @cached_property
    def every_copy(self) -> Found:
        """Whole, from raw copies taken after each save."""
        return self.copies(1)

    def one_copy(self) -> Found:
        """Whole, from one raw copy: the most that any moment gives."""
        found = [self.rebuilt(_alone(tables)) for tables in self.live[:: max(1, len(self.live) // _SOME)]]
        return max(found, key=lambda each: (each.one_by_one, each.as_sums))

    def locked(self) -> Found:
        """Whole, from a raw copy when the year has locked."""
        return self.rebuilt(_alone(self.live[-1]))

    def held(self, texts: set[str], all_texts: Sequence[dict[str, str]]) -> Found:
        """Whole, from those of the states whose ledgers are found somewhere, in their order."""
        found: list[Tables] = []
        last: State = {}
        for state, told in zip(self.states, all_texts, strict=True):
            own = {key: state[key] for key in state if told[f"{key[0]} {key[1]}"] in texts}
            if last != (last := {**last, **own}):
                found.append(live_tables(last))
        return self.rebuilt(between(found))

    def _some(self) -> Sequence[State]:
        return self.states[:: max(1, len(self.states) // _SOME)]

    def _pairs(self, state: State) -> Iterator[Guess]:
        for (slug, _), ledger in state.items():
            yield from told_by_months(slug, ledger.months)
            yield from left_by_subtraction(slug, ledger, self.scheme)


def _alone(tables: Tables) -> Iterator[Guess]:
    return (guess for (slug, *_), cells in tables.items() for guess in alone_in(slug, cells))
