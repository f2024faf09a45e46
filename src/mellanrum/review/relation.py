"""What all relations have in common, and how one is put to a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from mellanrum.findings import Finding, Parameter, Place, code_of, finding
from mellanrum.numbers import Language
from mellanrum.review.amounts import NIL, Amount
from mellanrum.review.limits import Limits
from mellanrum.review.stated import FigureKey, StatedFigures
from mellanrum.review.units import in_unit

THIS_YEAR = (0,)
BOTH_YEARS = (0, -1)
THREE_YEARS = (0, -1, -2)
FOUR_YEARS = (0, -1, -2, -3)
FIVE_YEARS = (0, -1, -2, -3, -4)


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule judges: the figures, the year of the column, the relation's code and name, and the limits.

    `lang` is the language its findings are worded in.
    """

    code: str
    name: str
    stated: StatedFigures
    year: int
    limits: Limits
    lang: Language = "sv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: findings, the figures that were missing, and those that were read."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[FigureKey, ...] = ()
    used: tuple[FigureKey, ...] = ()


class Rule(Protocol):
    """What must hold between figures of a column."""

    @property
    def text(self) -> str:
        """The relation in the notation, or in words."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """The patterns of the figures it reads."""
        ...

    def judge(self, case: Case) -> Outcome:
        """Judge one year's column. Never raises for what a report may state."""
        ...


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that must hold between figures.

    `code` is its finding's code; `years` are the columns it is checked in, 0 being the report's year. Where `applies`
    names figures, the relation is about reports that state one of them, and passes over others; with `printed_only`
    it asks for one that is not computed from the books, whose areas and accounts have keys of their own. `part_of` is
    the relation whose findings the code's belong to, where the code is none of relations.
    """

    code: str
    rule: Rule
    years: tuple[int, ...] = BOTH_YEARS
    applies: tuple[str, ...] = ()
    printed_only: bool = False
    part_of: str = ""

    @property
    def name(self) -> str:
        """What a finding calls the relation: RR1, BK3."""
        return self.part_of or self.code

    @property
    def reference(self) -> str:
        """The paragraph the relation rests on; empty where it rests on arithmetic alone."""
        return code_of(self.code).reference

    def judge(self, stated: StatedFigures, year: int, limits: Limits, lang: Language = "sv") -> Outcome:
        """Judge the column of a year. What could not be checked is in `missing`: `review` tells it in a finding."""
        if not self._is_about(stated, year):
            return Outcome()
        return self.rule.judge(Case(self.code, self.name, stated, year, limits, lang))

    def _is_about(self, stated: StatedFigures, year: int) -> bool:
        named = (key for pattern in self.applies for key in _stated_as(pattern, stated, year))
        return not self.applies or any(not (self.printed_only and stated[key, year].is_computed) for key in named)


def _stated_as(pattern: str, stated: StatedFigures, year: int) -> tuple[str, ...]:
    if "*" in pattern:
        return stated.rows(pattern, year)
    return (pattern,) if (pattern, year) in stated else ()


def tell(  # noqa: PLR0913 - a finding about a figure has this many sides
    case: Case,
    amount: Amount,
    stated: Decimal,
    expected: Decimal | None,
    *,
    code: str = "",
    reference: str = "",
    **more: Parameter,
) -> Finding:
    """Make a finding about a figure: where it stands, what stands there, and what was expected.

    The code is the relation's unless another is given. Beside `more`, its sentence may use: table, year, label,
    written and computed, both with their unit.
    """
    parameters: dict[str, Parameter] = {
        "table": table_of(amount),
        "year": case.year,
        "label": amount.stated.label or amount.key,
        "written": in_unit(stated, amount.stated, case.lang),
        "computed": in_unit(NIL if expected is None else expected, amount.stated, case.lang),
        **more,
    }
    place = amount.stated.place
    return finding(
        code or case.code,
        Place(place.file, place.line, place.page, place.key or amount.key, place.sheet, place.cell),
        stated=stated,
        expected=expected,
        rule=case.name,
        reference=reference,
        severity=None,
        **parameters,
    )


def table_of(amount: Amount) -> str:
    """Return what the table a figure stands in is called."""
    return amount.stated.table or amount.key.partition(".")[0]


def names_for(patterns: tuple[str, ...], stated: StatedFigures, year: int) -> Iterator[tuple[str, ...]]:
    """List what `$` stands for: the names among the stated keys that fit one of the patterns, each once."""
    seen: dict[tuple[str, ...], None] = {}
    for pattern in patterns:
        for key in stated.rows(pattern.replace("$", "*"), year):
            parts = zip(pattern.split("."), key.split("."), strict=True)
            seen.setdefault(tuple(name for wanted, name in parts if wanted == "$"))
    yield from seen
