"""What was measured: series of samples, a measure beside its reference, and how the one is divided by the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Unit = Literal["s", "MB", "cells"]
Take = Callable[[], float]
"""One sample: seconds or megabytes."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What was measured, and each sample of it."""

    name: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle sample."""
        return median(self.values)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at: at most so many times the reference, or at most so many seconds."""

    most: float
    is_ratio: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A measure beside its reference; both have as many samples, taken in turn."""

    measure: Samples
    reference: Samples
    unit: Unit = "s"
    aim: Aim | None = None

    @property
    def ratios(self) -> tuple[float, ...]:
        """Each sample divided by the reference taken beside it, so that a busy minute weighs on both."""
        pairs = zip(self.measure.values, self.reference.values, strict=True)
        return tuple(value / beside for value, beside in pairs)

    @property
    def ratio(self) -> float:
        """The middle of the ratios."""
        return median(self.ratios)

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        return (self.ratio if self.aim.is_ratio else self.measure.median) <= self.aim.most


def in_turn(takes: Sequence[Take], rounds: int, *, warm: bool = True) -> tuple[tuple[float, ...], ...]:
    """Take samples A B C, A B C, …; give the series of A, of B and of C.

    `warm` takes one round first that is not counted: what can be kept between runs is kept by then.
    """
    if warm:
        for take in takes:
            take()
    taken = [[take() for take in takes] for _ in range(rounds)]
    return tuple(zip(*taken, strict=True))
