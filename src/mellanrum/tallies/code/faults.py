"""Each way a code can be wrong, and its finding."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from mellanrum.findings import Finding, Parameter, Place, finding

LEAST = 36
"""The fewest characters of a code."""
MOST = 48
"""The most characters of a code."""


class Reason(StrEnum):
    """Why a code cannot be used."""

    NOT_A_CODE = "code.not_a_code"
    TOO_SHORT = "code.too_short"
    TOO_LONG = "code.too_long"
    STRANGE = "code.strange"
    MISTYPED = "code.mistyped"
    LATER_VERSION = "code.later_version"
    OTHER_ASSOCIATION = "code.other_association"
    DESTROYED_KEY = "code.destroyed_key"
    ALTERED = "code.altered"
    OTHER_EVENT = "code.other_event"
    USED = "code.used"


@dataclass(frozen=True, slots=True)
class CodeFault:
    """Why a code cannot be used, and what is known of it.

    `groups` are where to look, counted from 1; `number` and `expected` are how many characters there were and should
    be; `character` is one that no code has; `year` is the destroyed key's; `event` is what the code was given at.
    """

    reason: Reason
    groups: tuple[int, ...] = ()
    number: int = 0
    expected: int = 0
    character: str = ""
    year: int = 0
    event: str = ""


_IN_GROUPS = {
    Reason.TOO_SHORT: ("code.too_short_in_group",),
    Reason.TOO_LONG: ("code.too_long_in_group",),
    Reason.MISTYPED: ("code.mistyped_in_group", "code.mistyped_across_groups"),
}
"""What is said where the slip stands in one group, or between two."""
_OF_EVENT = {"start": "code.other_event_start", "end": "code.other_event_end"}


def finding_of(fault: CodeFault, key: str = "code") -> Finding:
    """Return a fault as a finding beside the field called `key`."""
    return replace(finding(_code(fault), Place(key=key)), parameters=_parameters(fault))


def _code(fault: CodeFault) -> str:
    if fault.reason is Reason.OTHER_EVENT:
        return _OF_EVENT[fault.event]
    if fault.groups and fault.reason in _IN_GROUPS:
        return _IN_GROUPS[fault.reason][len(fault.groups) - 1]
    return fault.reason.value


def _parameters(fault: CodeFault) -> Mapping[str, Parameter]:
    named: dict[str, Parameter] = {}
    if fault.reason is Reason.NOT_A_CODE:
        named |= {"least": LEAST, "most": MOST}
    if fault.number:
        named |= {"number": fault.number, "expected": fault.expected}
    if fault.groups:
        named |= {"group": fault.groups[0], "next": fault.groups[-1]}
    if fault.character:
        named["character"] = fault.character
    if fault.year:
        named["year"] = fault.year
    return MappingProxyType(named)
