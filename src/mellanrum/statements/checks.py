"""What looks odd in the books beside their map, or had to be guessed: same-shaped checks in one tuple."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from mellanrum.books.association_map import MemberKind, NotesBy
from mellanrum.books.ledger import COST_CENTRE, NIL, Movement, Objects
from mellanrum.findings import Finding, Parameter, Phrase, Place, finding
from mellanrum.statements.contributors import MEMBERS
from mellanrum.statements.placement import CLOSING_ENTRY

if TYPE_CHECKING:
    from mellanrum.statements.basis import Basis, YearBasis

MOST_LISTED = 5
COST_LINES = frozenset({"costs", "depreciation"})
COSTING = frozenset({"individual", "structural", "administration"})
GUESSED_NOTES: Mapping[NotesBy, str] = {"area": "map.notes_guessed_area", "kind": "map.notes_guessed_kind"}


def check(basis: "Basis") -> Iterator[Finding]:
    """Run every check."""
    return (item for one in CHECKS for item in one(basis))


def _opening_unknown(basis: "Basis") -> Iterator[Finding]:
    newest = next(basis.years())
    if not newest.has_opening and basis.year_before(newest.leaves.year) is None:
        yield finding("statements.no_opening", _where(basis), year=str(basis.books.period))


def _rules_begin_later(basis: "Basis") -> Iterator[Finding]:
    if basis.books.period.end < basis.day:
        yield finding("map.rules_begin_later", _where(basis), year=str(basis.books.period), day=basis.day)


def _areas_guessed(basis: "Basis") -> Iterator[Finding]:
    if basis.areas.is_guessed and basis.areas.by_centre:
        labels = (row.label for row in basis.areas.rows if row.key in basis.areas.by_centre.values())
        yield finding("map.areas_guessed", _where(basis), areas=_shortened(tuple(labels)))


def _notes_guessed(basis: "Basis") -> Iterator[Finding]:
    if basis.own.notes_by is None:
        yield finding(GUESSED_NOTES[basis.notes_by], _where(basis))


def _contributors_guessed(basis: "Basis") -> Iterator[Finding]:
    """Say who was taken to pay what; or that no account is known to be a member's, so that shares are missing."""
    if not basis.members:
        return
    if not any(payer in MEMBERS for payer in basis.members.values()):
        yield finding("map.contributors_unknown", _where(basis), accounts=_accounts(basis, tuple(basis.members)))
    elif not basis.own.contributor:
        state, region, municipalities = (_payer(basis, member) for member in MEMBERS)
        code = "map.contributors_guessed"
        yield finding(code, _where(basis), state=state, region=region, municipalities=municipalities)


def _areas_unused(basis: "Basis") -> Iterator[Finding]:
    """Say which areas of the map no movement and no budget reaches."""
    movements = (m for year in basis.books.years for m in (*year.movements, *year.budget))
    alike = {(movement.account, movement.objects): movement for movement in movements}
    reached = {basis.areas.stated(movement) for movement in alike.values()}
    reached |= {area for key in basis.own.allocation for area in key.shares}
    unused = [area.label for area in basis.own.area if area.key not in reached]
    if unused:
        yield finding("map.area_unused", _where(basis), areas=_listed(unused))


def _centres_unplaced(basis: "Basis") -> Iterator[Finding]:
    """Say which cost centres with costs or income the map puts in no area."""
    if not basis.own.area:
        return
    lost = {m.object_in(COST_CENTRE) or "" for year in basis.years() for m in _lost(basis, year)} - {""}
    if lost:
        names = (f"{code} {basis.books.object_names.get((COST_CENTRE, code), '')}".strip() for code in sorted(lost))
        yield finding("map.cost_centre_unplaced", _where(basis), cost_centres=_listed(names))


def _costs_without_centre(basis: "Basis") -> Iterator[Finding]:
    """Say what the newest year's costs without a cost centre are, where other costs have one."""
    if not basis.areas.by_centre:
        return
    lost = (m for m in _lost(basis, next(basis.years())) if not m.object_in(COST_CENTRE))
    amount = sum((m.amount for m in lost if basis.accounts.line_of(m.account) in COST_LINES), NIL)
    if amount:
        yield finding("map.without_cost_centre", _where(basis), amount=amount)


def _lost(basis: "Basis", year: "YearBasis") -> Iterator[Movement]:
    """Go through what moved on result accounts and stands in an area only because no rule places it."""
    result = {a: line for line, accounts in year.placed.result.items() if line != CLOSING_ENTRY for a in accounts}
    balances = year.leaves.year
    known: dict[tuple[str, Objects], bool] = {}
    for movement in balances.movements:
        alike = movement.account, movement.objects
        if alike not in known:
            known[alike] = movement.account in result and basis.areas.stated(movement) is None
        if known[alike]:
            keys = basis.areas.keys_on(movement.month or balances.period.end)
            parts = basis.areas.parts(movement, result[movement.account], keys)
            if not any(part.decision for part in parts):
                yield movement


def _budget_signs(basis: "Basis") -> Iterator[Finding]:
    """Say that a budget has the signs turned: costs in credit or revenue in debit, as a whole.

    A row without account is a net, and a cost where its area is one that costs.
    """
    for year in basis.books.years:
        sums: dict[str, Decimal] = {"costs": NIL, "nets": NIL, "revenue": NIL}
        for row in year.budget:
            kind = _budgeted_as(basis, row)
            if kind is not None:
                sums[kind] += row.amount
        costs, nets, revenue = sums.values()
        if costs < 0 or nets < 0 or revenue > 0:
            where, code = Place(file=year.source or None), "statements.budget_sign"
            yield finding(code, where, year=str(year.period), costs=costs + nets, revenue=-revenue)


def _contributions_unbudgeted(basis: "Basis") -> Iterator[Finding]:
    """Say that a budget leaves the members' contributions out, so that it is no budget of the whole."""
    kinds = {area.key: area.kind for area in basis.areas.rows}
    paid = [account for account, payer in basis.members.items() if payer in MEMBERS]
    for year in basis.books.years:
        budgeted = {kinds.get(basis.areas.stated(row) or "") for row in year.budget}
        if budgeted and "contributions" not in budgeted and any(year.change(account) for account in paid):
            yield finding("statements.contributions_unbudgeted", Place(file=year.source or None), year=str(year.period))


def _budgeted_as(basis: "Basis", row: Movement) -> str | None:
    if not row.account:
        kinds = {area.key: area.kind for area in basis.areas.rows}
        return "nets" if kinds.get(basis.areas.stated(row) or "") in COSTING else None
    line = basis.accounts.line_of(row.account)
    return "costs" if line in COST_LINES else line if line == "revenue" else None


def _payer(basis: "Basis", member: MemberKind) -> Parameter:
    return _accounts(basis, tuple(account for account, payer in basis.members.items() if payer == member))


def _accounts(basis: "Basis", accounts: tuple[str, ...]) -> Parameter:
    """List revenue accounts; many that follow on each other as the first and the last of them."""
    among = sorted(basis.members)
    listed = sorted(accounts)
    start = among.index(listed[0]) if listed else 0
    if len(listed) > MOST_LISTED and among[start : start + len(listed)] == listed:
        return Phrase(
            "{first}–{last} ({count} accounts)", {"first": listed[0], "last": listed[-1], "count": len(listed)}
        )
    return _shortened(tuple(listed)) or "–"


def _shortened(names: tuple[str, ...]) -> Parameter:
    if len(names) <= MOST_LISTED:
        return _listed(names)
    return Phrase("{names} and others", {"names": _listed(names[:MOST_LISTED])})


def _where(basis: "Basis") -> Place:
    return Place(file=basis.books.years[0].source or None)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


CHECKS = (
    _opening_unknown,
    _rules_begin_later,
    _areas_guessed,
    _notes_guessed,
    _contributors_guessed,
    _areas_unused,
    _centres_unplaced,
    _costs_without_centre,
    _budget_signs,
    _contributions_unbudgeted,
)
