"""What all statements are made from: the books, the account map and what was settled or guessed of areas."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mellanrum.books.account_map import AccountMap, account_map
from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName, MemberKind, NotesBy
from mellanrum.books.guess import guess_chart
from mellanrum.books.ledger import Books, YearBalances
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding
from mellanrum.statements.areas import Areas, areas
from mellanrum.statements.carry import carried, says_opening
from mellanrum.statements.checks import check
from mellanrum.statements.contributors import contributors
from mellanrum.statements.layout import rules_day
from mellanrum.statements.leaves import YearLeaves
from mellanrum.statements.objects import Objects, objects
from mellanrum.statements.placement import (
    INTERNAL,
    UNMAPPED_ASSETS,
    UNMAPPED_BALANCE,
    UNMAPPED_RESULT,
    Placed,
    is_result_account,
    place,
)
from mellanrum.statements.slugs import slugs

_CHART_NAMES: Mapping[ChartName, str] = {"bas": "BAS", "kommun-bas": "Kommun-Bas"}


@dataclass(frozen=True, slots=True)
class YearBasis:
    """One year's balances, placed on lines, and its accounts as ends of traces.

    `has_opening` tells whether the books say what the year opened with.
    """

    leaves: YearLeaves
    placed: Placed
    has_opening: bool


class Basis:
    """The books of an association with all that decides how they become statements.

    `day` decides which rules are in force: the end of the newest year, or the first day that there are rules for.
    What is computed once is kept.
    """

    def __init__(self, books: Books, accounts: AccountMap, own: AssociationMap = NO_MAP) -> None:
        self.books = books
        self.accounts = accounts
        self.own = own
        self.day: date = rules_day(books.period.end)
        self._years: dict[Period, YearBasis] = {}

    def year(self, period: Period) -> YearBasis | None:
        """Return a year's basis, None where the books do not reach it."""
        year = self.books.year(period)
        if year is None:
            return None
        if year.period not in self._years:
            self._years[year.period] = self._made(year)
        return self._years[year.period]

    def years(self) -> Iterator[YearBasis]:
        """Go through the years of the books, newest first."""
        found = (self.year(year.period) for year in self.books.years)
        return (year for year in found if year is not None)

    def _made(self, year: YearBalances) -> YearBasis:
        before = self.year_before(year)
        has_opening = says_opening(year, self.accounts, is_first=year is self.books.years[-1])
        whole = carried(year, before, self.accounts)
        placed = place(whole, self.accounts, self.books.account_names)
        return YearBasis(YearLeaves(self.label_of, whole), placed, has_opening)

    def year_before(self, year: YearBalances) -> YearBalances | None:
        """Return the year that ended the day before a year began, None where the books do not reach it."""
        last_day = year.period.start - timedelta(days=1)
        return next((other for other in self.books.years if other.period.end == last_day), None)

    @cached_property
    def unmapped(self) -> Mapping[str, tuple[str, ...]]:
        """The accounts that stand on no line and have an amount in some year: of the result, and on either side."""
        found: dict[str, set[str]] = {UNMAPPED_RESULT: set(), **{side: set() for side in UNMAPPED_BALANCE}}
        for year in self.years():
            on_result = year.placed.result.get(UNMAPPED_RESULT, ())
            found[UNMAPPED_RESULT] |= {a for a in on_result if year.leaves.change(a).value}
            for side in UNMAPPED_BALANCE:
                found[side] |= {a for a in year.placed.closing.get(side, ()) if year.leaves.closing(a).value}
                found[side] |= {a for a in year.placed.opening.get(side, ()) if year.leaves.opening(a).value}
        return {side: tuple(sorted(accounts)) for side, accounts in found.items()}

    @cached_property
    def internal_left(self) -> frozenset[str]:
        """The internal accounts with an amount at the end of the newest year, where they are not nil together."""
        year = next(self.years())
        own_line = year.placed.closing.get(UNMAPPED_ASSETS, ())
        return frozenset(a for a in own_line if self.accounts.line_of(a) == INTERNAL and year.leaves.closing(a).value)

    @cached_property
    def account_slugs(self) -> Mapping[str, str]:
        """The part of a key that each account of the books has."""
        return slugs(sorted({account for year in self.books.years for account in year.accounts()}))

    @cached_property
    def row_keys(self) -> Mapping[str, str]:
        """The key of the row an account has where rows are accounts."""
        return {account: f"a{part}" for account, part in self.account_slugs.items()}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        names = {account: self.books.account_label(account) for account in self.account_slugs}
        sides = {account: (name, is_result_account(account, self.accounts)) for account, name in names.items()}
        times = Counter(sides.values())
        return {a: f"{name} ({a})" if times[sides[a]] > 1 and name != a else name for a, name in names.items()}

    def label_of(self, account: str) -> str:
        """Return an account's name, with its number where two accounts of one statement are called the same."""
        return self._labels.get(account, account)

    @cached_property
    def objects(self) -> Objects:
        """The cost centres and projects in use."""
        return objects(self.books)

    @cached_property
    def members(self) -> Mapping[str, MemberKind]:
        """Who pays, for each revenue account."""
        revenue = [account for account in self.account_slugs if self.accounts.line_of(account) == "revenue"]
        return contributors(revenue, self.books.account_names, self.own, self.day)

    @cached_property
    def areas(self) -> Areas:
        """The areas of the operations statement."""
        return areas(self.books, self.accounts, self.own, self.members, self.objects, self.day)

    def is_audit(self, account: str) -> bool:
        """Tell whether an account holds cost of audit: by the map, else by the chart or the name ("revision")."""
        by_group = any(self.accounts.is_in(group, account) for group in ("audit", "audit_expert", "audit_elected"))
        return by_group or (not self._audit_is_stated and "revision" in self.books.account_label(account).lower())

    @cached_property
    def _audit_is_stated(self) -> bool:
        return any(group.group.startswith("audit") for group in self.own.group)

    @cached_property
    def notes_by(self) -> NotesBy:
        """Whether the cost note follows areas or accounts.

        Where the map does not say: areas, if every cost centre's name tells what kind of area it is.
        """
        if self.own.notes_by is not None:
            return self.own.notes_by
        return "area" if self.areas.all_named and self.areas.by_centre else "kind"

    def findings(self) -> tuple[Finding, ...]:
        """Say what of every year could not be placed, what was guessed, and what looks odd."""
        placed = (item for year in self.years() for item in year.placed.findings)
        return (*placed, *check(self))


def basis(
    books: Books, chart: ChartName | None = None, own: AssociationMap = NO_MAP
) -> tuple[Basis, tuple[Finding, ...]]:
    """Make the basis of statements from books.

    The chart of accounts is the one named, else the map's, else guessed from the accounts' names, which is a finding.
    """
    stated = chart or own.chart
    found: tuple[Finding, ...] = ()
    if stated is None:
        stated, is_sure = guess_chart(books)
        code = "map.chart_guessed" if is_sure else "map.chart_unsure"
        found = (finding(code, Place(file=books.years[0].source or None), chart=_CHART_NAMES[stated]),)
    return Basis(books, account_map(stated, rules_day(books.period.end), own), own), found
