"""From declared sums to the amounts that are stated, and how far rounding may take them apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.review.notation import Choice, Key, Signed, Sum
from mellanrum.review.stated import FigureKey, Stated, StatedFigures

NIL = Decimal(0)
TWO = Decimal(2)
ALL_LABELS = 4


@dataclass(frozen=True, slots=True)
class Amount:
    """A stated figure as a sum takes it: times `sign`; `is_row` where its label is a name and not a line's."""

    sign: int
    key: str
    year: int
    stated: Stated
    is_row: bool = False

    @property
    def value(self) -> Decimal:
        """What it adds to the sum."""
        return self.sign * self.stated.value


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a sum is made of in a report, and which figures it would have needed."""

    parts: tuple[Amount, ...] = ()
    missing: tuple[FigureKey, ...] = ()

    @property
    def value(self) -> Decimal:
        """The sum of the stated figures."""
        return sum((part.value for part in self.parts), NIL)

    @property
    def slack(self) -> Decimal:
        """How far the exact sum may be from the sum of the rounded figures."""
        return sum((part.stated.step for part in self.parts), NIL) / TWO

    @property
    def keys(self) -> tuple[FigureKey, ...]:
        """The figures that were read."""
        return tuple((part.key, part.year) for part in self.parts)


def fill(pattern: str, names: tuple[str, ...]) -> str:
    """Put names in the place of each `$`, in order."""
    for name in names[: pattern.count("$")]:
        pattern = pattern.replace("$", name, 1)
    return pattern


def resolve(declared: Sum, stated: StatedFigures, year: int, names: tuple[str, ...] = ()) -> Amounts:
    """Find the figures of a sum. A figure that must not be left out and is not stated is missing.

    Where all may be left out and none is stated, the first is missing.
    """
    found = [_term(term, stated, year, names) for term in declared.terms]
    parts = tuple(part for amounts in found for part in amounts.parts)
    missing = tuple(key for amounts in found for key in amounts.missing)
    if not parts and not missing:
        first = next(declared.walk())
        missing = ((fill(first.pattern, names), year + first.year),)
    return Amounts(parts, missing)


def _term(term: Signed, stated: StatedFigures, year: int, names: tuple[str, ...]) -> Amounts:
    found = (
        _key(term.item, stated, year, names) if isinstance(term.item, Key) else _choice(term.item, stated, year, names)
    )
    if found.missing:
        return Amounts() if term.item.may_be_left_out else Amounts(missing=found.missing)
    return Amounts(
        tuple(Amount(term.sign * one.sign, one.key, one.year, one.stated, one.is_row) for one in found.parts)
    )


def _key(key: Key, stated: StatedFigures, year: int, names: tuple[str, ...]) -> Amounts:
    pattern, at = fill(key.pattern, names), year + key.year
    keys = stated.rows(pattern, at) if key.is_family else (pattern,) if (pattern, at) in stated else ()
    if not keys:
        return Amounts(missing=((pattern, at),))
    is_row = key.is_family or "$" in key.pattern
    return Amounts(tuple(Amount(1, one, at, stated[one, at], is_row) for one in keys))


def _choice(choice: Choice, stated: StatedFigures, year: int, names: tuple[str, ...]) -> Amounts:
    found = [resolve(one, stated, year, names) for one in choice.sums]
    return next((amounts for amounts in found if not amounts.missing), found[0])


def tolerance(target: Amounts, parts: Amounts, chain: int = 1) -> Decimal:
    """Return the difference that rounding explains, in the unit of the figures.

    A sum of k figures rounded to the same step may differ by max(1, k/2) steps; through a chain of rounded figures
    (`chain` 2) by at least two. Figures with different steps: by half the step of each, and what the chain adds.
    """
    steps = [part.stated.step for part in (*target.parts, *parts.parts)]
    if min(steps) == max(steps):
        return max(Decimal(chain), Decimal(len(steps) - 1) / TWO) * steps[0]
    return target.slack + parts.slack + chain * min(steps)


def in_words(amounts: Iterable[Amount], table: str, year: int) -> str:
    """Name the rows of a sum as they are printed: "fordringar + kassa och bank".

    Rows that are nil, and the middle of many, are left out. A row of another table or year than `table` and `year`
    has that after it, in brackets.
    """
    parts = tuple(amounts)
    listed = [(part.sign, _label(part, table, year)) for part in parts if part.value or not any(_values(parts))]
    if len(listed) > ALL_LABELS:
        listed = [*listed[:2], (1, "…"), listed[-1]]
    return " ".join(_signed(listed))


def _values(parts: Iterable[Amount]) -> Iterator[Decimal]:
    return (part.value for part in parts)


def _signed(listed: Iterable[tuple[int, str]]) -> Iterator[str]:
    for place, (sign, label) in enumerate(listed):
        if sign < 0:
            yield "−"
        elif place:
            yield "+"
        yield label


def _label(part: Amount, table: str, year: int) -> str:
    label = part.stated.label or part.key
    own_table = part.stated.table or part.key.partition(".")[0]
    about = [own_table] if own_table != table else []
    about += [str(part.year)] if part.year != year else []
    shown = label if part.is_row else lowered(label)
    return f"{shown} ({', '.join(about)})" if about else shown


def lowered(label: str) -> str:
    """Write a row's label as it stands inside a sentence; an abbreviation keeps its letters."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
