"""What a code holds and in what order: the lists of answers as they were the day it was made.

A layout is kept with the key it was used with, so that a list that changes afterwards (an answer added, hidden, moved)
does not change what an old code says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from math import prod
from typing import Any

from mellanrum.tallies.cells import was_asked
from mellanrum.tallies.code.carried import carried
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.rules import MISSING, Question
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED, Sex

ROOM = 11
"""How many bytes the answers of a code may take: then it has 48 characters."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A question's place in a code: `keys` are its answers in their order, `alone` those that exclude the others.

    A number has no keys, and lies from `low` to `high`.
    """

    question: str
    keys: tuple[str, ...] = ()
    is_several: bool = False
    alone: tuple[str, ...] = ()
    low: int = 0
    high: int = -1

    @property
    def size(self) -> int:
        """How many different answers there are, "missing" among them, which is always the first."""
        if self.is_several:
            return (1 << len(self.keys)) + len(self.alone)
        return 1 + (len(self.keys) or self.high - self.low + 1)

    def number_of(self, given: Given | None) -> int:
        """Return an answer as a number below `size`; one that is not in the list is as if it were missing."""
        if isinstance(given, int):
            return given - self.low + 1 if not self.keys and self.low <= given <= self.high else 0
        if self.is_several:
            return self._several(given or ())
        return 1 + self.keys.index(given[0]) if given and given[0] in self.keys else 0

    def given(self, number: int) -> Given | None:
        """Return the answer that a number stands for; None for "missing"."""
        if not number:
            return None
        if self.is_several:
            chosen = tuple(key for bit, key in enumerate(self.keys) if number >> bit & 1)
            return chosen if number < (1 << len(self.keys)) else (self.alone[number - (1 << len(self.keys))],)
        return (self.keys[number - 1],) if self.keys else self.low + number - 1

    def _several(self, given: tuple[str, ...]) -> int:
        if given and given[0] in self.alone:
            return (1 << len(self.keys)) + self.alone.index(given[0])
        return sum(1 << bit for bit, key in enumerate(self.keys) if key in given)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the codes of an event hold, besides sex and month. `left_out` are questions that had no room."""

    event: str
    slots: tuple[Slot, ...]
    left_out: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many bytes the answers take."""
        return _bytes(self.slots)

    @property
    def digest(self) -> bytes:
        """What tells this layout from others: it goes into the seal."""
        return sha256(dumps(to_plain(self), sort_keys=True).encode()).digest()


def layout_of(scheme: Scheme, event: str) -> Layout | None:
    """Return what a code of an event holds by a day's lists: what is asked again later, as far as there is room.

    None where nothing is asked again after the event.
    """
    questions = carried(scheme, event)
    if questions is None:
        return None
    slots: list[Slot] = []
    left_out: list[str] = []
    for key in questions:
        slot = _slot(scheme.questions[key])
        if _bytes([*slots, slot]) <= ROOM:
            slots.append(slot)
        else:
            left_out.append(key)
    return Layout(event, tuple(slots), tuple(left_out))


def pack(entry: Entry, layout: Layout, scheme: Scheme) -> bytes:
    """Write the sex, the month (of its year) and the answers of an entry as one number, as short as the lists allow."""
    number = STATED.index(entry.sex if entry.sex in STATED else Sex.OTHER) * 12 + entry.month.month - 1
    for slot in layout.slots:
        is_asked = was_asked(scheme.questions[slot.question], entry, scheme)
        number = number * slot.size + slot.number_of(entry.answers.get(slot.question) if is_asked else None)
    return number.to_bytes(layout.length)


def unpack(packed: bytes, layout: Layout) -> tuple[Sex, int, Mapping[str, Given]] | None:
    """Return the sex, the month (1–12) and the answers that `pack` wrote; None where no entry is written so."""
    number = int.from_bytes(packed)
    answers: dict[str, Given] = {}
    for slot in reversed(layout.slots):
        number, index = divmod(number, slot.size)
        given = slot.given(index)
        if given is not None:
            answers[slot.question] = given
    if number >= len(STATED) * 12:
        return None
    return (
        STATED[number // 12],
        number % 12 + 1,
        {slot.question: answers[slot.question] for slot in layout.slots if slot.question in answers},
    )


def to_plain(layout: Layout) -> dict[str, Any]:
    """Give a layout as JSON has it."""
    return {
        "event": layout.event,
        "slots": [
            [slot.question, list(slot.keys), slot.is_several, list(slot.alone), slot.low, slot.high]
            for slot in layout.slots
        ],
    }


def from_plain(plain: Mapping[str, Any]) -> Layout:
    """Read what `to_plain` gave. KeyError, TypeError or ValueError for anything else."""
    slots = (
        Slot(question, tuple(keys), is_several, tuple(alone), low, high)
        for question, keys, is_several, alone, low, high in plain["slots"]
    )
    return Layout(plain["event"], tuple(slots))


def _slot(question: Question) -> Slot:
    if question.kind == "number":
        return Slot(question.key, low=question.lowest, high=question.highest)
    keys = tuple(answer.key for answer in question.answers if answer.key != MISSING)
    if question.kind == "one":
        return Slot(question.key, keys)
    alone = tuple(answer.key for answer in question.answers if answer.excludes)
    return Slot(question.key, tuple(key for key in keys if key not in alone), is_several=True, alone=alone)


def _bytes(slots: Iterable[Slot]) -> int:
    largest = len(STATED) * 12 * prod(slot.size for slot in slots) - 1
    return (largest.bit_length() + 7) // 8
