"""What a survey has collected: counters and nothing else. A value: every change gives a new one.

It is what the web stores, as one text for each survey, with its keys in order: nothing in it, nor around it, tells in
what order forms came, or which answers came together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from mellanrum.surveys.sex import Sex


class Cell(NamedTuple):
    """A counter: whose answers, to which question, which answer, and the stated sex."""

    group: str
    question: str
    answer: str
    sex: Sex


Cells = Mapping[Cell, int]
Forms = Mapping[tuple[str, Sex], int]


class State(StrEnum):
    """How far a group has come: open (nothing is told), closed, or closed with too few."""

    OPEN = "open"
    CLOSED = "closed"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Collected:
    """The counters of one survey of one version of a questionnaire.

    `forms` are those handed in, by group and sex. `offered` are how many were asked, by group, where it is known.
    `threshold` is what it was closed with; None while it is open. `too_few` are groups whose answers were not kept.
    """

    questionnaire: str
    version: str
    cells: Cells = field(default_factory=dict)
    forms: Forms = field(default_factory=dict)
    offered: Mapping[str, int] = field(default_factory=dict)
    threshold: int | None = None
    too_few: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether forms are still counted, and nothing is told of them."""
        return self.threshold is None

    def state(self, group: str) -> State:
        """Say how far a group has come."""
        if self.is_open:
            return State.OPEN
        return State.TOO_FEW if group in self.too_few else State.CLOSED

    def handed_in(self, group: str | None = None, sex: Sex | None = None) -> int:
        """Return how many forms were handed in, of a group or of all, of a sex or of all."""
        return sum(
            number for (of, stated), number in self.forms.items() if group in {None, of} and sex in {None, stated}
        )

    def number(self, group: str, question: str, answer: str, sex: Sex | None = None) -> int:
        """Return how many gave an answer, of a sex or of all."""
        if sex is not None:
            return self.cells.get(Cell(group, question, answer, sex), 0)
        return sum(self.cells.get(Cell(group, question, answer, each), 0) for each in Sex)


AnyKey = TypeVar("AnyKey")


def plus(numbers: Mapping[AnyKey, int], more: Mapping[AnyKey, int]) -> dict[AnyKey, int]:
    """Add numbers to others of the same keys; nil is left out, as if it had never been there."""
    found = dict(numbers)
    for key, number in more.items():
        found[key] = found.get(key, 0) + number
    return {key: number for key, number in found.items() if number}


def with_offered(collected: Collected, offered: Mapping[str, int]) -> Collected:
    """Return the survey with how many were asked, by group."""
    return replace(collected, offered={group: number for group, number in offered.items() if number})


def to_text(collected: Collected) -> str:
    """Write what a survey has collected as JSON; the same counters give the same text, however they came about."""
    return json.dumps(_plain(collected), sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Collected:
    """Read what `to_text` wrote. ValueError for anything else."""
    try:
        return _collected(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a survey's counters") from error


def _plain(collected: Collected) -> dict[str, Any]:
    return {
        "questionnaire": collected.questionnaire,
        "version": collected.version,
        "cells": {"/".join(cell): number for cell, number in collected.cells.items() if number},
        "forms": {f"{group}/{sex}": number for (group, sex), number in collected.forms.items() if number},
        "offered": {group: number for group, number in collected.offered.items() if number},
        "threshold": collected.threshold,
        "too_few": sorted(collected.too_few),
    }


def _collected(plain: Mapping[str, Any]) -> Collected:
    threshold = plain["threshold"]
    return Collected(
        _text(plain["questionnaire"]),
        _text(plain["version"]),
        {_cell(key): _number(number) for key, number in plain["cells"].items()},
        {_of_group(key): _number(number) for key, number in plain["forms"].items()},
        {_text(group): _number(number) for group, number in plain["offered"].items()},
        None if threshold is None else _number(threshold),
        frozenset(map(_text, plain["too_few"])),
    )


@lru_cache(maxsize=20_000)  # the same few thousand cells stand in every survey
def _cell(key: str) -> Cell:
    group, question, answer, sex = key.split("/")
    return Cell(group, question, answer, Sex(sex))


def _of_group(key: str) -> tuple[str, Sex]:
    group, sex = key.split("/")
    return group, Sex(sex)


def _number(plain: Any) -> int:  # noqa: ANN401 - whatever stands in the text
    if type(plain) is not int or plain < 1:
        raise ValueError("not a counter")
    return plain


def _text(plain: Any) -> str:  # noqa: ANN401 - as above
    if not isinstance(plain, str):
        raise TypeError("not a text")
    return plain
