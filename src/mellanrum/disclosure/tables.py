"""Tables as they are to be published: what is counted, by which variables, and how their codes add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TOTAL = "*"
"""The code of all codes of a variable together."""
COMPLEMENT = "!"
"""What a code begins with that stands for all but another code."""
REST = "~"
"""What a code begins with that stands for codes that no table has, together."""

Place = tuple[tuple[str, str], ...]
"""Where a number stands: (variable, code) in the order of the variables' keys, without those it is a total of."""


@dataclass(frozen=True, slots=True)
class Sum:
    """That the parts, none of which overlaps another, are the whole. `of` are the counts it holds for; empty is all.

    A stock is not the sum of its months, though what started is: a sum of periods names the flows it is for.
    """

    whole: str
    parts: tuple[str, ...]
    of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that is counted by. `codes` are labels by code, in the order to show them.

    With `is_several` one contributor may have several codes, so that they add up to nothing. `is_sensitive` is told of
    where all have one and the same code, and has a higher threshold. `tells_zeros`: zeros are never hidden. `leading`
    are the codes that are asked for first, which are hidden last; `rest` those such as others and not answered, which
    are hidden first where it is all the same.
    """

    key: str
    label: str
    codes: Mapping[str, str]
    sums: tuple[Sum, ...] = ()
    is_several: bool = False
    is_sensitive: bool = False
    tells_zeros: bool = False
    leading: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """A coarser form of a table: which codes it keeps, by variable. A variable kept as TOTAL alone is dropped."""

    key: str
    label: str
    keep: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `of` is what it counts, `at` the codes that hold for all of it, `by` its variables.

    `numbers` are by codes in the order of `by`, TOTAL among them, and hold everything it would show. `weight` is what
    hiding a number of it costs beside others (1 plain; more for what the report cannot do without); a total of one
    variable, or a number of a leading code, costs twice as much, a total of two three times. `forms` are the coarser
    ones it may be shown in, finest first. `threshold` is its own, where it is not the set's. `about`
    tells readers what its numbers are, where the title does not.
    """

    key: str
    title: str
    of: str
    by: tuple[str, ...]
    numbers: Mapping[tuple[str, ...], int]
    at: Mapping[str, str] = field(default_factory=dict)
    weight: int = 1
    forms: tuple[Form, ...] = ()
    threshold: int | None = None
    about: str = ""

    def place(self, codes: tuple[str, ...]) -> Place:
        """Return where a number of the table stands."""
        held = {**self.at, **dict(zip(self.by, codes, strict=True))}
        return tuple(sorted((variable, code) for variable, code in held.items() if code != TOTAL))

    def shown_in(self, form: Form | None) -> Iterator[tuple[tuple[str, ...], int]]:
        """Give the numbers that a form shows; None is the table as it is."""
        for codes, number in self.numbers.items():
            if form is None or all(
                code in form.keep.get(variable, (code,)) for variable, code in zip(self.by, codes, strict=True)
            ):
                yield codes, number


@dataclass(frozen=True, slots=True)
class Step:
    """A count in a flow, with its factor, and where it stands when that differs from the others' place."""

    factor: int
    of: str
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """That counts add to nil wherever all stand: opening + started - ended - closing. `at` is where it holds."""

    steps: tuple[Step, ...]
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableSet:
    """Tables that are published together, with all that readers know of how they hang together.

    `threshold`: numbers above nil and below it are small. `sensitive_threshold` is that of tables by a sensitive
    variable. `counts` are the names of what is counted, by the `of` of the tables.
    """

    tables: tuple[Table, ...]
    variables: Mapping[str, Variable]
    counts: Mapping[str, str] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    threshold: int = 5
    sensitive_threshold: int = 10

    def threshold_of(self, table: Table) -> int:
        """Return a table's threshold: its own, the sensitive one, or the set's."""
        if table.threshold is not None:
            return table.threshold
        is_sensitive = any(self.variables[each].is_sensitive for each in table.by)
        return self.sensitive_threshold if is_sensitive else self.threshold


def spot_of_key(key: str) -> tuple[str, dict[str, str]]:
    """Read a key that `key_of` wrote: what is counted, and where."""
    of, *place = key.split("|")
    return of, dict(each.split("=", 1) for each in place)


def key_of(of: str, place: Place) -> str:
    """Write what is counted and where as one key: `ended|age=16-19|sex=woman`."""
    return "|".join((of, *(f"{variable}={code}" for variable, code in place)))
