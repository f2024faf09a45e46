"""The book of figures: computes a figure when it is asked for, once."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import RLock

from mellanrum.figures.figure import Figure
from mellanrum.figures.period import Period
from mellanrum.findings import Finding, Place, finding
from mellanrum.numbers import round_half_away

KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


class MissingFigure(LookupError):  # noqa: N818 - it is an absence, not an error of the program
    """A figure was asked for that neither the data nor an earlier document gives."""

    def __init__(self, key: str, period: Period) -> None:
        super().__init__(f"{key} {period}")
        self.key = key
        self.period = period


@dataclass(frozen=True, slots=True)
class Family:
    """Figures that are computed alike.

    `prefix` is the first part of their keys ("balance_sheet"). `compute` takes the book, a key and a period, and gives
    the figure, or None where there is no data for it. `keys` lists the family's keys for a period, in reading order.
    """

    prefix: str
    compute: Callable[["FigureBook", str, Period], Figure | None]
    keys: Callable[["FigureBook", Period], Iterable[str]]


class FigureBook:
    """The figures of one association, for a period and as of a day.

    `families` are what the rooms offer; `reported` are figures from earlier documents, which stand in where there is
    no data. A family's prefix is its own: two families with one prefix is a ValueError. Several threads may ask one
    book: they take turns at computing.
    """

    def __init__(
        self,
        association: str,
        period: Period,
        day: date,
        families: Iterable[Family],
        reported: Iterable[Figure] = (),
    ) -> None:
        self.association = association
        self.period = period
        self.day = day
        self._families = _by_prefix(families)
        self._reported = {(figure.key, figure.period): figure for figure in reported}
        self._computed: dict[tuple[str, Period], Figure | None] = {}
        self._open: set[tuple[str, Period]] = set()
        # Without turns a figure that one thread is computing would look to another as computed from itself.
        self._turn = RLock()

    def find(self, key: str, period: Period | None = None) -> Figure | None:
        """Return the figure, or None where neither data nor an earlier document gives it.

        The book's own period is meant where none is named.
        """
        wanted = (key, period or self.period)
        computed = self._compute(*wanted)
        return computed if computed is not None else self._reported.get(wanted)

    def reported(self, key: str, period: Period | None = None) -> Figure | None:
        """Return what an earlier document, or a statement handed in, says of the figure; None where nothing does."""
        return self._reported.get((key, period or self.period))

    def get(self, key: str, period: Period | None = None) -> Figure:
        """Return the figure. MissingFigure where `find` gives None."""
        found = self.find(key, period)
        if found is None:
            raise MissingFigure(key, period or self.period)
        return found

    def keys(self, prefix: str, period: Period | None = None) -> tuple[str, ...]:
        """List the keys of a family for a period, in reading order, those only reported last."""
        when = period or self.period
        family = self._families.get(prefix)
        with self._turn:
            computed = tuple(family.keys(self, when)) if family else ()
        known = set(computed)
        reported = (key for key, at in self._reported if at == when and key not in known)
        return computed + tuple(key for key in reported if key.partition(".")[0] == prefix)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The first parts of the keys that can be asked for, families in the order they were handed in."""
        reported = (key.partition(".")[0] for key, _ in self._reported)
        return tuple(dict.fromkeys((*self._families, *reported)))

    def findings(self) -> tuple[Finding, ...]:
        """Compare each reported figure with what the data gives; a difference beyond rounding is a finding."""
        found = []
        for (key, period), reported in self._reported.items():
            computed = self._compute(key, period)
            if computed is not None and abs(computed.value - reported.value) > reported.shown.step:
                found.append(
                    finding(
                        "figures.reported_differs",
                        Place(file=reported.trace.source, key=key),
                        stated=reported.value,
                        expected=round_half_away(computed.value, reported.shown.step),
                        key=key,
                        period=str(period),
                        source=reported.trace.source,
                    )
                )
        return tuple(found)

    def _compute(self, key: str, period: Period) -> Figure | None:
        wanted = (key, period)
        with self._turn:
            if wanted not in self._computed:
                self._computed[wanted] = self._made(wanted)
            return self._computed[wanted]

    def _made(self, wanted: tuple[str, Period]) -> Figure | None:
        key, period = wanted
        if wanted in self._open:
            message = f"{key} {period} is computed from itself"
            raise RecursionError(message)
        family = self._families.get(key.partition(".")[0])
        self._open.add(wanted)
        try:
            return family.compute(self, key, period) if family else None
        finally:
            self._open.discard(wanted)


def _by_prefix(families: Iterable[Family]) -> Mapping[str, Family]:
    offered: dict[str, Family] = {}
    for family in families:
        if family.prefix in offered or not KEY.fullmatch(family.prefix):
            message = f"two families are called {family.prefix}, or the prefix is not a key"
            raise ValueError(message)
        offered[family.prefix] = family
    return offered
