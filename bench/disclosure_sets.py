"""The benchmark sets of disclosure control as systems: every number of the tables and their margins, every sum."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from pathlib import Path

from mellanrum.disclosure.system import Cell, System, system_of

NOTHING = ""
"""The code of all codes together."""
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """How a file makes tables: `by` are the sets of variables that are crossed, `within` the groups of one of them."""

    by: tuple[tuple[str, ...], ...]
    within: Mapping[str, str]


def layout_of(name: str, variables: tuple[str, ...]) -> Layout:
    """Return the layout of a set: as its README tells."""
    if name.startswith("lnk"):
        return Layout(tuple(combinations(variables, 3)), {})
    if name.startswith("nat"):
        return Layout((("a", "b", "c"), ("a", "b", "d")), {"a": "g"})
    return Layout((variables,), {})


def read_set(path: Path, *, tells_zero: bool = False, threshold: int = 5) -> System:
    """Read a set; with `tells_zero` no zero is ever hidden, and readers know it."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = tuple(csv.DictReader(lines))
    variables = tuple(each for each in rows[0] if each != "freq")
    layout = layout_of(path.stem, variables)
    counts: dict[str, int] = {}
    relations: list[list[tuple[int, str]]] = []
    for by in layout.by:
        table = _Cross(variables, by, layout.within, rows)
        counts.update(table.counts())
        relations.extend(table.relations())
    cells = (Cell(key, count, threshold, tells_zero=tells_zero) for key, count in counts.items())
    return system_of(cells, relations)


@dataclass(frozen=True)
class _Cross:
    """One table: some variables crossed with each other, with all totals."""

    variables: tuple[str, ...]
    by: tuple[str, ...]
    within: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    def counts(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            for codes in product(*(self._levels(row, variable) for variable in self.by)):
                found[self._key(codes)] += int(row["freq"])
        return found

    def relations(self) -> Iterator[list[tuple[int, str]]]:
        for at, variable in enumerate(self.by):
            others = [sorted(self._codes(each)) for each in self.by]
            for whole, parts in self._sums(variable).items():
                others[at] = [whole]
                for codes in product(*others):
                    split = ((*codes[:at], part, *codes[at + 1 :]) for part in sorted(parts))
                    yield [(-1, self._key(codes)), *((1, self._key(each)) for each in split)]

    def _levels(self, row: Mapping[str, str], variable: str) -> Codes:
        groups = (row[self.within[variable]],) if variable in self.within else ()
        return (row[variable], *groups, NOTHING)

    def _codes(self, variable: str) -> set[str]:
        return {code for row in self.rows for code in self._levels(row, variable)}

    def _sums(self, variable: str) -> dict[str, set[str]]:
        """Return the parts of each whole of a variable."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            for part, whole in pairwise(self._levels(row, variable)):
                found[whole].add(part)
        return found

    def _key(self, codes: Iterable[str]) -> str:
        held = (f"{variable}={code}" for variable, code in zip(self.by, codes, strict=True) if code)
        return "|".join(("n", *held))
