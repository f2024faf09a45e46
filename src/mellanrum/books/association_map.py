"""The association's own map (`--map`): lines and note rows, areas, allocation keys, contributors."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from mellanrum.findings import Finding, Place, finding
from mellanrum.rules import Strict, parse
from mellanrum.rules.model import Text

ChartName = Literal["bas", "kommun-bas"]
LineKey = Literal[
    "intangible_assets",
    "tangible_assets",
    "financial_assets",
    "inventory",
    "receivables",
    "short_term_investments",
    "cash",
    "equity",
    "provisions",
    "long_term_liabilities",
    "short_term_liabilities",
    "revenue",
    "costs",
    "depreciation",
    "financial_income",
    "financial_costs",
    "extraordinary",
    "closing_entry",
    "internal",
]
GroupKey = Literal["vat", "capital_gains", "capital_losses", "audit", "audit_expert", "audit_elected"]
NoteKey = Literal["revenue_note", "cost_note", "receivables_note", "liabilities_note"]
AreaKind = Literal["individual", "structural", "administration", "project", "contributions", "financial"]
MemberKind = Literal["state", "region", "municipalities", "project", "other"]
NotesBy = Literal["area", "kind"]
Prefix = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-zÅÄÖåäö]+\Z")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\Z")]


def _not_empty(prefixes: tuple[str, ...]) -> tuple[str, ...]:
    if not prefixes:
        raise PydanticCustomError("too_short", "no prefix is named")
    return prefixes


# Not min_length: pydantic counts the prefixes that are right, and would tell a wrong one twice.
Prefixes = Annotated[tuple[Prefix, ...], AfterValidator(_not_empty)]


class MapLine(Strict):
    """Accounts that stand on another line than the chart says."""

    prefixes: Prefixes
    line: LineKey


class MapGroup(Strict):
    """Accounts that belong together beside their line: VAT to be netted, capital gains, cost of audit."""

    prefixes: Prefixes
    group: GroupKey


class NoteRow(Strict):
    """A row of a note, made of the accounts with some prefixes."""

    note: NoteKey
    label: Text
    prefixes: Prefixes


class Area(Strict):
    """A row of the operations statement, made of cost centres, projects or accounts (which win over both)."""

    key: Slug
    label: Text
    kind: AreaKind
    cost_centres: tuple[Text, ...] = ()
    projects: tuple[Text, ...] = ()
    accounts: tuple[Prefix, ...] = ()


class Allocation(Strict):
    """An allocation key: how a cost is divided between areas, from a day, by a decision.

    It takes the movements on `accounts` (prefixes; empty means every cost) and on `cost_centres` (empty means all).
    `shares` by area key add up to 1. Books know months, not days: a key holds from the first month that begins with
    it in force.
    """

    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    decision: Text
    accounts: tuple[Prefix, ...] = ()
    cost_centres: tuple[Text, ...] = ()
    shares: dict[Slug, Annotated[Decimal, Field(ge=0, le=1)]]

    def holds_on(self, day: date) -> bool:
        """Tell whether the key is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class InterventionCosts(Strict):
    """What an intervention costs: what is booked on its accounts (which win over both), projects or cost centres.

    `key` is the intervention's in figure keys, `label` what it was called when this was said.
    """

    key: Slug
    label: Text
    cost_centres: tuple[Text, ...] = ()
    projects: tuple[Text, ...] = ()
    accounts: tuple[Prefix, ...] = ()


class Contributor(Strict):
    """Revenue accounts by who pays: the state, a region, municipalities, a project (as ESF), or other income."""

    member: MemberKind
    accounts: Prefixes


class AssociationMap(Strict):
    """The whole map. All parts may be left out; what is left out is taken from the chart or guessed from names."""

    chart: ChartName | None = None
    notes_by: NotesBy | None = None
    line: tuple[MapLine, ...] = ()
    group: tuple[MapGroup, ...] = ()
    note_row: tuple[NoteRow, ...] = ()
    area: tuple[Area, ...] = ()
    allocation: tuple[Allocation, ...] = ()
    contributor: tuple[Contributor, ...] = ()
    intervention: tuple[InterventionCosts, ...] = ()


NO_MAP = AssociationMap()
RESERVED_AREAS: Mapping[str, AreaKind | None] = {
    "sum": None,
    "unassigned": None,
    "contributions": "contributions",
    "financial": "financial",
}
"""Keys that mean something in the operations statement, and the kind of area that may use one."""


def read_map(data: bytes, file: str) -> tuple[AssociationMap | None, tuple[Finding, ...]]:
    """Read a map from TOML. Gives the map, or None and every fault: file and line, or file and key."""
    read, faults = parse(AssociationMap, data, file)
    if read is None:
        return None, faults
    found = map_findings(read, file)
    return (None if found else read), found


def map_findings(own: AssociationMap, file: str) -> tuple[Finding, ...]:
    """Check that the parts of a map agree, as `read_map` does; `file` is what the findings call it."""
    return tuple(item for check in _CHECKS for item in check(own, file))


def _twice(values: Iterable[str]) -> Iterator[str]:
    return (value for value, times in Counter(values).items() if times > 1)


def _prefix_twice(read: AssociationMap, file: str) -> Iterator[Finding]:
    lists = {
        "line": [p for row in read.line for p in row.prefixes],
        "contributor": [p for row in read.contributor for p in row.accounts],
        "area": [p for row in read.area for p in row.accounts],
        "intervention": [p for row in read.intervention for p in row.accounts],
    }
    for row in read.note_row:
        lists.setdefault(f"note_row ({row.note})", []).extend(row.prefixes)
    for group in read.group:
        lists.setdefault(f"group ({group.group})", []).extend(group.prefixes)
    for key, prefixes in lists.items():
        for prefix in _twice(prefixes):
            yield finding("map.prefix_twice", Place(file=file, key=key), prefix=prefix, key=key)


def _area_reserved(read: AssociationMap, file: str) -> Iterator[Finding]:
    """Say that an area has a key that the operations statement uses itself, for another kind."""
    for area in read.area:
        if RESERVED_AREAS.get(area.key, area.kind) != area.kind:
            yield finding("map.area_reserved", Place(file=file, key=f"area.{area.key}"), area=area.key)


def _area_twice(read: AssociationMap, file: str) -> Iterator[Finding]:
    for key in _twice(area.key for area in read.area):
        yield finding("map.area_twice", Place(file=file, key=f"area.{key}"), area=key)
    for centre in _twice(centre for area in read.area for centre in area.cost_centres):
        yield finding("map.cost_centre_twice", Place(file=file, key="area"), cost_centre=centre)
    for project in _twice(project for area in read.area for project in area.projects):
        yield finding("map.project_twice", Place(file=file, key="area"), project=project)


def _intervention_twice(read: AssociationMap, file: str) -> Iterator[Finding]:
    """Say that two interventions have the same key, or that what was booked would be a cost of both."""
    place = Place(file=file, key="intervention")
    for key in _twice(row.key for row in read.intervention):
        yield finding("map.intervention_twice", Place(file=file, key=f"intervention.{key}"), intervention=key)
    # a code that a row has twice is still a cost of one
    codes = [code for row in read.intervention for code in dict.fromkeys(row.cost_centres)]
    projects = [code for row in read.intervention for code in dict.fromkeys(row.projects)]
    for code in (*_twice(codes), *_twice(projects)):
        yield finding("map.cost_of_two", place, object=code)


def _allocations(read: AssociationMap, file: str) -> Iterator[Finding]:
    known = {area.key for area in read.area}
    for number, row in enumerate(read.allocation, start=1):
        place = Place(file=file, key=f"allocation.{number}")
        together = sum(row.shares.values(), Decimal(0))
        if together != 1:
            yield finding("map.shares_not_whole", place, stated=together, expected=Decimal(1), decision=row.decision)
        if row.valid_to is not None and row.valid_to < row.valid_from:
            yield finding("rules.dates_reversed", place, key=f"allocation.{number}")
        for area in sorted(set(row.shares) - known):
            yield finding("map.unknown_area", place, area=area, decision=row.decision)


def _allocation_twice(read: AssociationMap, file: str) -> Iterator[Finding]:
    for number, row in enumerate(read.allocation, start=1):
        for earlier in read.allocation[: number - 1]:
            if _takes_same(row, earlier):
                place = Place(file=file, key=f"allocation.{number}")
                yield finding("map.allocation_twice", place, decision=row.decision, earlier=earlier.decision)


def _takes_same(one: Allocation, other: Allocation) -> bool:
    """Tell whether two keys take the same costs on some day."""
    same = set(one.accounts) == set(other.accounts) and set(one.cost_centres) == set(other.cost_centres)
    first_day = max(one.valid_from, other.valid_from)
    return same and one.holds_on(first_day) and other.holds_on(first_day)


_CHECKS = (_prefix_twice, _area_reserved, _area_twice, _intervention_twice, _allocations, _allocation_twice)
