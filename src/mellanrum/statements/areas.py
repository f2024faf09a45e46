"""The areas of the operations statement, and which of them a movement belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mellanrum.books.account_map import AccountMap, longest_prefix
from mellanrum.books.association_map import Allocation, AreaKind, AssociationMap, MemberKind
from mellanrum.books.ledger import COST_CENTRE, PROJECT, Books, Movement
from mellanrum.rules import Dated, Strict, in_force, shipped
from mellanrum.statements.contributors import MEMBERS
from mellanrum.statements.slugs import slug

ONE = Decimal(1)
FINANCIAL_LINES = frozenset({"financial_income", "financial_costs", "extraordinary"})


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
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a movement that falls on an area, and the decision behind it where an allocation key divides it."""

    area: str
    share: Decimal = ONE
    decision: str = ""


UNASSIGNED = AreaRow("unassigned", "Without cost centre", "administration")
CONTRIBUTIONS = AreaRow("contributions", "Members' contributions", "contributions")
FINANCIAL = AreaRow("financial", "Financial items", "financial")


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas, and what decides where a movement goes.

    `by_account` (prefixes) wins over an allocation key, that over project and cost centre. `homes` is the one cost
    centre an account has stood on, for movements that name none. `is_guessed` says that the names decided.
    """

    rows: tuple[AreaRow, ...]
    by_account: Mapping[str, str]
    by_centre: Mapping[str, str]
    by_project: Mapping[str, str]
    homes: Mapping[str, str]
    allocations: tuple[Allocation, ...]
    is_guessed: bool
    all_named: bool

    @property
    def default(self) -> str:
        """The area of what no rule places: the first one of administration."""
        return next((row.key for row in self.rows if row.kind == "administration"), UNASSIGNED.key)

    def row(self, key: str) -> AreaRow:
        """Return an area by its key. StopIteration where there is none."""
        return next(row for row in self.rows if row.key == key)

    def parts(self, movement: Movement, day: date, *, divide: bool = True) -> tuple[Part, ...]:
        """Return the areas a movement falls on, by shares that add up to 1.

        `day` decides which allocation keys are in force; with `divide` false none is used.
        """
        prefix = longest_prefix(movement.account, self.by_account)
        if prefix is not None:
            return (Part(self.by_account[prefix]),)
        centre = movement.object_in(COST_CENTRE) or self.homes.get(movement.account)
        key = self._allocation(movement.account, centre, day) if divide else None
        if key is not None:
            return tuple(Part(area, share, key.decision) for area, share in key.shares.items() if share)
        by_project = self.by_project.get(movement.object_in(PROJECT) or "")
        return (Part(by_project or self.by_centre.get(centre or "", self.default)),)

    def _allocation(self, account: str, centre: str | None, day: date) -> Allocation | None:
        return next((key for key in self.allocations if key.holds_on(day) and _takes(key, account, centre)), None)


def _takes(key: Allocation, account: str, centre: str | None) -> bool:
    on_account = not key.accounts or longest_prefix(account, key.accounts) is not None
    return on_account and (not key.cost_centres or centre in key.cost_centres)


def areas(
    books: Books, accounts: AccountMap, own: AssociationMap, members: Mapping[str, MemberKind], day: date
) -> Areas:
    """Make the areas of the books: from the association's map, else one for each cost centre, by what it is called."""
    stated = tuple(AreaRow(area.key, area.label, area.kind) for area in own.area)
    guessed, all_named = ((), True) if stated else _guessed(books, day)
    rows = stated or tuple(row for row, _ in guessed)
    contributions = next((row for row in rows if row.kind == "contributions"), CONTRIBUTIONS)
    financial = next((row for row in rows if row.kind == "financial"), FINANCIAL)
    by_account = {prefix: area.key for area in own.area for prefix in area.accounts}
    paid = {a: contributions.key for a, member in members.items() if member in MEMBERS}
    lines = {a: accounts.line_of(a) for year in books.years for a in year.accounts()}
    paid |= {a: financial.key for a, line in lines.items() if line in FINANCIAL_LINES}
    by_account |= {a: key for a, key in paid.items() if longest_prefix(a, by_account) is None}
    by_centre = {c: area.key for area in own.area for c in area.cost_centres} | {c: row.key for row, c in guessed}
    if not any(row.kind == "administration" for row in rows):
        rows = (*rows, UNASSIGNED)
    return Areas(
        rows=tuple(dict.fromkeys((*rows, contributions, financial))),
        by_account=by_account,
        by_centre=by_centre,
        by_project={project: area.key for area in own.area for project in area.projects},
        homes=_homes(books),
        allocations=own.allocation,
        is_guessed=not stated,
        all_named=all_named,
    )


def _guessed(books: Books, day: date) -> tuple[tuple[tuple[AreaRow, str], ...], bool]:
    """Make an area of each cost centre in use; tell also whether every name said its kind."""
    rules = in_force(shipped(AreaRules, "area_words").area, day)
    found = []
    all_named = True
    for centre in sorted(_centres(books)):
        name = books.object_names.get((COST_CENTRE, centre), centre)
        kind = next((row.kind for row in rules if any(word in name.lower() for word in row.words)), None)
        all_named = all_named and kind is not None
        found.append((AreaRow(f"cc_{slug(centre)}", name, kind or "individual"), centre))
    return tuple(found), all_named


def _centres(books: Books) -> set[str]:
    used = (movement.object_in(COST_CENTRE) for year in books.years for movement in (*year.movements, *year.budget))
    return {centre for centre in used if centre is not None}


def _homes(books: Books) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for movement in (movement for year in books.years for movement in year.movements):
        centre = movement.object_in(COST_CENTRE)
        if centre is not None:
            seen.setdefault(movement.account, set()).add(centre)
    return {account: next(iter(centres)) for account, centres in seen.items() if len(centres) == 1}


def kinds_of(rows: Iterable[AreaRow]) -> Mapping[str, AreaKind]:
    """Return each area's kind by its key."""
    return {row.key: row.kind for row in rows}
