"""A thousand participations by dice: people who do not exist, and what is counted of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.rules import MISSING, Question
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED, Sex

YEAR = 2025
_SURE = 0.93  # how often a question is answered
_LATE = 0.04


@dataclass(frozen=True, slots=True)
class Step:
    """Something of a participation that is counted: the entry, whose it is, and the month (1–12) it is counted in.

    `is_slip` is one that is counted by mistake and taken back at once.
    """

    whose: int
    entry: Entry
    at: int
    is_slip: bool = False


def thrown(dice: Random, scheme: Scheme, number: int) -> list[Step]:
    """Throw participations of a year; their steps by the month they are counted in, mixed within it."""
    steps = [step for whose in range(number) for step in _steps(dice, scheme, whose)]
    dice.shuffle(steps)
    return sorted(steps, key=lambda step: (step.at, ORDER.index(step.entry.event)))


ORDER = ("referral", "start", "end", "follow_up_6")


def _steps(dice: Random, scheme: Scheme, whose: int) -> Iterator[Step]:
    sex = dice.choices(STATED, (55, 43, 2))[0]
    known = {key: _answer(dice, scheme.questions[key], scheme) for key in scheme.events["start"].asks}
    if isinstance(age := known["age"], int) and isinstance(years := known["support_years"], int):
        known["support_years"] = min(years, age - 16)  # nobody younger has support of their own
    first = dice.randint(1, 12)
    if dice.random() < 0.3:
        yield _step(dice, scheme, whose, "referral", first, sex, known)
    yield _step(dice, scheme, whose, "start", first, sex, known)
    last = first + dice.randint(2, 11)
    if last > 12:
        return
    at_end = {key: _answer(dice, scheme.questions[key], scheme) for key in scheme.events["end"].asks}
    at_end = {**at_end, **{key: given for key, given in known.items() if key in at_end}, "months": last - first}
    yield _step(dice, scheme, whose, "end", last, sex, at_end)
    if last + 6 <= 12 and at_end["consent"] == ("yes",):
        after = {key: _answer(dice, scheme.questions[key], scheme) for key in scheme.events["follow_up_6"].asks}
        yield _step(dice, scheme, whose, "follow_up_6", last + 6, sex, {**after, "consented": ("yes",)})


def _step(dice: Random, scheme: Scheme, whose: int, event: str, month: int, sex: Sex, known: dict[str, Given]) -> Step:
    asked = scheme.events[event].asks
    answers = {key: known[key] for key in asked if key in known and known[key] != (MISSING,)}
    late = month < 11 and dice.random() < _LATE
    entry = Entry(event, date(YEAR, month, 1), sex, answers)
    return Step(whose, entry, month + 2 if late else month, event == "start" and dice.random() < 0.03)


def _answer(dice: Random, question: Question, scheme: Scheme) -> Given:
    if dice.random() > _SURE or question.key in {"days", "also_in"}:
        return (MISSING,)
    if question.kind == "number":
        return _number(dice, question)
    keys = [key for key in scheme.answers(question.key) if key != MISSING]
    if question.kind == "several" and dice.random() < 0.1:
        free = [key for key in keys if not getattr(scheme.answer(question.key, key), "excludes", False)]
        return tuple(sorted(dice.sample(free, 2)))
    return (dice.choice(keys),) if keys else (MISSING,)


def _number(dice: Random, question: Question) -> int:
    if question.key == "age":
        return dice.randint(18, 64)
    return dice.randint(0, 12)
