"""The finding: a severity, a code, a place and the parameters its sentence needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from mellanrum.findings.codes import code_of


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parameter worded when its sentence is: an English message id with `{name}` places, and what fills them."""

    message_id: str
    parameters: Mapping[str, str | int]


Parameter = str | int | Decimal | date | Phrase
"""What a place of a sentence is filled with."""


class Severity(StrEnum):
    """How much a finding matters: an error stops signing, a warning asks for a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_TURNS = {"first": -1, "": 0, "later": 1, "last": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands. `line`, `page` and `row` count from 1; `cell` is a spreadsheet cell such as "B7"."""

    file: str | None = None
    line: int | None = None
    page: int | None = None
    key: str | None = None
    sheet: str | None = None
    cell: str | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found.

    `parameters` fill the code's message; `stated`, `expected` and `difference` (stated - expected) are amounts or
    shares where the finding is about a number; `rule` names the relation or rule, `reference` its paragraph.
    """

    code: str
    severity: Severity
    place: Place = NOWHERE
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    stated: Decimal | None = None
    expected: Decimal | None = None
    rule: str = ""
    reference: str = ""

    @property
    def difference(self) -> Decimal | None:
        """What is stated less what was expected, where both are known."""
        if self.stated is None or self.expected is None:
            return None
        return self.stated - self.expected


def finding(  # noqa: PLR0913 - a finding has this many sides, all named
    code: str,
    place: Place = NOWHERE,
    *,
    stated: Decimal | None = None,
    expected: Decimal | None = None,
    rule: str = "",
    reference: str = "",
    severity: Severity | None = None,
    **parameters: Parameter,
) -> Finding:
    """Make a finding of a declared `code`; severity and reference come from its declaration unless given.

    KeyError where the code is not declared.
    """
    declared = code_of(code)
    return Finding(
        code=code,
        severity=severity or Severity(declared.severity),
        place=place,
        parameters=MappingProxyType(parameters),
        stated=stated,
        expected=expected,
        rule=rule or code,
        reference=reference or declared.reference,
    )


def has_error(findings: Iterable[Finding]) -> bool:
    """Tell whether any of the findings stops signing."""
    return any(item.severity is Severity.ERROR for item in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, errors first, then warnings and notes, each by file and line; equal ones once.

    What explains the others, as a file cut short, comes first among its like; notes that somebody may act on come
    before those that are only to be known. Where all is alike the order stays.
    """

    def position(item: Finding) -> tuple[int, int, str, int]:
        turn = _TURNS[code_of(item.code).turn]
        turn = turn if item.severity is Severity.NOTE else min(turn, 0)
        return _ORDER[item.severity], turn, item.place.file or "", item.place.line or 0

    return tuple(sorted(_unique(findings), key=position))


def _unique(findings: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    seen: set[Finding] = set()
    for item in findings:
        # The hash leaves the parameters out, equality does not: both are asked here.
        if item not in seen:
            seen.add(item)
            kept.append(item)
    return kept
