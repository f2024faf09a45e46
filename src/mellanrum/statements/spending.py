"""What was spent on administration and on each intervention: what the state's follow-up asks for, as figures."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from mellanrum.books.account_map import longest_prefix
from mellanrum.books.association_map import InterventionCosts
from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.basis import Basis
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount, sum_of
from mellanrum.statements.operations import COST_LINES, ONE
from mellanrum.statements.spread import Slice, Spread

REFERENCE = "Uppföljning Finsam"
ADMINISTRATION = "administration"
INTERVENTIONS = "interventions"
_LABELS = {"outcome": "Administration, outcome", "budget": "Administration, budget"}


class Spending:
    """The family `spending.administration.outcome`, `.budget`, and `spending.interventions.<intervention>`.

    All are costs, positive, in SEK. Those of administration are net, of the areas of that kind, as the operations
    statement has them. An intervention's are costs and depreciation as they were booked, before any allocation key, on
    what the map says is its own: the account's intervention wins over the project's, and that over the cost centre's.
    """

    prefix = "spending"

    def __init__(self, basis: Basis, spread: Spread) -> None:
        self.basis = basis
        self.spread = spread
        self._kept: dict[Period, Mapping[str, tuple[Slice, ...]]] = {}

    def family(self) -> Family:
        """Offer the figures to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, book: FigureBook, period: Period) -> Iterator[str]:
        """List those there is a figure of in the year."""
        named = [f"{self.prefix}.{ADMINISTRATION}.{what}" for what in _LABELS]
        named += [f"{self.prefix}.{INTERVENTIONS}.{row.key}" for row in self.basis.own.intervention]
        return (key for key in named if book.find(key, period) is not None)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute what was spent or budgeted; None where the books say nothing of it in the year."""
        what, _, name = key.partition(".")[2].partition(".")
        if what == ADMINISTRATION and name in _LABELS:
            return self._administration(book, key, period, name)
        row = self._rows.get(name) if what == INTERVENTIONS else None
        slices = self._costs(period).get(name, ()) if row else ()
        if row is None or not slices:
            return None
        terms = (Term(part.term.node, ONE) for part in slices)
        return amount(key, period, row.label, terms, "Costs and depreciation booked on the intervention", REFERENCE)

    def _administration(self, book: FigureBook, key: str, period: Period, what: str) -> Figure | None:
        column = "budget" if what == "budget" else "net"
        areas = (row.key for row in self.basis.areas.rows if row.kind == ADMINISTRATION)
        terms = sum_of(book, (f"operations.{area}.{column}" for area in areas), period)
        if not terms:
            return None
        # The budget has costs positive already; the outcome has them negative.
        signed = terms if what == "budget" else tuple(Term(term.node, MINUS_ONE) for term in terms)
        return amount(key, period, _LABELS[what], signed, SUM_OF_LINES, REFERENCE)

    @cached_property
    def _rows(self) -> Mapping[str, InterventionCosts]:
        return {row.key: row for row in self.basis.own.intervention}

    def _costs(self, period: Period) -> Mapping[str, tuple[Slice, ...]]:
        """Return the year's costs by the intervention they were booked on; put together once."""
        if period not in self._kept:
            found: dict[str, list[Slice]] = {}
            for part in (part for parts in self.spread.booked(period).values() for part in parts):
                key = self._key_of(part) if part.line in COST_LINES else None
                if key is not None:
                    found.setdefault(key, []).append(part)
            self._kept[period] = {key: tuple(parts) for key, parts in found.items()}
        return self._kept[period]

    def _key_of(self, part: Slice) -> str | None:
        prefix = longest_prefix(part.account, self._by_prefix)
        if prefix is not None:
            return self._by_prefix[prefix]
        return self._by_project.get(part.project or "") or self._by_centre.get(part.centre or "")

    @cached_property
    def _by_prefix(self) -> Mapping[str, str]:
        return {prefix: row.key for row in self._rows.values() for prefix in row.accounts}

    @cached_property
    def _by_project(self) -> Mapping[str, str]:
        return {code: row.key for row in self._rows.values() for code in row.projects}

    @cached_property
    def _by_centre(self) -> Mapping[str, str]:
        return {code: row.key for row in self._rows.values() for code in row.cost_centres}
