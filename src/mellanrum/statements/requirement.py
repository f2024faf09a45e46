"""The balance requirement: the result, adjusted as the law says, and what is to be restored."""

from collections.abc import Iterator
from decimal import Decimal

from mellanrum.figures import Family, Figure, FigureBook, Operation, Period, Term, Trace, Unit
from mellanrum.statements.basis import Basis
from mellanrum.statements.layout import layout
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount

NOT_STATED = "Nothing has been stated, so nil"
REFERENCE = "LKBR 11 kap. 10 §, Finsamlagen 21 §"


class BalanceRequirement:
    """The family `balance_requirement.*`. Deficits are negative; `to_restore` is positive or nil.

    What the books cannot know (exemptions, securities, reserves, extraordinary reasons) is nil unless stated among
    the reported figures of the year.
    """

    prefix = "balance_requirement"

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.lines = {line.key: line for line in layout(self.prefix, basis.day)}

    def family(self) -> Family:
        """Offer the investigation to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List the lines."""
        if self.basis.year(period) is not None:
            yield from (f"{self.prefix}.{name}" for name in self.lines)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a line."""
        line = self.lines.get(key.partition(".")[2])
        if line is None or self.basis.year(period) is None:
            return None
        if line.sums:
            terms = tuple(Term(book.get(f"{self.prefix}.{part}", period)) for part in line.sums)
            return amount(key, period, line.label, terms, SUM_OF_LINES, line.reference)
        own = {
            "result": self._result,
            "gains": self._gains,
            "earlier_deficit": self._earlier,
            "to_restore": self._to_restore,
        }
        return own.get(line.key, _stated)(book, key, line.label, period)

    def _result(self, book: FigureBook, key: str, label: str, period: Period) -> Figure:
        result = (Term(book.get("income_statement.result", period)),)
        return amount(key, period, label, result, "The result of the income statement", REFERENCE)

    def _gains(self, _book: FigureBook, key: str, label: str, period: Period) -> Figure:
        year = self.basis.year(period)
        accounts = year.placed.result.get("revenue", ()) if year is not None else ()
        kept = (account for account in accounts if self.basis.accounts.is_in("capital_gains", account))
        # A gain stands in credit, a negative amount, and is taken off the result as it is.
        terms = tuple(Term(year.leaves.change(account)) for account in kept) if year is not None else ()
        return amount(key, period, label, terms, "Capital gains, taken off", REFERENCE)

    def _earlier(self, book: FigureBook, key: str, label: str, period: Period) -> Figure:
        reported = book.reported(key, period)
        before = book.find(f"{self.prefix}.to_restore", period.previous())
        if reported is not None:
            return reported
        terms = (Term(before, MINUS_ONE),) if before is not None else ()
        return amount(key, period, label, terms, "What the year before left to restore", REFERENCE)

    def _to_restore(self, book: FigureBook, key: str, label: str, period: Period) -> Figure:
        parts = ("balance_result", "earlier_deficit", "extraordinary_reasons")
        terms = tuple(Term(book.get(f"{self.prefix}.{part}", period), MINUS_ONE) for part in parts)
        owed = amount(key, period, label, terms, "The deficit that remains, if any", REFERENCE)
        return owed if owed.value > 0 else amount(key, period, label, (), "No deficit remains", REFERENCE)


def _stated(book: FigureBook, key: str, label: str, period: Period) -> Figure:
    """Return what has been stated of a line the books cannot know, else nil."""
    nil = Figure(key, period, Decimal(0), Unit.SEK, label, Trace(NOT_STATED, REFERENCE, Operation.SUM))
    return book.reported(key, period) or nil
