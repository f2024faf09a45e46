"""What is left to work out when everything shown is put into the sums: few unknowns, in parts that do not touch."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mellanrum.disclosure.components import components
from mellanrum.disclosure.seen import Seen


@dataclass(frozen=True, slots=True)
class Tie:
    """How a hidden cell hangs on an unknown: sign times the unknown, plus offset. A cell without unknown is offset."""

    unknown: int | None
    sign: int
    offset: int

    def value(self, numbers: Mapping[int, int]) -> int:
        """Give the cell's number for those of the unknowns."""
        return self.offset if self.unknown is None else self.sign * numbers[self.unknown] + self.offset


@dataclass(frozen=True, slots=True)
class Row:
    """Factor times unknown, added, is `total`."""

    terms: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True)
class Part:
    """Unknowns that hang together, by their numbers; `lows` and `highs` (None: no limit) and `rows` are by position."""

    unknowns: tuple[int, ...]
    lows: tuple[int, ...]
    highs: tuple[int | None, ...]
    rows: tuple[Row, ...]

    @cached_property
    def position(self) -> dict[int, int]:
        """Where each unknown stands."""
        return {unknown: at for at, unknown in enumerate(self.unknowns)}


@dataclass(frozen=True)
class Unknowns:
    """Every hidden cell's tie (by index), and the parts that are still open."""

    ties: dict[int, Tie]
    parts: tuple[Part, ...]

    def followers(self, part: Part) -> tuple[int, ...]:
        """Tell which hidden cells hang on the unknowns of a part."""
        return tuple(at for at, tie in self.ties.items() if tie.unknown in part.position)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """That no whole numbers agree with what is shown.

    `cells` are the hidden ones, by index, that have none, or all cells of a sum whose shown numbers are against it.
    """

    cells: tuple[int, ...]


def unknowns_of(seen: Seen) -> Unknowns | Contradiction:
    """Put all that is shown into the sums, and join cells that follow each other.

    A sum with one unknown gives its number; one with two of the same factor makes the one follow the other, which is
    exact in whole numbers. Everything that readers know of the hidden cells follows from what is returned.
    """
    work = _Work(seen)
    try:
        work.join()
        return Unknowns(work.ties(), tuple(work.parts()))
    except _Contradicted as fault:
        return Contradiction(fault.cells or work.followers(fault.unknowns))


class _Contradicted(Exception):  # noqa: N818 - it ends a computation and reaches nobody
    def __init__(self, unknowns: Iterable[int] = (), cells: Iterable[int] = ()) -> None:
        self.unknowns = frozenset(unknowns)
        self.cells = tuple(sorted(cells))


@dataclass
class _Work:
    """Sums as they shrink. An unknown is named by the cell that the others follow."""

    seen: Seen
    lows: dict[int, int] = field(default_factory=dict)
    highs: dict[int, int | None] = field(default_factory=dict)
    rows: list[dict[int, int]] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    rows_of: dict[int, set[int]] = field(default_factory=dict)
    follows: dict[int, Tie] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at in self.seen.hidden:
            self.lows[at] = self.seen.cells[at].floor
            self.highs[at] = None
            self.rows_of[at] = set()
        for relation in self.seen.relations:
            self._put(relation.terms)

    def _put(self, terms: Iterable[tuple[int, int]]) -> None:
        row: dict[int, int] = {}
        total = 0
        for factor, at in terms:
            value = self.seen.cells[at].value
            if value is None:
                row[at] = row.get(at, 0) + factor
            else:
                total -= factor * value
        row = {at: factor for at, factor in row.items() if factor}
        for at in row:
            self.rows_of[at].add(len(self.rows))
        self.rows.append(row)
        self.totals.append(total)

    def join(self) -> None:
        """Use up the sums with one unknown or two, and those that leave no room, until there are none."""
        due = deque(range(len(self.rows)))
        while due:
            number = due.popleft()
            row = self.rows[number]
            if len(row) > 2:
                due.extend(self._settle(number))
            elif len(row) == 2:
                due.extend(self._follow(number))
            elif len(row) == 1:
                due.extend(self._solve(number))
            elif self.totals[number]:
                raise _Contradicted(cells={at for _, at in self.seen.relations[number].terms})

    def _settle(self, number: int) -> set[int]:
        """Give all unknowns of a sum their outermost numbers where any other would leave the rest too little."""
        row = self.rows[number]
        for side in (1, -1):
            room = self._room(number, side)
            if room is None:
                continue
            if room < 0:
                raise _Contradicted(row)
            if room == 0:
                touched: set[int] = set()
                for at, factor in tuple(row.items()):
                    touched |= self._replace(at, Tie(None, 1, self._end(at, side * factor) or 0))
                return touched
        return set()

    def _room(self, number: int, side: int) -> int | None:
        """Tell how far a sum is above (`side` 1) or below what its unknowns make at the least, or the most."""
        made = 0
        for at, factor in self.rows[number].items():
            end = self._end(at, side * factor)
            if end is None:
                return None
            made += factor * end
        return side * (self.totals[number] - made)

    def _end(self, at: int, factor: int) -> int | None:
        """Give the number that makes factor times the unknown least."""
        return self.lows[at] if factor > 0 else self.highs[at]

    def _solve(self, number: int) -> set[int]:
        ((at, factor),) = self.rows[number].items()
        value, rest = divmod(self.totals[number], factor)
        if rest:
            raise _Contradicted((at,))
        return self._replace(at, Tie(None, 1, value))

    def _follow(self, number: int) -> set[int]:
        (one, one_factor), (other, other_factor) = sorted(self.rows[number].items())
        if abs(one_factor) != abs(other_factor):
            return set()
        offset, rest = divmod(self.totals[number], other_factor)
        if rest:
            raise _Contradicted((one, other))
        return self._replace(other, Tie(one, -1 if one_factor == other_factor else 1, offset))

    def _replace(self, at: int, tie: Tie) -> set[int]:
        """Put a tie in the place of an unknown everywhere, and tell which sums changed."""
        self.follows[at] = tie
        touched = self.rows_of.pop(at)
        low, high = self.lows.pop(at), self.highs.pop(at)
        for number in touched:
            row = self.rows[number]
            factor = row.pop(at)
            self.totals[number] -= factor * tie.offset
            if tie.unknown is not None:
                self._add(number, tie.unknown, factor * tie.sign)
        if tie.unknown is None:
            if tie.offset < low or (high is not None and tie.offset > high):
                raise _Contradicted((at,))
            return touched
        return touched | self._narrow(tie.unknown, tie, low, high)

    def _add(self, number: int, at: int, factor: int) -> None:
        row = self.rows[number]
        summed = row.pop(at, 0) + factor
        if summed:
            row[at] = summed
            self.rows_of[at].add(number)
        else:
            self.rows_of[at].discard(number)

    def _narrow(self, at: int, tie: Tie, low: int, high: int | None) -> set[int]:
        """Let an unknown keep within the limits of one that has come to follow it."""
        ends = [None if end is None else tie.sign * (end - tie.offset) for end in (low, high)]
        least, most = ends if tie.sign > 0 else reversed(ends)
        if least is not None:
            self.lows[at] = max(self.lows[at], least)
        held = self.highs[at]
        if most is not None:
            self.highs[at] = most if held is None else min(held, most)
        held = self.highs[at]
        if held is not None and held < self.lows[at]:
            raise _Contradicted((at,))
        return self._replace(at, Tie(None, 1, self.lows[at])) if held == self.lows[at] else set(self.rows_of[at])

    def ties(self) -> dict[int, Tie]:
        """Tell how each hidden cell hangs on an unknown, all the way."""
        return {at: self._tie(at) for at in self.seen.hidden}

    def _tie(self, at: int) -> Tie:
        sign, offset = 1, 0
        while (tie := self.follows.get(at)) is not None:
            offset += sign * tie.offset
            sign *= tie.sign
            if tie.unknown is None:
                return Tie(None, 1, offset)
            at = tie.unknown
        return Tie(at, sign, offset)

    def followers(self, unknowns: frozenset[int]) -> tuple[int, ...]:
        """Tell which hidden cells hang on any of some unknowns."""
        return tuple(at for at in self.seen.hidden if at in unknowns or self._tie(at).unknown in unknowns)

    def parts(self) -> Iterable[Part]:
        """Give the parts that are still open, each sum once."""
        for group in components(sorted(self.lows), self.rows_left()):
            yield self._part(group)

    def rows_left(self) -> Iterable[tuple[int, ...]]:
        """Give the unknowns of every sum that is left."""
        return (tuple(row) for row in self.rows if row)

    def _part(self, group: tuple[int, ...]) -> Part:
        position = {at: number for number, at in enumerate(group)}
        numbers = sorted({number for at in group for number in self.rows_of[at]})
        held: dict[tuple[tuple[int, int], ...], int] = {}
        for number in numbers:
            terms = tuple(sorted((position[at], factor) for at, factor in self.rows[number].items()))
            sign = 1 if terms[0][1] > 0 else -1
            total = sign * self.totals[number]
            if held.setdefault(tuple((sign * factor, at) for at, factor in terms), total) != total:
                raise _Contradicted(group)
        rows = tuple(Row(terms, total) for terms, total in held.items())
        return Part(group, tuple(self.lows[at] for at in group), tuple(self.highs[at] for at in group), rows)
