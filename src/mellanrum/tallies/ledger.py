"""The ledger: all counters of an intervention and a year. A value: every change gives a new one.

It is what the web stores, as one text for each intervention and year, with its keys in order: nothing in it, nor
around it, tells in what order things were counted, or which cells were changed together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.cells import Cells
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.unread import Unread

START, END = "start", "end"
"""The events by which somebody comes into the stock, and leaves it."""
STOCK = "stock"
"""The event whose cells are the opening stock by attribute, entered once when an intervention goes live."""
TRANSFERRED = "transferred"
"""The event whose cells are what was carried over from (or, with a minus, to) another intervention."""
TOTAL = "total"
"""The table, and its one answer, that holds how many entries an event's tables are of; of STOCK, how many there were.

In a period it is kept by slot of sex as its tables are, in STOCK by legal sex.
"""


@dataclass(frozen=True, slots=True)
class Count:
    """A month's number: what was counted in time, what came late (of a locked month), what was corrected (signed)."""

    on_time: int = 0
    late: int = 0
    corrected: int = 0

    @property
    def flow(self) -> int:
        """What is reported as started, ended and so on: in time and late."""
        return self.on_time + self.late

    @property
    def net(self) -> int:
        """All of it, with corrections."""
        return self.flow + self.corrected


_SEXES = {sex.value: sex for sex in Sex}
_WAYS = {START: 1, END: -1}

Counts = Mapping[tuple[str, Sex], Count]
Municipal = Mapping[tuple[str, str], int]
BySex = Mapping[Sex, int]


@dataclass(frozen=True, slots=True)
class Month:
    """A month's totals.

    `counts` are events (referral, guidance, start, end, follow_up_6) and counters, by legal sex; a counter without a
    split stands under UNSPLIT. `municipal` are events by municipality, without sex, net. `ongoing` is the real number
    that was typed. `stock_corrected` is what the stock was corrected by (signed), `transferred` what was carried over
    from or to another intervention, by its key (signed). `reported` is what stood in `counts` when the month locked,
    which locks it; a later change needs a decision, which opens it until a day: `open_until`.
    """

    counts: Counts = field(default_factory=dict)
    municipal: Municipal = field(default_factory=dict)
    ongoing: BySex | None = None
    stock_corrected: BySex = field(default_factory=dict)
    transferred: Mapping[tuple[str, Sex], int] = field(default_factory=dict)
    reported: Counts | None = None
    open_until: date | None = None

    @property
    def is_locked(self) -> bool:
        """Whether nothing more is counted in it."""
        return self.reported is not None

    @property
    def changes(self) -> BySex:
        """By how much it changed the stock, by legal sex (signed): starts less ends, corrected, carried over."""
        found = dict(self.stock_corrected)
        for (key, sex), count in self.counts.items():
            if key in _WAYS:
                found[sex] = found.get(sex, 0) + _WAYS[key] * count.net
        for (_, sex), number in self.transferred.items():
            found[sex] = found.get(sex, 0) + number
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A period's attribute tables.

    `cells` are the live counters, which nobody is shown. `snapshots` are, by event, those of its cells that are shown.
    `by_form` are the events that hold what a form has counted, or a rest that was moved here: their tick sheet adds
    and never shows. `typed` are, of those events, what the tick sheet showed until then and no snapshot has: whoever
    filled it knows that, and could subtract it. `folded` are events whose rest was moved to the next period at lock.
    """

    cells: Cells = field(default_factory=dict)
    snapshots: Mapping[str, Cells] = field(default_factory=dict)
    by_form: frozenset[str] = frozenset()
    typed: Mapping[str, Cells] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    is_locked: bool = False


@dataclass(frozen=True)  # without slots, for what is worked out once
class Ledger:
    """An intervention's year: twelve months, and as many parts as the year has periods.

    `opening` is there in the first year of an intervention that went live with a stock: cells of the event STOCK. In
    all other years the opening stock is the closing one of the year before, and is not stored.
    """

    year: int
    kind: PeriodKind
    months: tuple[Month, ...]
    parts: tuple[Part, ...]
    opening: Cells | None = None

    def month(self, number: int) -> Month:
        """Return a month, 1 to 12."""
        return self.months[number - 1]

    def part(self, number: int) -> Part:
        """Return a period of the year, from 1."""
        return self.parts[number - 1]

    @cached_property
    def changes(self) -> BySex:
        """By how much all its months changed the stock, by legal sex (signed): every later year begins with that."""
        found: dict[Sex, int] = {}
        for month in self.months:
            for sex, number in month.changes.items():
                found[sex] = found.get(sex, 0) + number
        return found


def empty_ledger(year: int, kind: PeriodKind = PeriodKind.HALF_YEAR) -> Ledger:
    """Return a year in which nothing has been counted."""
    return Ledger(year, kind, tuple(Month() for _ in range(12)), tuple(Part() for _ in range(kind.in_year)))


def with_month(ledger: Ledger, number: int, month: Month) -> Ledger:
    """Return the ledger with another month in the place of one (1–12)."""
    return replace(ledger, months=(*ledger.months[: number - 1], month, *ledger.months[number:]))


def with_part(ledger: Ledger, number: int, part: Part) -> Ledger:
    """Return the ledger with another period in the place of one."""
    return replace(ledger, parts=(*ledger.parts[: number - 1], part, *ledger.parts[number:]))


AnyKey = TypeVar("AnyKey")


def plus(numbers: Mapping[AnyKey, int], more: Mapping[AnyKey, int], factor: int = 1) -> dict[AnyKey, int]:
    """Add numbers to others of the same keys; what comes to nothing is left out, as if it had never been there."""
    found = dict(numbers)
    for key, number in more.items():
        if total := found.get(key, 0) + factor * number:
            found[key] = total
        else:
            found.pop(key, None)
    return found


def to_text(ledger: Ledger) -> str:
    """Write a ledger as JSON; the same counters give the same text, whatever was done to get there."""
    return json.dumps(_plain(ledger), sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Ledger:
    """Read what `to_text` wrote. ValueError for anything else."""
    try:
        return _ledger(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a ledger") from error


def _plain(ledger: Ledger) -> dict[str, Any]:
    return {
        "year": ledger.year,
        "kind": ledger.kind.value,
        "months": [_plain_month(month) for month in ledger.months],
        "parts": [_plain_part(part) for part in ledger.parts],
        "opening": None if ledger.opening is None else _plain_cells(ledger.opening),
    }


def _plain_month(month: Month) -> dict[str, Any]:
    return {
        "counts": _plain_counts(month.counts),
        "municipal": {f"{event}/{place}": number for (event, place), number in month.municipal.items() if number},
        "ongoing": None if month.ongoing is None else _plain_sexes(month.ongoing),
        "stock_corrected": {sex: number for sex, number in month.stock_corrected.items() if number},
        "transferred": {f"{key}/{sex}": number for (key, sex), number in month.transferred.items() if number},
        "reported": None if month.reported is None else _plain_counts(month.reported),
        "open_until": None if month.open_until is None else month.open_until.isoformat(),
    }


def _plain_counts(counts: Counts) -> dict[str, list[int]]:
    return {
        f"{key}/{sex}": [count.on_time, count.late, count.corrected]
        for (key, sex), count in counts.items()
        if count != Count()
    }


def _plain_sexes(numbers: BySex) -> dict[str, int]:
    return {sex.value: number for sex, number in numbers.items()}


def _plain_part(part: Part) -> dict[str, Any]:
    return {
        "cells": _plain_cells(part.cells),
        "snapshots": {event: _plain_cells(cells) for event, cells in part.snapshots.items()},
        "by_form": sorted(part.by_form),
        "typed": {event: _plain_cells(cells) for event, cells in part.typed.items()},
        "folded": sorted(part.folded),
        "is_locked": part.is_locked,
    }


def _plain_cells(cells: Cells) -> dict[str, int]:
    return {"/".join(cell): number for cell, number in cells.items() if number}


def _ledger(plain: Mapping[str, Any]) -> Ledger:
    opening = plain["opening"]
    return Ledger(
        plain["year"],
        PeriodKind(plain["kind"]),
        tuple(_month(month) for month in plain["months"]),
        tuple(_part(part) for part in plain["parts"]),
        None if opening is None else _cells(opening),
    )


def _month(plain: Mapping[str, Any]) -> Month:
    ongoing, reported, until = plain["ongoing"], plain["reported"], plain["open_until"]
    return Month(
        _counts(plain["counts"]),
        {_pair(key): number for key, number in plain["municipal"].items()},
        None if ongoing is None else _sexes(ongoing),
        _sexes(plain["stock_corrected"]),
        {_with_sex(key): number for key, number in plain["transferred"].items()},
        None if reported is None else _counts(reported),
        None if until is None else date.fromisoformat(until),
    )


def _counts(plain: Mapping[str, list[int]]) -> Counts:
    return {_with_sex(key): _count(*numbers) for key, numbers in plain.items()}


@lru_cache(maxsize=5_000)  # months have the same few numbers, and most of them twice: as they are, and as reported
def _count(on_time: int, late: int, corrected: int) -> Count:
    return Count(on_time, late, corrected)


def _sexes(plain: Mapping[str, int]) -> BySex:
    return {_SEXES[sex]: number for sex, number in plain.items()}


def _part(plain: Mapping[str, Any]) -> Part:
    return Part(
        _cells(plain["cells"]),
        {event: _cells(cells) for event, cells in plain["snapshots"].items()},
        frozenset(plain["by_form"]),
        {event: _cells(cells) for event, cells in plain["typed"].items()},
        frozenset(plain["folded"]),
        plain["is_locked"],
    )


def _cells(plain: Mapping[str, int]) -> Cells:
    return Unread(plain)


@lru_cache(maxsize=1_000)  # a few counts by sex, in every month of every ledger
def _with_sex(key: str) -> tuple[str, Sex]:
    name, sex = _pair(key)
    return name, _SEXES[sex]


def _pair(key: str) -> tuple[str, str]:
    first, _, second = key.partition("/")
    return first, second
