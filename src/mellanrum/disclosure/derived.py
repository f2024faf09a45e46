"""What is worked out of counts, and said of them: whether it may stand beside a pattern of hidden cells.

Nothing here reckons a share or a mean: each record names the cells it rests on by their keys, and is judged by what
readers see of those. There is no record for a smallest or greatest value that would ever be let through.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from itertools import pairwise

from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TableSet
from mellanrum.disclosure.telling import told_by_key
from mellanrum.findings import Finding, Place, finding

MEDIAN_LEAST = 10
"""How many a median needs: with fewer it is as good as one participant's own value."""


@dataclass(frozen=True, slots=True)
class Share:
    """`numerator` of `base`. `others` are the cells that make up the rest, where there are such (men beside women).

    Where several answers may be given there are none, and those who did not give this one are reckoned.
    """

    numerator: str
    base: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of whole numbers over those in `count`. With decimals it tells how many they are."""

    count: str


@dataclass(frozen=True, slots=True)
class Median:
    """A median over those in `count`."""

    count: str


@dataclass(frozen=True, slots=True)
class Extreme:
    """A smallest or greatest value over those in `count`."""

    count: str


@dataclass(frozen=True, slots=True)
class Told:
    """A number given as it is, as a text does."""

    cell: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One less another: between years, between groups. Shares and means may be compared as well as counts.

    With `is_part` all who are in `less` are in `of` too, and the difference is a count of those who are not.
    """

    of: "Told | Share | Mean | Median"
    less: "Told | Share | Mean | Median"
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """That the cells come in this order, the most first. "Flest" is a rank of one, with all others in `rest`.

    `cells` come in order; `rest` are below them all, in no order.
    """

    cells: tuple[str, ...]
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nobody:
    """That a cell is nil ("ingen")."""

    cell: str


@dataclass(frozen=True, slots=True)
class Everybody:
    """That all of `base` are in `cell` ("alla")."""

    cell: str
    base: str


Derived = Share | Mean | Median | Extreme | Difference | Told | Rank | Nobody | Everybody


@dataclass(frozen=True)
class Shown:
    """What is shown of a set: `values` by key, what of the set is `hidden`, and the thresholds of both."""

    tables: TableSet
    values: Mapping[str, int]
    hidden: Collection[str]
    thresholds: Mapping[str, int]

    def name(self, key: str) -> str:
        """Name a cell as the tables do."""
        return told_by_key(self.tables, key)

    def limit(self, *keys: str) -> int:
        """Return the highest of the cells' thresholds."""
        return max(self.thresholds[key] for key in keys)

    def is_sensitive(self, key: str) -> bool:
        """Whether a cell is of a sensitive variable."""
        names = (each.partition("=")[0] for each in key.split("|")[1:])
        return any(name in self.tables.variables and self.tables.variables[name].is_sensitive for name in names)


def shown_of(tables: TableSet, system: System, hidden: Collection[int]) -> Shown:
    """Tell what is shown of the system of a set when the cells at `hidden`, and those not offered, are not."""
    open_cells = {cell.key: cell for at, cell in enumerate(system.cells) if cell.is_offered and at not in hidden}
    return Shown(
        tables,
        {key: cell.value for key, cell in open_cells.items()},
        frozenset(cell.key for cell in system.cells if cell.key not in open_cells),
        {cell.key: cell.threshold for cell in system.cells},
    )


def may_show(derived: Derived, shown: Shown) -> bool:
    """Whether something worked out, or said, gives away nothing beside what is shown."""
    return why_not(derived, shown) is None


def why_not(derived: Derived, shown: Shown) -> Finding | None:
    """Say why something may not be shown; None where it may.

    Findings: disclosure.derived_hidden and disclosure.derived_unprotected of the first cell it rests on that is not
    shown, else disclosure.derived_complement, .derived_few, .derived_difference, .derived_extreme, .derived_all_alike,
    and disclosure.derived_untrue where a text says what the numbers do not.
    """
    if isinstance(derived, Extreme):
        return finding("disclosure.derived_extreme", Place(key=derived.count), cell=shown.name(derived.count))
    for key in dict.fromkeys(rests_on(derived)):
        if key not in shown.values:
            code = "disclosure.derived_hidden" if key in shown.hidden else "disclosure.derived_unprotected"
            return finding(code, Place(key=key), cell=shown.name(key))
    return _judged(derived, shown)


def rests_on(derived: Derived) -> Iterator[str]:
    """Give the keys of all cells that something says anything of."""
    match derived:
        case Share():
            yield from (derived.numerator, derived.base, *derived.others)
        case Mean() | Median() | Extreme():
            yield derived.count
        case Told() | Nobody():
            yield derived.cell
        case Difference():
            yield from (*rests_on(derived.of), *rests_on(derived.less))
        case Rank():
            yield from (*derived.cells, *derived.rest)
        case Everybody():
            yield from (derived.cell, derived.base)


@singledispatch
def _judged(derived: Derived, shown: Shown) -> Finding | None:  # noqa: ARG001 - a number that is shown may be told
    """Judge what rests on shown cells alone."""
    return None


@_judged.register
def _(derived: Share, shown: Shown) -> Finding | None:
    base, numerator = shown.values[derived.base], shown.values[derived.numerator]
    if base == 0:
        return _few(derived.base, 1, shown)
    if 0 < base - numerator < shown.limit(derived.base, derived.numerator):
        return finding(
            "disclosure.derived_complement",
            Place(key=derived.numerator),
            cell=shown.name(derived.numerator),
            base=shown.name(derived.base),
        )
    return None


@_judged.register
def _(derived: Mean, shown: Shown) -> Finding | None:
    return _few(derived.count, shown.limit(derived.count), shown)


@_judged.register
def _(derived: Median, shown: Shown) -> Finding | None:
    return _few(derived.count, max(MEDIAN_LEAST, shown.limit(derived.count)), shown)


def _few(key: str, least: int, shown: Shown) -> Finding | None:
    """Say that there are too few to work anything out for."""
    number = shown.values[key]
    if number >= least:
        return None
    return finding("disclosure.derived_few", Place(key=key), cell=shown.name(key), number=number, least=least)


@_judged.register
def _(derived: Difference, shown: Shown) -> Finding | None:
    for each in (derived.of, derived.less):
        if (fault := _judged(each, shown)) is not None:
            return fault
    if not (derived.is_part and isinstance(derived.of, Told) and isinstance(derived.less, Told)):
        return None
    keys = derived.of.cell, derived.less.cell
    if 0 < abs(shown.values[keys[0]] - shown.values[keys[1]]) < shown.limit(*keys):
        names = shown.name(keys[0]), shown.name(keys[1])
        return finding("disclosure.derived_difference", Place(key=keys[0]), cell=names[0], less=names[1])
    return None


@_judged.register
def _(derived: Rank, shown: Shown) -> Finding | None:
    ordered = [shown.values[key] for key in derived.cells]
    last = max((shown.values[key] for key in derived.rest), default=-1)
    if all(more > less for more, less in pairwise((*ordered, last))):
        return None
    return _untrue(derived.cells[0], shown)


@_judged.register
def _(derived: Nobody, shown: Shown) -> Finding | None:
    return _untrue(derived.cell, shown) if shown.values[derived.cell] else None


@_judged.register
def _(derived: Everybody, shown: Shown) -> Finding | None:
    if shown.values[derived.cell] != shown.values[derived.base]:
        return _untrue(derived.cell, shown)
    if shown.is_sensitive(derived.cell):
        return finding("disclosure.derived_all_alike", Place(key=derived.cell), cell=shown.name(derived.cell))
    return None


def _untrue(key: str, shown: Shown) -> Finding:
    return finding("disclosure.derived_untrue", Place(key=key), cell=shown.name(key))
