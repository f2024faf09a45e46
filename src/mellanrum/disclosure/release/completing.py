"""The numbers of a table from its rows: totals that are left out are reckoned, combinations left out are nil."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

from mellanrum.disclosure.tables import TOTAL, Variable

Codes = tuple[str, ...]

MOST = 200_000
"""The most numbers a table may have: one with more is some mistake, and would take long to say so."""


@dataclass
class Completing:
    """One table's rows on their way to numbers. `wanted` are the codes of each variable that it comes to have."""

    of: str
    variables: tuple[Variable, ...]
    given: Mapping[Codes, int]
    kept: Mapping[str, Iterable[str]]
    numbers: dict[Codes, int] = field(default_factory=dict)
    nil: int = 0

    def __post_init__(self) -> None:
        used = [{codes[at] for codes in self.given} for at in range(len(self.variables))]
        self.wanted = tuple(self._wanted(variable, codes) for variable, codes in zip(self.variables, used, strict=True))

    @property
    def size(self) -> int:
        """How many numbers the table comes to have."""
        return prod(len(codes) for codes in self.wanted)

    def run(self) -> None:
        """Fill `numbers`, in the order of the codes, and count the combinations taken as nil."""
        for codes in product(*self.wanted):
            self._number(codes)
        self.numbers = {codes: self.numbers[codes] for codes in product(*self.wanted)}

    def _wanted(self, variable: Variable, used: set[str]) -> Codes:
        """Say which codes a variable has: those of the rows, the total, and what a form keeps, where it can be made."""
        asked = {TOTAL, *self.kept.get(variable.key, ())}
        made = {code for code in asked - used if self._parts(variable, code, used)}
        return tuple(code for code in (*variable.codes, TOTAL) if code in used | made)

    def _parts(self, variable: Variable, whole: str, used: set[str]) -> Codes:
        """Return the codes that make a whole, as far down as the rows have them; none where no sum makes it."""
        for one in variable.sums:
            if one.whole == whole and (not one.of or self.of in one.of):
                below = [(part,) if part in used else self._parts(variable, part, used) for part in one.parts]
                if any(below):
                    return tuple(code for codes in below for code in codes)
        return ()

    def _number(self, codes: Codes) -> int:
        if codes not in self.numbers:
            self.numbers[codes] = self._given_or_made(codes)
        return self.numbers[codes]

    def _given_or_made(self, codes: Codes) -> int:
        if codes in self.given:
            return self.given[codes]
        for at, variable in enumerate(self.variables):
            parts = self._parts(variable, codes[at], set(self.wanted[at]) - {codes[at]})
            if parts:
                return sum(self._number((*codes[:at], part, *codes[at + 1 :])) for part in parts)
        self.nil += 1
        return 0
