"""Random linked tables and systems for hypothesis, and what readers can tell of the smallest by trying all there is."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from mellanrum.disclosure.linking import link
from mellanrum.disclosure.seen import Seen
from mellanrum.disclosure.system import Cell, System, system_of
from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable

SEX = Variable("sex", "Sex", {"woman": "Women", "man": "Men"}, (Sum(TOTAL, ("woman", "man")),))
HIGHEST = 7
"""No small system counts more than this in all, so that all ways to divide it can be tried."""


@dataclass(frozen=True)
class Small:
    """A system of few counts. `made_of` tells for each cell which of its `leaves` inner counts it is the sum of."""

    system: System
    made_of: tuple[frozenset[int], ...]
    leaves: int

    def ends(self, seen: Seen) -> Mapping[int, tuple[int, int]]:
        """Try all there is: the lowest and highest of each hidden cell. The total of all must be shown."""
        (total,) = (cell.value for cell in seen.cells if cell.key == "all")
        assert total is not None
        tried = self._tried(total)
        agrees = np.ones(len(tried), dtype=np.bool_)
        for at, cell in enumerate(seen.cells):
            agrees &= tried[:, at] >= cell.floor if cell.value is None else tried[:, at] == cell.value
        left = tried[agrees]
        return {at: (int(left[:, at].min()), int(left[:, at].max())) for at in seen.hidden} if len(left) else {}

    def _tried(self, total: int) -> NDArray[np.int64]:
        made = np.array([[leaf in each for each in self.made_of] for leaf in range(self.leaves)], dtype=np.int64)
        return divided(total, self.leaves) @ made


@cache
def divided(total: int, leaves: int) -> NDArray[np.int64]:
    """All ways to divide a total, one a row."""
    if leaves == 1:
        return np.array([[total]])
    rows = [
        np.column_stack((np.full(len(rest), first), rest))
        for first in range(total + 1)
        for rest in (divided(total - first, leaves - 1),)
    ]
    return np.vstack(rows)


@st.composite
def tangled(draw: st.DrawFn) -> Small:
    """Some inner counts, and sums of any of them: what readers know need not be whole for a solver of fractions."""
    leaves = draw(st.integers(2, 6))
    sums = st.frozensets(st.integers(0, leaves - 1), min_size=2, max_size=leaves)
    made_of = {frozenset({leaf}): None for leaf in range(leaves)}
    made_of |= dict.fromkeys(draw(st.lists(sums, max_size=6)))
    return _small(draw, {frozenset(range(leaves)): None} | made_of, leaves)


@st.composite
def crossed(draw: st.DrawFn) -> Small:
    """One table of two or three variables, with all its margins."""
    sizes = draw(st.sampled_from([(2, 2), (2, 3), (3, 3), (2, 2, 2), (2, 4)]))
    spots = {spot: at for at, spot in enumerate(product(*map(range, sizes)))}
    made_of = {
        frozenset(
            at
            for spot, at in spots.items()
            if all(code in (None, held) for code, held in zip(codes, spot, strict=True))
        )
        for codes in product(*((None, *range(size)) for size in sizes))
    }
    return _small(draw, dict.fromkeys(sorted(made_of, key=sorted)), len(spots))


def small_systems() -> st.SearchStrategy[Small]:
    """Systems that can be tried through; their total has the key "all"."""
    return tangled() | crossed()


def _small(draw: st.DrawFn, made_of: Mapping[frozenset[int], None], leaves: int) -> Small:
    counts = draw(
        st.lists(st.integers(0, 3), min_size=leaves, max_size=leaves).filter(lambda each: sum(each) <= HIGHEST)
    )
    cells = []
    names = {each: _name(each, leaves) for each in made_of}
    for each, name in names.items():
        value = sum(counts[leaf] for leaf in each)
        cells.append(
            Cell(
                name,
                value,
                draw(st.sampled_from([3, 4])),
                is_offered=name == "all" or draw(st.integers(0, 5)) > 0,
                tells_zero=value > 0 and draw(st.integers(0, 5)) == 0,
            )
        )
    relations = [
        [(-1, name), *((1, names[frozenset({leaf})]) for leaf in each)] for each, name in names.items() if len(each) > 1
    ]
    system = system_of(cells, relations)
    made = {name: each for each, name in names.items()}
    return Small(system, tuple(made[cell.key] for cell in system.cells), leaves)


def _name(made_of: frozenset[int], leaves: int) -> str:
    return "all" if len(made_of) == leaves else "+".join(map(str, sorted(made_of)))


@st.composite
def hidden_of(draw: st.DrawFn, system: System, keep: str = "") -> frozenset[int]:
    """Draw which cells to hide: those that must be, and some of those that may be; never that of the key `keep`."""
    share = draw(st.sampled_from([0.0, 0.1, 0.3, 0.7, 1.0]))
    dice = random.Random(draw(st.integers(0, 2**16)))  # noqa: S311 - nothing is secret
    return frozenset(
        at
        for at, cell in enumerate(system.cells)
        if cell.key != keep and (cell.must_hide or (cell.may_hide and dice.random() < share))
    )


MONTHS = {f"q{quarter}": tuple(f"m{3 * quarter + month - 3:02}" for month in (1, 2, 3)) for quarter in (1, 2)}
INTERVENTIONS = {"north": ("n1", "n2", "n3"), "south": ("s1", "s2")}
AGES = {"young": ("a16", "a20"), "old": ("a30", "a50")}
REASONS: Mapping[str, Sequence[str]] = {"work": (), "study": (), "care": (), "other": ()}


def nested(key: str, groups: Mapping[str, Sequence[str]]) -> Variable:
    """A variable whose groups have parts, or are codes themselves where they have none."""
    codes = {code: code for group, parts in groups.items() for code in (group, *parts)}
    sums = [Sum(TOTAL, tuple(groups)), *(Sum(group, tuple(parts)) for group, parts in groups.items() if parts)]
    return Variable(key, key, codes, tuple(sums))


VARIABLES = {
    each.key: each
    for each in (
        SEX,
        nested("month", MONTHS),
        nested("intervention", INTERVENTIONS),
        nested("age", AGES),
        nested("reason", REASONS),
    )
}


LEAVES = {
    key: [code for code in variable.codes if code not in {one.whole for one in variable.sums}]
    for key, variable in VARIABLES.items()
}
ABOVE = {
    leaf: (TOTAL, *(one.whole for one in VARIABLES[key].sums if one.whole != TOTAL and leaf in one.parts), leaf)
    for key, leaves in LEAVES.items()
    for leaf in leaves
}
"""The codes that one with an inner code is counted under."""


@st.composite
def linked_sets(draw: st.DrawFn, most: int = 50) -> TableSet:
    """Up to `most` tables of what started and ended: months in quarters, interventions in associations, all by sex.

    A table has up to five variables, of which some are held at one code, so that none grows large.
    """
    number = draw(st.integers(1, most))
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - nothing is secret
    contributors = {of: _contributors(dice, draw(st.integers(0, 80))) for of in ("started", "ended")}
    drawn = [_table(dice, contributors) for _ in range(number)]
    return TableSet(tuple({table.key: table for table in drawn}.values()), VARIABLES)


def _contributors(dice: random.Random, number: int) -> list[dict[str, str]]:
    """Draw who is counted: some codes are common, others rare."""
    return [
        {key: dice.choices(codes, [1 / (1 + at) for at in range(len(codes))])[0] for key, codes in LEAVES.items()}
        for _ in range(number)
    ]


def _table(dice: random.Random, contributors: Mapping[str, list[dict[str, str]]]) -> Table:
    """Draw a table: by sex and one or two others, and at a code of one or two more."""
    of = dice.choice(sorted(contributors))
    others = [key for key in VARIABLES if key != "sex"]
    dice.shuffle(others)
    varied, fixed = dice.choice((1, 1, 1, 2)), dice.choice((0, 0, 1, 2))
    by = ("sex", *others[:varied])
    at = {key: dice.choice(list(VARIABLES[key].codes)) for key in others[varied : varied + fixed]}
    numbers = dict.fromkeys(product(*((TOTAL, *VARIABLES[key].codes) for key in by)), 0)
    for one in contributors[of]:
        if all(code in ABOVE[one[key]] for key, code in at.items()):
            for codes in product(*(ABOVE[one[key]] for key in by)):
                numbers[codes] += 1
    key = "-".join((of, *by, *(f"{variable}.{code}" for variable, code in at.items())))
    return Table(key, key, of, by, numbers, at)


def systems(most: int = 50) -> st.SearchStrategy[System]:
    """Systems of linked sets."""
    return linked_sets(most).map(lambda tables: link(tables)[0])
