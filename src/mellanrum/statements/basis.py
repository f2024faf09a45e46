"""What all statements are made from: the books, the account map and what was settled or guessed of areas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mellanrum.books.account_map import AccountMap, account_map
from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName, MemberKind, NotesBy
from mellanrum.books.guess import guess_chart
from mellanrum.books.ledger import Books
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, finding
from mellanrum.statements.areas import Areas, areas
from mellanrum.statements.contributors import MEMBERS, contributors
from mellanrum.statements.leaves import YearLeaves
from mellanrum.statements.placement import Placed, place


@dataclass(frozen=True, slots=True)
class YearBasis:
    """One year's balances, placed on lines, and its accounts as ends of traces."""

    leaves: YearLeaves
    placed: Placed


class Basis:
    """The books of an association with all that decides how they become statements.

    `day` decides which rules are in force: the end of the newest year. What is computed once is kept.
    """

    def __init__(self, books: Books, accounts: AccountMap, own: AssociationMap = NO_MAP) -> None:
        self.books = books
        self.accounts = accounts
        self.own = own
        self.day: date = books.period.end
        self._years: dict[Period, YearBasis] = {}

    def year(self, period: Period) -> YearBasis | None:
        """Return a year's basis, None where the books do not reach it."""
        year = self.books.year(period)
        if year is None:
            return None
        if period not in self._years:
            placed = place(year, self.accounts, self.books.account_names)
            self._years[period] = YearBasis(YearLeaves(self.books, year), placed)
        return self._years[period]

    @cached_property
    def members(self) -> Mapping[str, MemberKind]:
        """Who pays, for each revenue account."""
        revenue = {a for year in self.books.years for a in year.accounts() if self.accounts.line_of(a) == "revenue"}
        return contributors(sorted(revenue), self.books.account_names, self.own, self.day)

    @cached_property
    def areas(self) -> Areas:
        """The areas of the operations statement."""
        return areas(self.books, self.accounts, self.own, self.members, self.day)

    def is_audit(self, account: str) -> bool:
        """Tell whether an account holds cost of audit: by the map or the chart, or by its name ("revision")."""
        return self.accounts.is_in("audit", account) or "revision" in self.books.account_label(account).lower()

    @cached_property
    def notes_by(self) -> NotesBy:
        """Whether the cost note follows areas or accounts.

        Where the map does not say: areas, if every cost centre's name tells what kind of area it is.
        """
        if self.own.notes_by is not None:
            return self.own.notes_by
        centres = any(row.kind not in {"contributions", "financial"} for row in self.areas.rows)
        return "area" if self.areas.all_named and centres and self.areas.by_centre else "kind"

    def findings(self) -> tuple[Finding, ...]:
        """Say what of every year could not be placed, and what was guessed."""
        placed = (finding for year in self.books.years for finding in self._placed(year.period))
        return (*placed, *self._guesses())

    def _placed(self, period: Period) -> tuple[Finding, ...]:
        year = self.year(period)
        return year.placed.findings if year is not None else ()

    def _guesses(self) -> tuple[Finding, ...]:
        found = []
        where = Place(file=self.books.years[0].source or None)
        if self.areas.is_guessed and self.areas.by_centre:
            found.append(finding("map.areas_guessed", where, areas=_listed(row.label for row in self.areas.rows)))
        if self.own.notes_by is None:
            found.append(finding(f"map.notes_guessed_{self.notes_by}", where))
        if not self.own.contributor and self.members:
            state, region, municipalities = (self._payer(member) for member in MEMBERS)
            code = "map.contributors_guessed"
            found.append(finding(code, where, state=state, region=region, municipalities=municipalities))
        return tuple(found)

    def _payer(self, member: MemberKind) -> str:
        return _listed(account for account, payer in self.members.items() if payer == member) or "–"


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
    return Basis(books, account_map(stated, books.period.end, own), own), found


_CHART_NAMES: Mapping[ChartName, str] = {"bas": "BAS", "kommun-bas": "Kommun-Bas"}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
