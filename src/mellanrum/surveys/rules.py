"""The dated rules of surveys: scales, respondents, questions, indicators, breaks in a series, typed totals."""

from typing import Annotated, Literal

from pydantic import Field

from mellanrum.rules import Dated, Strict
from mellanrum.rules.model import Text

Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]
Label = Annotated[str, Field(min_length=1, max_length=400)]
Year = Annotated[int, Field(strict=True, ge=1994, le=9999)]

BLANK = "blank"
"""The answer of who was asked and gave none. Every question has it; it is never valid."""
WITHHELD = "withheld"
"""What a closed survey keeps in place of the answers of those who were too few: counted, and told of nobody."""

Grouping = Literal["", "negative", "neither", "positive", "clearly_positive"]
"""How an answer is told. Clearly positive is inside positive."""
LOWEST_GRADE, HIGHEST_GRADE = 0, 100


class Answer(Strict):
    """An answer of a scale. `valid` False ("vet ej", "ej aktuellt") is counted and is the base of nothing."""

    key: Key
    label: Label
    group: Grouping = ""
    is_valid: bool = Field(default=True, alias="valid")


class Scale(Dated):
    """A list of answers, or whole grades from `lowest` to `highest`, which have a mean. A grade's key is its number."""

    key: Key
    label: Label
    answers: Annotated[tuple[Answer, ...], Field(max_length=40)] = Field(default=(), alias="answer")
    lowest: Annotated[int | None, Field(strict=True, ge=LOWEST_GRADE, le=HIGHEST_GRADE)] = None
    highest: Annotated[int | None, Field(strict=True, ge=LOWEST_GRADE, le=HIGHEST_GRADE)] = None

    @property
    def is_grade(self) -> bool:
        """Whether its answers are numbers."""
        return self.lowest is not None and self.highest is not None

    @property
    def grades(self) -> range:
        """Its grades; none where it has a list alone."""
        if self.lowest is None or self.highest is None:
            return range(0)
        return range(self.lowest, self.highest + 1)


class Group(Strict):
    """Those who are asked, as participants at the end. `letters` are what its questions are called by: DA."""

    key: Key
    label: Label
    letters: Annotated[str, Field(max_length=4)] = ""


class QuestionRule(Dated):
    """A question of a group: a short label and a number, never the wording.

    `only_after` is the question and the answer without which it is not asked. `indicators` are those it serves.
    """

    key: Key
    group: Key
    number: Annotated[int, Field(strict=True, ge=1, le=200)]
    label: Label
    scale: Key
    only_after: tuple[Key, Key] | None = None
    indicators: tuple[Key, ...] = ()


class IndicatorRule(Dated):
    """An indicator. Its result is that of each question, unless `combine` adds the questions' answers of a group up."""

    key: Key
    label: Label
    combine: Literal["", "pooled"] = ""


class BreakRule(Strict):
    """A year from which some questions' answers are not to be compared with those before, and why.

    It holds until the association has said its own.
    """

    questions: Annotated[tuple[Key, ...], Field(min_length=1)]
    year: Year
    label: Label


class QuestionnaireRule(Dated):
    """A questionnaire: who is asked, and what. `kind` says what it belongs to; indicators are asked yearly.

    `free_text` is what may be answered in free text ("" where nothing may); it is kept apart from all counters.
    """

    key: Key
    label: Label
    kind: Literal["indicators", "event", "activity", "own"]
    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=20)] = Field(alias="group")
    questions: Annotated[tuple[QuestionRule, ...], Field(min_length=1, max_length=200)] = Field(alias="question")
    indicators: Annotated[tuple[IndicatorRule, ...], Field(max_length=100)] = Field(default=(), alias="indicator")
    breaks: Annotated[tuple[BreakRule, ...], Field(max_length=50)] = Field(default=(), alias="break")
    free_text: Annotated[str, Field(max_length=400)] = ""


class Line(Strict):
    """A line of typed totals: how many. A `sum` is a sum of values of the line `of`, and has a mean; others a share."""

    key: Key
    label: Label
    of: Key | None = None
    is_sum: bool = Field(default=False, alias="sum")


class Parts(Strict):
    """Lines that add up to another."""

    whole: Key
    parts: Annotated[tuple[Key, ...], Field(min_length=1)]


class TotalsRule(Dated):
    """What is known by its totals alone, as violence screening: its items are sensitive or another's, and not here."""

    key: Key
    label: Label
    lines: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(alias="line")
    parts: tuple[Parts, ...] = Field(default=(), alias="part")


class Rules(Strict):
    """The file that ships with the program; the association's own have the same shape without totals."""

    scales: tuple[Scale, ...] = Field(default=(), alias="scale")
    questionnaires: tuple[QuestionnaireRule, ...] = Field(default=(), alias="questionnaire")
    totals: tuple[TotalsRule, ...] = ()


class AnswerSet(Strict):
    """An association's own set of answers to be told of, as those that its goal counts. `questions` empty: all."""

    key: Key
    label: Text
    scale: Key
    answers: Annotated[tuple[Key, ...], Field(min_length=1)]
    questions: tuple[Key, ...] = ()
