"""A year's result accounts spread over the areas."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.books.association_map import Allocation
from mellanrum.books.ledger import COST_CENTRE, PROJECT, Movement, Objects
from mellanrum.figures import Period, Term
from mellanrum.statements.areas import Part
from mellanrum.statements.basis import Basis
from mellanrum.statements.leaves import YearLeaves
from mellanrum.statements.placement import UNMAPPED_RESULT, is_result_account


@dataclass(frozen=True, slots=True)
class Slice:
    """What an account moved for one cost centre and project, and the area it falls on by a share.

    `term` has the movement (debit positive) and, as its factor, minus the share: income positive, costs negative.
    `line` is the account's line in the income statement, `decision` that of the allocation key that divided it.
    """

    area: str
    account: str
    line: str
    centre: str | None
    project: str | None
    decision: str
    term: Term


Slices = Mapping[str, tuple[Slice, ...]]
"""Slices by area."""

Group = tuple[Part, str, str, str | None, str | None]
"""What movements of one slice share: part of an area, account, line, cost centre, project."""


class Spread:
    """The slices of each year's outcome and budget; each is computed once."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self._kept: dict[tuple[str, Period], Slices] = {}

    def outcome(self, period: Period) -> Slices:
        """Return the year's outcome, divided by the allocation keys."""
        return self._once("outcome", period)

    def booked(self, period: Period) -> Slices:
        """Return the year's outcome as it was booked, before any allocation key."""
        return self._once("booked" if self.basis.areas.allocations else "outcome", period)

    def budget(self, period: Period) -> Slices:
        """Return the year's budget, divided by the allocation keys; empty where there is none."""
        return self._once("budget", period)

    def _once(self, what: str, period: Period) -> Slices:
        if (what, period) not in self._kept:
            found: dict[str, list[Slice]] = {}
            for part in self._slices(what, period):
                found.setdefault(part.area, []).append(part)
            self._kept[what, period] = {area: tuple(parts) for area, parts in found.items()}
        return self._kept[what, period]

    def _slices(self, what: str, period: Period) -> Iterator[Slice]:
        year = self.basis.year(period)
        if year is None:
            return
        balances = year.leaves.year
        movements = balances.budget if what == "budget" else balances.movements
        for group, grouped in self._grouped(movements, balances.period.end, divide=what != "booked").items():
            part, account, line, centre, project = group
            term = self._term(year.leaves, account, (centre, project), grouped, part)
            yield Slice(part.area, account, line, centre, project, part.decision, term)

    def _grouped(self, movements: Iterable[Movement], end: date, *, divide: bool) -> Mapping[Group, list[Movement]]:
        """Put together the movements of an account, cost centre and project that fall on an area by one share."""
        keys: dict[date, tuple[Allocation, ...]] = {}
        known: dict[tuple[str, Objects, tuple[int, ...]], tuple[Group, ...]] = {}
        joined: dict[Group, list[Movement]] = {}
        for movement in movements:
            day = movement.month or end
            if day not in keys:
                keys[day] = self.basis.areas.keys_on(day) if divide else ()
            alike = movement.account, movement.objects, tuple(map(id, keys[day]))
            if alike not in known:
                # Most movements differ in month and amount alone: where they stand is found once.
                known[alike] = tuple(self._groups(movement, keys[day]))
            for group in known[alike]:
                joined.setdefault(group, []).append(movement)
        return joined

    def _groups(self, movement: Movement, keys: tuple[Allocation, ...]) -> Iterator[Group]:
        areas, line = self.basis.areas, self._line(movement.account)
        if line is not None:
            centre, project = areas.centre_of(movement), movement.object_in(PROJECT) or None
            for part in areas.parts(movement, line, keys):
                yield part, movement.account, line, centre, project

    def _line(self, account: str) -> str | None:
        """Return the account's line in the income statement, None where it has none; a budget may name no account."""
        if not account:
            return UNMAPPED_RESULT
        accounts = self.basis.accounts
        line = accounts.line_of(account)
        return (line or UNMAPPED_RESULT) if is_result_account(account, accounts) and line != "closing_entry" else None

    def _term(
        self,
        leaves: YearLeaves,
        account: str,
        objects: tuple[str | None, str | None],
        movements: Iterable[Movement],
        part: Part,
    ) -> Term:
        pairs = zip((COST_CENTRE, PROJECT), objects, strict=True)
        named = (self.basis.objects.labels.get((dim, code), code) for dim, code in pairs if code is not None)
        own = self.basis.label_of(account) if account else ""
        label = " · ".join(name for name in (own, *named) if name)
        return Term(leaves.of_movements(account, label, movements), -part.share)
