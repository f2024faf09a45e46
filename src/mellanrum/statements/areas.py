"""The areas of the operations statement, and which of them a movement belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mellanrum.books.account_map import AccountMap, longest_prefix
from mellanrum.books.association_map import Allocation, AreaKind, AssociationMap, MemberKind
from mellanrum.books.ledger import COST_CENTRE, PROJECT, Books, Movement
from mellanrum.rules import Dated, Strict, in_force, shipped
from mellanrum.statements.contributors import MEMBERS
from mellanrum.statements.objects import Objects

ONE = Decimal(1)
INCOME_LINES = frozenset({"revenue", "financial_income"})
FINANCIAL_LINES = frozenset({"financial_income", "financial_costs", "extraordinary"})
RowKind = AreaKind | Literal["unassigned"]


class AreaWords(Dated):
    """Words that tell the kind of an area."""

    kind: AreaKind
    words: tuple[str, ...]


class AreaRules(Strict):
    """rules/data/area_words.toml."""

    area: tuple[AreaWords, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area: its key, its label (a name from the books or an English message id) and its kind."""

    key: str
    label: str
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a movement that falls on an area, and the decision behind it where an allocation key divides it."""

    area: str
    share: Decimal = ONE
    decision: str = ""


UNASSIGNED = AreaRow("unassigned", "Without cost centre", "unassigned")
CONTRIBUTIONS = AreaRow("contributions", "Members' contributions", "contributions")
FINANCIAL = AreaRow("financial", "Financial items", "financial")


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas, and what decides where a movement goes.

    The account's area wins (`by_prefix` as the map says, else `by_number` for contributions and financial items), then
    an allocation key, then project, then cost centre. `homes` is the one cost centre an account has stood on, for
    movements that name none. `is_guessed` says that names decided, `all_named` that each name said what it was.
    """

    rows: tuple[AreaRow, ...]
    by_prefix: Mapping[str, str]
    by_number: Mapping[str, str]
    by_centre: Mapping[str, str]
    by_project: Mapping[str, str]
    homes: Mapping[str, str]
    allocations: tuple[Allocation, ...]
    is_guessed: bool
    all_named: bool

    @property
    def default(self) -> AreaRow:
        """The area of what no rule places: the first one of administration, else one without a cost centre."""
        return next((row for row in self.rows if row.kind == "administration"), UNASSIGNED)

    def centre_of(self, movement: Movement) -> str | None:
        """Return the cost centre of a movement, or the only one its account has stood on; None where neither is."""
        return movement.object_in(COST_CENTRE) or self.homes.get(movement.account)

    def stated(self, movement: Movement) -> str | None:
        """Return the area by account, project or cost centre, before any allocation key; None where none says."""
        return self._of_account(movement.account) or self._of_objects(movement)

    def keys_on(self, day: date) -> tuple[Allocation, ...]:
        """Return the allocation keys that are in force on a day."""
        return tuple(key for key in self.allocations if key.holds_on(day))

    def parts(self, movement: Movement, line: str, keys: tuple[Allocation, ...] = ()) -> tuple[Part, ...]:
        """Return the areas that a movement on a line falls on, by shares that add up to 1.

        `keys` are the allocation keys in force; the first that takes the movement divides it.
        """
        by_account = self._of_account(movement.account)
        if by_account is not None:
            return (Part(by_account),)
        centre = self.centre_of(movement)
        key = next((key for key in keys if _takes(key, movement.account, line, centre)), None)
        if key is not None:
            return tuple(Part(area, share, key.decision) for area, share in key.shares.items() if share)
        return (Part(self._of_objects(movement) or self.default.key),)

    def _of_account(self, account: str) -> str | None:
        prefix = longest_prefix(account, self.by_prefix)
        return self.by_prefix[prefix] if prefix is not None else self.by_number.get(account)

    def _of_objects(self, movement: Movement) -> str | None:
        project, centre = movement.object_in(PROJECT), self.centre_of(movement)
        return self.by_project.get(project or "") or self.by_centre.get(centre or "")


def _takes(key: Allocation, account: str, line: str, centre: str | None) -> bool:
    # A key divides costs: it takes income only where it names the income's account.
    by_account = longest_prefix(account, key.accounts) is not None if key.accounts else line not in INCOME_LINES
    return by_account and (not key.cost_centres or centre in key.cost_centres)


def areas(  # noqa: PLR0913, PLR0917 - all that decides where a cost belongs
    books: Books,
    accounts: AccountMap,
    own: AssociationMap,
    members: Mapping[str, MemberKind],
    used: Objects,
    day: date,
) -> Areas:
    """Make the areas of the books: from the association's map, else one for each cost centre, by what it is called."""
    guessed, all_named = ({}, True) if own.area else _guessed(used, day)
    rows = tuple(AreaRow(area.key, area.label, area.kind) for area in own.area) or tuple(guessed.values())
    contributions = next((row for row in rows if row.kind == "contributions"), CONTRIBUTIONS)
    financial = next((row for row in rows if row.kind == "financial"), FINANCIAL)
    lines = {account: accounts.line_of(account) for year in books.years for account in year.accounts()}
    by_number = {a: financial.key for a, line in lines.items() if line in FINANCIAL_LINES}
    by_number |= {a: contributions.key for a, member in members.items() if member in MEMBERS}
    has_default = any(row.kind == "administration" for row in rows)
    unassigned = () if has_default else (UNASSIGNED,)
    return Areas(
        rows=tuple(dict.fromkeys((*rows, *unassigned, contributions, financial))),
        by_prefix={prefix: area.key for area in own.area for prefix in area.accounts},
        by_number=by_number,
        by_centre={code: area.key for area in own.area for code in area.cost_centres}
        | {code: row.key for code, row in guessed.items()},
        by_project={code: area.key for area in own.area for code in area.projects},
        homes=_homes(books),
        allocations=own.allocation,
        is_guessed=not own.area,
        all_named=all_named,
    )


def _guessed(used: Objects, day: date) -> tuple[dict[str, AreaRow], bool]:
    """Make an area of each cost centre in use; tell also whether every name said its kind."""
    rules = in_force(shipped(AreaRules, "area_words").area, day)
    found: dict[str, AreaRow] = {}
    all_named = True
    for code in used.codes(COST_CENTRE):
        pair = (COST_CENTRE, code)
        name = used.labels[pair].lower()
        kind = next((row.kind for row in rules if any(word in name for word in row.words)), None)
        all_named = all_named and kind is not None
        found[code] = AreaRow(used.keys[pair], used.labels[pair], kind or "individual")
    return found, all_named


def _homes(books: Books) -> Mapping[str, str]:
    seen: dict[str, set[str]] = {}
    for movement in (movement for year in books.years for movement in year.movements):
        centre = movement.object_in(COST_CENTRE)
        if centre:
            seen.setdefault(movement.account, set()).add(centre)
    return {account: next(iter(centres)) for account, centres in seen.items() if len(centres) == 1}
