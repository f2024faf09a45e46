"""A year's result accounts spread over the areas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mellanrum.books.ledger import COST_CENTRE, PROJECT, Movement, YearBalances
from mellanrum.figures import Period, Term
from mellanrum.statements.areas import Part
from mellanrum.statements.basis import Basis
from mellanrum.statements.leaves import YearLeaves
from mellanrum.statements.placement import is_result_account

INCOME_LINES = frozenset({"revenue", "financial_income"})


@dataclass(frozen=True, slots=True)
class Slice:
    """What an account moved for one cost centre and project, and the area it falls on by a share.

    `term` has the movement (debit positive) and, as its factor, minus the share: income positive, costs negative.
    """

    area: str
    account: str
    line: str
    centre: str | None
    project: str | None
    decision: str
    term: Term


class Spread:
    """The slices of each year's outcome and budget; computed once."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self._cached = lru_cache(maxsize=None)(self._slices)

    def outcome(self, period: Period, *, divide: bool = True) -> tuple[Slice, ...]:
        """Return the year's outcome by area; `divide` false leaves the allocation keys out."""
        return self._cached(period, is_budget=False, divide=divide)

    def budget(self, period: Period) -> tuple[Slice, ...]:
        """Return the year's budget by area; empty where there is none."""
        return self._cached(period, is_budget=True, divide=True)

    def _slices(self, period: Period, *, is_budget: bool, divide: bool) -> tuple[Slice, ...]:
        year = self.basis.year(period)
        if year is None:
            return ()
        balances = year.leaves.year
        source = balances.budget if is_budget else balances.movements
        kept = (m for m in source if self._belongs(m.account, is_budget=is_budget))
        return tuple(self._made(kept, balances, year.leaves, divide=divide))

    def _belongs(self, account: str, *, is_budget: bool) -> bool:
        if is_budget and not account:
            return True
        accounts = self.basis.accounts
        return is_result_account(account, accounts) and accounts.line_of(account) != "closing_entry"

    def _made(
        self, movements: Iterator[Movement], balances: YearBalances, leaves: YearLeaves, *, divide: bool
    ) -> Iterator[Slice]:
        joined: dict[tuple[Part, str, str | None, str | None], list[Movement]] = {}
        for movement in movements:
            for part in self.basis.areas.parts(movement, _day(movement, balances), divide=divide):
                centre, project = movement.object_in(COST_CENTRE), movement.object_in(PROJECT)
                joined.setdefault((part, movement.account, centre, project), []).append(movement)
        for (part, account, centre, project), grouped in joined.items():
            leaf = leaves.of_movements(account, self._label(account, centre, project), grouped)
            line = self.basis.accounts.line_of(account) or ""
            yield Slice(part.area, account, line, centre, project, part.decision, Term(leaf, -part.share))

    def _label(self, account: str, centre: str | None, project: str | None) -> str:
        names = self.basis.books.object_names
        objects = [(dim, code) for dim, code in ((COST_CENTRE, centre), (PROJECT, project)) if code is not None]
        label = self.basis.books.account_label(account) if account else ""
        return " · ".join(part for part in (label, *(names.get(pair, pair[1]) for pair in objects)) if part)


def _day(movement: Movement, balances: YearBalances) -> date:
    return movement.month or balances.period.end
