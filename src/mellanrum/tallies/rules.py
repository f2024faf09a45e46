"""The dated rules of follow-up: lists of answers, questions, and the tables that are counted."""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from mellanrum.rules import Dated, Strict
from mellanrum.rules.model import Text

Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]

MISSING = "missing"
"""Uppgift saknas: an answer of every question, one tap away."""
WITHHELD = "withheld"
"""What a locked period keeps in place of the answers of those who were too few: counted, and told of nobody."""
ASKED = "asked"
"""How many a question with several answers was asked of, in place of an answer."""
SUM = "sum"
"""The sum of a number, in place of an answer; how many it is a sum of stands under ASKED."""


class Answer(Strict):
    """An answer of a list. `groups` are the broader answers it belongs to; `excludes` says it stands alone."""

    key: Key
    label: Text
    groups: tuple[Key, ...] = ()
    excludes: bool = False
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="to")

    def holds_on(self, day: date) -> bool:
        """Tell whether it can be answered on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Band(Strict):
    """From `low` to `high`, both included; no `high` is open upwards. Bands of a question never overlap."""

    key: Key
    label: Text
    low: int
    high: int | None = None

    def holds(self, number: int) -> bool:
        """Tell whether a number is in the band."""
        return self.low <= number and (self.high is None or number <= self.high)


class Question(Dated):
    """Something that is asked of a participation, or follows from what is asked.

    `kind` is one answer ("one"), several ("several"), a whole number ("number"), or what follows: the band of a number
    ("band", `of` names the number), or the group of an answer ("group", `of` names the question with the answers).
    `unit` is the number's: years, months, days. `only_if` is the question and the answer without which it is not asked.
    A question whose answers are the association's own (municipality, member, intervention) has none here: `own`
    names which.
    """

    key: Key
    label: Text
    kind: Literal["one", "several", "number", "band", "group"] = "one"
    of: Key | None = None
    answers: tuple[Answer, ...] = Field(default=(), alias="answer")
    bands: tuple[Band, ...] = Field(default=(), alias="band")
    own: Literal["", "municipality", "next_step", "intervention"] = ""
    unit: Literal["", "years", "months", "days"] = ""
    lowest: int = 0
    highest: int = 999
    only_if: tuple[Key, Key] | None = None

    @cached_property
    def is_asked(self) -> bool:
        """Whether a person answers it, rather than that it follows from another question."""
        return self.kind in {"one", "several", "number"}


class TableRule(Dated):
    """A table that is counted: the event, and one question or two that are crossed.

    `months` tables are kept by month in totals and without sex (municipality); all others by period. `stock` says
    that it tells what those ongoing are like: the same questions are asked at start and end, and the opening stock and
    those carried over are entered by it. A table of a number keeps sum and count, one of several answers keeps how many
    were asked. `by_sex` False counts everything unsplit. `base` is a table and an answer of the same event: shares are
    of those who gave it (of a follow-up, those who answered), and nobody else is said to be missing.
    """

    key: Key
    event: Key
    label: Text
    questions: Annotated[tuple[Key, ...], Field(min_length=1, max_length=2)]
    by_sex: bool = True
    stock: bool = False
    standard: bool = True
    base: tuple[Key, Key] | None = None


class EventRule(Dated):
    """Something that is counted: a referral, a guidance, a start, an end, a follow-up after some months.

    `asks` are the questions of its form, in their order.
    """

    key: Key
    label: Text
    asks: tuple[Key, ...]


class MonthCounter(Dated):
    """A total of a month that is no event with tables: referrals declined, groups held, places, the queue.

    A `level` is how many there are at the month's end; else it is how many there were during the month.
    """

    key: Key
    label: Text
    by_sex: bool = False
    level: bool = False


class BandSet(Dated):
    """Broader bands of a question for showing. Each is the sum of whole bands that are counted."""

    key: Key
    label: Text
    question: Key
    bands: tuple[Band, ...] = Field(alias="band")


class Limit(Dated):
    """A limit that shares are told of, as at least 12 months: `low` and `high` are both included."""

    key: Key
    label: Text
    question: Key
    low: int = 0
    high: int | None = None


class StatutoryLine(Dated):
    """A line of the sheet for the state's follow-up: what it says, of whom, in the sheet's order.

    `direction` is of which interventions; `any` is both, `association` none of them but the association itself.
    """

    key: Key
    label: Text
    direction: Literal["association", "any", "individual", "structural"]
    measure: Literal[
        "contributions",
        "equity",
        "administration_budget",
        "administration_outcome",
        "direction",
        "esf",
        "budget",
        "outcome",
        "budgeted",
        "started",
        "ended",
        "head_count",
    ]


class Rules(Strict):
    """The file that ships with the program."""

    events: tuple[EventRule, ...] = Field(alias="event")
    questions: tuple[Question, ...] = Field(alias="question")
    tables: tuple[TableRule, ...] = Field(alias="table")
    counters: tuple[MonthCounter, ...] = Field(alias="counter")
    band_sets: tuple[BandSet, ...] = Field(default=(), alias="band_set")
    limits: tuple[Limit, ...] = Field(default=(), alias="limit")
    statutory: tuple[StatutoryLine, ...] = Field(default=())
