"""Tables that tie in a ring, such as age by sex, sex by town and town by age, and what readers know by that.

Where tables tie like the branches of a tree, any numbers that agree on what the tables share are those of some group of
people (Atserias & Kolaitis, Structure and complexity of bag consistency, 2021). In a ring they need not be, and readers
can tell more than the sums say: there must be whole numbers behind, by all the variables of the ring at once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from mellanrum.disclosure.attack.solver import Solver
from mellanrum.disclosure.attack.unknowns import Unknowns, unknowns_of
from mellanrum.disclosure.places import Spot, code_at
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import Cell, System, system_of
from mellanrum.disclosure.tables import COMPLEMENT, REST, TOTAL, TableSet, Variable, key_of

MOST = 3000
"""A ring with more numbers behind it than this is left open."""

BEHIND = "^"
"""What the key of a number behind a ring ends with: it is nobody's count, but some number that would fit."""

_NO_GOAL = 1
"""The threshold of what is behind: nothing is small that no table could show."""

Edge = frozenset[str]
"""The variables that something is counted by together."""


@dataclass(frozen=True, slots=True)
class Ring:
    """That tables of the count `of` tie in a ring by `variables`; it is closed where a system has what is behind it."""

    of: str
    variables: tuple[str, ...]
    is_closed: bool


def closed(tables: TableSet, system: System) -> tuple[System, tuple[Ring, ...]]:
    """Add what is behind the rings of a set to its system (that of `link`), and tell the rings.

    The cells added are never shown and have no goals, but readers know that they are there, and what they add up to.
    Their values are some that agree with the tables, for the true ones are in no table. Left out of account: variables
    of which one may have several codes, rings by way of a flow, and those that a table of one code alone covers.
    """
    cells, relations = list(system.cells), list(_terms(system))
    rings = []
    for of, spots in sorted(_spots(tables, system).items()):
        for edges in _rings({frozenset(variable for variable, _ in spot[1]) for spot in spots}):
            behind = _behind(of, edges, spots, tables)
            added = _valued(system, behind) if behind is not None else None
            if behind is not None and added is not None:
                cells += added
                relations += behind.sums
            rings.append(Ring(of, tuple(sorted(frozenset().union(*edges))), is_closed=added is not None))
    return (system_of(cells, relations) if len(cells) > len(system.cells) else system), tuple(rings)


def _terms(system: System) -> Iterator[list[tuple[int, str]]]:
    return ([(factor, system.cells[at].key) for factor, at in relation.terms] for relation in system.relations)


def _spots(tables: TableSet, system: System) -> Mapping[str, list[Spot]]:
    """Give the spots of each count whose codes are all among those of variables that add up."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for cell in system.cells:
        of, *codes = cell.key.split("|")
        place = tuple((variable, code) for variable, _, code in (each.partition("=") for each in codes))
        if all(_adds_up(tables.variables[variable], code) for variable, code in place):
            found[of].append((of, place))
    return found


def _adds_up(variable: Variable, code: str) -> bool:
    return not variable.is_several and not code.startswith((COMPLEMENT, REST))


def _rings(edges: Iterable[Edge]) -> Iterator[frozenset[Edge]]:
    """Take away, as long as there are any, variables of one edge alone and edges within others: rings are left."""
    left = frozenset(edges)
    while True:
        uses = Counter(variable for edge in left for variable in edge)
        shrunk = {frozenset(variable for variable in edge if uses[variable] > 1) for edge in left}
        after = frozenset(edge for edge in shrunk if edge and not any(edge < other for other in shrunk))
        if after == left:
            break
        left = after
    while left:
        ring = _touching(next(iter(sorted(left, key=sorted))), left)
        yield ring
        left -= ring


def _touching(edge: Edge, edges: Collection[Edge]) -> frozenset[Edge]:
    found, variables = frozenset({edge}), edge
    while len(more := frozenset(each for each in edges if each & variables)) > len(found):
        found, variables = more, frozenset().union(*more)
    return found


@dataclass(frozen=True)
class _Behind:
    """The keys of the numbers behind a ring, and their sums, which are those that the tables have."""

    keys: tuple[str, ...]
    sums: tuple[list[tuple[int, str]], ...]


def _behind(of: str, edges: Collection[Edge], spots: Iterable[Spot], tables: TableSet) -> _Behind | None:
    """Lay out what is behind a ring; None where that is too much."""
    held = [spot for spot in spots if frozenset(variable for variable, _ in spot[1]) in edges]
    names = sorted(frozenset().union(*edges))
    parts = {name: _Parts(tables.variables[name], of, {code_at(spot, name) for spot in held}) for name in names}
    inner = {name: parts[name].of(TOTAL) for name in names}
    if prod(map(len, inner.values())) > MOST:
        return None
    every = product(*inner.values())
    keys = {codes: key_of(of, tuple(zip(names, codes, strict=True))) + BEHIND for codes in every}
    sums = []
    for spot in held:
        members = product(*(parts[name].of(code_at(spot, name)) for name in names))
        terms = [(1, keys.get(codes, "")) for codes in members]
        if all(key for _, key in terms):
            sums.append([(-1, key_of(*spot)), *terms])
    return _Behind(tuple(keys.values()), tuple(sums)) if sums else None


@dataclass(frozen=True)
class _Parts:
    """How the codes of a variable part, no finer than the tables of a ring need: by those that they use."""

    variable: Variable
    count: str
    used: Collection[str]

    def of(self, code: str) -> tuple[str, ...]:
        """Give the innermost parts of a code."""
        for one in self.variable.sums:
            if one.whole == code and (not one.of or self.count in one.of) and self._reaches(one.parts):
                return tuple(inner for part in one.parts for inner in self.of(part))
        return (code,)

    def _reaches(self, parts: Iterable[str]) -> bool:
        """Whether any of the parts, or any part of those, is used."""
        return any(
            part in self.used or any(one.whole == part and self._reaches(one.parts) for one in self.variable.sums)
            for part in parts
        )


def _valued(system: System, behind: _Behind) -> list[Cell] | None:
    """Find numbers that agree with the tables; None where there are none."""
    told = [system.cells[system.index[terms[0][1]]] for terms in behind.sums]
    laid = system_of([*told, *(Cell(key, 0, _NO_GOAL, is_offered=False) for key in behind.keys)], behind.sums)
    seen = seen_of(replace(laid, cells=tuple(replace(cell, is_known=cell.is_offered) for cell in laid.cells)), ())
    unknowns = unknowns_of(seen)
    if not isinstance(unknowns, Unknowns):
        return None
    found: dict[int, int] = {}
    for part in unknowns.parts:
        numbers = Solver(part).some()
        if numbers is None:
            return None
        found.update(zip(part.unknowns, map(int, numbers.tolist()), strict=True))
    return [Cell(seen.cells[at].key, tie.value(found), _NO_GOAL, is_offered=False) for at, tie in unknowns.ties.items()]
