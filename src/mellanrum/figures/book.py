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

_Wanted = tuple[str, Period, str | None]
KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


class MissingFigure(LookupError):  # noqa: N818 - it is an absence, not an error of the program
    """A figure was asked for that neither the data nor an earlier document gives."""

    def __init__(self, key: str, period: Period, sex: str | None = None) -> None:
        super().__init__(f"{key} {period}" if sex is None else f"{key} {period} {sex}")
        self.key = key
        self.period = period
        self.sex = sex


@dataclass(frozen=True, slots=True)
class Family:
    """Figures that are computed alike.

    `prefix` is the first part of their keys ("balance_sheet"). `compute` takes the book, a key and a period, and gives
    the figure, or None where there is no data for it. `keys` lists the family's keys for a period, in reading order.
    `by_sex` takes the sex besides ("woman"), and gives the figure of that sex alone; a family that has no figures by
    sex is without it.
    """

    prefix: str
    compute: Callable[["FigureBook", str, Period], Figure | None]
    keys: Callable[["FigureBook", Period], Iterable[str]]
    by_sex: Callable[["FigureBook", str, Period, str], Figure | None] | None = None


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
        self._reported = {(figure.key, figure.period, figure.sex): figure for figure in reported}
        self._computed: dict[_Wanted, Figure | None] = {}
        self._open: set[_Wanted] = set()
        # Without turns a figure that one thread is computing would look to another as computed from itself.
        self._turn = RLock()

    def find(self, key: str, period: Period | None = None, sex: str | None = None) -> Figure | None:
        """Return the figure, or None where neither data nor an earlier document gives it.

        The book's own period is meant where none is named, and all where no sex is.
        """
        wanted = (key, period or self.period, sex)
        computed = self._compute(wanted)
        return computed if computed is not None else self._reported.get(wanted)

    def reported(self, key: str, period: Period | None = None, sex: str | None = None) -> Figure | None:
        """Return what an earlier document, or a statement handed in, says of the figure; None where nothing does."""
        return self._reported.get((key, period or self.period, sex))

    def get(self, key: str, period: Period | None = None, sex: str | None = None) -> Figure:
        """Return the figure. MissingFigure where `find` gives None."""
        found = self.find(key, period, sex)
        if found is None:
            raise MissingFigure(key, period or self.period, sex)
        return found

    def keys(self, prefix: str, period: Period | None = None, sex: str | None = None) -> tuple[str, ...]:
        """List the keys of a family for a period, in reading order, those only reported last.

        Of a sex those are listed that have a figure of it.
        """
        when = period or self.period
        family = self._families.get(prefix)
        with self._turn:
            computed = tuple(family.keys(self, when)) if family else ()
            if sex is not None:
                computed = tuple(key for key in computed if self._compute((key, when, sex)) is not None)
        known = set(computed)
        reported = (key for key, at, of in self._reported if (at, of) == (when, sex) and key not in known)
        return computed + tuple(key for key in reported if key.partition(".")[0] == prefix)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The first parts of the keys that can be asked for, families in the order they were handed in."""
        reported = (key.partition(".")[0] for key, _, _ in self._reported)
        return tuple(dict.fromkeys((*self._families, *reported)))

    def findings(self) -> tuple[Finding, ...]:
        """Compare each reported figure with what the data gives; a difference beyond rounding is a finding."""
        found = []
        for wanted, reported in self._reported.items():
            key, period, _ = wanted
            computed = self._compute(wanted)
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

    def _compute(self, wanted: _Wanted) -> Figure | None:
        with self._turn:
            if wanted not in self._computed:
                self._computed[wanted] = self._made(wanted)
            return self._computed[wanted]

    def _made(self, wanted: _Wanted) -> Figure | None:
        key, period, sex = wanted
        if wanted in self._open:
            message = f"{key} {period} is computed from itself"
            raise RecursionError(message)
        family = self._families.get(key.partition(".")[0])
        if family is None:
            return None
        self._open.add(wanted)
        try:
            if sex is None:
                return family.compute(self, key, period)
            return family.by_sex(self, key, period, sex) if family.by_sex else None
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
