"""A figure and its trace: what it was computed from, by which rule, down to account and month, or to counters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mellanrum.figures.period import Period
from mellanrum.findings import NOWHERE, Place
from mellanrum.numbers import round_half_away

ONE = Decimal(1)
KRONOR_STEP = Decimal(1)


class Unit(StrEnum):
    """What a figure is counted in."""

    SEK = "SEK"
    COUNT = "count"
    SHARE = "share"
    RATIO = "ratio"
    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Shown:
    """How a figure is shown: rounded once to a multiple of `step`, in the figure's own unit.

    A share shown as 12,5 % has step 0.001; an amount in thousands of kronor has step 1000.
    """

    step: Decimal = KRONOR_STEP


KRONOR = Shown()
PERCENT = Shown(Decimal("0.001"))


class Operation(StrEnum):
    """How a trace's inputs make its value."""

    SUM = "sum"  # each input times its factor, added
    QUOTIENT = "quotient"  # the inputs with a positive factor, over those with a negative one
    GIVEN = "given"  # stated in a source, not computed


@dataclass(frozen=True, slots=True)
class Counted:
    """How many entries a counter's month or period rests on: all that were counted, late ones among them.

    `corrected` is what corrections made of earlier months changed, signed.
    """

    entries: int
    late: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """An input that is not a figure: an account, a month of an account, a budget row, a line of an earlier report.

    `kind` is "account", "month", "object", "budget", "allocation", "report" or "counter"; `label` is a name from the
    source or an English message id; `key` identifies it (the account number, the month 2025-03, the period
    2025-01–2025-06). `parts` add up to `value`. A counter says by `counted` how many entries its period has.
    """

    kind: str
    key: str
    label: str
    value: Decimal
    place: Place = NOWHERE
    parts: tuple["Leaf", ...] = ()
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An input of a trace and the factor it is taken with: 1, -1, or a share from an allocation key."""

    node: "Figure | Leaf"
    factor: Decimal = ONE

    @property
    def amount(self) -> Decimal:
        """What the term adds to a sum."""
        return self.factor * self.node.value


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a figure is what it is: the rule in words (a message id), its paragraph, and the inputs."""

    rule: str
    reference: str = ""
    operation: Operation = Operation.SUM
    inputs: tuple[Term, ...] = ()
    source: str = ""

    def recompute(self) -> Decimal | None:
        """Compute the value anew from the inputs; None for a given value or a division by nil."""
        if self.operation is Operation.GIVEN:
            return None
        if self.operation is Operation.SUM:
            return sum((term.amount for term in self.inputs), Decimal(0))
        over = sum((term.amount for term in self.inputs if term.factor > 0), Decimal(0))
        under = -sum((term.amount for term in self.inputs if term.factor < 0), Decimal(0))
        return over / under if under else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A named, dated value (uppgift).

    `key` is ASCII `[a-z0-9_.]`; `value` is exact, in `unit` (SEK with öre, a share as 0.125); `label` is an English
    message id or a name from the books; `sex` is a parameter of the figure, not a part of its key. `column` is an
    English message id where a table has several figures of one label beside each other, as income and cost of an area.
    """

    key: str
    period: Period
    value: Decimal
    unit: Unit
    label: str
    trace: Trace
    shown: Shown = KRONOR
    sex: str | None = None
    column: str = ""

    @property
    def rounded(self) -> Decimal:
        """The value as it is shown: rounded once, half away from zero."""
        return round_half_away(self.value, self.shown.step)

    @property
    def is_reported(self) -> bool:
        """Whether the value stands in for data that is not there."""
        return self.trace.operation is Operation.GIVEN

    def nodes(self) -> Iterator["Figure | Leaf"]:
        """Walk the figure and all it rests on, outermost first."""
        yield self
        for term in self.trace.inputs:
            yield from term.node.nodes() if isinstance(term.node, Figure) else _leaves(term.node)


def _leaves(leaf: Leaf) -> Iterator[Leaf]:
    yield leaf
    for part in leaf.parts:
        yield from _leaves(part)


def total(terms: Iterable[Term]) -> Decimal:
    """Add the terms, exactly."""
    return sum((term.amount for term in terms), Decimal(0))
