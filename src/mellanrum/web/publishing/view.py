"""A protected view as readers see it: tables whose hidden numbers are nowhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from mellanrum.disclosure.derived import Shown
from mellanrum.disclosure.tables import TOTAL, TableSet, Variable, key_of

INTERVENTION = "intervention"
"""The variable of what the association finances."""
SEX = "sex"
PERIOD, YEAR = "period", "year"
"""The variables of time: of the follow-up, and of surveys."""
SURVEY, RESPONDENTS, QUESTION, ANSWER, STATED_SEX, REPLY = (
    *("survey", "respondents", "question", "answer", "stated_sex", "reply"),
)
"""The variables of surveys, as `composition.published.survey_tables` calls them."""
SEXES = frozenset({SEX, STATED_SEX})

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewTable:
    """A table as it is shown. `numbers` are by codes in the order of `by`; None is hidden.

    `form` is the key of the coarser form it is shown in; empty where it is shown as it is. `about` says what its
    numbers are, where the title does not.
    """

    key: str
    title: str
    of: str
    by: tuple[str, ...]
    numbers: Mapping[Codes, int | None]
    at: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    about: str = ""

    def cell_key(self, codes: Codes) -> str:
        """Name the number at some codes as the engine does."""
        held = {**self.at, **dict(zip(self.by, codes, strict=True))}
        place = tuple(sorted((variable, code) for variable, code in held.items() if code != TOTAL))
        return key_of(self.of, place)

    @property
    def hidden(self) -> int:
        """How many of its numbers are hidden."""
        return sum(number is None for number in self.numbers.values())

    def codes_of(self, variable: str) -> frozenset[str]:
        """The codes of a variable that it has numbers for."""
        at = self.by.index(variable)
        return frozenset(codes[at] for codes in self.numbers)


@dataclass(frozen=True)
class View:
    """All tables of a publication, with what their codes are called. `limits` are the thresholds of its numbers."""

    tables: tuple[ViewTable, ...]
    variables: Mapping[str, Variable]
    counts: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    threshold: int = 5
    is_rounded: bool = False
    means: Mapping[str, Decimal | None] = field(default_factory=dict)
    """Means by the key of how many they are of; None is hidden."""

    @cached_property
    def told(self) -> Shown:
        """What it shows and hides, as the rules of what is worked out of numbers want it."""
        tables = TableSet((), self.variables, self.counts, threshold=self.threshold)
        return Shown(tables, self.shown, self.hidden, self.limits)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The keys of the numbers that are hidden: the same number in two tables is one."""
        return frozenset(
            table.cell_key(codes) for table in self.tables for codes, number in table.numbers.items() if number is None
        )

    @cached_property
    def shown(self) -> Mapping[str, int]:
        """The numbers that are shown, by their keys."""
        return {
            table.cell_key(codes): number
            for table in self.tables
            for codes, number in table.numbers.items()
            if number is not None
        }

    def tells_zeros(self, table: ViewTable) -> bool:
        """Tell whether a table's zeros are always shown: then each of its hidden numbers is at least 1."""
        return any(self.variables[each].tells_zeros for each in (*table.by, *table.at) if each in self.variables)

    def table(self, key: str) -> ViewTable | None:
        """Return a table; None where there is none by that key."""
        return next((table for table in self.tables if table.key == key), None)

    def only(self, interventions: Collection[str]) -> "View":
        """Leave only what is of some interventions. A part of what is safe is safe."""
        parts = (_only(table, interventions) for table in self.tables)
        return replace(self, tables=tuple(part for part in parts if part.numbers))


def _only(table: ViewTable, interventions: Collection[str]) -> ViewTable:
    if table.at.get(INTERVENTION) in interventions:
        return table
    if INTERVENTION not in table.by:
        return replace(table, numbers={})
    at = table.by.index(INTERVENTION)
    return replace(
        table, numbers={codes: number for codes, number in table.numbers.items() if codes[at] in interventions}
    )
