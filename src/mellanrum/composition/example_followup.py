"""The example's follow-up: made-up entries that give published totals, without anybody behind them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from random import Random
from typing import TypeVar

from pydantic import Field

from mellanrum.composition.example import example
from mellanrum.rules import RuleError, Strict, parse
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.rules import MISSING, Key, Question
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex

FOLLOW_UP = "followup.toml"
_SEED = 2003
_MONTHS = (9, 9, 9, 9, 8, 7, 3, 8, 10, 10, 10, 8)  # fewer in July
Key_ = TypeVar("Key_")
Value = TypeVar("Value")
Bands = tuple[tuple[int, int, int], ...]


class Usual(Strict):
    """How answers to a question are usually spread: weights, or bands of a number with weights."""

    question: Key
    answers: dict[str, int] = Field(default_factory=dict)
    bands: Bands = ()


class Counted(Strict):
    """What was counted in a year: how many by sex, and what is known of their answers, number by number.

    `event` is an event of the scheme, "stock" (those ongoing when counting began) or "correction" (of the stock).
    """

    intervention: Key
    year: int
    event: Key
    women: int
    men: int
    source: str = ""
    given: dict[str, dict[str, int]] = Field(default_factory=dict)
    numbers: dict[str, Bands] = Field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many in all."""
        return self.women + self.men


class Continued(Strict):
    """What every year has after those that are published."""

    intervention: Key
    event: Key
    women: int
    men: int


class _Example(Strict):
    usual: tuple[Usual, ...]
    counted: tuple[Counted, ...]
    continued: tuple[Continued, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The example's follow-up: what was counted, and how answers are spread where nothing is published."""

    usual: Mapping[str, Usual]
    counted: tuple[Counted, ...]
    continued: tuple[Continued, ...]

    def until(self, year: int) -> tuple[Counted, ...]:
        """List what was counted until a year, with what is made up of those after the published ones."""
        after = range(max(each.year for each in self.counted) + 1, year + 1)
        more = (
            Counted(intervention=each.intervention, year=when, event=each.event, women=each.women, men=each.men)
            for when in after
            for each in self.continued
        )
        return (*self.counted, *more)


def follow_up_example() -> FollowUp:
    """Read the example. RuleError where the file is faulty, which is a fault of ours."""
    read, faults = parse(_Example, example(FOLLOW_UP).data, FOLLOW_UP)
    if read is None:
        raise RuleError(f"{FOLLOW_UP}: {faults}")
    return FollowUp({each.question: each for each in read.usual}, read.counted, read.continued)


def entries_of(counted: Counted, usual: Mapping[str, Usual], scheme: Scheme) -> tuple[Entry, ...]:
    """Make the entries of something counted in a year: exactly its totals, the same ones every time."""
    dice = Random(f"{_SEED} {counted.intervention} {counted.year} {counted.event}")  # noqa: S311 - the same every time
    asked = [scheme.questions[key] for key in scheme.events[counted.event].asks]
    known = {question.key: _dealt(question, counted, usual, dice) for question in asked}
    columns = {key: answers for key, answers in known.items() if answers}
    months = _shuffled(_spread(dict(enumerate(_MONTHS, 1)), counted.total), dice)
    return tuple(
        Entry(counted.event, date(counted.year, months[at], 1), sex, {key: dealt[at] for key, dealt in columns.items()})
        for at, sex in enumerate(chain(repeat(Sex.WOMAN, counted.women), repeat(Sex.MAN, counted.men)))
    )


def _dealt(question: Question, counted: Counted, usual: Mapping[str, Usual], dice: Random) -> Sequence[Given]:
    """Deal the answers to a question to all entries; nothing where nothing is said of it."""
    bands = counted.numbers.get(question.key)
    said = usual.get(question.key)
    if bands is None and said is not None and said.bands:
        sizes = _sizes({str(at): band[2] for at, band in enumerate(said.bands)}, counted.total)
        bands = tuple((low, high, sizes[str(at)]) for at, (low, high, _) in enumerate(said.bands))
    if bands is not None:
        return _shuffled([dice.randint(low, high) for low, high, number in bands for _ in range(number)], dice)
    weights = counted.given.get(question.key) or (said.answers if said else {})
    if not weights:
        return ()
    if question.kind == "several":
        return _shuffled(_several(weights, counted, question), dice)
    return [(answer,) for answer in _shuffled(_spread(weights, counted.total), dice)]


def _several(weights: Mapping[str, int], counted: Counted, question: Question) -> list[Given]:
    """Deal several answers each: those that exclude others alone, the rest one after the other, never one twice."""
    sizes = counted.given.get(question.key) or _of_hundred(weights, counted.total)
    alone = {answer.key for answer in question.answers if answer.excludes} | {MISSING}
    single: list[Given] = [(key,) for key, number in sizes.items() if key in alone for _ in range(number)]
    rest = [key for key, number in sizes.items() if key not in alone for _ in range(number)]
    holders = counted.total - len(single)
    return [*single, *(tuple(sorted(set(rest[at::holders]))) for at in range(holders))]


def _of_hundred(weights: Mapping[str, int], total: int) -> dict[str, int]:
    """Scale weights that say how many of a hundred gave each answer; where nobody gave two, they add up to all."""
    if sum(weights.values()) == 100:
        return _sizes(weights, total)
    return {key: total * weight // 100 for key, weight in weights.items()}


def _spread(weights: Mapping[Key_, int], total: int) -> list[Key_]:
    """List keys by weight, `total` in all."""
    return [key for key, number in _sizes(weights, total).items() for _ in range(number)]


def _sizes(weights: Mapping[Key_, int], total: int) -> dict[Key_, int]:
    """Divide a total by weights: whole parts first, what is left to those with the largest remainders."""
    whole = sum(weights.values())
    sizes = {key: total * weight // whole for key, weight in weights.items()}
    by_rest = sorted(weights, key=lambda key: -(total * weights[key] % whole))
    for key in by_rest[: total - sum(sizes.values())]:
        sizes[key] += 1
    return sizes


def _shuffled(values: Iterable[Value], dice: Random) -> list[Value]:
    listed = list(values)
    dice.shuffle(listed)
    return listed
