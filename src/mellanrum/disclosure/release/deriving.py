"""Shares, means and medians that a file asks for: shown where the numbers they follow are, and else left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.disclosure.derived import Mean, Median, Share, Shown, shown_of, why_not
from mellanrum.disclosure.protect import Protected
from mellanrum.disclosure.release.shapes import CellShape, DerivedShape
from mellanrum.disclosure.tables import key_of
from mellanrum.findings import Finding, Place, finding
from mellanrum.numbers import round_half_away

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Worked:
    """Something that follows numbers. `value` is a mean or median as it was given; a share is worked out."""

    key: str
    label: str
    follows: Share | Mean | Median
    value: Decimal | None = None

    @property
    def kind(self) -> str:
        """What it is called in files."""
        return type(self.follows).__name__.lower()


def worked_of(shape: DerivedShape) -> Worked:
    """Read what was asked for, once it has been checked."""
    of = _key(shape.of)
    if shape.base is not None:
        return Worked(shape.key, shape.label, Share(of, _key(shape.base)))
    follows = Mean(of) if shape.kind == "mean" else Median(of)
    return Worked(shape.key, shape.label, follows, Decimal(str(shape.value)))


def _key(cell: CellShape) -> str:
    return key_of(cell.of, tuple(sorted(cell.at.items())))


def work_out(
    protected: Protected, asked: Iterable[Worked]
) -> tuple[tuple[tuple[Worked, Decimal | None], ...], tuple[Finding, ...]]:
    """Give each value that may be shown, per cent with a decimal for a share, and None with a finding for the others.

    Findings: those of `why_not`, and disclosure.derived_rounded for a mean or median beside rounded numbers, of which
    it would tell the exact one.
    """
    shown = shown_of(protected.tables, protected.own, protected.hidden_of_own)
    told = [(each, _why_not(protected, each, shown)) for each in asked]
    values = tuple((each, None if fault else _value(each, shown)) for each, fault in told)
    return values, tuple(fault for _, fault in told if fault is not None)


def _why_not(protected: Protected, asked: Worked, shown: Shown) -> Finding | None:
    if protected.method == "rounded" and not isinstance(asked.follows, Share):
        return finding("disclosure.derived_rounded", Place(key=asked.key), label=asked.label)
    return why_not(asked.follows, shown)


def _value(asked: Worked, shown: Shown) -> Decimal | None:
    if not isinstance(asked.follows, Share):
        return asked.value
    part, base = shown.values[asked.follows.numerator], shown.values[asked.follows.base]
    return round_half_away(Decimal(100 * part) / Decimal(base), _TENTH)
